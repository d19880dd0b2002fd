// Buffer: encodings, search, fill, numbers, comparison, copies, errors; string_decoder; TextDecoder; atob and btoa.
const { Buffer, transcode, isUtf8, isAscii, kMaxLength, constants } = require('buffer');
const { StringDecoder } = require('string_decoder');
const say = (name, work) => {
  try {
    const value = work();
    console.log(name, typeof value === 'string' ? JSON.stringify(value) : value);
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
const encodings = ['utf8', 'utf-8', 'ucs2', 'utf16le', 'latin1', 'binary', 'ascii', 'hex', 'base64', 'base64url'];
const texts = ['', 'a', 'héllo', '€uro', '😀 smile', '\ud800', 'x\udc00y', '\ufeffbom', '00ff7f', '0g', 'abc', 'YWJj', 'YW Jj\n', 'YWJjZA==', 'YWJjZA', '_-8', '+/8=', 'é\0ÿĀ', 'a=b=', '=', 'Zg==Zg=='];
for (const encoding of encodings) {
  for (const text of texts) say(encoding + ' ' + JSON.stringify(text), () => { const b = Buffer.from(text, encoding); return [b.toString('hex'), Buffer.byteLength(text, encoding), b.toString(encoding)].join('|'); });
}
const bytes = Buffer.from([0x00, 0x7f, 0x80, 0xff, 0xc3, 0xa9, 0xe2, 0x82, 0xf0, 0x9f, 0x98, 0x80, 0xed, 0xa0, 0x80, 0xc0, 0x80, 0xf8, 0x61, 0xe2]);
for (const encoding of encodings) {
  say('slice ' + encoding, () => bytes.toString(encoding));
  say('slice part ' + encoding, () => bytes.toString(encoding, 3, 10));
  say('slice odd ' + encoding, () => bytes.toString(encoding, -1, 100));
  const target = Buffer.alloc(8, 0x2e);
  say('write ' + encoding, () => [target.write('abcd€f', 1, 5, encoding), target.toString('latin1')].join(' '));
  const tight = Buffer.alloc(4, 0x2e);
  say('write tight ' + encoding, () => [tight.write('€€😀', 0, encoding), tight.toString('hex')].join(' '));
}
for (const [text, offset, encoding] of [['lo'], ['o', 5], ['o', -3], ['', 3], ['', 99], ['l', 99], ['zz'], ['6c6f', 0, 'hex'], ['bG8=', 0, 'base64'], ['lo', 0, 'latin1'], ['é'], [108], [364], [-148], [Buffer.from('wo')], [new Uint8Array()]]) {
  const hay = Buffer.from('hello wörld héllo');
  say(`indexOf ${text} ${offset} ${encoding}`, () => [hay.indexOf(text, offset, encoding), hay.lastIndexOf(text, offset, encoding), hay.includes(text, offset, encoding)].join());
}
const wide = Buffer.from('abcabc€', 'utf16le');
for (const offset of [undefined, 0, 1, 2, 3, 6, 7, -1, -8, NaN, null, {}]) say('ucs2 ' + offset, () => [wide.indexOf('b', offset, 'ucs2'), wide.lastIndexOf('b', offset, 'ucs2'), wide.indexOf('c€', offset, 'utf16le')].join());
say('last', () => ['abab'].map((text) => Buffer.from(text)).map((b) => [b.lastIndexOf('ab'), b.lastIndexOf('ab', 1), b.lastIndexOf('ab', -3), b.lastIndexOf('ab', -5), b.lastIndexOf('')].join()).join());
say('fill', () => [Buffer.alloc(5).fill('ab'), Buffer.alloc(5, 'é'), Buffer.alloc(5, 'ff00', 'hex'), Buffer.alloc(3, 257), Buffer.alloc(4).fill('abc', 1, 3), Buffer.alloc(4, 'x', 'utf16le'), Buffer.alloc(3, Buffer.from('xy'))].map((b) => b.toString('hex')).join());
say('fill bad', () => Buffer.alloc(4).fill('zz', 'hex'));
say('fill bad2', () => Buffer.alloc(4).fill('a', 0, 9));
say('fill empty', () => Buffer.alloc(4, 1).fill('').toString('hex'));
say('fill zero', () => Buffer.alloc(4, Buffer.alloc(0)));
say('compare', () => [Buffer.compare(Buffer.from('a'), Buffer.from('b')), Buffer.from('abc').compare(Buffer.from('xabcx'), 1, 4), Buffer.from('abc').equals(new Uint8Array([97, 98, 99])), Buffer.from('abc').compare(Buffer.from('ab'))].join());
say('compare bad', () => Buffer.from('abc').compare(Buffer.from('ab'), 5));
say('swap', () => [Buffer.from('0102030405060708', 'hex').swap16(), Buffer.from('0102030405060708', 'hex').swap32(), Buffer.from('0102030405060708', 'hex').swap64()].map((b) => b.toString('hex')).join());
say('swap bad', () => Buffer.alloc(3).swap16());
say('copy', () => { const t = Buffer.alloc(5, 46); return [Buffer.from('hello').copy(t, 1, 2), t.toString(), t.copy(t, 1), t.toString(), t.copy(t, 9)].join(); });
say('copy bad', () => Buffer.alloc(3).copy(Buffer.alloc(2), 0, 5));
say('copyBytesFrom', () => Buffer.copyBytesFrom(new Uint16Array([1, 2, 3]), 1, 1).toString('hex'));
say('concat', () => Buffer.concat([Buffer.from('ab'), new Uint8Array([99])], 5).toString('hex'));
say('transcode', () => [transcode(Buffer.from('€é'), 'utf8', 'latin1'), transcode(Buffer.from('é'), 'utf8', 'ucs2'), transcode(Buffer.from('e9', 'hex'), 'latin1', 'utf8'), transcode(Buffer.from('é'), 'utf8', 'ascii')].map((b) => b.toString('hex')).join());
say('utf8?', () => [isUtf8(Buffer.from('é')), isUtf8(Buffer.from([255])), isAscii(Buffer.from('a')), isAscii(Buffer.from('é')), isUtf8(new ArrayBuffer(2))].join());
say('max', () => [kMaxLength, constants.MAX_STRING_LENGTH, Buffer.poolSize].join());
say('atob', () => [atob(' YQ= ='), atob('YWI'), btoa('abÿ')].join());
say('atob bad', () => atob('a'));
say('atob bad2', () => atob('a*bc'));
say('btoa bad', () => btoa('€'));
say('numbers', () => { const b = Buffer.alloc(16); b.writeDoubleBE(1.5); b.writeInt32LE(-2, 8); b.writeUIntBE(0x123456, 12, 3); return [b.toString('hex'), b.readDoubleBE(), b.readInt32LE(8), b.readUIntLE(12, 3), b.readBigInt64LE(8)].join(); });
say('range', () => Buffer.alloc(2).readInt32LE(0));
say('range2', () => Buffer.alloc(2).writeInt8(200));
say('alloc bad', () => Buffer.alloc(-1));
say('from bad', () => Buffer.from(5));
say('from', () => [Buffer.from({ length: 2, 0: 1, 1: 2 }), Buffer.from(new ArrayBuffer(4), 1, 2), Buffer.from(Buffer.from('x').toJSON()), Buffer.from(new String('s'))].map((b) => b.toString('hex')).join());
say('encoding bad', () => Buffer.from('a', 'nope'));
say('toString bad', () => Buffer.from('a').toString('nope'));
say('inspect', () => require('util').inspect(Buffer.alloc(60, 'ab')));
say('large', () => { const text = 'é'.repeat(100000); const b = Buffer.from(text); return [b.length, b.toString() === text, Buffer.from(b.toString('base64'), 'base64').equals(b), Buffer.from(b.toString('hex'), 'hex').equals(b), Buffer.from(b.toString('latin1'), 'latin1').equals(b), Buffer.from(text, 'ucs2').toString('ucs2') === text].join(); });
say('latin1Slice', () => [bytes.latin1Slice(1, 4), bytes.hexSlice(0, 2), bytes.utf8Slice(4, 6), bytes.asciiSlice(2, 4), bytes.ucs2Slice(0, 4), bytes.base64Slice(), Buffer.alloc(4).utf8Write('ab', 1), Buffer.alloc(4).latin1Write('abcdef', 1, 2)].join());
say('latin1Slice bad', () => bytes.latin1Slice(1, 99));
say('shared', () => { const b = Buffer.from(new SharedArrayBuffer(4)); b.write('éa'); return b.toString() + b.toString('hex'); });
say('resizable', () => { const r = new ArrayBuffer(4, { maxByteLength: 8 }); const b = Buffer.from(r); b.write('abcd'); r.resize(8); return [b.length, b.toString('latin1', 0, 4)].join(); });

for (const encoding of ['utf8', 'utf16le', 'base64', 'hex', 'latin1', 'ascii', 'base64url']) {
  const all = Buffer.from('😀é€ a\ud83d', encoding === 'utf16le' ? 'utf16le' : 'utf8');
  for (const size of [1, 2, 3, 5]) {
    const decoder = new StringDecoder(encoding);
    const out = [];
    for (let k = 0; k < all.length; k += size) out.push(decoder.write(all.subarray(k, k + size)));
    say(`decoder ${encoding} ${size}`, () => [...out, decoder.end()].join('|') + decoder.lastNeed + decoder.lastTotal);
  }
}
say('decoder bad', () => { const d = new StringDecoder('utf8'); return [d.write(Buffer.from([0xe2, 0x82])), d.write(Buffer.from([0x41])), d.write(Buffer.from([0xf0])), d.end(), d.write('str'), d.end(Buffer.from([0xc3]))].map((t) => JSON.stringify(t)).join(); });
say('decoder chars', () => { const d = new StringDecoder('utf8'); d.write(Buffer.from([0xe2, 0x82])); return [d.lastNeed, d.lastTotal, d.lastChar.toString('hex').slice(0, 4)].join(); });
say('decoder enc', () => new StringDecoder('nope'));

for (const label of ['utf-8', 'latin1', 'utf-16le', 'utf-16be', 'windows-1251', 'gbk']) say('TextDecoder ' + label, () => JSON.stringify([new TextDecoder(label).encoding, new TextDecoder(label).decode(bytes)]));
say('TextDecoder fatal', () => new TextDecoder('utf-8', { fatal: true }).decode(bytes));
say('TextDecoder label', () => new TextDecoder('nope'));
say('TextDecoder stream', () => { const d = new TextDecoder(); return d.decode(new Uint8Array([0xe2, 0x82]), { stream: true }) + d.decode(new Uint8Array([0xac]), { stream: true }) + d.decode(); });
say('TextDecoder bom', () => [new TextDecoder().decode(Buffer.from('\ufeffa')).length, new TextDecoder('utf8', { ignoreBOM: true }).decode(Buffer.from('\ufeffa')).length].join());
say('TextDecoder shared', () => new TextDecoder().decode(new Uint8Array(new SharedArrayBuffer(2))).length);
say('TextEncoder', () => [new TextEncoder().encode('é€\ud800').toString(), JSON.stringify(new TextEncoder().encodeInto('a€b', new Uint8Array(4)))].join(' '));
say('File', () => { const f = new (require('buffer').File)(['ab', Buffer.from('c')], 'n.txt', { type: 'text/plain' }); return [f.size, f.name, f.type].join(); });
(async () => {
  const blob = new Blob(['héllo', new Uint8Array([1, 2]), new Blob(['x'])], { type: 'a/b' });
  console.log(blob.size, await blob.slice(1, 4).text(), new Uint8Array(await blob.arrayBuffer()).length, (await blob.bytes()).length, blob);
  const parts = [];
  for await (const part of blob.stream()) parts.push(part.length);
  console.log(parts, await new Response(blob).text().then((text) => text.length));
  const url = URL.createObjectURL(blob);
  console.log(url.startsWith('blob:nodedata:'), require('buffer').resolveObjectURL(url).size);
  URL.revokeObjectURL(url);
  console.log(require('buffer').resolveObjectURL(url));
})();
