// Usage: node check_edits.mjs BUILT NODE_MODULES FOLDER...   Prints a line for each file that the loaders' edits break, then the number of texts that were checked.
// BUILT: .build/js. NODE_MODULES: the folder with acorn and esbuild. Each text with an `await`, an `import` or an `export` is edited both unminified and minified.
// It checks that the edited text parses; that identifiers in it, except inserted ones, map back to the same identifier in the original, or to the `await` before it;
// and that Function.prototype.toString of an edited script returns the original text exactly.
import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'

const [built, modules, ...folders] = process.argv.slice(2)
const require = createRequire(path.join(modules, 'package.json'))
const acorn = require('acorn')
const esbuild = require('esbuild')
const load = (name) => import(path.join(built, 'runtime_py/node', name))
const { await_edits } = await load('async_context/await_source.js')
const { call_edits } = await load('async_context/call_source.js')
const { original } = await load('async_context/original_text.js')
const { analyse, facts_of, from_facts } = await load('esm/source.js')
const { linked_text } = await load('esm/linked_text.js')
const { edited, in_order, original_column } = await load('source/text_edits.js')

const OPTIONS = { ecmaVersion: 'latest', allowHashBang: true, locations: true }
const SCRIPT = { ...OPTIONS, sourceType: 'script', allowReturnOutsideFunction: true }
const MODULE = { ...OPTIONS, sourceType: 'module' }
const AWAITS = /\bawait\b|\basync\b/
const IS_MODULE = /\bimport\b|\bexport\b/
const EVERY_MODULE = 40        // checks every 40th of the modules without `await`, because there are many
const MOST = 100            // identifiers checked per text: the time to find a position grows with the length of the line
const MOST_FILES = 8        // the largest files per package
const MODES = [0, 1, 2, 3]      // how imports are known (linked_text.py)
const PUT_IN = /^\$(?:terrarium_\w+|value)$/
let modulesSeen = 0
let texts = 0
let identifiers = 0

function parsed(code, options) {
  try { return acorn.parse(code, options) } catch { return null }
}

/** Whether it is the first thing behind an `await` or `yield`: the engine shows what fails there at the statement, or at the word. */
function isAwaited(text, name) {
  const [found] = /^(?:\w+\s+)?(?:await|yield)\b[\s*(]*(?:new\s+)?/.exec(text) ?? []
  return found !== undefined && text.startsWith(name, found.length)
}

/** Throws where an identifier of the edited text isn't at its mapped place in the original. `shift`: columns before the first line. */
function comparePlaces(code, edits, text, shift, parseOptions) {
  const lines = code.split('\n')
  const used = new Set()
  for (const edit of edits) for (const word of edit[2].match(/[$\w]+/g) ?? []) used.add(word)
  const every = Math.ceil(text.length / 4 / MOST)
  let count = 0
  acorn.parse(text, { ...parseOptions, onToken(token) {
    if (token.type.label !== 'name' || PUT_IN.test(token.value) || count++ % every !== 0) return
    let { line, column } = token.loc.start
    if (line === 1) column -= shift
    if (line > lines.length || column < 0) return
    const mapped = original_column(code, edits, line, column + 1) - 1
    const name = text.slice(token.start, token.end)
    identifiers++
    if (!lines[line - 1].startsWith(name, mapped) && !used.has(name) && !isAwaited(lines[line - 1].slice(mapped), name)) {
      throw new Error(`line ${line}, column ${column}: ${name} leads to ${JSON.stringify(lines[line - 1].slice(mapped, mapped + 30))}`)
    }
  } })
}

function checkScript(code, tree) {
  for (const edits of [in_order(await_edits(tree, false)), in_order([...await_edits(tree, false), ...call_edits(code, tree)])]) {
    if (edits.length === 0) return
    const text = edited(code, edits)
    comparePlaces(code, edits, text, 0, SCRIPT)
    if (original(text) !== code) throw new Error('toString shows something else')
  }
}

function checkModule(code) {
  const found = from_facts(code, JSON.parse(JSON.stringify(facts_of(analyse(code, acorn)))))
  const telling = linked_text(analyse(code, acorn, true), found.imports.map(() => 0))
  comparePlaces(code, telling.edits, telling.text, telling.shift, SCRIPT)
  for (const mode of MODES) {
    const linked = linked_text(found, found.imports.map(() => mode))
    comparePlaces(code, linked.edits, linked.text, linked.shift, SCRIPT)
  }
}

function check(file, code, how) {
  try {
    const script = parsed(code, SCRIPT)
    if (script !== null) checkScript(code, script)
    else if (parsed(code, MODULE) !== null) checkModule(code)
    else return
    texts++
  } catch (error) {
    console.log(`${file} (${how}): ${error.message}`)
  }
}

function minified(code) {
  try { return esbuild.transformSync(code, { minify: true, logLevel: 'silent' }).code } catch { return null }
}

function * files(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) yield * files(file)
    else if (/\.[cm]?js$/.test(entry.name)) yield file
  }
}

for (const file of folders.flatMap((folder) => fs.readdirSync(folder).map((name) => path.join(folder, name))).filter((name) => fs.statSync(name).isDirectory())
  .flatMap((name) => [...files(name)].sort((a, b) => fs.statSync(b).size - fs.statSync(a).size).slice(0, MOST_FILES))) {
  const code = fs.readFileSync(file, 'utf8')
  if (code.length > 7e5 || !(AWAITS.test(code) || (IS_MODULE.test(code) && modulesSeen++ % EVERY_MODULE === 0))) continue
  check(file, code, 'as published')
  const small = minified(code)
  if (small !== null) check(file, small, 'minified')
}
console.log(`${texts} texts, ${identifiers} identifiers`)
