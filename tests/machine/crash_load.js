// The write load of the crash test: prints `N` once everything of step N is on the disk; from then on none of it may be lost.
const fs = require('fs')
const [folder, first] = [process.argv[2], Number(process.argv[3])]

// The content of file `name` in step n: a reader can tell its step, and whether it is complete.
const content = (name, n, length) => Buffer.alloc(length, `${name} ${n};`)

const durably = (path, data) => {
    const fd = fs.openSync(path, 'w')
    fs.writeSync(fd, data)
    fs.fsyncSync(fd)
    fs.closeSync(fd)
}

// A file that must be complete at every moment is written to a temporary file, which is then renamed.
const replace = (name, n, length) => {
    durably(`${folder}/${name}.new`, content(name, n, length))
    fs.renameSync(`${folder}/${name}.new`, `${folder}/${name}`)
}

fs.mkdirSync(folder, {recursive: true})
for (let n = first; ; n++) {
    durably(`${folder}/step${n % 50}`, content('step', n, 100 + n % 20000))
    replace('small', n, 50 + n % 1000)
    replace('large', n, 1500000 + n % 1000000)
    fs.appendFileSync(`${folder}/log`, `${n}\n`)
// without a barrier of their own, many in one batch: folders, links and renames
    fs.mkdirSync(`${folder}/tree${n % 7}/a/b`, {recursive: true})
    for (let k = 0; k < 20; k++) fs.writeFileSync(`${folder}/tree${n % 7}/a/b/f${k}`, content('tree', n, k * 1000))
    fs.rmSync(`${folder}/moved`, {recursive: true, force: true})
    fs.renameSync(`${folder}/tree${n % 7}/a`, `${folder}/moved`)
    fs.linkSync(`${folder}/moved/b/f3`, `${folder}/moved/hard`)
    fs.symlinkSync('b/f3', `${folder}/moved/soft`)
    const fd = fs.openSync(`${folder}/log`)
    fs.fsyncSync(fd)
    fs.closeSync(fd)
    process.stdout.write(`${n}\n`)
}
