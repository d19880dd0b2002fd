// Runs inside the pinned native Node (`node --expose-internals natives_extract.js OUT`): the only place where its library and the data of its
// bindings can be read. Writes OUT/lib.json (id -> source text), OUT/binding_data.json (shape and extra) and OUT/llhttp.txt
// (WebAssembly in base64).
// Written in JavaScript because only there is internalBinding available; natives.py processes the results.
'use strict';
const child_process = require('child_process');
const fs = require('fs');
const path = require('path');
const { internalBinding } = require('internal/test/binding');

const out = process.argv[2];
const builtins = internalBinding('builtins');

// process.binding's list is incomplete; these are all bindings that lib/ requests.
const BINDINGS = `async_context_frame async_wrap blob block_list buffer builtins cares_wrap cjs_lexer config constants contextify credentials crypto
  diagnostics_channel encoding_binding errors fs fs_dir fs_event_wrap heap_utils http2 http_parser icu inspector internal_only_v8 ipc_serdes js_stream
  js_udp_wrap locks messaging mksnapshot module_wrap modules options os performance permission pipe_wrap process_methods process_wrap profiler quic
  report sea serdes signal_wrap spawn_sync sqlite stream_pipe stream_wrap string_decoder symbols task_queue tcp_wrap timers tls_wrap trace_events
  tty_wrap types udp_wrap url url_pattern util uv v8 wasi wasm_web_api watchdog webstorage worker zlib`.split(/\s+/);

const DEEPEST = 7;
const LONGEST_ARRAY = 5000;
const LONGEST_TYPED_ARRAY = 300;   // longer ones are scratch buffers, of which only the length matters

function describeFunction(f) {
  const described = { t: 'fn', len: f.length, name: f.name };
  if (f.prototype) {
    described.proto = Object.getOwnPropertyNames(f.prototype).filter((key) => key !== 'constructor');
    const parent = Object.getPrototypeOf(f);
    if (parent && parent.name) described.parent = parent.name;
  }
  const statics = Object.getOwnPropertyNames(f).filter((key) => !['length', 'name', 'prototype', 'arguments', 'caller'].includes(key));
  if (statics.length) described.stat = statics;
  return described;
}

function isFixed(descriptor) {
  return !descriptor.configurable && !descriptor.writable && descriptor.get === undefined && typeof descriptor.value !== 'function';
}

// A value as tagged JSON: {t: 'prim', v}, {t: 'num', v} (Infinity, NaN, -0), {t: 'obj', np, ro, fixed, v} (ro: no member can be changed; fixed: which can't, and whether they are enumerable), {t: 'arr', v}, {t: 'map', v}, {t: 'ta', c, len, v}, {t: 'fn', ...} and so on.
function tagged(value, depth = 0) {
  if (value === null) return { t: 'null' };
  switch (typeof value) {
    case 'undefined': return { t: 'undef' };
    case 'function': return describeFunction(value);
    case 'bigint': return { t: 'bigint', v: String(value) };
    case 'symbol': return { t: 'sym', v: value.description };
    case 'number':
// values that JSON can't represent
      return Number.isFinite(value) && !Object.is(value, -0) ? { t: 'prim', v: value } : { t: 'num', v: Object.is(value, -0) ? '-0' : String(value) };
    case 'object': break;
    default:
      return { t: 'prim', v: value };
  }
  if (ArrayBuffer.isView(value)) {
    const content = value.length < LONGEST_TYPED_ARRAY ? Array.from(value, (x) => typeof x === 'bigint' ? String(x) : x) : undefined;
    return { t: 'ta', c: value.constructor.name, v: content, len: value.length };
  }
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) return { t: 'ab', len: value.byteLength };
  if (Array.isArray(value)) return { t: 'arr', v: value.slice(0, LONGEST_ARRAY).map((x) => tagged(x, depth + 1)) };
  if (value instanceof Map) return { t: 'map', v: [...value].map(([k, v]) => [tagged(k, depth + 1), tagged(v, depth + 1)]) };
  if (depth >= DEEPEST) return { t: 'deep' };
  const object = { t: 'obj', np: Object.getPrototypeOf(value) === null, v: {} };
  const keys = Reflect.ownKeys(value);
  const fixed = keys.filter((key) => depth > 0 && typeof key === 'string' && isFixed(Object.getOwnPropertyDescriptor(value, key)));
  const shown = fixed.filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
  if (fixed.length > 0 && shown.length === keys.length) object.ro = true;
  else if (fixed.length > 0) object.fixed = Object.fromEntries(fixed.map((key) => [key, shown.includes(key)]));
  for (const key of keys) {
    const name = typeof key === 'symbol' ? '@@' + key.description : key;
    try {
      object.v[name] = tagged(value[key], depth + 1);
    } catch (error) {
      object.v[name] = { t: 'err', m: error.message };
    }
  }
  return object;
}

const shape = {};
for (const name of BINDINGS) {
  let binding;
  try {
    binding = internalBinding(name);
  } catch (error) {
    shape[name] = { err: error.message };   // not in this build of Node
    continue;
  }
  if (name === 'builtins') binding = { ...binding, natives: undefined };
  shape[name] = tagged(binding);
}

// Data that functions of the bindings return.
const options = internalBinding('options');
const crypto = internalBinding('crypto');
const plain = (value) => value === undefined ? { t: 'undef' } : typeof value === 'bigint' ? { b: String(value) } : value;
const information = options.getCLIOptionsInfo();
// The options with which this script itself is run.
const defaults = { '--expose-internals': false, '--warnings': true, '--no-warnings': false };
const v8Options = () => [...child_process.execFileSync(process.execPath, ['--v8-options']).toString().matchAll(/^\s+--([a-z][a-z0-9-]+) \(.*\n\s+type: (\S+)/gm)];

const extra = {
  cli: Object.entries({ ...options.getCLIOptionsValues(), ...defaults }).map(([name, value]) => [name, plain(value)]),
  info: { options: [...information.options], aliases: [...information.aliases] },
  embedder: options.getEmbedderOptions(),
  engine: v8Options().map((match) => [`--${match[1]}`, match[2]]),
  // for the configuration file: option -> its form there
  environmentInputs: options.getEnvOptionsInputType(),
  namespaceInputs: Object.fromEntries(options.getNamespaceOptionsInputType()),
  uvmap: [...internalBinding('uv').getErrorMap()],
  versions: process.versions,
  release: process.release,
  config: builtins.config,
  globals: Object.getOwnPropertyNames(globalThis),
  builtinIds: builtins.builtinIds,
  builtinCategories: builtins.builtinCategories,
  crypto: {
    getHashes: crypto.getHashes(),
    getCiphers: crypto.getCiphers(),
    getSSLCiphers: crypto.getSSLCiphers(),
    getCurves: crypto.getCurves(),
    cached: crypto.getCachedAliases(),
  },
};

// llhttp as WebAssembly: undici contains it as base64, first without SIMD, then with SIMD; we take the first.
const carried = /["'](AGFzbQ[A-Za-z0-9+/=]+)["']/.exec(builtins.natives['internal/deps/undici/undici']);
if (carried === null) throw new Error('llhttp is not in this undici');

fs.mkdirSync(out, { recursive: true });
fs.writeFileSync(path.join(out, 'lib.json'), JSON.stringify(builtins.natives));
fs.writeFileSync(path.join(out, 'binding_data.json'), JSON.stringify({ shape, extra }));
fs.writeFileSync(path.join(out, 'llhttp.txt'), carried[1]);
