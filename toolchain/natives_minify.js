// Minifies every file NAME.js of a folder in place, and writes to NAME.places where its calls stood, to NAME.lines the lines that they
// stood in: `node natives_minify.js FOLDER`. JavaScript, because terser is called as a library: its command takes one file.
//
// Comments and white space go; names and syntax stay, since libraries look at function names, texts and parameters. esbuild would rename
// functions that shadow an outer name (`getMaxListeners2`), which shows in `Function.prototype.name`.
const { readFileSync, readdirSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { minify } = require('terser')
const { withAwaits } = require('./natives_awaits.js')
const { placesOf } = require('./natives_places.js')

const OPTIONS = { compress: false, mangle: false, ecma: 2020, keep_fnames: true, keep_classnames: true, format: { comments: false, ecma: 2020, semicolons: true } }

async function main() {
  const folder = process.argv[2]
  for (const name of readdirSync(folder)) {
    const file = join(folder, name)
    const original = readFileSync(file, 'utf8')
    const [text, edits] = withAwaits(original)
    const { code } = await minify(text, OPTIONS)
    writeFileSync(file, code)
    const { mappings, shown } = placesOf(original, text, edits, code)
    writeFileSync(file.replace(/js$/, 'places'), mappings)
    writeFileSync(file.replace(/js$/, 'lines'), shown)
  }
}

main()
