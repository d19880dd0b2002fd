// The poll phase of each turn finds what this process itself made ready, however busy the loop is with immediates
const net = require('net')
const turns = {}
let turn = 0, base = 0, over = false
const next = () => { turn++; if (!over) setImmediate(next) }
const at = (what) => { turns[what] = turn - base }
const server = net.createServer((socket) => {
  socket.on('data', () => { at('data'); socket.write('answer') })
  socket.on('end', () => at('end'))
  socket.on('close', () => { at('close'); server.close() })
})
server.on('close', () => {
  over = true
  for (const what in turns) console.log(what, turns[what] < 10 ? 'soon' : `after ${turns[what]} turns`)
})
server.listen(0, '127.0.0.1', () => setTimeout(() => {
  next()
  base = turn
  const client = net.connect(server.address().port, '127.0.0.1', () => client.write('question'))
  client.on('data', () => client.end(() => at('ended')))
}, 10))
