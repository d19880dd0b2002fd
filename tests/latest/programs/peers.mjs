import { createLibp2p } from 'libp2p'
import { tcp } from '@libp2p/tcp'
import { webSockets } from '@libp2p/websockets'
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import { identify } from '@libp2p/identify'
import { ping } from '@libp2p/ping'
const mk = (a, t) => createLibp2p({ addresses: { listen: [a] }, transports: [t], connectionEncrypters: [noise()], streamMuxers: [yamux()], services: { identify: identify(), ping: ping() } })
for (const [a, t] of [['/ip4/127.0.0.1/tcp/0', tcp()], ['/ip4/127.0.0.1/tcp/0/ws', webSockets()]]) {
  const x = await mk(a, t), y = await mk(a, t)
  await y.handle('/echo/1', async (...z) => { const st = z[0].stream ?? z[0]; console.log('incoming', st.protocol); st.close?.() })
  const c = await x.dial(y.getMultiaddrs()); console.log(c.status, c.encryption, c.multiplexer, (await x.services.ping.ping(y.getMultiaddrs()[0])) >= 0)
  await c.newStream('/echo/1'); await x.dialProtocol(y.getMultiaddrs(), '/none').catch((e) => console.log(e.name, e.message.slice(0, 60)))
  await new Promise((r) => setTimeout(r, 200)); await x.stop(); await y.stop()
}
console.log('peers done')
