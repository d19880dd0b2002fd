// node:test's mocks, timers, contexts and assertions, statement by statement of its documentation.
process.env.NO_COLOR = '1'
const written = process.stdout.write
process.stdout.write = function (text, ...rest) { return written.call(this, String(text).replace(/\([\d.]+ms\)/g, '(Nms)').replace(/duration_ms [\d.]+/g, 'duration_ms N'), ...rest) }
const {test, mock, snapshot} = require('node:test'); const assert = require('assert'); const util = require('util');
const say = (...a) => console.log(...a);
function t(name, f) { try { const r = f(); say('ok', name, r) } catch (e) { say('throws', name, e.code, e.message) } }
const fn = mock.fn(function add(a, b) { return a + b }, (a, b) => a * b, {times: 2});
say(fn(2, 3), fn(2, 3), fn(2, 3)); say(fn.mock.calls.map((c) => ({...c, stack: c.stack instanceof Error, this: undefined})));
say(fn.name, fn.length, util.inspect(fn.mock)); say(fn.mock.callCount()); fn.mock.resetCalls(); say(fn.mock.callCount());
fn.mock.mockImplementationOnce(() => 'once', 1); say(fn(1, 1), fn(1, 1), fn(1, 1)); fn.mock.mockImplementation(() => 'impl'); say(fn()); fn.mock.restore(); say(fn(1, 2));
t('once bad', () => fn.mock.mockImplementationOnce(() => 1, 0));
t('times bad', () => mock.fn(() => {}, {times: 0}));
const o = {v: 5, sub(a) { return this.v - a }, get g() { return this.v }, set g(x) { this.v = x }};
const m = mock.method(o, 'sub', function(a) { return this.v + a }); say(o.sub(1), m.mock.calls[0].this === o, m.mock.calls[0].result); m.mock.restore(); say(o.sub(1));
const g = mock.getter(o, 'g', () => 42); say(o.g); g.mock.restore(); say(o.g); const s = mock.setter(o, 'g', function(v) { this.v = v * 2 }); o.g = 4; say(o.v, s.mock.calls[0].arguments); mock.restoreAll();
t('method missing', () => mock.method(o, 'nope')); t('method nofn', () => mock.method(o, 'v')); t('both', () => mock.method(o, 'g', {getter: true, setter: true}));
if (mock.property) { const p = mock.property(o, 'v', 100); say(o.v, p.mock?.accessCount?.()); o.v = 7; say(o.v, p.mock.accesses.map(({stack, ...x}) => x)); p.mock.restore(); say(o.v); t('prop missing', () => mock.property(o, 'zz')); }
class K { constructor(a) { this.a = a } static st() { return 's' } }
const MK = mock.fn(K); const k = new MK(3); say(k, MK.mock.calls[0].target === MK, MK.mock.calls[0].result === k); mock.method(K, 'st', () => 'm'); say(K.st()); mock.restoreAll(); say(K.st());
const thr = mock.fn(() => { throw new Error('e') }); try { thr() } catch {} say(thr.mock.calls[0].error.message);
mock.reset();
mock.timers.enable({apis: ['setTimeout', 'setInterval', 'setImmediate', 'Date'], now: 1000});
say(Date.now(), new Date().toISOString()); let l = [];
setTimeout(() => l.push('t'), 100); const iv = setInterval(() => l.push('i'), 40); setImmediate(() => l.push('im')); mock.timers.tick(50); say(l, Date.now()); mock.timers.tick(100); say(l); clearInterval(iv); mock.timers.setTime(5000); say(Date.now()); mock.timers.runAll(); 
t('again', () => mock.timers.enable()); t('neg', () => mock.timers.tick(-1)); 
const nt = require('timers'); nt.setTimeout(() => l.push('nt'), 10); mock.timers.tick(10); say(l); const ntp = require('timers/promises'); let got; ntp.setTimeout(5, 'v').then((v) => got = v); mock.timers.tick(5);
say(typeof Date, Date.name, Date.isMock, new Date(2020, 1).getFullYear(), Date.UTC(2020, 1), String(Date) ); 
mock.timers.reset(); say(Date.now() > 1e12);
t('bad api', () => mock.timers.enable({apis: ['x']})); t('bad now', () => mock.timers.enable({now: 'x'})); t('bad now2', () => mock.timers.enable({apis: ['Date'], now: -1})); t('tick off', () => mock.timers.tick(1));
mock.timers.enable({apis: ['Date'], now: new Date(7)}); say(Date.now()); mock.timers[Symbol.dispose](); 
test('ctx', async (t) => {
  say(t.name, t.fullName, t.signal.aborted, t.filePath === __filename, typeof t.assert.snapshot, Object.keys(t.assert).sort().join(), t.attempt, t.workerId);
  t.before(() => say('before')); t.after(() => say('after')); t.beforeEach((x) => say('be', x.name)); t.afterEach((x) => say('ae', x.name));
  await t.test('s1', {plan: 1}, (x) => { x.assert.ok(true); say(x.fullName) });
  await t.test('s2', (x) => { x.runOnly(true); x.diagnostic('d') });
  say(await t.waitFor(() => 7)); try { await t.waitFor(() => { throw new Error('no') }, {interval: 5, timeout: 20}) } catch (e) { say(e.message, e.cause?.message) }
  try { t.assert.fileSnapshot({a: 1}, './snap.txt') } catch (e) { say(e.code, e.message.split('\n')[0]) }
});
test.assert.register('isOdd', function(n, m) { require('assert')(n % 2 === 1, m) }); test('custom', (t) => { t.assert.isOdd(3); try { t.assert.isOdd(2, 'even') } catch (e) { say(e.message) } });
t('reg bad', () => test.assert.register(1, 2)); t('snap bad', () => snapshot.setDefaultSnapshotSerializers([1])); t('opt bad', () => test('x', {timeout: -1})); t('conc', () => test('x', {concurrency: 'a'}));
