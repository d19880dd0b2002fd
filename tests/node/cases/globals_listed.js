// The names that a loop over the global object finds, and the console's methods.
const names = []
for (const name in globalThis) names.push(name)
console.log(names.join())
console.log(Object.keys(globalThis).join())
console.log(Object.keys(console).join())
for (const name of Object.keys(console)) console.log(name, typeof console[name], console[name].name)
console.log(console.timeStamp('x'), console.profile(), console.profileEnd(), typeof console.createTask('task').run)
// the runtime's helpers are no properties
console.log(Object.getOwnPropertyNames(globalThis).filter((name) => /terrarium/i.test(name)))
