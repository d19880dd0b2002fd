// process.getActiveResourcesInfo, _getActiveHandles and _getActiveRequests for active resources.
const fs = require('fs');
const net = require('net');
const dns = require('dns');
const dgram = require('dgram');
const { MessageChannel } = require('worker_threads');

function show(when) {
  const names = (things) => things.map((thing) => thing.constructor.name).sort().join();
  const own = (things) => things.filter((thing) => thing !== process.stdout && thing !== process.stderr);
  console.log(when, process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap' && name !== 'TTYWrap').sort().join(), '|', names(own(process._getActiveHandles())), '|',
              names(process._getActiveRequests()));
}

show('at first');
fs.readFile(__filename, () => setTimeout(lookUp, 20));
show('a file');
fs.promises.stat(__filename);
show('a promise of fs');

function lookUp() {
  dns.lookup('localhost', () => setTimeout(listen, 20));
  show('a name');
}

function listen() {
  const timer = setTimeout(() => {}, 50);
  setTimeout(() => {}, 50).unref();
  show('timers');
  clearTimeout(timer);
  const server = net.createServer((socket) => socket.end('x'));
  show('a server that does not listen yet');
  server.listen('./socket', () => {     // the page's preview opens ports by itself
    show('a server');
    const socket = net.connect('./socket');
    show('a socket that connects');
    console.log(process._getActiveHandles().includes(socket), process._getActiveHandles().includes(server));
    socket.unref();
    show('without a reference');
    socket.ref();
    socket.resume();
    socket.on('close', () => server.close(() => setTimeout(others, 20)));
  });
}

function others() {
  show('closed');
  const watcher = fs.watch('.');
  show('a watcher');
  watcher.close();
  setTimeout(moreOthers, 20);
}

function moreOthers() {
  const socket = dgram.createSocket('udp4');
  socket.bind(0, () => {
    show('UDP');
    socket.unref();
    show('UDP without a reference');
    socket.close();
    const { port1 } = new MessageChannel();
    show('a channel');
    port1.on('message', () => {});
    show('a channel that listens');
    port1.close();
  });
}
