// zlib: one-shot, streaming, containers, dictionaries, errors.
const zlib = require('zlib');
const { pipeline, Readable } = require('stream');

const text = 'the quick brown fox jumps over the lazy dog. '.repeat(2000);
const show = (name, work) => {
  try {
    const result = work();
    console.log(name, Buffer.isBuffer(result) ? result.length + ':' + result.toString().slice(0, 20) : result);
  } catch (error) {
    console.log(name, error.name, error.code, error.errno, error.message);
  }
};

show('gzip', () => zlib.gunzipSync(zlib.gzipSync(text)));
show('deflate', () => zlib.inflateSync(zlib.deflateSync(text, { level: 9 })));
show('raw', () => zlib.inflateRawSync(zlib.deflateRawSync(text, { level: 1 })));
show('stored', () => zlib.inflateSync(zlib.deflateSync(text, { level: 0 })));
show('unzip gzip', () => zlib.unzipSync(zlib.gzipSync(text)));
show('unzip deflate', () => zlib.unzipSync(zlib.deflateSync(text)));
show('empty', () => zlib.gunzipSync(zlib.gzipSync('')));
show('two members', () => zlib.gunzipSync(Buffer.concat([zlib.gzipSync('aa'), zlib.gzipSync('bb')])));
show('padding', () => zlib.gunzipSync(Buffer.concat([zlib.gzipSync('aa'), Buffer.alloc(5)])));
show('garbage after', () => zlib.gunzipSync(Buffer.concat([zlib.gzipSync('aa'), Buffer.from('xyz')])));
show('junk refused', () => zlib.gunzipSync(Buffer.concat([zlib.gzipSync('aa'), Buffer.from('xyz')]), { rejectGarbageAfterEnd: true }));
show('not gzip', () => zlib.gunzipSync(Buffer.from('hello there')));
show('cut', () => zlib.gunzipSync(zlib.gzipSync(text).subarray(0, 60)));
show('cut, accepted', () => zlib.gunzipSync(zlib.gzipSync(text).subarray(0, 200), { finishFlush: zlib.constants.Z_SYNC_FLUSH }).length > 0);
show('too large', () => zlib.inflateSync(zlib.deflateSync(text), { maxOutputLength: 100 }));
const dictionary = Buffer.from('the quick brown fox');
show('dictionary', () => zlib.inflateSync(zlib.deflateSync(text, { dictionary }), { dictionary }));
show('raw dictionary', () => zlib.inflateRawSync(zlib.deflateRawSync(text, { dictionary }), { dictionary }));
show('no dictionary', () => zlib.inflateSync(zlib.deflateSync(text, { dictionary })));
show('bad dictionary', () => zlib.inflateSync(zlib.deflateSync(text, { dictionary }), { dictionary: Buffer.from('x') }));
show('crc32', () => zlib.crc32('hello') + ' ' + zlib.crc32(Buffer.from('world'), zlib.crc32('hello ')));
show('brotli', () => zlib.brotliDecompressSync(Buffer.from('CwWAaGVsbG8gd29ybGQD', 'base64')));
show('brotli cut', () => zlib.brotliDecompressSync(Buffer.from('CwWAaGVsbG8g', 'base64')));

const parts = [];
const gunzip = zlib.createGunzip({ chunkSize: 1024 });
pipeline(Readable.from([text.slice(0, 100), text.slice(100, 5000), text.slice(5000)]), zlib.createGzip(), gunzip, async (source) => {
  for await (const part of source) parts.push(part);
}, (error) => {
  console.log('pipeline', error, Buffer.concat(parts).toString() === text, gunzip.bytesWritten > 0);
  const deflate = zlib.createDeflateRaw();
  const pieces = [];
  deflate.on('data', (piece) => pieces.push(piece));
  deflate.write('first ');
  deflate.flush(() => {
    console.log('flushed', zlib.inflateRawSync(Buffer.concat(pieces), { finishFlush: zlib.constants.Z_SYNC_FLUSH }).toString());
    deflate.params(9, zlib.constants.Z_DEFAULT_STRATEGY, () => {
      deflate.end('second');
      deflate.on('end', () => {
        console.log('ended', zlib.inflateRawSync(Buffer.concat(pieces)).toString());
        zlib.gunzip(Buffer.from('nonsense'), (bad) => console.log('callback', bad.code));
        zlib.gzip('x', (none, packed) => console.log('gzip callback', none, packed.length));
      });
    });
  });
});

// brotli and zstd
{
  const text = Buffer.from('a line of text that comes again\n'.repeat(500))
  const { constants } = zlib
  for (const quality of [0, 4, 11]) {
    const packed = zlib.brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } })
    console.log('brotli', quality, packed.length, zlib.brotliDecompressSync(packed).equals(text))
  }
  const packed = zlib.brotliCompressSync(text)
  const attempt = (what, call) => { try { console.log(what, call().length) } catch (error) { console.log(what, error.code, error.errno, error.message) } }
  attempt('brotli cut', () => zlib.brotliDecompressSync(packed.subarray(0, 10)))
  attempt('brotli bad', () => zlib.brotliDecompressSync(Buffer.from([255, 255, 255, 1])))
  attempt('brotli parameter', () => zlib.brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_LGWIN]: 99 } }))
  attempt('brotli empty', () => zlib.brotliDecompressSync(zlib.brotliCompressSync('')))
  const frame = zlib.zstdCompressSync(text)
  console.log('zstd', zlib.zstdDecompressSync(frame).equals(text), zlib.zstdDecompressSync(zlib.zstdCompressSync('')).length)
  attempt('zstd bad', () => zlib.zstdDecompressSync(Buffer.from('nonsense')))
  for (const octets of [[122], [40, 122], [0x5a, 77], [40, 181, 47, 122]]) attempt(`zstd begins ${octets}`, () => zlib.zstdDecompressSync(Buffer.from(octets)))
  attempt('zstd level', () => zlib.zstdDecompressSync(zlib.zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: 19 } })))
  const done = []
  process.on('exit', () => console.log(done.sort()))
  for (const [name, pack, unpack] of [['brotli', zlib.createBrotliCompress(), zlib.createBrotliDecompress()], ['zstd', zlib.createZstdCompress(), zlib.createZstdDecompress()]]) {
    const parts = []
    unpack.on('data', part => parts.push(part)).on('end', () => done.push(`${name} stream ${Buffer.concat(parts).equals(Buffer.concat([text, text, text]))}`))
    pack.pipe(unpack)
    for (let k = 0; k < 3; k++) pack.write(text)
    pack.end()
  }
}
