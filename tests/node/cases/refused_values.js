// Values at the edges of what native code takes: positions, no buffers, reflinks, files that can't be blobs, no derived bits, empty vectors, descriptors that aren't open
const fs = require('fs')
const crypto = require('crypto')
const { spawn, spawnSync } = require('child_process')
const t = (name, run) => { try { console.log(name, run()) } catch (error) { console.log(name, error.name, error.code, error.message, error.syscall) } }
const later = (name, run) => run().then((value) => console.log(name, value), (error) => console.log(name, error.name, error.code, error.message, error.cause?.code))

async function main() {
  fs.writeFileSync('a', 'hello')
  const fd = fs.openSync('a', 'r+')
  t('no exact position', () => [fs.writeSync(fd, 'J', 2 ** 53), fs.writeSync(fd, Buffer.from('E'), 0, 1, 1.5), fs.writevSync(fd, [Buffer.from('L')], NaN), fs.readFileSync('a', 'utf8')])
  for (const position of [undefined, 0]) t('no buffers', () => fs.readvSync(fd, [], position))
  await new Promise((resolve) => fs.readv(fd, [], (error, count) => { console.log(error?.code, count); resolve() }))
  const handle = await fs.promises.open('a')
  await later('no buffers', () => handle.readv([]))
  await handle.close()
  fs.closeSync(fd)
  for (const mode of [4, 5]) {
    fs.writeFileSync('b', '22')
    t(`reflink ${mode}`, () => fs.copyFileSync('a', 'b', mode))
    console.log(fs.existsSync('b'))
    t('of none', () => fs.copyFileSync('none', 'b', mode))
  }
  t('of itself', () => fs.copyFileSync('a', 'a', 4))
  console.log(fs.existsSync('a'))
  t('blob of none', () => fs.openAsBlob('none'))
  t('hkdf', () => crypto.hkdfSync('sha256', 'k', 's', 'i', 0))
  await new Promise((resolve) => crypto.hkdf('sha256', 'k', 's', 'i', 0, (error, key) => { console.log(error?.message, key); resolve() }))
  t('no point', () => [crypto.ECDH.convertKey('', 'prime256v1'), crypto.ECDH.convertKey(Buffer.alloc(0), 'prime256v1', 'latin1', 'hex')])
  const aes = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 128 }, true, ['encrypt', 'decrypt'])
  for (const how of ['encrypt', 'decrypt']) await later(`empty vector, ${how}`, () => crypto.subtle[how]({ name: 'AES-GCM', iv: new Uint8Array(0) }, aes, new Uint8Array(20)))
  const warned = new Promise((resolve) => process.once('warning', resolve))
  for (const length of [16, 8, 4]) t('tag', () => crypto.createDecipheriv('aes-128-gcm', Buffer.alloc(16), Buffer.alloc(12)).setAuthTag(Buffer.alloc(length)) !== undefined)
  console.log((await warned).code)
  const net = require('net')
  for (const text of ['x', '::1']) t('no address', () => new net.BlockList().addAddress(text))
  t('no descriptor', () => new net.Socket({ fd: 99999 }))
  t('closed descriptor', () => spawn('true', [], { stdio: [0, 1, 2, 99999] }))
  t('closed descriptor', () => spawnSync('true', [], { stdio: [0, 1, 2, 99999] }).error.code)
  for (const script of ['kill -TERM $$; echo after', 'kill -HUP $$', 'trap "echo trapped" TERM; kill -TERM $$; echo after', 'kill -KILL $$']) {
    const { status, signal, stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' })
    console.log(script, status, signal, JSON.stringify(stdout))
  }
}

main()
