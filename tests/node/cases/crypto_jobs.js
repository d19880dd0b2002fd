// Errors of crypto's jobs: with a code when they run at once, without when they ran on the thread pool; what JSON Web
// Keys may hold; lengths in bits.
const crypto = require('node:crypto')
const { subtle } = crypto.webcrypto
process.on('warning', () => {})

const shown = (error) => [error.name, error.code, error.message, error.library, error.opensslErrorStack, error.cause && shown(error.cause)]
const bytes = (count) => new Uint8Array(count).fill(7)
const hex = (data) => Buffer.from(data).toString('hex')

function now(label, work) {
  try { console.log(label, work()) } catch (error) { console.log(label, ...shown(error)) }
}

async function later(label, work) {
  try { console.log(label, await work()) } catch (error) { console.log(label, ...shown(error)) }
}

const called = (work) => () => new Promise((resolve, reject) => work((error, value) => error ? reject(error) : resolve(value)))

const ec = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' })
const other = crypto.generateKeyPairSync('ec', { namedCurve: 'P-384' })
const ed = crypto.generateKeyPairSync('ed25519')
const rsa = crypto.generateKeyPairSync('rsa', { modulusLength: 512 })
const kem = crypto.generateKeyPairSync('ml-kem-512')
const dsa = crypto.generateKeyPairSync('ml-dsa-44')

async function jobs() {
  const pss = { key: rsa.privateKey, padding: crypto.constants.RSA_PKCS1_PSS_PADDING }
  now('digest', () => crypto.sign('sha512', bytes(1), rsa.privateKey))
  await later('digest', called((done) => crypto.sign('sha512', bytes(1), rsa.privateKey, done)))
  now('pss', () => crypto.sign('sha512', bytes(1), pss))
  await later('pss', called((done) => crypto.sign('sha512', bytes(1), pss, done)))
  const keys = { privateKey: ec.privateKey, publicKey: other.publicKey }
  now('curves', () => crypto.diffieHellman(keys))
  await later('curves', called((done) => crypto.diffieHellman(keys, done)))
  now('decapsulate', () => crypto.decapsulate(kem.privateKey, bytes(3)))
  await later('decapsulate', called((done) => crypto.decapsulate(kem.privateKey, bytes(3), done)))
  await later('encapsulate', called((done) => crypto.encapsulate(ed.publicKey, done)))
}

async function ciphers() {
  const cbc = await subtle.importKey('raw', bytes(16), 'AES-CBC', true, ['decrypt'])
  for (const count of [0, 3, 16]) await later(`cbc ${count}`, () => subtle.decrypt({ name: 'AES-CBC', iv: bytes(16) }, cbc, bytes(count)))
  const gcm = await subtle.importKey('raw', bytes(16), 'AES-GCM', true, ['encrypt'])
  for (const count of [1, 11, 12, 13]) await later(`gcm ${count}`, async () => hex(await subtle.encrypt({ name: 'AES-GCM', iv: bytes(count) }, gcm, bytes(1))))
  const wrapping = await subtle.importKey('raw', bytes(16), 'AES-KW', true, ['wrapKey', 'unwrapKey'])
  const wrapped = await subtle.importKey('raw', bytes(7), { name: 'HMAC', hash: 'SHA-1' }, true, ['sign'])
  await later('wrap 7', () => subtle.wrapKey('raw', wrapped, wrapping, 'AES-KW'))
  await later('unwrap', () => subtle.unwrapKey('raw', bytes(24), wrapping, 'AES-KW', 'AES-CBC', true, ['encrypt']))
}

async function bits() {
  for (const name of ['KMAC128', 'KMAC256']) {
    const key = await subtle.importKey('raw-secret', bytes(32), name, true, ['sign', 'verify'])
    for (const outputLength of [0, 1, 9, 15, 16, 1347]) {
      for (const customization of [bytes(0), bytes(3)]) {
        const how = { name, outputLength, customization }
        const tag = await subtle.sign(how, key, bytes(4))
        console.log(name, outputLength, hex(tag), await subtle.verify(how, key, tag, bytes(4)))
      }
    }
    await later('long', () => subtle.sign({ name, outputLength: 64, customization: bytes(513) }, key, bytes(1)))
  }
}

function webKeys() {
  const tryAll = (name, jwk, field, values) => {
    for (const value of values) {
      const key = { ...jwk, [field]: value }
      now(`${name} ${field}`, () => crypto.createPrivateKey({ key, format: 'jwk' }).asymmetricKeyType)
      now(`${name} ${field} public`, () => crypto.createPublicKey({ key, format: 'jwk' }).asymmetricKeyType)
    }
  }
  const odd = ['', 5, 'AA', undefined, null]
  tryAll('ec', ec.privateKey.export({ format: 'jwk' }), 'd', odd)
  tryAll('okp', ed.privateKey.export({ format: 'jwk' }), 'd', odd)
  tryAll('rsa', rsa.privateKey.export({ format: 'jwk' }), 'd', [5, undefined, null])
  for (const pair of [kem, dsa]) {
    const jwk = pair.privateKey.export({ format: 'jwk' })
    tryAll(jwk.alg, jwk, 'priv', odd)
    tryAll(jwk.alg, jwk, 'pub', odd)
  }
}

async function webImports() {
  const usages = { ec: ['sign'], kem: ['decapsulateBits'], dsa: ['sign'] }
  const jwk = { ec: ec.privateKey.export({ format: 'jwk' }), kem: kem.privateKey.export({ format: 'jwk' }), dsa: dsa.privateKey.export({ format: 'jwk' }) }
  const how = { ec: { name: 'ECDSA', namedCurve: 'P-256' }, kem: 'ML-KEM-512', dsa: 'ML-DSA-44' }
  for (const [name, change] of [['ec', { d: '' }], ['kem', { pub: '' }], ['dsa', { pub: '' }]]) {
    await later(`import ${name}`, async () => (await subtle.importKey('jwk', { ...jwk[name], ...change }, how[name], true, usages[name])).type)
  }
  const key = { ...rsa.publicKey.export({ format: 'jwk' }), e: 'AA' }
  await later('exponent', async () => (await subtle.importKey('jwk', key, { name: 'RSA-PSS', hash: 'SHA-1' }, true, ['verify'])).algorithm.publicExponent)
}

jobs().then(ciphers).then(bits).then(webKeys).then(webImports)
