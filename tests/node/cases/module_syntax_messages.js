// V8's messages for syntax errors of modules, above all in imports and exports.
const fs = require('fs');
const here = require('url').pathToFileURL(require('path').resolve('module.mjs')).href;
const texts = ['export let = 1', 'export let\n = 1', 'export const = 1', 'let = 1', 'export let x = 1; export let x = 2', 'export default let x', 'import x', 'import {a', 'export {', 'export {a b}', 'export const q', 'export default class {', 'export * as', 'export * from', 'import a from "x" with', 'import a from "x" with {type}',
  'import a from "x" with {type: "json"}; let let', 'import a from "x" with { type: 5 }', 'import "a" assert {type: "json"}', 'import "a" b', 'import "a" /* c */ ; )', 'import "a" // c\nlet let', 'import "a"\n(', 'export {a} from "b" c', 'export * from "a" 5', 'throw', 'throw ', 'throw\n1', 'if (1) { throw', 'export {x as default, y as default}; let x, y',
  'export let z; export {z}', 'import {a as eval} from "x"', 'import {arguments} from "x"', 'import {default} from "x"', 'import {if} from "x"', 'import {a as while} from "x"', 'import {await} from "x"', 'import * from "x"', 'import.meta = 1', 'import.foo', 'let let', 'yield 1', 'with(a){}', 'return 1', 'delete x', '010', 'export {nowhere}', 'import a from', 'import {a,,b} from "x"', 'export {a as}', 'export var', 'export function', 'export default', 'import', ...['async', 'of', 'get', 'set', 'using', 'accessor', 'target', 'from', 'static', 'let'].map((name) => `export {a ${name}}`)];
(async () => {
  for (const text of texts) {
    fs.writeFileSync('module.mjs', text);
    await import(`${here}?${Math.random()}`).then(() => console.log('no error', JSON.stringify(text)), (error) => console.log(JSON.stringify(text), error.name, error.message));
  }
  fs.rmSync('module.mjs');
})();
