import './plain.mjs'
const a = await 1;
await new Promise(() => {}); await 3
console.log(1)
