// What a failure finds linked stays so, and can be required
{
  const { writeFileSync, rmSync } = require('fs');
  const { resolve } = require('path');
  const here = (name) => require('url').pathToFileURL(resolve(name)).href;
  const files = { 'whole.mjs': 'export const a = 1', 'wants.mjs': 'import nope from "./whole.mjs"', 'ring1.mjs': 'import "./ring2.mjs"; import nope from "./whole.mjs"; export const r = 1', 'ring2.mjs': 'import { r } from "./ring1.mjs"; export const s = 2', 'apart.mjs': 'export default 5', 'over.mjs': 'import "./apart.mjs"; import "./ring1.mjs"' };
  for (const name in files) writeFileSync(name, files[name]);
  (async () => {
    for (const name of ['wants', 'over', 'ring2', 'ring1']) await import(here(`${name}.mjs`)).catch((error) => console.log(name, error.name, error.message.replaceAll(process.cwd(), '')));
    for (const name of ['whole', 'apart', 'wants', 'ring1', 'ring2']) try { console.log(name, require(resolve(`${name}.mjs`))) } catch (error) { console.log(name, error.code, error.message.split('\n')[0].replaceAll(process.cwd(), '')) }
    for (const name of ['whole', 'apart', 'ring2']) await import(here(`${name}.mjs`)).then((found) => console.log(name, found), (error) => console.log(name, error.message.replaceAll(process.cwd(), '')));
    for (const name in files) rmSync(name);
  })();
}
