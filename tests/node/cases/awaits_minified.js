// Output of minifiers: await, yield, return and `of` without a space after them; in scripts, modules, -e, eval, new Function and vm, with an AsyncLocalStorage in use.
const { AsyncLocalStorage } = require('async_hooks')
const { execFileSync } = require('child_process')
const fs = require('fs')
const path = require('path')
const { pathToFileURL } = require('url')
const vm = require('vm')
const load = (name) => import(pathToFileURL(path.resolve(name)).href)
const store = new AsyncLocalStorage()
const body = `
  const f=async x=>x,o={g:async()=>[7],a:Promise.resolve(1)};const l=[];
  l.push(await[1],await(0,f)(2),await{a:1},await\`x\`,await/x/,await-1,await!0,await+"3",await~1,await"s",await'q',await.5,await(await f(4)));
  l.push(await(await o.g())[0],await o.a,typeof await[1],void await[1],!await[1],-await(5),await(1,2),[...await[3]],await async function(){return await[9]}());
  for await(const x of[1,Promise.resolve(2)])l.push(x);for await(const x of(async function*(){yield[3];yield(4);yield{b:5};return[6]})())l.push(x);
  if(await[1])l.push("if");else await[2];const g=async function*(){const r=yield[1];return{r}};const i=g();l.push(await i.next(),await i.next("r"));
  label:for await(const x of"ab"){l.push(x);continue label}
  l.push(await new Promise(r=>setTimeout(r,1,"later")),await class{static x=1}.x,await new Map([[1,2]]).get(1),await Promise.resolve({cpus(){}}).then(x=>typeof x.cpus));
  return JSON.stringify(l.map(x=>x instanceof RegExp?String(x):x))`
const AsyncFunction = (async () => {}).constructor
const scripts = {
  script: `return(async()=>{${body}})()`,
}
async function main () {
  console.log('function', await store.run('a', () => new Function(scripts.script)()))
  console.log('async function', await store.run('b', () => new AsyncFunction(body)()))
  console.log('eval', await store.run('c', () => (0, eval)(`(async()=>{${body}})()`)))
  const runner = vm.runInThisContext(`(async()=>{${body}})`, { importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER })
  console.log('import', await new AsyncFunction('return typeof(await import("node:os")).cpus')())
  console.log('vm here', await store.run('d', runner))
  const apart = vm.createContext({ setTimeout, console })
  console.log('vm apart', await store.run('e', vm.runInContext(`(async()=>{${body}})`, apart, { importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER })))
  fs.writeFileSync('awaits.cjs', `module.exports=async()=>{${body}}`)
  console.log('commonjs', await store.run('f', require(path.resolve('awaits.cjs'))))
  fs.writeFileSync('awaits.mjs', `export default async()=>{${body}};export const top=await[1],more=await(0,async x=>x)(2);export{top as"a b"};await\`x\`;if(await!0)await-1`)
  const found = await load('awaits.mjs')
  console.log('module', found.top, found.more, found['a b'], await store.run('g', found.default))
  fs.writeFileSync('for.mjs', 'export let s=0;for await(const x of[1,2])s+=x;await using r=null;export default[s];export const t=await[s]')
  const other = await load('for.mjs')
  console.log('top-level for await', other.s, other.default, other.t)
  console.log('-e', execFileSync(process.execPath, ['-e', `(async()=>{${body}})().then(console.log)`]).toString().trim())
  console.log('-p', execFileSync(process.execPath, ['-p', 'const a=1;(a,5)']).toString().trim())
  console.log('shown', (async () => { await[1]; for await(const x of[2])void x }).toString(), found.default.toString().length)
// columns after an await in the same line
  const column = (error) => Number(/:(\d+)\)?$/.exec(error.stack.split('\n')[1])[1])
  const here = async () => { await[1]; await null; return column(new Error('x')) }
  console.log(await here())
  fs.writeFileSync('columns.mjs', 'import{readFileSync as r,existsSync}from"node:fs";import*as path from"node:path";const a=existsSync("/"),b=path.sep;export const f=async()=>{await 0;r.length;return new Error("m")};export const g=()=>{r(undefined)}')
  const columns = await load('columns.mjs')
  console.log(column(await columns.f()))
  try { columns.g() } catch (error) { console.log(/columns\.mjs:(\d+:\d+)/.exec(error.stack)[1]) }
  fs.writeFileSync('thrown.mjs', 'import{existsSync as e}from"node:fs";const f=async()=>{await[1];if(e("/"))throw new Error("out")};await f()')
  try { execFileSync(process.execPath, ['thrown.mjs'], { stdio: 'pipe' }) } catch (error) { console.log(error.stderr.toString().split('\n').slice(0, 6).join('\n').replaceAll(process.cwd(), '')) }
}
main()
