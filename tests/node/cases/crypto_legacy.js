// What OpenSSL knows, but has in a provider that isn't loaded; names that only some functions take.
const c = require('crypto')
const t = (name, f) => { try { console.log(name, f()) } catch (error) { console.log(name, error.name, error.code, error.message) } }
for (const name of ['des-cbc', 'DES', 'bf-cbc', 'blowfish', 'cast', 'rc2-40-cbc', 'rc4', 'rc4-hmac-md5', 'seed-ecb', 'idea-ofb', 'desx']) {
  const info = c.getCipherInfo(name)
  t(name, () => JSON.stringify(info))
  t(name, () => c.createCipheriv(name, Buffer.alloc(info.keyLength), info.ivLength ? Buffer.alloc(info.ivLength) : null))
  t(name, () => c.createDecipheriv(name, Buffer.alloc(1), Buffer.alloc(1)))
}
t('nid', () => c.getCipherInfo(31).name)
t('listed', () => c.getCiphers().includes('des-cbc'))
t('key', () => c.generateKeyPairSync('ec', { namedCurve: 'P-256', privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'des-cbc', passphrase: 'a' } }))
for (const name of ['P-256', 'secp256r1', 'prime256v1']) {
  t('ecdh ' + name, () => typeof c.createECDH(name))
  t('pair ' + name, () => c.generateKeyPairSync('ec', { namedCurve: name }).publicKey.asymmetricKeyDetails.namedCurve)
  t('convert ' + name, () => c.ECDH.convertKey('02', name, 'hex'))
}
t('encoding', () => c.createHash('md5').update('a').digest('nothing'))
t('encoding', () => c.createHmac('md5', 'k').update('a').digest('nothing'))
