'use strict'
const dgram = require('dgram')
const { once } = require('events')
const log = (...args) => console.log(...args)

async function bound(type, port, address, options) {
  const socket = dgram.createSocket({ type, ...options })
  socket.bind(port, address)
  await once(socket, 'listening')
  return socket
}

async function exchange() {
  const server = await bound('udp4', 0)
  const client = dgram.createSocket('udp4')
  log(server.address().address, server.address().family, server.address().port > 0)
  client.send(['one ', Buffer.from('two')], server.address().port, 'localhost', (error, count) => log('sent', error, count))
  const [message, from] = await once(server, 'message')
  log(String(message), from.address, from.family, from.size, from.port === client.address().port)
  server.send(Buffer.alloc(0), from.port, from.address)
  const [empty, info] = await once(client, 'message')
  log('empty', empty.length, info.size)
  server.close()
  client.close()
}

async function connected() {
  const server = await bound('udp6', 0, '::1')
  const client = dgram.createSocket('udp6')
  client.connect(server.address().port, '::1')
  await once(client, 'connect')
  log(client.remoteAddress().address, client.address().address)
  client.send('hello')
  log(String((await once(server, 'message'))[0]))
  server.close()
  await once(server, 'close')
  client.send('nobody')
  log((await once(client, 'error'))[0].message)
  client.disconnect()
  try { client.remoteAddress() } catch (error) { log(error.code) }
  client.close()
}

async function refusals() {
  const one = await bound('udp4', 0, '127.0.0.1')
  const two = dgram.createSocket('udp4')
  two.bind(one.address().port, '127.0.0.1')
  log((await once(two, 'error'))[0].code)
  const three = dgram.createSocket('udp4')
  three.send(Buffer.alloc(66000), one.address().port, '127.0.0.1', error => log(error.code, error.syscall))
  try { three.setTTL(300) } catch (error) { log(error.message) }
  try { dgram.createSocket('udp4').getRecvBufferSize() } catch (error) { log(error.code, error.info.message) }
  one.close()
  two.close()
  await new Promise(resolve => setTimeout(resolve, 20))
  three.setSendBufferSize(10000)
  log(three.getSendBufferSize())
  try { three.addMembership('127.0.0.1') } catch (error) { log(error.message) }
  try { three.dropMembership('224.0.0.114') } catch (error) { log(error.message) }
  three.close()
}

async function shared() {
  const one = await bound('udp4', 0, '127.0.0.1', { reuseAddr: true })
  const two = await bound('udp4', one.address().port, '127.0.0.1', { reuseAddr: true })
  const both = await bound('udp6', 0, '::')
  one.send('to both', both.address().port, '127.0.0.1')
  const [message, from] = await once(both, 'message')
  log(String(message), from.address, from.family)
  for (const socket of [one, two, both]) socket.close()
}

async function main() {
  await exchange()
  await connected()
  await refusals()
  await shared()
}
main()
