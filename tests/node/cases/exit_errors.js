// What ends a program at its end, or by an exception that is no plain error.
const { spawnSync } = require('child_process')
const run = (code, env = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8', env: { ...process.env, NODE_EXTRA_CA_CERTS: '', ...env } })
  console.log(status, stdout.trim(), stderr.replaceAll(process.execPath, 'NODE').split('\n').filter((line) => !/^    at |node:internal/.test(line)).join('|'))
}
run('process.on("exit", () => { throw new Error("in exit") })')
run('process.on("exit", () => { throw new Error("in exit") }); process.exit(3)')
run('process.on("exit", (code) => { console.log(code); process.exitCode = 5 })')
run('process.on("exit", (code) => { process.exit(6) }); throw new Error("first")')
run('process.on("exit", (code) => { console.log("exit", code) }); throw new Error("first")')
run('process.on("uncaughtException", () => { throw new Error("second") }); throw new Error("first")')
run('process.on("beforeExit", () => { throw new Error("before") })')
run('new Worker')
run('require("tls").createSecureContext()', { NODE_EXTRA_CA_CERTS: '/none' })
// microtasks of the last listeners still run, and nothing else
run('process.on("exit", () => { Promise.resolve().then(() => { console.log("a"); process.exitCode = 4; Promise.resolve().then(() => console.log("b")) }); queueMicrotask(() => console.log("q")) })')
run('process.on("exit", async () => { await 1; console.log("a"); process.nextTick(() => console.log("tick")); setTimeout(() => console.log("timer")); await new Promise(setImmediate); console.log("no") })')
run('process.on("exit", () => { Promise.reject(new Error("late")) })')
run('process.on("exit", () => { queueMicrotask(() => process.exit(9)) })')
run('process.on("exit", () => { queueMicrotask(() => console.log("x")) }); process.exit(2)')
run('new (require("worker_threads").Worker)(`process.on("exit", () => { queueMicrotask(() => console.log("x")) })`, { eval: true })')
// an error of a microtask is shown where it was made
run('process.on("exit", () => { queueMicrotask(() => { throw new Error("late") }) })')
run('const error = new Error("early"); queueMicrotask(() => { throw error })')
run('queueMicrotask(() => { null.x })')
run('process.on("uncaughtException", (error) => console.log(error.message)); queueMicrotask(() => { throw new Error("heard") }); setImmediate(() => { throw new Error("again") })')
