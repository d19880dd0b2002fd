'use strict'
// import() among text that only looks like it, and among syntax that makes it hard to distinguish code from text
const comment = 1 // import('no-such-package-1')
/* import('no-such-package-2') */
const texts = ["import('no-such-package-3')", 'it\'s import("x")', `import('y') ${1 + 1} import(z)`]
const patterns = [/import\('x'\)['"`]/.source, 8 / 2 / 1, /[/'"]import\(/.test("/import("), (1) / 2, [4][0] / 2]
function comment2() {} /import('x')/.test('')
if (true) /'/.test("'")
const holder = { import: spec => `property ${spec}`, nested: { import(spec) { return `method ${spec}` } } }
class Loader { import(spec) { return `of a class ${spec}` } static #x = `${`inner ${'}'} import(q)`}` ; get x() { return Loader.#x } }
const load = name => import(name)
async function main() {
  console.log(texts, patterns, holder.import('a'), holder.nested.import('b'), new Loader().import('c'), new Loader().x)
  const found = await Promise.all([import('path'), import /* here */ ('url'), import
  ('os'), load('fs'), ...[import('util')]])
  console.log(found.map(module => typeof module.default))
  console.log(await import('no-such-package-4').catch(error => error.code), `${(await import('path')).default.basename('/a/b')}`)
}
// texts whose only import() is at the edge of a documentation comment
const edges = [
  "/** @type {import('no-such-package-5')} */ module.exports = () => import('path')",
  "/**\n * @type {import('no-such-package-6')}\n * ends */ module.exports = () => import('path')",
  "/**\n * @type {import('no-such-package-7')}\n */\nmodule.exports = () => Promise.resolve({ default: 1 })",
  "module.exports = async () => { const globs = ['/**', await import('path'), '*/']; return globs[1] }",
  "/* a comment\r * and\r */\rmodule.exports = () => import('path')",
  "module.exports = async () => ({ default: `\n * ${typeof await import('path')}` })",
  "class A {\n  * import(x) { yield x }\n}\nmodule.exports = async () => ({ default: [...new A().import(3)] })",
]
async function tell() {
  for (const [number, text] of edges.entries()) {
    require('fs').writeFileSync(`edge${number}.cjs`, text)
    const found = await require(`${process.cwd()}/edge${number}.cjs`)()
    console.log(number, typeof found.default === 'object' ? Object.keys(found.default).length : found.default)
  }
}
try { comment } finally { main().then(tell) }
