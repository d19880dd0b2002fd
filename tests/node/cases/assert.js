// node:assert, statement by statement of its documentation: messages, operators, the source text that a failed assertion shows.
process.env.NO_COLOR = '1'
const assert = require('assert');
const strict = require('assert/strict');
const util = require('util');
function t(name, f) {
  try { const r = f(); console.log('ok', name, r === undefined ? '' : util.inspect(r)); }
  catch (e) {
    console.log('throws', name, e.name, e.code, JSON.stringify(e.message));
    if (e.code === 'ERR_ASSERTION') console.log('   ', e.operator, e.generatedMessage, e.diff, typeof e.actual, typeof e.expected);
    }
}
t('fail', () => assert.fail());
t('fail msg', () => assert.fail('boom'));
t('fail err', () => assert.fail(new TypeError('need array')));
t('fail 2', () => assert.fail('a', 'b'));
t('fail 3', () => assert.fail(1, 2, undefined, '>'));
t('fail 4', () => assert.fail(1, 2, 'fail'));
t('fail 5', () => assert.fail(1, 2, new TypeError('need array')));
t('ok()', () => assert.ok());
t('ok(false)', () => assert.ok(false));
t('ok(typeof)', () => assert.ok(typeof 123 === 'string'));
t('ok multi', () => assert.ok(
  typeof 123
    === 'string'
));
t('assert(0)', () => assert(0));
t('assert(fn)', () => assert((() => 0)()));
t('assert.equal(assert(0), 1)', () => { assert.equal(assert(0), 1) });
t('assert["ok"]', () => assert["ok"](null));
t('assert["ok"]["apply"]', () => assert["ok"]["apply"](null, [0]));
t('assert.ok.call', () => assert.ok.call(null, 0));
t('assert.call', () => assert.call(null, 0, 'x'));
t('strict', () => strict(null, undefined));
t('strict msg', () => strict(0, 'It\'s false'));
t('strict err', () => strict(0, new RangeError('r')));
t('await', () => assert(`a${ 1 ? '' : 'b'}`));
const lets = {a: {b: 0}};
t('opt', () => assert(lets?.a?.b, undefined));
t('comment', () => assert.ok(/* comment */ lets.a.b /* after */, undefined));
t('utf8', () => assert('ü' === 'ö'));
t('emoji', () => assert.ok('😀' === 'b'));
t('semis', () => { assert.ok(0); assert.ok(1) });
t('template', () => assert.ok(false, `msg ${1}`));
t('equal', () => assert.equal(1, 2));
t('equal nan', () => assert.equal(NaN, NaN));
t('equal obj', () => assert.equal({a: {b: 1}}, {a: {b: 1}}));
t('strictEqual', () => assert.strictEqual(1, 2));
t('strictEqual str', () => assert.strictEqual('Hello foobar', 'Hello World!'));
t('strictEqual arr', () => assert.strictEqual([1, 2, 3], [1, 2, 3]));
t('strictEqual objects', () => assert.strictEqual({a: 1}, {a: 2}));
t('strictEqual long', () => assert.strictEqual('a\n'.repeat(30), 'a\n'.repeat(29) + 'b\n'));
t('strictEqual fmt', () => assert.strictEqual(1, 2, 'x %s %d', 'a', 1));
t('strictEqual fn msg', () => assert.strictEqual(1, 2, (a, e) => `fn ${a} ${e}`));
t('notStrictEqual', () => assert.notStrictEqual(1, 1));
t('notStrictEqual o', () => { const o = {a: 1}; assert.notStrictEqual(o, o) });
t('-0', () => assert.strictEqual(0, -0));
t('deepEqual', () => assert.deepEqual({a: {b: 1}}, {a: {b: 2}}));
t('deepStrictEqual', () => assert.deepStrictEqual({a: 1}, {a: '1'}));
t('dse date', () => assert.deepStrictEqual(new Date(0), new Date(1)));
t('dse proto', () => assert.deepStrictEqual(Object.create(null), {}));
t('dse sym', () => assert.deepStrictEqual({[Symbol('a')]: 1}, {[Symbol('a')]: 1}));
t('dse weakmap', () => assert.deepStrictEqual(new WeakMap(), new WeakMap()));
t('dse weakset', () => assert.deepStrictEqual(new WeakSet(), new WeakSet()));
t('dse map', () => assert.deepStrictEqual(new Map([[{a: 1}, 1]]), new Map([[{a: 1}, 2]])));
t('dse map ok', () => assert.deepStrictEqual(new Map([[{a: 1}, 1], [2, {}]]), new Map([[2, {}], [{a: 1}, 1]])));
t('dse set', () => assert.deepStrictEqual(new Set([1, {}]), new Set([{}, 2])));
t('dse boxed', () => assert.deepStrictEqual(new Number(1), new Number(2)));
t('dse str', () => assert.deepStrictEqual(new String('a'), Object('b')));
t('dse tag', () => assert.deepStrictEqual({[Symbol.toStringTag]: 'a'}, {[Symbol.toStringTag]: 'b'}));
t('dse error', () => assert.deepStrictEqual(new Error('a'), new Error('b')));
t('dse error cause', () => assert.deepStrictEqual(new Error('a', {cause: 1}), new Error('a', {cause: 2})));
t('dse agg', () => assert.deepStrictEqual(new AggregateError([1], 'a'), new AggregateError([2], 'a')));
t('dse url', () => assert.deepStrictEqual(new URL('http://a/'), new URL('http://b/')));
t('dse re', () => assert.deepStrictEqual(/a/g, /a/i));
t('dse re lastIndex', () => { const a = /a/g; a.lastIndex = 2; assert.deepStrictEqual(a, /a/g) });
t('dse ta', () => assert.deepStrictEqual(new Uint8Array([1, 2]), new Uint8Array([1, 3])));
t('dse f', () => assert.deepStrictEqual(new Float32Array([0]), new Float32Array([-0])));
t('de f', () => assert.deepEqual(new Float32Array([0]), new Float32Array([-0])));
t('dse ab', () => assert.deepStrictEqual(new Uint8Array([1]).buffer, new Uint8Array([2]).buffer));
t('dse sab', () => assert.deepStrictEqual(new SharedArrayBuffer(2), new ArrayBuffer(2)));
t('dse args', () => assert.deepStrictEqual((function() { return arguments })(1), [1]));
t('dse hole', () => assert.deepStrictEqual([, 1], [undefined, 1]));
t('dse long', () => assert.deepStrictEqual([...Array(60).keys()], [...Array(60).keys()].map((x) => x === 30 ? 'x' : x)));
t('dse circ', () => { const a = {}; a.a = a; const b = {}; b.a = b; assert.deepStrictEqual(a, b) });
t('dse key', () => assert.deepStrictEqual(crypto.subtle, {}));
t('dse blob', () => assert.deepStrictEqual(new Blob(['a']), new Blob(['b'])));
t('dse keyobj', () => { const c = require('crypto'); assert.deepStrictEqual(c.createSecretKey(Buffer.from('a')), c.createSecretKey(Buffer.from('b'))) });
t('dse keyobj eq', () => { const c = require('crypto'); assert.deepStrictEqual(c.createSecretKey(Buffer.from('a')), c.createSecretKey(Buffer.from('a'))) });
t('notDeep', () => assert.notDeepStrictEqual({a: 1}, {a: 1}));
t('notDeepE', () => assert.notDeepEqual({a: 1}, {a: '1'}));
t('partial', () => assert.partialDeepStrictEqual({a: 1, b: 2}, {a: 1}));
t('partial 2', () => assert.partialDeepStrictEqual({a: {b: 2}}, {a: {b: 3}}));
t('partial set', () => assert.partialDeepStrictEqual(new Set(['a', 'b']), new Set(['b', 'c'])));
t('partial map', () => assert.partialDeepStrictEqual(new Map([['a', {b: 1, c: 2}]]), new Map([['a', {b: 1}]])));
t('partial arr', () => assert.partialDeepStrictEqual([1, 2, 3], [1, 3]));
t('partial arr2', () => assert.partialDeepStrictEqual([1, 2, 3], [3, 1]));
t('partial ta', () => assert.partialDeepStrictEqual(new Uint8Array([1, 2, 3]), new Uint8Array([1, 2])));
t('throws no', () => assert.throws(() => {}));
t('throws no name', () => assert.throws(() => {}, TypeError, 'msg'));
t('throws re', () => assert.throws(() => { throw new Error('Wrong value') }, /^Error: Wrong value$/));
t('throws re bad', () => assert.throws(() => { throw new Error('Wrong') }, /value/));
t('throws obj', () => assert.throws(() => { const e = new TypeError('Wrong'); e.code = 404; throw e }, {name: 'TypeError', message: 'Wrong', code: 405}));
t('throws obj extra', () => assert.throws(() => { throw new TypeError('Wrong') }, {name: 'TypeError', foo: 1}));
t('throws obj re', () => assert.throws(() => { throw new TypeError('Wrong') }, {message: /^w/}));
t('throws fn', () => assert.throws(() => { throw new Error('x') }, (e) => false));
t('throws fn named', () => assert.throws(() => { throw new Error('x') }, function check(e) { return 'yes' }));
t('throws cls', () => assert.throws(() => { throw new Error('x') }, TypeError));
t('throws arrow ret', () => assert.throws(() => { throw 'str' }, 'str'));
t('throws ambiguous', () => assert.throws(() => { throw new Error('Second') }, 'Second'));
t('throws badarg', () => assert.throws('x'));
t('throws empty obj', () => assert.throws(() => { throw 1 }, {}));
t('throws null', () => assert.throws(() => { throw null }, {message: 'x'}));
t('throws undefined', () => assert.throws(() => { throw undefined }, {message: 'x'}));
t('dnt', () => assert.doesNotThrow(() => { throw new TypeError('Wrong value') }, SyntaxError));
t('dnt2', () => assert.doesNotThrow(() => { throw new TypeError('Wrong value') }, TypeError, 'Whoops'));
t('dnt3', () => assert.doesNotThrow(() => { throw new TypeError('Wrong value') }, /Wrong value/, 'Whoops'));
t('ifError', () => assert.ifError(null));
t('ifError0', () => assert.ifError(0));
t('ifErrors', () => assert.ifError('error'));
t('ifErrore', () => assert.ifError(new Error()));
t('ifErrorm', () => assert.ifError(new RangeError('m')));
t('match', () => assert.match('I will fail', /pass/));
t('match num', () => assert.match(123, /pass/));
t('match arg', () => assert.match('a', 'b'));
t('match ok', () => assert.match('I will pass', /pass/));
t('dnm', () => assert.doesNotMatch('I will fail', /fail/));
t('dnm num', () => assert.doesNotMatch(123, /pass/));
t('missing', () => assert.strictEqual(1));
t('missing2', () => assert.deepStrictEqual(1));
t('missing3', () => assert.match('x'));
t('AE', () => { throw new assert.AssertionError({actual: 1, expected: 2, operator: 'strictEqual'}) });
t('AE msg', () => { throw new assert.AssertionError({message: 'x', operator: 'foo', stackStartFn: t}) });
t('AE bad', () => new assert.AssertionError('x'));
t('AE diff', () => { throw new assert.AssertionError({actual: {a: 1, b: 2}, expected: {a: 1, b: 3}, operator: 'deepStrictEqual', diff: 'full'}) });
console.log(new assert.AssertionError({actual: 1, expected: 2, operator: 'strictEqual'}).toString());
console.log(Object.keys(assert), Object.keys(strict), strict.strict === strict, assert.strict === strict);
console.log(typeof assert.Assert, typeof assert.CallTracker);
if (assert.Assert) {
  const a = new assert.Assert({diff: 'full', strict: false});
  t('A.equal', () => a.equal(1, 2));
  t('A.de', () => a.deepEqual({a: 1, b: [1, 2, 3]}, {a: 2, b: [1, 2, 4]}));
  t('A()', () => assert.Assert());
  t('A bad', () => new assert.Assert({diff: 'x'}));
  t('A destructured', () => { const {strictEqual} = new assert.Assert({diff: 'full'}); strictEqual(1, 2) });
  const p = new assert.Assert({skipPrototype: true});
  class Foo { constructor(a) { this.a = a } } class Bar { constructor(a) { this.a = a } }
  t('skipproto', () => p.deepStrictEqual(new Foo(1), new Bar(1)));
  t('noskipproto', () => assert.deepStrictEqual(new Foo(1), new Bar(1)));
}
(async () => {
  const ta = async (name, f) => { try { console.log('ok', name, util.inspect(await f())); } catch (e) { console.log('rejects', name, e.name, e.code, JSON.stringify(e.message), e.operator, e.generatedMessage) } };
  await ta('rejects', () => assert.rejects(async () => { throw new TypeError('Wrong value') }, {name: 'TypeError', message: 'Wrong value'}));
  await ta('rejects re', () => assert.rejects(Promise.reject(new Error('Wrong value')), /right/));
  await ta('rejects none', () => assert.rejects(async () => {}));
  await ta('rejects none2', () => assert.rejects(Promise.resolve(2), TypeError, 'mm'));
  await ta('rejects bad', () => assert.rejects(() => 1));
  await ta('rejects bad2', () => assert.rejects(1));
  await ta('rejects sync', () => assert.rejects(() => { throw new Error('sync') }));
  await ta('rejects thenable', () => assert.rejects(() => ({then() {}}), 'x'));
  await ta('dnr', () => assert.doesNotReject(async () => { throw new TypeError('Wrong value') }, SyntaxError));
  await ta('dnr msg', () => assert.doesNotReject(Promise.reject(new TypeError('Wrong value')), 'mmm'));
  await ta('dnr ok', () => assert.doesNotReject(Promise.resolve(1)));
  try { assert.ok(await null) } catch (e) { console.log(e.message) }
  try { assert(await (async () => 0)() === 1) } catch (e) { console.log(e.message) }
  try { (await assert)(0) } catch (e) { console.log(e.message) }
})();
