import { WebContainer } from '@webcontainer/api'

async function run() {
  const machine = await WebContainer.boot()
  const node = await machine.spawn('node', ['-e', 'console.log("from", process.release.name)'])
  let said = ''
  await node.output.pipeTo(new WritableStream({ write(data) { said += data } }))
  machine.teardown()
  return said.trim()
}
run().then((value) => { globalThis.result = { value } }, (error) => { globalThis.result = { error: `${error.code} ${error.stack}` } })
