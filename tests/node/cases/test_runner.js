// The source text that `assert` shows in ES modules, in TypeScript and in scripts of vm; node --test: which files it runs, reporters, patterns, locations of tests, snapshots.
const fs = require('fs')
const {spawnSync} = require('child_process')
const clean = (s) => String(s).replaceAll(process.cwd(), '').replace(/duration_ms[ :]+[\d.]+/g, 'duration_ms N').replace(/\([\d.]+ms\)/g, '(Nms)').replace(/time="[\d.]+"/g, 'time="N"')
  .replace(/timestamp="[^"]+"/g, '').replace(/hostname="[^"]+"/g, '').split('\n').filter((line) => !/^ *(?:at )?(?:async )?\S+ \(node:|^ *at (?:async )?node:|assert.<computed>|stack trace|^ *(?:at )?TestContext/.test(line)).join('\n')
const run = (name, args) => {
  const done = spawnSync(process.execPath, args, {env: {...process.env, NODE_TEST_CONTEXT: undefined}})
  console.log('##', name, done.status, done.signal)
  console.log(clean(done.stdout))
}
fs.writeFileSync('in_module.mjs', `import assert, {strict, ok} from 'node:assert';
import * as ns from 'node:assert/strict';
import fs from 'node:fs';
const v = {x: 0};
function t(f) { try { f(); console.log('fine') } catch (e) { console.log(e.message); console.log(e.stack.split('\\n').slice(-12).filter((l) => /assert2/.test(l)).join('\\n')) } }
t(() => assert(v.x));
t(() => ok(v.x === 1 && fs.existsSync('/nope')));
t(() => strict.ok(v?.x));
t(() => ns.ok(await0()));
function await0() { return 0 }
t(() => assert.ok(
  fs.existsSync('/nope'),
));
try { assert(await Promise.resolve(0)) } catch (e) { console.log(e.message) }
try { assert(!(await import('node:fs')).default.existsSync) } catch (e) { console.log(e.message) }
`)
run('a module', ['in_module.mjs'])
fs.writeFileSync('typed.ts', `import assert from 'node:assert'
const n: number = 1
try { assert(n as number === 2) } catch (e: unknown) { console.log((e as Error).message) }
try { assert.ok((n satisfies number) > 1) } catch (e) { console.log(e.message) }
`)
run('TypeScript', ['typed.ts'])
const vm = require('vm')
for (const code of ['assert(0 > 1)', 'let a = 0;\n\n  assert.ok(a)', 'assert(  /x/.test("y"))']) {
  try { vm.runInNewContext(code, {assert: require('assert')}, {filename: 'named.vm', lineOffset: 5}) } catch (e) { console.log(e.message) }
}
fs.mkdirSync('t/sub', {recursive: true}); fs.mkdirSync('t/test');
fs.writeFileSync('t/a.test.js', `
const test = require('node:test'); const {describe, it, suite, before, after, beforeEach, afterEach} = test; const assert = require('assert');
test('sync pass', (t) => { assert.strictEqual(1, 1) });
test('fails', () => { assert.strictEqual(1, 2) });
test('async fails', async () => { await 1; throw new Error('boom') });
test('cb', (t, done) => { setImmediate(done) });
test('cb fails', (t, done) => { setImmediate(done, new Error('callback failure')) });
test('top', async (t) => { await t.test('sub 1', () => {}); await t.test('sub 2', () => { throw new TypeError('x') }); });
describe('suite', () => { it('a', () => {}); it.skip('b', () => {}); it.todo('c', () => {}); it('d', {skip: 'because'}, () => {}); it('e', {todo: 'later'}, () => { throw 1 }); });
test('skip in', (t) => { t.skip('now') }); test('todo in', (t) => { t.todo('doit') }); test('diag', (t) => { t.diagnostic('hello diag') });
test('plan', (t) => { t.plan(2); t.assert.ok(1); });
test('plan ok', (t) => { t.plan(1); t.assert.strictEqual(1, 1) });
test('subplan', (t) => { t.plan(1); t.test('x', () => {}) });
test('unawaited', (t) => { t.test('inner', async () => { await new Promise((r) => setTimeout(r, 50)) }) });
test('expectFailure', {expectFailure: true}, () => { throw new Error('z') });
test();
test(function named() {});
console.log('printed'); 
`);
fs.writeFileSync('t/b.test.mjs', `import {test, mock} from 'node:test'; import assert from 'node:assert'; test('esm', async (t) => { const f = t.mock.fn((a) => a + 1); f(1); assert.strictEqual(f.mock.callCount(), 1); });`);
fs.writeFileSync('t/c-test.js', `require('node:test')('c', () => {})`);
fs.writeFileSync('t/test-d.cjs', `require('node:test')('d', () => {})`);
fs.writeFileSync('t/test.js', `require('node:test')('test.js', () => {})`);
fs.writeFileSync('t/test/any.js', `require('node:test')('any', () => {})`);
fs.writeFileSync('t/sub/e_test.ts', `import test from 'node:test'; const x: number = 1; test('ts', () => { if (x as number !== 1) throw 1 });`);
fs.writeFileSync('t/x.js', `throw new Error('not run')`);
fs.writeFileSync('t/bad.test.js', `process.exit(3)`);
run('file', ['t/a.test.js']);
run('runner', ['--test', 't/a.test.js', 't/b.test.mjs']);
process.chdir('t');
run('dot', ['--test', '--test-reporter=dot']);
run('junit', ['--test', '--test-reporter=junit', 'a.test.js']);
run('two reporters', ['--test', '--test-reporter=spec', '--test-reporter-destination=out.txt', '--test-reporter=dot', '--test-reporter-destination=stdout', 'b.test.mjs']);
console.log(clean(fs.readFileSync('out.txt')));
run('name pattern', ['--test', '--test-name-pattern=sub 1', 'a.test.js']);
run('name pattern re', ['--test', '--test-name-pattern=/ESM/i', 'b.test.mjs']);
run('skip pattern', ['--test', '--test-skip-pattern=fails', '--test-skip-pattern=/time/', 'a.test.js']);
run('only', ['--test', '--test-only', 'b.test.mjs']);
run('isolation none', ['--test', '--test-isolation=none', 'b.test.mjs', 'c-test.js']);
run('no such', ['--test', 'nope.js']);
run('no such glob', ['--test', '**/nope-*.js']);
run('concurrency', ['--test', '--test-concurrency=1', 'b.test.mjs', 'c-test.js']);
run('force exit', ['--test', '--test-force-exit', 'b.test.mjs']);
process.chdir('..')
fs.writeFileSync('s.test.js', `const {test, snapshot} = require('node:test'); test('one', (t) => { t.assert.snapshot({a: 1, b: [1, 'x\`\${1}']}); t.assert.snapshot(5, {serializers: [(v) => String(v * 2)]}); }); test('file', (t) => t.assert.fileSnapshot({q: 1}, __dirname + '/f.json'));`);
run('snapshots and mocks', ['--test-reporter=spec', 's.test.js']); run('snapshots and mocks', ['--test-update-snapshots', '--test-reporter=tap', 's.test.js']); console.log(fs.readFileSync('s.test.js.snapshot', 'utf8'), fs.readFileSync('f.json', 'utf8')); run('snapshots and mocks', ['--test-reporter=dot', 's.test.js']);
fs.writeFileSync('f.json', '{}'); run('snapshots and mocks', ['--test-reporter=spec', 's.test.js']);
fs.writeFileSync('dep.js', 'exports.x = 1'); fs.writeFileSync('dep.mjs', 'export const x = 1; export default 2');
fs.writeFileSync('m.test.mjs', `import {test, mock} from 'node:test'; import assert from 'assert'; import {createRequire} from 'module'; const require = createRequire(import.meta.url);
test('builtin', async (t) => { const m = t.mock.module('node:readline', {namedExports: {fn: () => 42}, defaultExport: {d: 1}}); assert.strictEqual((await import('node:readline')).fn(), 42); assert.strictEqual(require('readline').fn(), 42); m.restore(); assert.strictEqual((await import('node:readline')).fn, undefined) });
test('cjs', (t) => { t.mock.module('./dep.js', {defaultExport: {y: 2}}); assert.deepStrictEqual(require('./dep.js'), {y: 2}) });
test('cjs named', (t) => { t.mock.module('./dep.js', {namedExports: {x: 3}}); assert.strictEqual(require('./dep.js').x, 3) });
test('esm', async (t) => { t.mock.module('./dep.mjs', {namedExports: {x: 5}, defaultExport: 6}); const n = await import('./dep.mjs'); assert.deepStrictEqual({...n}, {x: 5, default: 6}) });
test('after', async () => { assert.strictEqual((await import('./dep.mjs')).x, 1); assert.strictEqual(require('./dep.js').x, 1) });
test('bad', (t) => { assert.throws(() => t.mock.module(1), {code: 'ERR_INVALID_ARG_TYPE'}); t.mock.module('./dep.js'); assert.throws(() => t.mock.module('./dep.js'), {code: 'ERR_INVALID_STATE'}) });
`);
run('snapshots and mocks', ['--experimental-test-module-mocks', '--test-reporter=spec', 'm.test.mjs']);
