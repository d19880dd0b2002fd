console.log(1)
for await (const x of (async function* () { await new Promise(() => {}) })());
