// zstd: dictionaries, frames with a checksum
const zlib = require('zlib'), { constants } = zlib
const attempt = (name, f) => { try { console.log(name, f()) } catch (error) { console.log(name, error.code, error.errno, error.message) } }
const text = Buffer.from('hello hello world, the world says hello '.repeat(30)), dictionary = Buffer.from('the world says hello hello world ')
for (const level of [1, 3, 12]) {
  const frame = zlib.zstdCompressSync(text, { dictionary, params: { [constants.ZSTD_c_compressionLevel]: level } })
  attempt('level ' + level, () => zlib.zstdDecompressSync(frame, { dictionary }).equals(text))
}
const frame = zlib.zstdCompressSync(text, { dictionary })
attempt('smaller', () => frame.length <= zlib.zstdCompressSync(text).length)
attempt('no frame', () => zlib.zstdDecompressSync(Buffer.from('this is no frame'), { dictionary }))
attempt('plain frame', () => zlib.zstdDecompressSync(zlib.zstdCompressSync(text), { dictionary }).equals(text))
for (const length of [0, 1, 3, 4, 7, 8, 12, 31, 32, 33, 63, 64, 100, 1199]) {
  const content = text.subarray(0, length)
  const checked = zlib.zstdCompressSync(content, { params: { [constants.ZSTD_c_checksumFlag]: 1 } })
  attempt('checksum ' + length, () => checked.subarray(-4).toString('hex') + zlib.zstdDecompressSync(checked).equals(content))
}
const packed = zlib.createZstdCompress({ dictionary }), parts = []
packed.on('data', (part) => parts.push(part)).on('end', () => {
  const stream = zlib.createZstdDecompress({ dictionary }), out = []
  stream.on('data', (part) => out.push(part)).on('end', () => console.log('stream', Buffer.concat(out).equals(text))).on('error', (error) => console.log(error.code))
  for (const octet of Buffer.concat(parts)) stream.write(Buffer.from([octet]))
  stream.end()
})
packed.write(text.subarray(0, 100)); packed.end(text.subarray(100))
