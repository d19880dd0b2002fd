// Usage: node check_survey.mjs BUILT NODE_MODULES FOLDER...   Prints a line for each text whose survey (runtime_py/node/source/survey) differs from what the walks over acorn's tree
// find, then the numbers of texts that were compared, and of those of which the survey was unsure, which are then parsed by acorn.
// BUILT: .build/js. NODE_MODULES: the folder with acorn and esbuild. Each text is compared both unminified and minified, as a module or as a script.
import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'
import { isDeepStrictEqual } from 'node:util'

const [built, modules, ...folders] = process.argv.slice(2)
const require = createRequire(path.join(modules, 'package.json'))
const acorn = require('acorn')
const esbuild = require('esbuild')
const load = (name) => import(path.join(built, 'runtime_py/node', name))
const { survey_of } = await load('source/survey/survey.js')
const { analyse, analyse_survey, facts_of } = await load('esm/source.js')
const { await_edits } = await load('async_context/await_source.js')
const { call_edits } = await load('async_context/call_source.js')
const { places_in } = await load('esm/dynamic_import.js')
const { eval_places } = await load('source/eval_calls.js')
const { in_order } = await load('source/text_edits.js')

const OPTIONS = { ecmaVersion: 'latest', allowHashBang: true }
const SCRIPT = { ...OPTIONS, sourceType: 'script', allowReturnOutsideFunction: true }
const MODULE = { ...OPTIONS, sourceType: 'module' }
const LONGEST = Number(process.env.LONGEST ?? 1.5e6)
const EVERY = Number(process.env.EVERY ?? 1)
let texts = 0
let unsure = 0
let seen = 0

const plain = (value) => JSON.parse(JSON.stringify(value))
const byStart = (uses) => uses.toSorted((a, b) => a[2] - b[2])

function parses(code, options) {
  try { return acorn.parse(code, options) } catch { return null }
}

function moduleFacts(source) {
  const facts = plain(facts_of(source))
  facts.uses = byStart(facts.uses)
  return facts
}

function scriptFacts(reading) {
  return plain({ awaits: in_order(reading.await_edits(false)), imports: reading.import_places(), evals: reading.eval_places(), calls: in_order(reading.call_edits()) })
}

function compare(what, found, wanted) {
  for (const name in wanted) {
    if (isDeepStrictEqual(found[name], wanted[name])) continue
    const [a, b] = [found[name], wanted[name]]
    const k = Array.isArray(b) ? b.findIndex((item, n) => !isDeepStrictEqual(item, a[n])) : -1
    const at = k < 0 ? [a, b] : [a[k], b[k]]
    throw new Error(`${what}: ${name}${k < 0 ? '' : `[${k}]`} (${a.length}, ${b.length}): ${JSON.stringify(at[0])?.slice(0, 200)} instead of ${JSON.stringify(at[1])?.slice(0, 200)}`)
  }
}

function checkModule(code) {
  for (const tellsCalls of [false, true]) {
    const survey = survey_of(code, true, tellsCalls, () => acorn)
    if (survey === null) return false
    compare('module', moduleFacts(analyse_survey(code, survey, tellsCalls)), moduleFacts(analyse(code, acorn, tellsCalls)))
  }
  return true
}

function checkScript(code, tree) {
  const survey = survey_of(code, false, true, () => acorn)
  if (survey === null) return false
  const wanted = { await_edits: () => await_edits(tree, false), import_places: () => places_in(tree), eval_places: () => eval_places(tree), call_edits: () => call_edits(code, tree) }
  compare('script', scriptFacts(survey), scriptFacts(wanted))
  return true
}

function check(file, code, how) {
  const script = parses(code, SCRIPT)
  if (script === null && parses(code, MODULE) === null) return
  texts++
  try {
    if (script === null ? checkModule(code) : checkScript(code, script)) return
    unsure++
    if (process.env.UNSURE) console.log(`unsure: ${file} (${how})`)
  } catch (error) {
    console.log(`${file} (${how}): ${error.message}${process.env.STACKS ? error.stack : ''}`)
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

for (const file of folders.flatMap((folder) => [...files(folder)])) {
  if (seen++ % EVERY !== 0) continue
  const code = fs.readFileSync(file, 'utf8')
  if (code.length > LONGEST) continue
  check(file, code, 'as published')
  const small = process.env.PLAIN ? null : minified(code)
  if (small !== null) check(file, small, 'minified')
}
console.log(`${texts} texts, ${unsure} unsure`)
