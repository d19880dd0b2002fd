const vm=require('vm'), assert=require('assert');
const c=vm.createContext({x:2,console});
assert.strictEqual(vm.runInContext('x+1',c),3);
vm.runInContext('var y=5; function f(){return x+y} let z=7; const w=8; class A{} ',c);
assert.strictEqual(vm.runInContext('z+w+f()',c),22); assert.strictEqual(c.y,5); assert.strictEqual(typeof c.f,'function'); assert.strictEqual(c.z,undefined);
assert.strictEqual(vm.runInContext('typeof A+typeof process+typeof nope',c),'functionundefinedundefined');
assert.throws(()=>vm.runInContext('nope',c),/nope is not defined/);
assert.throws(()=>vm.runInContext('w=1',c),{name:'TypeError'});
vm.runInContext('q=1; "use strict"',c); assert.strictEqual(c.q,1); assert.strictEqual(globalThis.q,undefined);
vm.runInContext('"use strict"; var s1=1, s2; for (var i=0;i<3;i++) s1+=i; function sf(){return this}',c); assert.strictEqual(c.s1,4); assert.strictEqual(c.i,3);
assert.strictEqual(vm.runInContext('this.x===globalThis.x && globalThis===this',c),true);
assert.strictEqual(vm.runInNewContext('a+b',{a:1,b:2}),3);
assert.strictEqual(vm.isContext(c),true);
assert.throws(()=>vm.runInNewContext('while(true){}',{}, {timeout:50}),/timed out after 50ms/);
assert.throws(()=>vm.runInThisContext('while(true){}', {timeout:50}),/timed out after 50ms/);
vm.runInThisContext('let tt=5'); assert.strictEqual(vm.runInThisContext('tt+1'),6);
assert.strictEqual(vm.compileFunction('return a+x',['a'],{parsingContext:c})(3),5);
assert.strictEqual(new vm.Script('1;2').runInThisContext(),2);
assert.strictEqual(vm.runInContext('eval("x+1")',c),3);
assert.deepStrictEqual(Object.keys(vm.runInNewContext('var a=1;this',{})),['a']);
console.log('ok');

// functions out of strings belong to the context; contexts without strings run scripts all the same
const strict = vm.createContext({ seen: 1 }, { codeGeneration: { strings: false, wasm: false } })
console.log(vm.runInContext('(function () { return { seen } })()', strict))
for (const text of ['eval("1")', 'new Function("return 1")', 'Function("1")']) {
  try { console.log(vm.runInContext(text, strict)) } catch (error) { console.log(error.name, error.message) }
}
const open = vm.createContext({ seen: 2 })
console.log(vm.runInContext('[Function("return this")() === globalThis, new Function("a", "b = 3", "return [a, b, seen]")(1), (() => {}) instanceof Function]', open))
console.log(vm.runInContext('try { new Function("a b", "") } catch (error) { error.name }', open))
console.log(vm.runInContext('eval("var made = seen + 1; typeof made")', open), open.made)
