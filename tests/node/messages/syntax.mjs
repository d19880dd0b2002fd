const texts = ['let x = ;', 'a b', 'import x from "y" z', 'let a; let a', 'var x = "abc', 'x = `abc', 'let y = 3 4', 'foo("a" "b")', 'if (', 'class { }', 'export { nope }',
  'return 1', 'let let = 1', 'var yield = 1', 'const a', 'for (;;) { break foo }', '1 = 2', 'a?.b = 1', 'x = { a: 1, }}', 'function f() { await 1 }', 'new.target', 'super.x', 'delete x',
  'with (a) {}', '010', 'import { a } from "x"; let a', '/(/', '@', '#x', 'var arguments', 'eval = 1', 'break', 'async () => { await }', 'yield 1', 'enum', 'x y => z', 'let [a]', '({ a = 1 })',
  'try {}', 'for (let x = 1 of y);', 'export { a as b, a as b }; let a', 'import.meta = 1', '`${`', '3in []', '0b12', 'if (1) let z', 'x++ ++', '(a, a) => 1']
for (const text of texts) {
  try {
    await import('data:text/javascript,' + encodeURIComponent(text))
    console.log(text, 'is fine')
  } catch (error) {
    console.log(text, '|', error.name, error.message)
  }
}
