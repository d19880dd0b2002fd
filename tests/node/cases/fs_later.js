// fs: callbacks, promises, file handles, streams, pipes, watching.
const fs = require('fs');
const path = require('path');
const { spawn } = require('child_process');
const { pipeline } = require('stream/promises');

process.chdir(fs.mkdtempSync(path.join(require('os').tmpdir(), 'fs-')));
const here = process.cwd();
const plain = (text) => String(text).replaceAll(here, '$').replace(/tmp-\w{6}/g, 'tmp-');
const told = (name, work) => work().then(
  (value) => console.log(name, plain(JSON.stringify(value))),
  (error) => console.log(name, error.name, plain(error.message), plain(JSON.stringify(error))));
const called = (name, ...args) => new Promise((resolve) => fs[name](...args, (error, ...values) => {
  console.log(name, error ? plain(error.message) + plain(JSON.stringify(error)) : error, plain(JSON.stringify(values.map((value) => value && value.constructor.name === 'Stats' ? value.size : value))));
  resolve(values[0]);
}));
const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function main() {
  for (const name of ['stat', 'lstat', 'readlink', 'unlink', 'rmdir', 'readdir', 'opendir', 'access', 'readFile', 'realpath']) await called(name, 'missing/x');
  for (const name of ['fstat', 'close', 'fsync', 'fdatasync', 'ftruncate']) await called(name, 99);
  for (const name of ['rename', 'link', 'copyFile', 'symlink']) await called(name, 'missing/a', 'missing/b');
  await called('open', 'missing', 'r');
  await called('mkdir', 'a/b', { recursive: true });
  await called('mkdir', 'a/b', { recursive: true });
  await called('writeFile', 'f', 'some text');
  await called('readFile', 'f', 'utf8');
  await called('stat', 'f');
  await called('stat', 'missing', { throwIfNoEntry: false });
  await called('appendFile', 'f', '!');
  await called('truncate', 'f', 4);
  await called('copyFile', 'f', 'a/g');
  await called('readdir', 'a', { recursive: true });
  await called('exists', 'f');
  await called('utimes', 'f', 1, 2);
  await called('chmod', 'f', 0o600);
  await called('rename', 'f', 'f1');
  await called('cp', 'a', 'c', { recursive: true });
  await called('rm', 'c', { recursive: true });
  const fd = fs.openSync('f1', 'r+');
  await called('write', fd, 'abc', 1);
  await called('writev', fd, [Buffer.from('x'), Buffer.from('yz')], 6);
  await called('read', fd, Buffer.alloc(12), 0, 12, 0);
  await called('readv', fd, [Buffer.alloc(2), Buffer.alloc(3)], 0);
  await called('fsync', fd);
  await called('close', fd);

  await told('promises.stat', async () => (await fs.promises.stat('f1', { bigint: true })).size.toString());
  await told('promises.stat missing', () => fs.promises.stat('missing'));
  await told('promises.access', () => fs.promises.access('f1'));
  await told('promises.readFile', () => fs.promises.readFile('f1', 'hex'));
  await told('promises.writeFile', () => fs.promises.writeFile('w', ['one ', 'two']));
  await told('promises.rename', () => fs.promises.rename('missing', 'x'));
  await told('promises.mkdtemp', () => fs.promises.mkdtemp('tmp-'));
  await told('promises.opendir', async () => { const names = []; for await (const entry of await fs.promises.opendir('.')) names.push(entry.name); return names.sort(); });
  await told('promises.rm', () => fs.promises.rm('a', { recursive: true }));
  await told('promises.cp', () => fs.promises.cp('f1', 'f1'));
  await told('handle', async () => {
    const handle = await fs.promises.open('h', 'w+');
    const out = [typeof handle.fd, await handle.write('first\nsecond\n'), (await handle.stat()).size];
    await handle.truncate(12);
    await handle.utimes(1, 2);
    await handle.chmod(0o600);
    await handle.sync();
    await handle.datasync();
    out.push(await handle.readFile({ encoding: 'utf8' }), (await handle.read(Buffer.alloc(5), 0, 5, 0)).bytesRead, (await handle.writev([Buffer.from('a'), Buffer.from('b')], 0)).bytesWritten);
    await handle.close();
    try { await handle.stat(); } catch (error) { out.push(error.code, error.syscall, handle.fd); }
    const lines = await fs.promises.open('h');
    for await (const line of lines.readLines()) out.push(line);
    return out;
  });
  await told('streams', async () => {
    fs.writeFileSync('big', Buffer.alloc(300000, 'abc'));
    await pipeline(fs.createReadStream('big'), fs.createWriteStream('copy'));
    const part = [];
    for await (const piece of fs.createReadStream('copy', { start: 3, end: 8, encoding: 'latin1' })) part.push(piece);
    return [fs.readFileSync('copy').equals(fs.readFileSync('big')), part];
  });
  await told('stream error', () => pipeline(fs.createReadStream('missing'), fs.createWriteStream('x')));

  // order of completions, and of ticks between them
  await new Promise((resolve) => {
    const order = [];
    fs.stat('f1', () => {
      order.push('stat');
      process.nextTick(() => order.push('tick'));
      Promise.resolve().then(() => order.push('microtask'));
      fs.stat('f1', () => {
        order.push('nested');
        console.log('order', order.join(', '));
        resolve();
      });
    });
    order.push('sync');
  });

  // stdin of a child is a pipe: reads wait
  await told('pipe', () => new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', 'const fs = require("fs"); fs.read(0, Buffer.alloc(9), 0, 9, null, (e, n, b) => { fs.writeSync(1, "got " + b.toString("latin1", 0, n)); fs.writeSync(1, " rest " + fs.readFileSync(0, "utf8")); })']);
    let text = '';
    child.stdout.on('data', (data) => {
      if (text === '') setTimeout(() => child.stdin.end('later'), 30);
      text += data;
    });
    child.on('close', () => resolve(text));
    child.on('error', reject);
    setTimeout(() => child.stdin.write('now'), 30);
  }));

  await told('watchFile', () => new Promise((resolve) => {
    const seen = [];
    fs.watchFile('watched', { interval: 20 }, (now, before) => {
      seen.push([now.size, before.size, now.nlink]);
      if (seen.length === 1) fs.writeFileSync('watched', 'abc');
      if (seen.length === 2) fs.rmSync('watched');
      if (seen.length === 3) { fs.unwatchFile('watched'); resolve(seen); }
    });
  }));
  await told('watch', async () => {
    fs.mkdirSync('dir');
    const seen = new Set();
    const watcher = fs.watch('dir', (kind, name) => seen.add(kind + ' ' + name));
    await later(20);
    fs.writeFileSync('dir/new', 'x');
    await later(20);
    fs.appendFileSync('dir/new', 'y');
    fs.renameSync('dir/new', 'dir/old');
    await later(50);
    watcher.close();
    return [...seen].sort();
  });
  await told('watch a file', async () => {
    const seen = new Set();
    const watcher = fs.watch('f1', (kind, name) => seen.add(kind + ' ' + name));
    fs.appendFileSync('f1', 'y');
    await later(50);
    watcher.close();
    return [...seen];
  });
  await told('watch missing', async () => fs.watch('missing'));
  await told('promises.watch', async () => {
    const abort = new AbortController();
    setTimeout(() => fs.writeFileSync('dir/third', ''), 30);
    for await (const event of fs.promises.watch('dir', { signal: abort.signal })) return event;
  });
  fs.rmSync(here, { recursive: true });
}
main();
