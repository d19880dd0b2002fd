// The stacks of a thread's errors, down to what started it: its port's events.
const { Worker, isMainThread, parentPort, MessageChannel } = require('worker_threads');
if (isMainThread) {
  const shown = (error) => console.log(error.stack.replace(/\(\/.*\//g, '('));
  new Worker(__filename).on('error', (error) => {
    shown(error);
    const { port1, port2 } = new MessageChannel();
    port2.on('message', () => { shown(new Error('in a message')); port2.close(); });
    port1.postMessage(1);
    try { new MessagePort() } catch (error) { console.log(error.code, error.message); }
  });
} else {
  throw new Error('in a thread');
}
