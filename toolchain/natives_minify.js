// Minifies every file NAME.js of a folder in place. Writes the original positions of its calls to NAME.places, and the source lines of these
// calls to NAME.lines: `node natives_minify.js FOLDER`. Written in JavaScript to call terser as a library, because its command takes only one file.
//
// It removes comments and white space but keeps names and syntax, because libraries inspect function names, texts and parameters. esbuild would rename
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
