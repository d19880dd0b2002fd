// --permission: what each option allows, which call needs which permission, and how a refusal is reported (thrown, in a callback, as a rejection).
const fs = require('fs')
const {spawnSync} = require('child_process')

fs.mkdirSync('data/below', {recursive: true})
fs.writeFileSync('data/f', 'x')
fs.writeFileSync('data/below/g', 'y')
fs.symlinkSync('f', 'data/l')

fs.writeFileSync('calls.js', `
const fs = require('fs')
const out = []
const tell = (e) => [e.code, e.permission, e.resource, e.message]
function t(name, call) { try { const r = call(); out.push([name, 'ok', typeof r]) } catch (e) { out.push([name, ...tell(e)]) } }
const p = process.cwd() + '/data/f', w = process.cwd() + '/data/new', d = process.cwd() + '/data'
for (const [name, args] of [
    ['readFile', [p]], ['readFile', [p, 'utf8']], ['readFile', ['data/f']], ['readFile', [Buffer.from(p)]], ['readFile', ['./data/../data//f']], ['exists', [p]], ['access', [p]],
    ['stat', [p]], ['stat', [w, {throwIfNoEntry: false}]], ['lstat', [p]], ['statfs', [p]], ['readdir', [d]], ['opendir', [d]], ['readlink', [d + '/l']],
    ['writeFile', [w, 'x']], ['writeFile', [w, Buffer.from('x')]], ['appendFile', [w, 'x']], ['mkdir', [w + '/a', {recursive: true}]], ['mkdir', [w]], ['rmdir', [w]], ['rm', [w]],
    ['rm', [w, {force: true, recursive: true}]], ['unlink', [w]], ['rename', [w, w + '1']], ['copyFile', [p, w]], ['cp', [p, w]], ['cp', [d + '/below', w, {recursive: true}]],
    ['symlink', [p, w]], ['symlink', ['x', w]], ['link', [p, w]], ['chmod', [w, 0o600]], ['chown', [w, process.getuid(), process.getgid()]], ['lchown', [w, process.getuid(), process.getgid()]], ['utimes', [w, 1, 1]], ['lutimes', [w, 1, 1]],
    ['truncate', [w, 0]], ['mkdtemp', [w]], ['fchmod', [0, 0o600]], ['fchown', [0, 0, 0]], ['futimes', [0, 1, 1]], ['fsync', [0]], ['fdatasync', [0]],
    ...['a', 'a+', 'ax', 'w', 'w+', 'wx', 'r', 'r+', 'rs', 'rs+'].map((flag) => ['open', [w, flag]]),
    ['open', [p, fs.constants.O_CREAT]], ['open', [p, fs.constants.O_TRUNC]],
]) {
    t(name + ' ' + args.slice(0, name.endsWith('chown') ? 1 : 9), () => fs[name + 'Sync'](...args))
}
t('realpath', () => fs.realpathSync.native(p))
t('watch', () => fs.watch(p).close())
t('watchFile', () => { fs.watchFile(p, () => {}); fs.unwatchFile(p) })
t('blob', () => fs.openAsBlob(p).catch(() => {}))
t('chdir', () => process.chdir(d + '/below'))
t('env', () => process.loadEnvFile(p))
t('report', () => process.report.writeReport('/nowhere/r.json'))
if (!process.permission.has('fs.write')) t('snapshot', () => require('v8').writeHeapSnapshot('/nowhere/s'))
t('exec', () => require('child_process').execSync('true'))
t('spawn', () => require('child_process').spawn('true').on('error', () => {}))
t('worker', () => new (require('worker_threads').Worker)('1', {eval: true}))
t('wasi', () => new (require('wasi').WASI)({version: 'preview1'}))
t('dlopen', () => process.dlopen({exports: {}}, '/x.node'))
t('inspector', () => new (require('inspector').Session)().connect())
t('open inspector', () => require('inspector').open())
t('binding', () => process.binding('fs'))
t('require', () => require('./calls2.js'))
t('require none', () => require('/nowhere/x.js'))
for (const line of out) console.log(JSON.stringify(line))
for (const scope of ['fs', 'fs.read', 'fs.write', 'child', 'worker', 'wasi', 'inspector', 'addon', 'net', 'x', '', '__proto__', 'constructor']) console.log(scope, process.permission.has(scope))
for (const path of ['/', d, d + '/', d + '/f', d + '/ff', d + '/below/g', 'data/below', './data/../data/f', d + 'x', __filename]) console.log(path, process.permission.has('fs.read', path), process.permission.has('fs.write', path))
for (const args of [[], [1], ['fs.read', 1], ['fs.read', {}], ['fs.read', Buffer.from(p)]]) { try { console.log(process.permission.has(...args)) } catch (e) { console.log(e.code, e.message) } }
console.log(Object.getOwnPropertyDescriptor(process, 'permission'))
`)
fs.writeFileSync('calls2.js', 'module.exports = 1')

