// What a person sees of an error in the text of `node -e`: the line as it was written, with its caret, whatever was edited in it
const { spawnSync } = require('child_process')
const fs = require('fs')
for (const text of ['let a; a.b.c', 'let a = 1\na.b.c', "const e = new Error('x'); e.stack = 'custom'; throw e", "const e = new Error('x'); e.stack = undefined; throw e", 'throw Object.create(null)', 'class A {} new A().x.y', 'let b; if (b === undefined) b.c', 'let c; try { c.d } finally { c.e }', 'throw Symbol("s")', 'return 5', 'if (1) return', 'let x = 1; return x', 'return (() => 1)()', 'function f() { return 1 } f()', 'await (async () => { let q; q.r })()']) {
  for (const option of ['-e', '-p', '--no-strip-types -e']) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...option.split(' '), text], { encoding: 'utf8' })
    console.log(option, JSON.stringify(text), status, stdout, stderr.replace(/\n +at .*/g, ''))
  }
}
// stacks that the program changed
for (const text of ["Object.defineProperty(e, 'stack', { value: undefined })", 'delete e.stack', "Object.defineProperty(e, 'stack', { get() { throw 1 } })", 'e.stack = null', "e.stack = 'custom'", 'e.stack = undefined']) {
  fs.writeFileSync('changed.js', `const e = new Error('x'); ${text}; throw e`)
  const { status, stderr } = spawnSync(process.execPath, ['changed.js'], { encoding: 'utf8' })
  console.log(text, status, stderr.replaceAll(process.cwd(), ''))
}
for (const text of ['return 5', 'if (1) return', 'return (() => 1)()', '({ f() { return 1 } })', 'var f = () => { return 1 }']) {
  try { console.log(new (require('vm').Script)(text).runInThisContext()) } catch (error) { console.log(error.name, error.message, error.stack.split('\n').slice(0, 4)) }
}
