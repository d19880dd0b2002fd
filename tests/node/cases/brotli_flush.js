// What a brotli compressor was given can be read as soon as it was flushed, as often as one likes.
const zlib = require('zlib')
const { BROTLI_OPERATION_FLUSH } = zlib.constants
const later = (call) => new Promise((resolve) => call(resolve))
async function streamed(parts, options) {
  const encoder = zlib.createBrotliCompress(options)
  const decoder = zlib.createBrotliDecompress()
  let read = ''
  let all = Buffer.alloc(0)
  let fresh = []
  let written = ''
  decoder.on('data', (data) => { read += data })
  encoder.on('data', (data) => fresh.push(data))
  for (const part of parts) {
    written += part
    encoder.write(part)
    await later((done) => encoder.flush(done))
    await later(setImmediate)
    const data = Buffer.concat(fresh.splice(0))
    all = Buffer.concat([all, data])
    await later((done) => decoder.write(data, done))
    if (read !== written) console.log('not all', read.length, written.length)
  }
  encoder.end()
  await later((done) => encoder.on('end', done))
  all = Buffer.concat([all, ...fresh])
  console.log(parts.length, zlib.brotliDecompressSync(all).equals(Buffer.from(written)), all.length < 4 * parts.length + written.length + 4)
}
async function main() {
  await streamed(['a'])
  await streamed(['data: one\n\n', 'data: two\n\n', 'data: two\n\n', 'x'.repeat(1000)])
  await streamed(Array.from({ length: 50 }, (_, k) => `<p>line ${k} ${'word '.repeat(k)}</p>`))
  await streamed(Array.from({ length: 3 }, (_, k) => Array.from({ length: 30000 }, (_, n) => String.fromCharCode(32 + (n * n * (k + 1)) % 90)).join('')), { chunkSize: 64 })
  await streamed([...Array.from({ length: 256 }, (_, k) => String.fromCharCode(k)), 'end'].map((text) => text.replace(/[^\x00-\x7f]/g, '?')))
  const encoder = zlib.createBrotliCompress()
  encoder.flush(() => console.log('nothing to flush'))
  await later((done) => encoder.write('late', done))
  await later((done) => encoder.flush(BROTLI_OPERATION_FLUSH, done))
  console.log(String(zlib.brotliDecompressSync(encoder.read(), { finishFlush: BROTLI_OPERATION_FLUSH })))
  encoder.reset()
  encoder.end('again')
  const rest = []
  await later((done) => encoder.on('data', (data) => rest.push(data)).on('end', done))
  console.log(String(zlib.brotliDecompressSync(Buffer.concat(rest))))
}
main()
