// AsyncLocalStorage in what ports and servers call: the context in which the port was made, or the server began to listen.
const { AsyncLocalStorage, executionAsyncResource } = require('node:async_hooks')
const { once } = require('node:events')
const http = require('node:http')
const { Worker } = require('node:worker_threads')
const storage = new AsyncLocalStorage()

async function main() {
  const channel = storage.run('made', () => new MessageChannel())
  await new Promise(resolve => {
    storage.run('listening', () => channel.port1.on('message', message => (console.log('port', message, storage.getStore()), resolve())))
    storage.run('posting', () => channel.port2.postMessage(1))
  })
  await new Promise(resolve => {
    channel.port1.on('close', () => (console.log('close', storage.getStore()), resolve()))
    channel.port1.close()
  })
  const [left, right] = storage.run('made', () => [new BroadcastChannel('q'), new BroadcastChannel('q')])
  await new Promise(resolve => {
    left.onmessage = () => (console.log('broadcast', storage.getStore()), resolve())
    right.postMessage(1)
  })
  left.close()
  right.close()
  const worker = storage.run('made', () => new Worker('require("worker_threads").parentPort.postMessage(1)', { eval: true }))
  worker.on('message', () => console.log('worker', storage.getStore()))
  await once(worker, 'exit')
  const server = http.createServer((request, response) => {
    console.log('server', storage.getStore())
    response.end()
  })
  await new Promise(resolve => storage.run('listening', () => server.listen(0, resolve)))
  await new Promise(resolve => storage.run('asking', () => http.get({ port: server.address().port, agent: false }, response => {
    console.log('client', storage.getStore())
    response.resume().on('end', resolve)
  })))
  server.close()
}
console.log(executionAsyncResource())
main()
