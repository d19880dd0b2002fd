import { ZipArchive } from 'archiver'
import JSZip from 'jszip'
import * as tar from 'tar'
import AdmZip from 'adm-zip'
import yauzl from 'yauzl'
import unzipper from 'unzipper'
import fs from 'node:fs'
import { once } from 'node:events'
import * as fflate from 'fflate'
import * as pako from 'pako'
import lz from 'lz-string'
fs.mkdirSync('z', { recursive: true })
fs.writeFileSync('z/a.txt', 'aaa'.repeat(100))
fs.writeFileSync('z/ü.bin', Buffer.from([1, 2, 3]))
fs.rmSync('t', { recursive: true, force: true })
fs.mkdirSync('t')
await tar.c({ gzip: true, file: 't.tgz' }, ['z'])
await tar.x({ file: 't.tgz', cwd: 't' })
console.log(fs.readdirSync('t/z'))
const names = []
await tar.t({ file: 't.tgz', onReadEntry: (e) => names.push(e.path) })
console.log(names)
const o = fs.createWriteStream('a.zip')
const ar = new ZipArchive({ zlib: { level: 9 } })
ar.pipe(o)
ar.directory('z', 'in')
ar.append('str', { name: 's.txt' })
ar.finalize()
await once(o, 'close')
const z = await JSZip.loadAsync(fs.readFileSync('a.zip'))
console.log(Object.keys(z.files).sort(), await z.file('s.txt').async('string'))
console.log(new AdmZip('a.zip').readAsText('in/a.txt').length)
await new Promise((y) =>
    yauzl.open('a.zip', { lazyEntries: true }, (e, f) => {
        const n = []
        f.readEntry()
        f.on('entry', (x) => {
            n.push(x.fileName)
            f.readEntry()
        })
        f.on('end', () => {
            console.log(n.sort())
            y()
        })
    }),
)
await fs
    .createReadStream('a.zip')
    .pipe(unzipper.Extract({ path: 't/u' }))
    .promise()
console.log(fs.readdirSync('t/u/in'))
console.log(
    fflate.strFromU8(fflate.unzipSync(fs.readFileSync('a.zip'))['s.txt']),
    pako.ungzip(pako.gzip('pp'), { to: 'string' }),
    lz.decompress(lz.compress('lz')),
)
