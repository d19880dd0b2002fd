// WebCrypto finishes in a later turn: ticks and warnings aren't held up by a chain of its promises
const { subtle } = globalThis.crypto
;(async () => {
  let ticks = 0
  for (const name of ['SHA3-256', 'SHA-1', 'SHA-512']) {
    process.nextTick(() => { ticks++; console.log('tick before', name) })
    const digest = await subtle.digest(name, Buffer.from('abc'))
    console.log(name, ticks, digest.byteLength)
  }
  const key = await subtle.generateKey({ name: 'AES-GCM', length: 128 }, true, ['encrypt', 'decrypt'])
  let immediates = 0
  const again = () => { immediates++; if (immediates < 5) setImmediate(again) }
  setImmediate(again)
  while (immediates < 5) await subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, key, Buffer.from('a'))
  console.log('immediates ran', immediates)
})()
