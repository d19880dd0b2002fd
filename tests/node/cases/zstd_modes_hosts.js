// zstd streams that are truncated, followed by other data, or not zstd at all; modes out of range; hosts that look like numbers.
const zlib = require('zlib'), fs = require('fs'), url = require('url'), crypto = require('crypto');
const tell = (name, run) => { try { console.log(name, String(run())); } catch (error) { console.log(name, error.name, error.code, error.errno, error.message); } };
const frame = zlib.zstdCompressSync('abc');
for (const tail of ['', '00', '0000', '000001', '28b5', '28b52ffd', '7878', '78787878', '7878787878787878787878787878787878787878'])
  tell('followed by ' + tail, () => zlib.zstdDecompressSync(Buffer.concat([frame, Buffer.from(tail, 'hex')])));
for (const text of ['78', '7878', '787878', '78787878', '28', '28b5', '28b52f', '28b52ffd', '2878'])
  tell('only ' + text, () => zlib.zstdDecompressSync(Buffer.from(text, 'hex')));
tell('two', () => zlib.zstdDecompressSync(Buffer.concat([frame, frame])));
tell('cut', () => zlib.zstdDecompressSync(frame.subarray(0, 9)).length);
for (const mode of [9, -1, 'x', 1.5, {}, Infinity, NaN, 7.9]) { tell('access ' + mode, () => fs.accessSync('/none', mode)); tell('copy ' + mode, () => fs.copyFileSync('/none', '/other', mode)); }
for (const host of ['1.2.3', '0x7f.1', 'EXAMPLE.com', '1.2.3.4', 'a_b.c', 'xn--mnchen-3ya.de', 'münchen.de']) tell('host ' + host, () => url.parse(`http://${host}/`).host);
const pair = crypto.generateKeyPairSync('dh', { group: 'modp2' });
tell('dh', () => pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(4, 27).toString('hex'));
tell('dh length', () => pair.publicKey.export({ format: 'der', type: 'spki' }).readUInt16BE(6));
