// Buffers at their edges: what is no string isn't written, detached memory is empty; descriptors that aren't open; devices as sources of copies.
const fs = require('fs');
const net = require('net');

function attempt(name, call) {
  try {
    console.log(name, call());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
}

for (const method of ['utf8Write', 'latin1Write', 'asciiWrite', 'hexWrite', 'base64Write', 'base64urlWrite', 'ucs2Write'])
  for (const value of [undefined, null, 5, [], {}, new String('ab'), 'abcd']) attempt(method, () => Buffer.alloc(4)[method](value));
for (const encoding of [undefined, 'utf8', 'latin1', 'hex', 'base64', 'ucs2', 'ascii'])
  for (const value of [5, [1], new Uint8Array(2)]) attempt(`write ${encoding}`, () => Buffer.alloc(4).write(value, 1, encoding));

function detached() {
  const buffer = Buffer.alloc(10000);
  structuredClone(buffer.buffer, { transfer: [buffer.buffer] });
  return buffer;
}
for (const method of ['utf8Slice', 'latin1Slice', 'hexSlice', 'base64Slice', 'ucs2Slice']) attempt(`detached ${method}`, () => [detached()[method](), detached()[method](0, 5)]);
for (const method of ['write', 'toString', 'toJSON', 'slice', 'indexOf', 'includes']) attempt(`detached ${method}`, () => detached()[method](method === 'toString' ? 'hex' : 'a'));

for (const call of ['readFileSync', 'fstatSync', 'fsyncSync', 'closeSync', 'ftruncateSync']) attempt(call, () => fs[call](5000));
attempt('read as text', () => fs.readFileSync(5000, 'utf8'));
attempt('write', () => fs.writeFileSync(5000, 'a'));
attempt('no prefix', () => fs.mkdtempSync(''));
attempt('copy of a device', () => { fs.copyFileSync('/dev/null', 'copied'); return [fs.lstatSync('copied').isFile(), fs.lstatSync('copied').size]; });
fs.rmSync('copied', { force: true });

for (const [network, prefix] of [['::', 0], ['::', 64], ['::', 96], ['::ffff:0:0', 96], ['::ffff:10.0.0.0', 104], ['::ffff:1.2.3.4', 128]])
  attempt(`${network}/${prefix}`, () => {
    const list = new net.BlockList();
    list.addSubnet(network, prefix, 'ipv6');
    return ['1.2.3.4', '10.1.1.1', '::ffff:1.2.3.4', '::1'].map((address) => list.check(address, address.includes(':') ? 'ipv6' : 'ipv4'));
  });

const repl = require('repl');
const { PassThrough } = require('stream');
const input = new PassThrough();
const output = new PassThrough();
const told = [];
output.on('data', (data) => told.push(String(data)));
const server = repl.start({ input, output, eval: (code, context, file, done) => done(new Error(`evaluated ${code.trim()}`)) });
input.write('abc\n');
setTimeout(() => {
  server.close();
  console.log(told.join('').split('\n').slice(0, 3).join('\n').replace(/\(.*[/]/, '('));
}, 50);

for (const method of ['utf8Slice', 'hexSlice', 'utf8Write', 'latin1Write', 'fill', 'compare'])
  for (const receiver of [{}, 5, 'abc', new ArrayBuffer(4), new DataView(new ArrayBuffer(4)), new Uint16Array(2)])
    attempt(`${method} of another`, () => Buffer.prototype[method].call(receiver, method === 'compare' ? Buffer.alloc(4) : method.endsWith('Slice') ? 0 : 'ab'));
for (const range of [[-1], [99], [4], [0, 99], [0, -1], ['1', '2'], [1.7, 2.9], [NaN], [2, 2 ** 40], [null, null], [Infinity]]) {
  for (const method of ['utf8Slice', 'hexSlice']) attempt(`${method} ${range}`, () => Buffer.from('abcd')[method](...range));
  for (const method of ['utf8Write', 'hexWrite', 'latin1Write', 'ucs2Write', 'base64Write'])
    attempt(`${method} ${range}`, () => { const buffer = Buffer.alloc(4); return [buffer[method]('6162', ...range), buffer.toString('hex')]; });
}
