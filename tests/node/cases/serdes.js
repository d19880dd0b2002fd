// v8.serialize: the bytes are V8's, every kind of value, bad input.
const v8 = require('v8');
const h = (v) => { try { return v8.serialize(v).toString('hex'); } catch (e) { return e.name + ' ' + e.message; } };
const e = new RangeError('msg', { cause: 5 }); e.stack = 'ST'; console.log(h(e));
const e2 = new Error('x'); e2.stack = 'S'; e2.extra = 1; e2.name = 'TypeError'; console.log(h(e2));
console.log(h(/a\/b/gimsuy), h(/x/v), h(-0), h(NaN), h(2 ** 31), h(2 ** 31 - 1), h(-(2 ** 31)), h(0.5), h(10n), h(-(2n ** 70n)), h(0n), h(2n ** 64n));
console.log(h(new Number(3)), h(new String('é')), h(new String('€')), h(new Boolean(true)), h(new Boolean(false)), h(Object(5n)));
console.log(h({ 5: 1, 4294967294: 2, a: 3, 4294967295: 4 }), h([1, , 3]), h(Object.assign([1], { x: 2 })), h([]), h({}), h([undefined]), h([,]));
console.log(h(new Map([[1, 2]])), h(new Set(['a'])), h(new Date(NaN)), h(new ArrayBuffer(3)), h(new Uint8Array([1, 2])), h(new Float64Array([1])), h(new DataView(new ArrayBuffer(2))), h(Buffer.from('a')));
console.log(h(Symbol('s')), h(() => 1), h(new WeakMap()), h(Promise.resolve()), h(new Proxy({}, {})), h(function named() {}), h(class A {}), h(new (class B { constructor() { this.q = 1; } })()), h(new SharedArrayBuffer(2)));
const o = { a: 1 }; console.log(h([o, o]), h({ get x() { return 5; } }), h(Object.create({ inherited: 1 })), h({ [Symbol('k')]: 1 }));
console.log(h('x'.repeat(300)).slice(0, 20), h(['a€', 'b', 'c€']), h({ '€': '€' }), h(arguments).slice(0, 30), h(new ArrayBuffer(2, { maxByteLength: 4 })));
console.log(h((function () { return arguments; })(1, 'b')), h(new Error('noStack')).length > 10);
class S extends v8.Serializer { _writeHostObject(v) { this.writeUint32(7); this.writeUint64(1, 2); this.writeDouble(1.5); this.writeRawBytes(Buffer.from('raw')); } }
const s = new S(); s.writeHeader(); s._setTreatArrayBufferViewsAsHostObjects(true); console.log(s.writeValue({ a: new Uint8Array(1) }), s.releaseBuffer().toString('hex'));
const s2 = new v8.Serializer(); s2.writeHeader(); s2.writeValue(new Uint16Array([1, 2]).subarray(1)); console.log(s2.releaseBuffer().toString('hex'));
const ab = new ArrayBuffer(4); const s3 = new v8.Serializer(); s3.transferArrayBuffer(3, ab); s3.writeValue([ab, ab]); const t = s3.releaseBuffer(); console.log(t.toString('hex'));
const d3 = new v8.Deserializer(t); d3.transferArrayBuffer(3, ab); console.log(d3.readValue()[0] === ab);
class D extends v8.Deserializer { _readHostObject() { return [this.readUint32(), this.readUint64(), this.readDouble(), this.readRawBytes(3).toString()]; } }
const d = new D((() => { const x = new S(); x.writeHeader(); x._setTreatArrayBufferViewsAsHostObjects(true); x.writeValue({ a: new Uint8Array(1) }); return x.releaseBuffer(); })()); console.log(d.readHeader(), d.getWireFormatVersion(), d.readValue());
const back = (v) => { try { return v8.deserialize(v8.serialize(v)); } catch (x) { return x.message; } };
for (const v of [e, e2, [1, , 3], Object.assign([1], { x: 2 }), new Map([[{ a: 1 }, new Set([1n])]]), -(2n ** 70n), 'é€', [o, o], Object(5n), new String('é'), /x/gi, new Date(5), { 5: 1, b: { c: [null, undefined] } }, new Uint16Array([1, 2]), new ArrayBuffer(2), -0, 2 ** 31, [,], new SharedArrayBuffer(1)]) console.log(back(v));
for (const bad of ['', 'ff', 'ff0f', 'ff0f6f', 'ff0f5e05', 'ff7f49', '00', 'ff0f41ffffffff0f', 'ff0f22ff61']) { try { console.log(bad, v8.deserialize(Buffer.from(bad, 'hex'))); } catch (x) { console.log(bad, x.name, x.message); } }
try { v8.deserialize('x'); } catch (x) { console.log(x.name, x.message, x.code); }

console.log(v8.deserialize(Buffer.from('ff0d6f22036162634902220278794906220128490a7b03', 'hex')), v8.deserialize(Buffer.from('ff0e490a', 'hex')));

// values that are refused
for (const call of [() => require('v8').Serializer(), () => require('v8').Deserializer(), () => new (require('v8').Serializer)().writeRawBytes('text'), () => new (require('v8').Deserializer)('text')])
  try { call() } catch (error) { console.log(String(error), error.code) }
for (const name of ['readUint32', 'readUint64', 'readDouble', 'readRawBytes'])
  try { new (require('v8').Deserializer)(new (require('v8').Serializer)().releaseBuffer())[name](1) } catch (error) { console.log(String(error)) }
