// navigator.locks: modes, ifAvailable, steal, signals, query, threads, and when the process ends.
const { Worker } = require('worker_threads');
const { locks } = navigator;
const order = [];
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const attempt = async (name, call) => {
  try {
    console.log(name, await call());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
const without = (state) => JSON.stringify(state).replaceAll(String(process.pid), 'PID');

const alive = setTimeout(() => process.exit(9), 20000);

(async () => {
  await attempt('result', () => locks.request('a', async (lock) => [lock.name, lock.mode, lock.constructor.name]));
  await attempt('throws', () => locks.request('throws', () => { throw new RangeError('own'); }));
  await Promise.all([1, 2, 3].map((n) => locks.request('b', async () => { order.push(`in ${n}`); await wait(5); order.push(`out ${n}`); })));
  console.log(order.join());
  let most = 0;
  let now = 0;
  await Promise.all([1, 2, 3].map(() => locks.request('c', { mode: 'shared' }, async () => { most = Math.max(most, ++now); await wait(10); now--; })));
  console.log('shared', most);
  await locks.request('d', async () => {
    await attempt('not available', () => locks.request('d', { ifAvailable: true }, (lock) => lock));
    const pending = locks.request('d', (lock) => lock.name);
    await wait(5);
    const { held, pending: waiting } = await locks.query();
    console.log(without([held.filter((lock) => lock.name === 'd'), waiting]));
    const controller = new AbortController();
    const aborted = attempt('aborted', () => locks.request('d', { signal: controller.signal }, () => 1));
    await wait(5);
    controller.abort(new Error('enough'));
    await aborted;
    pending.then((name) => console.log('then', name));
  });
  const stolen = attempt('stolen', () => locks.request('e', () => wait(200)));
  await wait(5);
  await attempt('thief', () => locks.request('e', { steal: true }, (lock) => lock.name));
  await stolen;
  for (const [name, options] of [['-x', {}], ['f', { mode: 'no' }], ['f', { steal: true, ifAvailable: true }], ['f', { mode: 'shared', steal: true }],
                                 ['f', { signal: AbortSignal.abort() }], ['f', { signal: 5 }], ['f', { signal: new AbortController().signal, steal: true }]])
    await attempt(JSON.stringify(options), () => locks.request(name, options, () => 'had it'));
  await attempt('no callback', () => locks.request('f'));
  await locks.request('g', async () => {
    const worker = new Worker(`
      const tell = async (lock) => console.log('in a thread', lock, JSON.stringify((await navigator.locks.query()).held.map((one) => [one.name, one.clientId.replace(/\\d+/, 'PID')])
        .filter(([name]) => name === 'g')));
      navigator.locks.request('g', { ifAvailable: true }, tell).then(() => require('worker_threads').parentPort.postMessage('asked'));`, { eval: true });
    await new Promise((resolve) => worker.on('exit', resolve));
    console.log('thread ended');
    clearTimeout(alive);
    console.log('let go');
  });
})();
process.on('exit', () => console.log('exit'));
