// Messages and places of syntax errors that people make: a bracket too many or too few, a forgotten comma, a name that is
// there twice, an import within something.
const fs = require('fs'), vm = require('vm'), { pathToFileURL } = require('url'), { spawnSync } = require('child_process');
const SCRIPTS = [
  "try { a() } foo()", "try { a()\n}\n\nfoo()", "try { if (1) { } \"}\" } \n", "a.b() = 3", "a?.[1]?.c  += 3", "(a, b) = 3", "[a] += 3", "x = f(1) = 3", "--a.b()", "a()--", "for (f() of x) {}",
  "for (f() in x) {}", "foo(1, 2", "foo(1, 2 /* c */ // d\n // e\n bar", "foo(`x` bar)", "foo(`x${1}y${2}` bar)", "foo(\"a\\\"b\" bar)", "foo(a => 1 bar)", "foo(async 1)", "x = /(/",
  "x = /(?<n>a)(?<n>b)/gu.test(1)", "x = /a/gg", "foo(/[", "`a${", "`a\nb\nc", "let {a, b} ", "const {a, b}\nfoo()", "const [a, b]", "foo: foo: for(;;) {}",
  "class A { #x = 1; m() { return this.#y } }", "new foo(1 2)", "console.log(\"Hello\"\n", "app.get(\"/\", (req, res) => {\n  res.send(\"x\")\n}\napp.listen(3)",
  "app.get(\"/\", (req, res) => {\n  res.send(\"x\"\n})\n", "const x = {\n a: function() {\n  return 1\n \n}\nfoo()\n", "if (a) {\n  b()\n} }\nelse c()", "function a( {\n}\n",
  "function a(b c) {\n}\n", "const fn = (a b) => 1", "const o = { a b: 1 }", "const o = { a: 1 b: 2 }", "const o = { \"a\" 1 }", "const a = [1 2]", "while (x { }", "if x { }", "let x = \"a\n\"",
  "x = 5 y = 6", "var function = 1", "const = 5", "const x", "class extends B { }", "class A { foo: 1 }", "class A { let x = 1 }", "do { } whle (1)", "switch (a) { foo() }", "throw\nnew Error()",
  "@dec class A {}", "enum X { A }", "interface X { a: string }", "let x: number = 1", "function f(a: string) {}", "const x = y as string", "<div/>", "const x = <div>a</div>", "a ?? b || c",
  "async function f() { function g() { await 1 } }", "function f() { await x }", "yield 1", "\"use strict\"; arguments = 1", "\"use strict\"; let static", "function f(a, a) { \"use strict\" }",
  "(a, a) => 1", "function f(a = 1) { \"use strict\" }", "({ get a(x) {} })", "({ set a() {} })", "({ __proto__: 1, __proto__: 2 })", "class A { constructor() {} constructor() {} }",
  "class A { get constructor() {} }", "label: function* g() {}", "if (1) class A {}", "if (1) let x", "if (1) const x = 1", "while (1) function f() {}", "for (let x, y of z) {}", "0777n; 1n; 01n",
  "if (1) {\n}}\nelse { }\n", "let a = {b:1}}\nfoo()", "foo(1)\n}\n}\nbar(1\n", "class a {}\n  class a {}", "let f\n  function f(){}", "foo({a: 1}\n  bar)", "foo((1) bar)", "foo(x++ bar)",
  "foo(/ab/g bar)", "var a = `foo\nbar", "for (let x = 1 of y) {}", "delete this.#a", "class C { #a; #a }", "/[/", "obj?.a = 1", "const {a, b = require('x')",
];
const MODULES = [
  "if(1){ import a from \"b\" }", "function f() {\n import a from \"b\" }", "function f() {\n import \"b\" }", "function f() {\n export {f} }",
  "function f() {\n if (1) {\n}\nimport x from \"y\"\n f()", "function f() {\n if (1) {\n}\nexport const q = 1\n f()", "const f = () => {\n if (1) {\n}\nexport * from \"fs\"\n f()", "return",
  "import type {A} from \"x\"", "function f() { await x() }", "import {a} from 'x'\n  import * as a from 'x'\n", "import {a} from 'x'\n  import a, {b} from 'x'\n",
  "import {a} from 'x'\n  const q=1, a=2\nx = = 1", "import {a} from 'x'\n async  function * a(){}\nx = = 1", "import {a} from 'x'\n  class a{ m() {} } foo\nx = = 1",
  "import {a} from 'x'\n  class a{\n m() {} }\nx = = 1", "import {a} from 'x'\n  {var a}\nx = = 1", "import {a} from 'x'\nfunction f(){ if(1){ } } }\nfoo()\n",
  "function f(){ return 1 } }\nexport default 3\n", "const x = await foo()}\nlet y", "import a, * as a from 'x'\n", "foo(a.b\n  bar)",
];
const shown = (error) => error.stack.split('\n    at ')[0];
for (const text of SCRIPTS) {
  try { new vm.Script(text, { filename: 'script.js' }); console.log('no error', JSON.stringify(text)); } catch (error) { console.log(JSON.stringify(text)); console.log(shown(error)); }
}
(async () => {
  const here = pathToFileURL(require('path').resolve('place.mjs')).href;
  for (const text of MODULES) {
    fs.writeFileSync('place.mjs', text);
    await import(`${here}?${Math.random()}`).then(() => console.log('no error', JSON.stringify(text)), (error) => console.log(JSON.stringify(text), error.message));
  }
  for (const k of [2, 4, MODULES.length - 12, MODULES.length - 7, MODULES.length - 5]) { // a few as the command shows them
    fs.writeFileSync('place.mjs', MODULES[k]);
    console.log(spawnSync(process.execPath, ['place.mjs'], { encoding: 'utf8' }).stderr.split('\n    at ')[0].replace(/^.*place\.mjs/, 'place.mjs'));
  }
  fs.rmSync('place.mjs');
})();
