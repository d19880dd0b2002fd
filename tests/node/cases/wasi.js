'use strict'
// preview1's calls as a WebAssembly program makes them: with addresses in its memory
const fs = require('fs')
const path = require('path')
const { WASI } = require('wasi')
process.removeAllListeners('warning')
process.on('warning', () => {})

fs.rmSync('box', { recursive: true, force: true })
fs.mkdirSync('box/sub', { recursive: true })
fs.writeFileSync('box/hello.txt', 'hello from a file')
fs.writeFileSync('secret.txt', 'not for everybody')
fs.symlinkSync('hello.txt', 'box/link')
fs.symlinkSync('../secret.txt', 'box/escape')
fs.symlinkSync('b', 'box/a')
fs.symlinkSync('a', 'box/b')
const wasi = new WASI({ version: 'preview1', args: ['prog', 'één'], env: { A: '1', LONG: 'x y' }, preopens: { '/box': path.resolve('box') } })
const memory = new WebAssembly.Memory({ initial: 1 })
const w = wasi.wasiImport
const view = new DataView(memory.buffer)
const u8 = new Uint8Array(memory.buffer)
try { w.sched_yield() } catch (error) { console.log(error.code, error.message) }
wasi.initialize({ exports: { memory } })

const OUT = 8, TEXT = 1024, DATA = 4096, VECTOR = 512
const put = (text, at = TEXT) => { const bytes = Buffer.from(text); u8.set(bytes, at); return [at, bytes.length] }
const text = (at, length) => Buffer.from(u8.slice(at, at + length)).toString()
const u32 = at => view.getUint32(at, true)
const u64 = at => view.getBigUint64(at, true)
const vector = (at, length) => { view.setUint32(VECTOR, at, true); view.setUint32(VECTOR + 4, length, true); return [VECTOR, 1] }
const ALL = (1n << 29n) - 1n, READ = 1n << 1n, WRITE = 1n << 6n, SEEK = 1n << 2n, TELL = 1n << 5n, STAT = 1n << 21n, SIZE = 1n << 22n, READDIR = 1n << 14n
const open = (name, { flags = 0, rights = READ | SEEK | TELL | STAT, follow = 1, fdflags = 0, inheriting = 0n } = {}) => {
  const errno = w.path_open(3, follow, ...put(name), flags, rights, inheriting, fdflags, OUT)
  return errno === 0 ? u32(OUT) : -errno
}

console.log('args', w.args_sizes_get(OUT, OUT + 4), u32(OUT), u32(OUT + 4), w.args_get(16, DATA), text(DATA, u32(OUT + 4)))
console.log('environ', w.environ_sizes_get(OUT, OUT + 4), u32(OUT), u32(OUT + 4), w.environ_get(16, DATA), text(DATA, u32(OUT + 4)))
console.log('clocks', [0, 1, 2, 3, 9].map(clock => [w.clock_time_get(clock, 1n, OUT), clock > 3 || u64(OUT) > 0n, w.clock_res_get(clock, OUT)]))
console.log('random', w.random_get(DATA, 64), u8.slice(DATA, DATA + 64).some(Boolean))
console.log('prestat', w.fd_prestat_get(3, OUT), u8[OUT], u32(OUT + 4), w.fd_prestat_dir_name(3, DATA, 4), text(DATA, 4), w.fd_prestat_get(4, OUT), w.fd_prestat_get(0, OUT))
console.log('fdstat', w.fd_fdstat_get(3, OUT), u8[OUT], u64(OUT + 8).toString(2), u64(OUT + 16).toString(2))

let fd = open('hello.txt')
console.log('open', fd, w.fd_read(fd, ...vector(DATA, 5), OUT), u32(OUT), text(DATA, 5), w.fd_tell(fd, OUT), u64(OUT))
console.log('seek', w.fd_seek(fd, -4n, 2, OUT), u64(OUT), w.fd_read(fd, ...vector(DATA, 100), OUT), u32(OUT), text(DATA, 4), w.fd_seek(fd, -1n, 0, OUT), w.fd_seek(fd, 0n, 9, OUT))
console.log('pread', w.fd_pread(fd, ...vector(DATA, 4), 6n, OUT), text(DATA, 4), w.fd_write(fd, ...vector(DATA, 4), OUT))
console.log('filestat', w.fd_filestat_get(fd, DATA), u8[DATA + 16], u64(DATA + 24), u64(DATA + 32), u64(DATA + 48) > 0n)
console.log('close', w.fd_close(fd), w.fd_close(fd), w.fd_read(fd, ...vector(DATA, 1), OUT))

console.log('links', open('link') > 3, -open('escape'), -open('../secret.txt'), -open('a'), -open('sub/../../secret.txt'), -open('missing'), -open('/etc/passwd'), -open('hello.txt/x'))
fd = open('made.txt', { flags: 1 | 4, rights: READ | WRITE | SEEK | STAT | SIZE })
put('some words', DATA)
console.log('write', w.fd_write(fd, ...vector(DATA, 10), OUT), u32(OUT), w.fd_pwrite(fd, ...vector(DATA, 4), 6n, OUT), fs.readFileSync('box/made.txt', 'utf8'))
console.log('size', w.fd_filestat_set_size(fd, 4n), fs.statSync('box/made.txt').size, -open('made.txt', { flags: 1 | 4 }), w.fd_close(fd))
fd = open('made.txt', { rights: WRITE, fdflags: 1 })
console.log('append', w.fd_write(fd, ...vector(DATA, 2), OUT), fs.readFileSync('box/made.txt', 'utf8'), w.fd_read(fd, ...vector(DATA, 2), OUT), w.fd_close(fd))

