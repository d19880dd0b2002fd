// MessageChannel, BroadcastChannel, structuredClone.
const { MessageChannel, receiveMessageOnPort, BroadcastChannel } = require('worker_threads');

const steps = [
  (next) => {
    const { port1, port2 } = new MessageChannel();
    port1.postMessage({ a: 1 });
    port1.postMessage(new Map([[1, new Date(0)]]));
    console.log(receiveMessageOnPort(port2), receiveMessageOnPort(port2), receiveMessageOnPort(port2));
    port2.on('message', (message) => {
      console.log('message', message);
      if (message === 'last') port2.close();
    });
    port2.on('close', () => { console.log('port2 closed'); next(); });
    port1.postMessage('first');
    process.nextTick(() => console.log('tick before any message'));
    setTimeout(() => port1.postMessage('last'), 10);
  },
  (next) => {
    const inner = new MessageChannel();
    const outer = new MessageChannel();
    outer.port2.once('message', ({ port }) => port.postMessage('through'));
    inner.port2.once('message', (message) => {
      console.log(message);
      inner.port2.close();
      outer.port2.close();
      setTimeout(next, 10);
    });
    outer.port1.postMessage({ port: inner.port1 }, [inner.port1]);
  },
  (next) => {
    const buffer = new ArrayBuffer(8);
    const copy = structuredClone({ buffer }, { transfer: [buffer] });
    console.log(buffer.byteLength, copy.buffer.byteLength);
    try {
      structuredClone(() => {});
    } catch (error) {
      console.log(error.name, error.code, error instanceof DOMException);
    }
    next();
  },
  (next) => {
    const a = new BroadcastChannel('news');
    const b = new BroadcastChannel('news');
    b.onmessage = ({ data }) => { console.log('news', data); a.close(); b.close(); next(); };
    a.postMessage('today');
  },
  () => console.log('done'),
];
const run = () => steps.shift()(run);
run();
