// node:crypto at its edges: unknown encodings, groups, tiny primes, contexts of signatures, what a key can't do, parameters of encrypted keys.
const crypto = require('crypto');

function attempt(name, call) {
  try {
    console.log(name, call());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
}

attempt('encoding', () => crypto.createHash('sha1').update('616', 'abc').digest('hex'));
attempt('encoding of a cipher', () => crypto.createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update('ab', 'abc'));
for (const digest of ['md5-sha1', 'shake128', 'sha3-256']) {
  attempt(`pbkdf2 ${digest}`, () => crypto.pbkdf2Sync('p', 's', 3, 40, digest).toString('hex'));
  attempt(`hkdf ${digest}`, () => Buffer.from(crypto.hkdfSync(digest, 'p', 's', 'i', 40)).toString('hex'));
  attempt(`hmac ${digest}`, () => crypto.createHmac(digest, 'k'.repeat(100)).update('x').digest('hex'));
}
for (const cipher of ['aes-128-gcm', 'aes-128-ccm', 'aes-128-cbc', 'aes-128-ecb', 'chacha20-poly1305'])
  for (const ivLength of [-1, 0, 7, 12, 16, 1025]) attempt(`${cipher} ${ivLength}`, () => crypto.getCipherInfo(cipher, { ivLength })?.ivLength);
for (const group of [undefined, null, 5, {}, '', 'nope', 'MODP5']) attempt('group', () => crypto.getDiffieHellman(group).getGenerator('hex'));
for (const prime of ['', '00', '01', '02', '03', '04', '17', '18'])
  for (const method of ['verifyError', 'getPrime', 'getGenerator', 'getPublicKey', 'generateKeys'])
    attempt(`prime ${prime} ${method}`, () => { const dh = crypto.createDiffieHellman(Buffer.from(prime, 'hex')); return method === 'verifyError' ? dh.verifyError : dh[method]('hex'); });
for (const add of [0n, 1n]) for (const rem of [undefined, 0n, 1n])
  attempt(`prime of ${add} ${rem}`, () => typeof crypto.generatePrimeSync(16, { add, rem, bigint: true }));

const ecdh = crypto.createECDH('secp256k1');
ecdh.setPrivateKey('00'.repeat(30) + '0102', 'hex');
console.log(ecdh, ecdh.getPrivateKey('hex'), crypto.createDiffieHellman(Buffer.from([23]), 5));

for (const kind of ['dh', 'rsa', 'rsa-pss', 'dsa', 'ec', 'ed25519', 'ed448', 'x25519', 'ml-kem-512', 'ml-dsa-44']) {
  const { privateKey, publicKey } = crypto.generateKeyPairSync(kind, { group: 'modp14', modulusLength: 1024, namedCurve: 'P-256' });
  for (const length of [0, 3, 255]) for (const digest of [null, 'sha256']) {
    const context = Buffer.alloc(length);
    attempt(`sign ${kind} ${digest} ${length}`, () => crypto.sign(digest, Buffer.from('x'), { key: privateKey, context }).length > 10);
    attempt(`verify ${kind} ${digest} ${length}`, () => crypto.verify(digest, Buffer.from('x'), { key: publicKey, context }, Buffer.alloc(128)));
  }
  if (kind !== 'rsa-pss') attempt(`privateEncrypt ${kind}`, () => crypto.privateEncrypt(privateKey, Buffer.from('x')).length);
  if (kind !== 'rsa-pss') attempt(`publicDecrypt ${kind}`, () => crypto.publicDecrypt(publicKey, Buffer.from('x')).length);
  for (const padding of [5, 7]) attempt(`padding ${kind} ${padding}`, () => crypto.createSign('sha256').update('x').sign({ key: privateKey, padding }).length > 10);
}

const { privateKey } = crypto.generateKeyPairSync('ed25519');
for (const cipher of ['aes-128-ecb', 'aes-256-cbc', 'des-ede3-cbc']) {
  const key = privateKey.export({ format: 'der', type: 'pkcs8', cipher, passphrase: 'a' });
  console.log(cipher, key.length, crypto.createPrivateKey({ key, format: 'der', type: 'pkcs8', passphrase: 'a' }).equals(privateKey));
}
const root = new crypto.X509Certificate(require('tls').rootCertificates.find((pem) => new crypto.X509Certificate(pem).publicKey.asymmetricKeyType === 'ec'));
console.log(Object.entries(root.toLegacyObject()).map(([name, value]) => `${name}: ${value === undefined ? value : typeof value}`).join());
// what OpenSSL accepts but doesn't do, and digests of a provider that isn't loaded
{
  const crypto = require('crypto')
  const attempt = (run) => { try { console.log(run()) } catch (error) { console.log(error.name, error.code, error.message) } }
  for (const make of ['createCipheriv', 'createDecipheriv']) {
    const cipher = () => crypto[make]('aes-128-ocb', Buffer.alloc(16), Buffer.alloc(12), { authTagLength: 0 })
    for (const run of [(c) => c.setAAD(Buffer.from('a')), (c) => c.update('abc'), (c) => c.final(), (c) => c.setAuthTag(Buffer.alloc(0)).update('abc')]) attempt(() => run(cipher()))
  }
  attempt(() => crypto.getDiffieHellman('modp5').computeSecret(Buffer.from([5])))
  for (const length of [0, 16, 20, 21]) for (const name of ['sha1', 'shake128']) attempt(() => crypto.createHash(name).copy({ outputLength: length }).digest('hex'))
  for (const name of ['md4', 'whirlpool', 'RSA-MD4', 'none']) for (const run of [() => crypto.createHash(name), () => crypto.hash(name, 'a'), () => crypto.createHmac(name, 'a'), () => crypto.createSign(name), () => crypto.createVerify(name)]) attempt(run)
  for (const name of ['rc4', 'des-cbc', 'bf-cbc', 'des-ede3-cbc']) for (const options of [{}, { keyLength: 16 }, { ivLength: 8 }, { keyLength: 24 }]) attempt(() => crypto.getCipherInfo(name, options)?.name)
  // a job's resource is destroyed once its callback has run
  const seen = []
  const hook = require('async_hooks').createHook({ init: (id, type, trigger, resource) => { if (/REQUEST/.test(type)) seen.push([id, type, resource.constructor.name]) }, destroy: (id) => { for (const entry of seen) if (entry[0] === id) entry.push('destroyed') } }).enable()
  crypto.pbkdf2('a', 'b', 1, 8, 'sha1', () => crypto.scrypt('a', 'b', 8, () => crypto.randomBytes(4, () => setTimeout(() => { hook.disable(); for (const entry of seen) console.log(entry.slice(1).join(' ')) }, 5))))
}
