// crypto: digests, MACs, key derivation, ciphers, random bytes, secret keys, and the errors of each.
const crypto = require('crypto');

const show = (name, work) => {
  try {
    const result = work();
    console.log(name, Buffer.isBuffer(result) ? result.toString('hex') : result);
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};

for (const name of ['md5', 'sha1', 'sha256', 'sha384', 'sha512', 'sha512-256', 'sha3-256', 'ripemd160', 'blake2b512', 'RSA-SHA256', 'SHA-256', 'Sha1']) {
  show(name, () => crypto.createHash(name).update('abc').update(Buffer.from('def')).digest('hex'));
}
show('base64url', () => crypto.createHash('sha256').update('abc').digest('base64url'));
show('latin1 input', () => crypto.createHash('sha256').update('\u00e9', 'latin1').digest('hex'));
show('copy', () => {
  const hash = crypto.createHash('sha256').update('a');
  const copy = hash.copy().update('b');
  return hash.digest('hex').slice(0, 8) + copy.digest('hex').slice(0, 8);
});
show('twice', () => { const hash = crypto.createHash('md5'); hash.digest(); return hash.digest(); });
show('after', () => { const hash = crypto.createHash('md5'); hash.digest(); return hash.update('x'); });
show('shake', () => crypto.createHash('shake256', { outputLength: 10 }).update('a').digest('hex'));
show('one shot', () => crypto.hash('sha1', 'abc'));
show('unknown', () => crypto.createHash('nope'));
show('bad input', () => crypto.createHash('md5').update(5));
show('hmac', () => crypto.createHmac('sha256', 'key').update('data').digest('base64'));
show('hmac long key', () => crypto.createHmac('sha512', Buffer.alloc(300, 1)).update('data').digest('hex').slice(0, 16));
show('hmac key object', () => crypto.createHmac('sha1', crypto.createSecretKey(Buffer.from('key'))).update('data').digest('hex'));
show('hmac unknown', () => crypto.createHmac('nope', 'key'));
show('pbkdf2', () => crypto.pbkdf2Sync('password', 'salt', 1000, 32, 'sha512'));
show('pbkdf2 unknown', () => crypto.pbkdf2Sync('password', 'salt', 1, 32, 'nope'));
show('scrypt', () => crypto.scryptSync('password', 'salt', 32, { N: 1024 }));
show('scrypt bad', () => crypto.scryptSync('password', 'salt', 32, { N: 3 }));
show('hkdf', () => Buffer.from(crypto.hkdfSync('sha256', 'key', 'salt', 'info', 42)));
show('hkdf long', () => crypto.hkdfSync('sha256', 'key', 'salt', 'info', 255 * 32 + 1));
show('equal', () => crypto.timingSafeEqual(Buffer.from('abc'), Buffer.from('abc')));
show('unequal length', () => crypto.timingSafeEqual(Buffer.from('abc'), Buffer.from('ab')));

const key = Buffer.alloc(32, 7);
const iv = Buffer.alloc(16, 9);
for (const [name, length] of [['aes-128-cbc', 16], ['aes-256-cbc', 32], ['aes-256-ctr', 32], ['aes-192-cbc', 24]]) {
  show(name, () => {
    const cipher = crypto.createCipheriv(name, key.subarray(0, length), iv);
    const packed = cipher.update('some text that is ', 'utf8', 'hex') + cipher.update('longer than a block', 'utf8', 'hex') + cipher.final('hex');
    const decipher = crypto.createDecipheriv(name, key.subarray(0, length), iv);
    return packed + ' ' + decipher.update(packed, 'hex', 'utf8') + decipher.final('utf8');
  });
}
for (const name of ['aes-256-gcm', 'chacha20-poly1305']) {
  const options = { authTagLength: 16 };
  show(name, () => {
    const cipher = crypto.createCipheriv(name, key, iv.subarray(0, 12), options);
    cipher.setAAD(Buffer.from('header'), { plaintextLength: 7 });
    const packed = Buffer.concat([cipher.update('message'), cipher.final()]);
    const decipher = crypto.createDecipheriv(name, key, iv.subarray(0, 12), options);
    decipher.setAAD(Buffer.from('header'), { plaintextLength: 7 });
    decipher.setAuthTag(cipher.getAuthTag());
    return packed.toString('hex') + ' ' + cipher.getAuthTag().toString('hex') + ' ' + decipher.update(packed, null, 'utf8') + decipher.final('utf8');
  });
  show(name + ' forged', () => {
    const decipher = crypto.createDecipheriv(name, key, iv.subarray(0, 12), options);
    decipher.setAuthTag(Buffer.alloc(16));
    decipher.update('abc');
    return decipher.final();
  });
}
show('no tag yet', () => crypto.createCipheriv('aes-256-gcm', key, iv).getAuthTag());
show('short key', () => crypto.createCipheriv('aes-256-cbc', key.subarray(1), iv));
show('short iv', () => crypto.createCipheriv('aes-256-cbc', key, iv.subarray(1)));
show('unknown cipher', () => crypto.createCipheriv('nope', key, iv));
show('cut', () => { const d = crypto.createDecipheriv('aes-256-cbc', key, iv); d.update(Buffer.alloc(15)); return d.final(); });
show('finished', () => { const c = crypto.createCipheriv('aes-256-cbc', key, iv); c.final(); return c.final(); });
show('info', () => JSON.stringify(crypto.getCipherInfo('aes-256-gcm')));
show('info none', () => crypto.getCipherInfo('nope'));

show('random', () => crypto.randomBytes(70000).length + ' ' + (crypto.randomInt(10) < 10) + ' ' + crypto.randomFillSync(new Uint32Array(2)).length);
show('uuid', () => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID()));
show('secret', () => {
  const secret = crypto.createSecretKey(Buffer.from('abc'));
  return [secret.type, secret.symmetricKeySize, secret.export().toString(), JSON.stringify(secret.export({ format: 'jwk' })),
    secret.equals(crypto.createSecretKey(Buffer.from('abc')))].join(' ');
});
show('generate', () => crypto.generateKeySync('hmac', { length: 128 }).symmetricKeySize);
crypto.randomBytes(5, (error, bytes) => {
  console.log('random later', error, bytes.length);
  crypto.pbkdf2('password', 'salt', 10, 8, 'sha1', (failure, derived) => {
    console.log('pbkdf2 later', failure, derived.toString('hex'));
    crypto.subtle.digest('SHA-256', Buffer.from('abc')).then((sum) => console.log('subtle', Buffer.from(sum).toString('hex')));
  });
});
crypto.createHash('sha1').end('stream').on('data', (sum) => console.log('stream', sum.toString('hex')));

{
  const curve = crypto.createECDH('prime256v1')
  curve.generateKeys()
  for (const key of ['00', '04', '0011', '05' + '11'.repeat(32)]) {
    try { curve.computeSecret(key, 'hex') } catch (error) { console.log('no point', key, error.code, error.message) }
  }
}