fs.writeFileSync('later.js', `
const fs = require('fs')
const p = process.cwd() + '/data/f', w = process.cwd() + '/data/new'
let inside = true
const calls = [['readFile', [p]], ['access', [p]], ['exists', [p]], ['stat', [p]], ['lstat', [p]], ['statfs', [p]], ['readdir', ['data']], ['opendir', ['data']], ['readlink', ['data/l']],
    ['writeFile', [w, 'x']], ['open', [p, 'r']], ['open', [w, 'w']], ['mkdir', [w]], ['rmdir', [w]], ['rm', [w]], ['unlink', [w]], ['rename', [w, w]], ['copyFile', [p, w]], ['symlink', [p, w]],
    ['link', [p, w]], ['chmod', [w, 0o600]], ['chown', [w, 0, 0]], ['utimes', [w, 1, 1]], ['truncate', [w, 0]], ['mkdtemp', [w]], ['fchmod', [0, 0o600]]]
for (const [name, args] of calls) {
    inside = true
    try { fs[name](...args, (e) => console.log(name, inside ? 'at once' : 'later', e && e.code, e && e.resource)) } catch (e) { console.log(name, 'throws', e.code, e.resource) }
    inside = false
}
fs.createReadStream(p).on('error', (e) => console.log('stream', e.code, e.permission, e.resource))
setTimeout(async () => {
    for (const [name, args] of calls) {
        if (fs.promises[name] === undefined) continue
        try { await fs.promises[name](...args); console.log(name, 'ok') } catch (e) { console.log(name, e.code, e.permission, e.resource, e.message) }
    }
    for (const module of ['./calls.js', '/nowhere.mjs', 'none']) await import(module).catch((e) => console.log(e.code, e.resource))
}, 50)
`)

fs.writeFileSync('threads.js', `
const {Worker} = require('worker_threads')
const code = 'let r; try { require("fs").readFileSync("/nowhere"); r = "read" } catch (e) { r = e.code }; console.log(r, process.permission && process.permission.has("fs.write"), process.execArgv)'
async function main() {
    for (const options of [{}, {execArgv: []}, {execArgv: ['--permission']}, {execArgv: ['--permission', '--allow-fs-write=*']}]) await new Promise((done) => new Worker(code, {eval: true, ...options}).on('exit', done))
    const child = require('child_process').spawnSync(process.execPath, ['-p', 'process.permission && process.permission.has("child")'], {env: {}})
    console.log(String(child.stdout), process.env.NODE_OPTIONS)
}
main()
`)

function run(...args) {
    const done = spawnSync(process.execPath, ['--no-warnings', ...args], {encoding: 'utf8'})
    const text = (done.stdout + done.stderr.replace(/^.*(bad option|requires an argument)/gm, '$1')).replaceAll(process.execPath, 'NODE').replaceAll(process.cwd(), 'CWD').replace(/new\w{6}"/g, 'newSIX"')
    console.log('=====', args.join(' ').replaceAll(process.cwd(), 'CWD'), done.status)
    console.log(text.split('\n').filter((line) => !/^ {4}at |^Node.js v|^\s*$|^node:|\^/.test(line)).join('\n'))
    fs.rmSync('data/new', {recursive: true, force: true})
}

run('--permission', 'calls.js')
run('--permission', '--allow-fs-read=*', 'calls.js')
run('--permission', '--allow-fs-write=*', 'calls.js')
run('--permission', '--allow-fs-read=./data/f', '--allow-fs-write=data', 'calls.js')
run('--permission', `--allow-fs-read=${process.cwd()}/da*`, '--allow-fs-read', './calls2.js', 'calls.js')
run('--permission', '--allow-child-process', '--allow-worker', '--allow-wasi', '--allow-addons', '--allow-inspector', '-p', 'process.permission.has("child") + " " + process.permission.has("addon")')
run('--permission', 'later.js')
run('--permission', '--allow-worker', '--allow-child-process', 'threads.js')
fs.mkdirSync('node_modules/parts', {recursive: true})
fs.writeFileSync('node_modules/parts/package.json', '{"exports": {"node-addons": "./with.js", "default": "./without.js"}}')
fs.writeFileSync('node_modules/parts/with.js', 'console.log("with addons")')
fs.writeFileSync('node_modules/parts/without.js', 'console.log("without addons")')
run('--permission', '--allow-fs-read=*', '-e', 'require("parts")')
run('--permission', '--allow-fs-read=*', '--allow-addons', '-e', 'require("parts")')
run('--permission', '-e', 'require("fs").readFileSync("calls.js")')
run('--permission', '-r', './calls2.js', 'none.js')
run('--permission', 'calls2')
run('--permission', './data/../calls2.js')
run('--allow-fs-read=*', '-p', '1')
run('--permission', '--allow-fs-read=', '-p', '1')
run('--experimental-permission', '-p', '1')
