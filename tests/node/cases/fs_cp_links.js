// fs.cpSync of trees with links, and onto links: run twice each, since the second time the targets are there.
'use strict'
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const base = fs.mkdtempSync(path.join(os.tmpdir(), 'cp-'))
const at = (...names) => path.join(base, ...names)
const link = (target, ...names) => fs.symlinkSync(target, at(...names))
const folder = (...names) => fs.mkdirSync(at(...names), { recursive: true })
const file = (...names) => fs.writeFileSync(at(...names), names.join())

function tree(name) {
  return fs.readdirSync(at(name), { withFileTypes: true }).map((entry) => {
    const there = at(name, entry.name)
    return entry.isSymbolicLink() ? `${entry.name} -> ${fs.readlinkSync(there)}` : entry.name
  })
}

const TREES = {
  'link to the target': () => { folder('s'); folder('d'); link(at('d'), 's', 'l') },
  'link to another folder': () => { folder('s'); folder('d'); folder('o'); link(at('o'), 's', 'l') },
  'link to a file': () => { folder('s'); folder('d'); file('o'); link(at('o'), 's', 'l') },
  'link below the target': () => { folder('s'); folder('d', 'x'); link(at('d', 'x'), 's', 'l') },
  'link to what is above': () => { folder('s'); folder('d'); link(base, 's', 'l') },
  'link over a link to its parent': () => { folder('s'); folder('o', 'x'); folder('d'); link(at('o', 'x'), 's', 'l'); link(at('o'), 'd', 'l') },
  'link over a link to its child': () => { folder('s'); folder('o', 'x'); folder('d'); link(at('o'), 's', 'l'); link(at('o', 'x'), 'd', 'l') },
  'a link onto a folder': () => { folder('f'); file('f', 'a'); link(at('f'), 's'); folder('d') },
  'a link onto nothing': () => { folder('f'); file('f', 'a'); link(at('f'), 's') },
  'a link to a file onto nothing': () => { file('f'); link(at('f'), 's') },
  'a link onto a link': () => { folder('f'); folder('o'); file('f', 'a'); link(at('f'), 's'); link(at('o'), 'd') },
  'a folder onto a link to a folder': () => { folder('s'); file('s', 'a'); folder('o'); link(at('o'), 'd') },
  'a folder onto a link to a file': () => { folder('s'); file('s', 'a'); file('o'); link(at('o'), 'd') },
  'a file onto a link to a folder': () => { file('s'); folder('o'); link(at('o'), 'd') },
  'a file onto a folder': () => { file('s'); folder('d') },
  'a file in place of a folder': () => { folder('s'); file('s', 'x'); folder('d', 'x') },
  'the same folder': () => { folder('s'); file('s', 'a'); link(at('s'), 'd') }
}
const OPTIONS = [
  {}, { recursive: true }, { recursive: true, dereference: true }, { recursive: true, verbatimSymlinks: true }, { dereference: true },
  { recursive: true, errorOnExist: true, force: false }
]
for (const options of OPTIONS) {
  for (const name in TREES) {
    fs.rmSync(base, { recursive: true, force: true })
    fs.mkdirSync(base)
    TREES[name]()
    const results = []
    for (let k = 0; k < 2; k++) {
      try {
        results.push(fs.cpSync(at('s'), at('d'), options))
      } catch (error) {
        results.push(`${error.code} ${error.message}`)
      }
    }
    let found
    try {
      found = tree('d')
    } catch (error) {
      found = error.code
    }
    console.log(name, options, JSON.stringify([results, found]).replaceAll(base, ''))
  }
}
fs.rmSync(base, { recursive: true })
