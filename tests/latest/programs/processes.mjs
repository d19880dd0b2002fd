import { execa, $ } from 'execa'
import chokidar from 'chokidar'
import fse from 'fs-extra'
import { globby } from 'globby'
import fg from 'fast-glob'
import { glob } from 'glob'
import { rimraf } from 'rimraf'
import PQueue from 'p-queue'
import workerpool from 'workerpool'
import { Piscina } from 'piscina'
import shell from 'shelljs'
import spawn from 'cross-spawn'
import which from 'which'
import getPort from 'get-port'
import treeKill from 'tree-kill'
import writeAtomic from 'write-file-atomic'
import lock from 'proper-lockfile'
import Conf from 'conf'
import fs from 'node:fs'
console.log(
    (await execa('echo', ['a', 'b c'])).stdout,
    (await $`printf ${'%s-'} ${['x', 'y']}`).stdout,
    (await execa('sh', ['-c', 'exit 3'], { reject: false })).exitCode,
    await execa('nope').catch((e) => e.code),
    (await execa({ input: 'piped' })`cat`).stdout,
    (await execa('sleep', ['5'], { timeout: 200, reject: false })).timedOut,
    (await execa({ lines: true })`printf 1\\n2`).stdout,
)
const cp = await execa`echo upper`.pipe`tr a-z A-Z`
console.log(cp.stdout)
await fse.outputJson('d/e/f.json', { a: 1 })
await fse.copy('d', 'd2')
await fse.move('d2/e', 'd2/g', { overwrite: true })
console.log(await globby(['d*/**', '!**/e/**']), (await fg('d*/**', { onlyFiles: false })).sort(), (await glob('d{,2}/**/*.json')).sort())
const w = chokidar.watch('d', { ignoreInitial: false }),
    seen = []
w.on('all', (e, p) => seen.push(e + ' ' + p))
await new Promise((y) => w.on('ready', y))
await fse.writeFile('d/n.txt', 'x')
await new Promise((y) => setTimeout(y, 400))
await fse.appendFile('d/n.txt', 'y')
await new Promise((y) => setTimeout(y, 400))
await fse.remove('d/n.txt')
await new Promise((y) => setTimeout(y, 400))
await w.close()
console.log(seen.sort())
await rimraf(['d', 'd2'])
const q = new PQueue({ concurrency: 2 })
let top = 0,
    now = 0
await Promise.all(
    [1, 2, 3, 4].map(() =>
        q.add(async () => {
            top = Math.max(top, ++now)
            await new Promise((y) => setTimeout(y, 20))
            now--
        }),
    ),
)
console.log(top)
const pool = workerpool.pool()
console.log(await pool.exec((a, b) => a * b, [6, 7]))
await pool.terminate()
fs.writeFileSync('w.mjs', 'export default ({a, b}) => a + b')
const pi = new Piscina({ filename: new URL('w.mjs', import.meta.url.replace(/[^/]*$/, '')).href, maxThreads: 2 })
console.log(await Promise.all([pi.run({ a: 1, b: 2 }), pi.run({ a: 3, b: 4 })]))
await pi.destroy()
shell.config.silent = true
shell.mkdir('-p', 's/t')
shell.ShellString('line1\nline2\n').to('s/f')
console.log(
    shell.ls('-R', 's').join(),
    shell.grep('2', 's/f').stdout,
    shell.exec('echo sh; exit 2').code,
    shell.sed(/line/, 'L', 's/f').stdout,
    shell.which('node') !== null,
)
shell.rm('-rf', 's')
console.log(spawn.sync('node', ['-p', '1+1']).stdout.toString(), (await which('sh')).endsWith('sh'), (await getPort({ port: 5600 })) === 5600)
const ch = spawn('sh', ['-c', 'sleep 30 & sleep 30'], { stdio: 'ignore' })
await new Promise((y) => setTimeout(y, 200))
await new Promise((y) => treeKill(ch.pid, 'SIGTERM', y))
console.log(await new Promise((y) => (ch.signalCode ? y(ch.signalCode) : ch.on('exit', (c, s) => y(s)))))
await writeAtomic('at.txt', 'x')
const rel = await lock.lock('at.txt')
console.log(await lock.check('at.txt'))
await rel()
const c = new Conf({ projectName: 'p', cwd: '.' })
c.set('a.b', 1)
console.log(c.get('a'), c.size)
