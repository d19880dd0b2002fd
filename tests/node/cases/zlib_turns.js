// node:zlib: a change of parameters comes before what is written after it; no reset while a write is in progress; the size that zstd was promised
const z = require('zlib')
const say = (...a) => console.log(...a)
const t = (n, f) => { try { say('ok', n, f()) } catch (e) { say('throws', n, e.name, e.code, e.errno, e.message) } }
const data = Buffer.from('hello hello hello '.repeat(20))
;(async () => {
  const all = async (s) => { const b = []; for await (const x of s) b.push(x); return Buffer.concat(b) }
  for (const [levels, strategies] of [[[9, 0, 9], [0, 0, 3]], [[0, 9, 1], [0, 0, 0]], [[6, 1, 0], [2, 0, 0]]]) {
    const d = z.createDeflateRaw({ level: levels[0], strategy: strategies[0] })
    const done = all(d)
    d.write(data)
    for (const k of [1, 2]) { await new Promise((r) => d.params(levels[k], strategies[k], r)); await new Promise((r) => d.write(data, r)) }
    d.end()
    const out = await done
    say(levels, out.toString('hex').slice(-60), z.inflateRawSync(out).equals(Buffer.concat([data, data, data])))
  }
  for (const stream of [z.createDeflate(), z.createBrotliCompress(), z.createZstdCompress()]) { stream.write('abc'); t('reset in a write', () => stream.reset()) }
  for (const size of [5, 3, -1, -0.5, NaN, 'x']) t('pledged at once', () => z.zstdDecompressSync(z.zstdCompressSync('abc', { pledgedSrcSize: size })).toString())
  for (const texts of [['abc'], ['abc', 'de'], ['abcdefg']]) {
    const s = z.createZstdCompress({ pledgedSrcSize: 5 })
    for (const text of texts) s.write(text)
    s.end()
    await all(s).then((b) => say(z.zstdDecompressSync(b).toString()), (e) => say(e.code, e.errno, e.message))
  }
})()
