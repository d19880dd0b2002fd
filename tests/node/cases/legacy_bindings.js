// process.binding: the library's texts by name (the package `cli`, and by it jshint, finds the modules so), and what each name gives
const natives = process.binding('natives')
const names = Object.keys(natives)
console.log(names.length > 300, names.filter((name) => !name.includes('/')).join())
console.log(typeof natives.fs, natives.path.length > 1000, natives.sys.includes("require('util')") || natives.sys.includes('require("util")'), natives.none)
const found = {}
for (const name in natives) {
  if (!/^[a-z]+$/.test(name) || name === 'configs' || require('module').builtinModules.indexOf(name) < 0 || name === 'sys' || name === 'punycode') continue
  Object.defineProperty(found, name, { configurable: true, enumerable: true, get() { return require(name) } })
}
console.log(found.path.basename('/a/b'), Object.keys(found).length > 20)
for (const name of ['async_wrap', 'buffer', 'constants', 'crypto', 'fs', 'natives', 'os', 'timers', 'util', 'uv', 'zlib', 'none']) {
  try { console.log(name, Object.keys(process.binding(name)).length > 0) } catch (error) { console.log(name, error.code, error.message) }
}
