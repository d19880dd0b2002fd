import bcrypt from 'bcryptjs'
import * as jose from 'jose'
import jwt from 'jsonwebtoken'
import forge from 'node-forge'
import * as openpgp from 'openpgp'
import nacl from 'tweetnacl'
import sodium from 'libsodium-wrappers'
import { argon2id, bcrypt as wb, sha3 } from 'hash-wasm'
import { ethers } from 'ethers'
import { privateKeyToAccount } from 'viem/accounts'
import { generateKeyPairSync } from 'node:crypto'
console.log(await bcrypt.compare('x', await bcrypt.hash('x', 4)), bcrypt.compareSync('y', bcrypt.hashSync('x', 4)))
const k = new TextEncoder().encode('s'.repeat(32))
const t = await new jose.SignJWT({ a: 1 }).setProtectedHeader({ alg: 'HS256' }).sign(k)
console.log(t, (await jose.jwtVerify(t, k)).payload)
const { publicKey, privateKey } = await jose.generateKeyPair('ES256')
console.log((await jose.jwtVerify(await new jose.SignJWT({ b: 2 }).setProtectedHeader({ alg: 'ES256' }).sign(privateKey), publicKey)).payload)
const e = await new jose.CompactEncrypt(k).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(k)
console.log((await jose.compactDecrypt(e, k)).plaintext.length)
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
console.log(jwt.verify(jwt.sign({ c: 3 }, rsa.privateKey, { algorithm: 'RS256', noTimestamp: true }), rsa.publicKey))
const md = forge.md.sha256.create()
md.update('x')
console.log(md.digest().toHex())
const pk = await openpgp.generateKey({ userIDs: [{ name: 'a', email: 'a@b.c' }], format: 'object' })
const m = await openpgp.encrypt({ message: await openpgp.createMessage({ text: 'secret' }), encryptionKeys: pk.publicKey })
console.log((await openpgp.decrypt({ message: await openpgp.readMessage({ armoredMessage: m }), decryptionKeys: pk.privateKey })).data)
const kp = nacl.sign.keyPair.fromSeed(new Uint8Array(32))
console.log(
    Buffer.from(nacl.sign.detached(new Uint8Array(3), kp.secretKey))
        .toString('hex')
        .slice(0, 20),
)
await sodium.ready
console.log(sodium.to_hex(sodium.crypto_generichash(32, 'x')).slice(0, 20))
console.log(
    await argon2id({ password: 'p', salt: new Uint8Array(16), parallelism: 1, iterations: 2, memorySize: 64, hashLength: 16 }),
    await sha3('x', 256),
)
console.log(
    new ethers.Wallet('0x' + '1'.repeat(64)).address,
    ethers.parseEther('1.5'),
    await privateKeyToAccount('0x' + '2'.repeat(64)).signMessage({ message: 'm' }),
)
