'use strict'
// import() among what only looks like it, and among what makes it hard to tell code from text
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
try { comment } finally { main() }
