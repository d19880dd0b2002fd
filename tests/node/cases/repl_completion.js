// What a line of the REPL declares by const, let and class is completed, as are members of it.
const repl = require('repl'), { PassThrough } = require('stream'), { inspect } = require('util')
const complete = (server, line) => new Promise((resolve) => server.complete(line, (error, found) => resolve(error ?? found)))
async function session(options, lines) {
  const input = new PassThrough()
  const server = repl.start({ input, output: new PassThrough().resume(), ...options })
  input.write('const zcnst = { deep: 1 }; let zltt = 2; class zklss {}\nfunction zfn() {} var zvr = 1\nlet { zinner: [zpat] } = { zinner: [1] }\n')
  await new Promise((resolve) => setTimeout(resolve, 50))
  for (const line of lines) console.log(inspect(await complete(server, line), { breakLength: 200 }))
  server.close()
}
(async () => {
  await session({ useGlobal: false }, ['zcn', 'zlt', 'zkl', 'zf', 'zv', 'zp', 'zcnst.d', 'znone'])
  await session({ useGlobal: true }, ['zcn', 'zp', 'zcnst.d'])
})()
