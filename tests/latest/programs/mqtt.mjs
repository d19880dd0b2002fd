import { Aedes } from 'aedes'
import net from 'node:net'
import mqtt from 'mqtt'
const broker = await Aedes.createBroker()
const s = net.createServer(broker.handle)
await new Promise((y) => s.listen(5008, y))
const c = await mqtt.connectAsync('mqtt://localhost:5008')
await c.subscribeAsync('a/+', { qos: 1 })
const got = new Promise((y) => c.on('message', (t, m) => y([t, String(m)])))
await c.publishAsync('a/b', 'msg', { qos: 1 })
console.log(await got)
await c.endAsync()
broker.close()
s.close()
