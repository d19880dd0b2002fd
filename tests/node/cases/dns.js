'use strict'
// A name server in the program, and the resolver's results for its replies.
const dgram = require('dgram')
const { once } = require('events')
const { Resolver } = require('dns').promises
const log = (...args) => console.log(...args)

const name = (text) => Buffer.concat([...text.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)])), Buffer.from([0])])
const word = (...values) => Buffer.from(values.flatMap((value) => [value >> 8, value & 255]))
const text = (value) => Buffer.from([value.length, ...Buffer.from(value)])
const RECORDS = {
  1: [Buffer.from([1, 2, 3, 4]), Buffer.from([5, 6, 7, 8])],
  28: [Buffer.from('20010db8000000000000000000000001', 'hex')],
  5: [name('alias.example.org')],
  2: [name('ns.example.org')],
  15: [Buffer.concat([word(10), name('mail.example.org')])],
  16: [Buffer.concat([text('one'), text('two')])],
  33: [Buffer.concat([word(1, 2, 80), name('service.example.org')])],
  35: [Buffer.concat([word(1, 2), text('s'), text('SIP+D2U'), text(''), name('sip.example.org')])],
  6: [Buffer.concat([name('ns.example.org'), name('admin.example.org'), word(0, 1, 0, 2, 0, 3, 0, 4, 0, 5)])],
  257: [Buffer.concat([Buffer.from([128]), text('issue'), Buffer.from('ca.example.org')])],
  12: [name('host.example.org')],
  52: [Buffer.from([3, 1, 1, 9, 8, 7])],
}
const CODES = { 'missing.org': 3, 'refused.org': 5, 'broken.org': 2 }

function answer(query) {
  let at = 12
  const labels = []
  for (; query[at] !== 0; at += 1 + query[at]) labels.push(query.toString('latin1', at + 1, at + 1 + query[at]))
  const asked = labels.join('.'), type = query.readUInt16BE(at + 1)
  if (asked === 'silent.org') return null
  const types = type === 255 ? Object.keys(RECORDS).map(Number).filter((each) => each !== 52) : [type]
  const records = CODES[asked] || asked === 'empty.org' ? [] : types.flatMap((each) => RECORDS[each].map((data) => [each, data]))
  return Buffer.concat([query.subarray(0, 2), word(0x8180 | (CODES[asked] ?? 0), 1, records.length, 0, 0), query.subarray(12, at + 5),
    ...records.map(([each, data]) => Buffer.concat([word(0xc00c, each, 1, 0, 60, data.length), data]))])
}

async function main() {
  const server = dgram.createSocket('udp4')
  server.bind(0, '127.0.0.1')
  await once(server, 'listening')
  server.on('message', (query, from) => { const reply = answer(query); if (reply) server.send(reply, from.port, from.address) })
  const resolver = new Resolver({ timeout: 100, tries: 2 })
  resolver.setServers([`127.0.0.1:${server.address().port}`])
  log(resolver.getServers().length)
  for (const type of ['A', 'AAAA', 'CNAME', 'NS', 'MX', 'TXT', 'SRV', 'NAPTR', 'SOA', 'CAA', 'PTR', 'TLSA', 'ANY']) log(type, await resolver.resolve('example.org', type))
  log(await resolver.resolve4('example.org', { ttl: true }), await resolver.reverse('10.0.0.1'))
  for (const bad of ['missing.org', 'refused.org', 'broken.org', 'empty.org', 'silent.org']) {
    await resolver.resolve4(bad).catch((error) => log(error.message, error.code, error.syscall, error.hostname))
  }
  const pending = resolver.resolve4('silent.org').catch((error) => log(error.message))
  try { resolver.setServers(['127.0.0.1']) } catch (error) { log(error.code) }
  resolver.cancel()
  await pending
  server.close()
  await once(server, 'close')
  await resolver.resolve4('example.org').catch((error) => log(error.message))
  for (const addresses of [['::1', '::1'], ['127.0.0.1', '127.0.0.1'], ['bad']]) {
    try { resolver.setLocalAddress(...addresses) } catch (error) { log(error.name, error.message, error.code) }
  }
  // what looks like an address, as inet_aton reads it
  for (const name of ['256.0.0.1', '1.2.3', '0x7f.1', '127.1', '[::1]', '1.2.3.4.5']) {
    log(name, await require('node:dns').promises.lookup(name).catch(error => error.message))
  }
  const refused = require('node:net').createServer().listen(0, '256.0.0.1')
  log((await require('node:events').once(refused, 'error'))[0].message)
}
main()