console.log('mkdir', w.path_create_directory(3, ...put('new')), w.path_create_directory(3, ...put('new')), w.path_remove_directory(3, ...put('new')), w.path_remove_directory(3, ...put('new')))
console.log('rename', w.path_rename(3, ...put('made.txt'), 3, ...put('sub/moved.txt', TEXT + 100)), fs.existsSync('box/sub/moved.txt'), w.path_rename(3, ...put('made.txt'), 3, ...put('x', TEXT + 100)))
console.log('link', w.path_link(3, 0, ...put('hello.txt'), 3, ...put('hard', TEXT + 100)), fs.statSync('box/hard').nlink, w.path_unlink_file(3, ...put('hard')), w.path_unlink_file(3, ...put('sub')) !== 0)
console.log('symlink', w.path_symlink(...put('hello.txt'), 3, ...put('soft', TEXT + 100)), fs.readlinkSync('box/soft'), w.path_readlink(3, ...put('soft'), DATA, 5, OUT), u32(OUT), text(DATA, u32(OUT)))
console.log('stat', w.path_filestat_get(3, 0, ...put('soft'), DATA), u8[DATA + 16], w.path_filestat_get(3, 1, ...put('soft'), DATA), u8[DATA + 16], u64(DATA + 32))
console.log('times', w.path_filestat_set_times(3, 1, ...put('hello.txt'), 1500000000n * 1000000000n, 1600000000n * 1000000000n, 1 | 4), fs.statSync('box/hello.txt').mtimeMs, fs.statSync('box/hello.txt').atimeMs)

fd = open('.', { flags: 2, rights: READDIR })
const names = []
console.log('readdir', w.fd_readdir(fd, DATA, 4096, 0n, OUT))
for (let at = DATA; at < DATA + u32(OUT); at += 24 + u32(at + 16)) names.push(`${text(at + 24, u32(at + 16))} ${u8[at + 20]}`)
console.log(names.sort())
console.log('not a directory', -open('hello.txt', { flags: 2, rights: READDIR }), w.fd_readdir(open('hello.txt', { rights: READ | READDIR }), DATA, 100, 0n, OUT) !== 0)

view.setBigUint64(DATA, 77n, true); u8[DATA + 8] = 0; view.setUint32(DATA + 16, 1, true); view.setBigUint64(DATA + 24, 2000000n, true); view.setUint16(DATA + 40, 0, true)
console.log('poll', w.poll_oneoff(DATA, DATA + 1000, 1, OUT), u32(OUT), u64(DATA + 1000), view.getUint16(DATA + 1008, true), u8[DATA + 1010], w.poll_oneoff(DATA, DATA + 1000, 0, OUT))
console.log('bounds', w.fd_read(0, 70000, 1, OUT), w.args_get(65535, 65535), w.random_get(65530, 100))
console.log('arguments', w.fd_close(), w.fd_close('3'), w.fd_close(3n), w.fd_close(-1), w.fd_close(3.5), w.fd_seek(3, 0, 0, OUT), w.args_get(0))
console.log('empty paths', w.path_create_directory(3, ...put('')), w.path_unlink_file(3, ...put('')), w.path_filestat_get(3, 1, ...put('a\0b'), DATA), -open(''))
const linked = (target, name) => { const [at, length] = put(target, TEXT + 100); return w.path_symlink(at, length, 3, ...put(name)) }
console.log('targets', linked('', 'l1'), linked('/etc', 'l2'), linked('../x', 'l3'), linked('../hello.txt', 'sub/l4'), linked('sub/../..', 'l5'), linked('sub/..', 'l6'), linked('no/where', 'l7'))
console.log('rights', -open('hello.txt', { rights: READ | (1n << 40n) }), -open('sub', { flags: 2, rights: READ | WRITE }))
console.log('more of sockets', w.sock_shutdown(99, 1), w.sock_shutdown(99, 9), w.sock_recv(99, ...vector(DATA, 1), 0, OUT, OUT), w.sock_accept(99, 0, OUT), w.sock_accept(3, 0, OUT))
console.log('signals', w.proc_raise(0), w.proc_raise(31), w.proc_raise(255))
console.log('calls', Object.keys(w).join())
console.log('sockets', w.sock_shutdown(3, 1), w.sock_send(99, ...vector(DATA, 1), 0, OUT))
console.log('advise', w.fd_advise(open('hello.txt', { rights: ALL & ((1n << 8n) | READ) }), 0n, 1n, 0), w.fd_sync(3), w.sched_yield())
const exiting = new WASI({ version: 'preview1' })
console.log('exit', exiting.start({ exports: { memory, _start() { exiting.wasiImport.proc_exit(42) } } }))
try { new WASI({ version: 'preview1', preopens: { '/x': '/does/not/exist' } }) } catch (error) { console.log(error.code, error.message) }
