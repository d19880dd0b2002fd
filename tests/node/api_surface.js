// Walks everything in Node's API that a program can reach, and prints one line per property with its attributes and its kind.
// The test api_surface compares these lines with native Node's.
'use strict';
const { builtinModules } = require('module');
const { Worker, isMainThread } = require('worker_threads');

// properties that depend on this run, or on how it was started
const SKIPPED = new Set(['process.stdin', 'process.stdout', 'process.stderr', 'globalThis.console._stdout', 'globalThis.console._stderr', 'process._events', 'globalThis.process', 'process.env', 'process.argv', 'process.execArgv', 'process.mainModule', 'module.default', 'process.config', 'process.report']);
const VALUES_DIFFER = /^process\.(pid|ppid|title|execPath|argv0|debugPort|_startTime)$|\.timeOrigin$|^made\.(stats|bigStats|dirent|heap|usage|memory|user|timeout|immediate|mark|resource|file|udp|child|readStream|elu|perf)\b|_id_symbol\)\]$|^globalThis\.RegExp\./;
const seen = new Map();
const roots = new Map();
const lines = [];

function key(name) {
  return typeof name === 'symbol' ? `[${String(name)}]` : `.${name}`;
}

function kind(value) {
  if (typeof value === 'function') {
    const isClass = /^class\b/.test(Function.prototype.toString.call(value));
    return `${isClass ? 'class' : value.constructor?.name ?? 'function'} ${JSON.stringify(value.name)}/${value.length}`;
  }
  if (value === null) return 'null';
  if (typeof value === 'object') return `object ${Object.prototype.toString.call(value)}`;
  return typeof value;
}

function primitive(value) {
  if (Object.is(value, -0)) return '-0';
  return typeof value === 'string' ? JSON.stringify(value.length > 200 ? value.slice(0, 200) + '...' : value) : String(value);
}

function chain(value) {
  const names = [];
  for (let p = Object.getPrototypeOf(value); p !== null && names.length < 8; p = Object.getPrototypeOf(p)) {
    const own = Object.getOwnPropertyDescriptor(p, 'constructor');
    names.push(own && typeof own.value === 'function' ? own.value.name : typeof p === 'function' ? `(${p.name})` : '?');
  }
  return names.join('<');
}

function walk(path, value, depth) {
  const known = roots.get(value) === path ? undefined : roots.get(value) ?? seen.get(value);
  if (known !== undefined) {
    lines.push(`${path} = ${known}`);
    return;
  }
  seen.set(value, path);
  lines.push(`${path} : ${chain(value)}${Object.isFrozen(value) ? ' frozen' : Object.isExtensible(value) ? '' : ' sealed'}`);
  if (depth > 7) return;
  const names = Reflect.ownKeys(value).sort((a, b) => (String(a) < String(b) ? -1 : 1));
  if ((Array.isArray(value) || ArrayBuffer.isView(value)) && names.length > 20) return;
  for (const name of names) {
    const at = path + key(name);
    if (SKIPPED.has(at) || /^module\.(_cache|_pathCache|globalPaths)\./.test(at) || at === 'module.prototype.require.main' || at.endsWith('._handle') || at.includes('[Symbol(kHandle)]') || at.includes('_stderr') || at.includes('_stdout')) continue;
    let d = Object.getOwnPropertyDescriptor(value, name);
    if (d.get && depth <= 1) {
      // a lazy property becomes a data property once it has been read
      try { void value[name]; } catch { /* below */ }
      d = Object.getOwnPropertyDescriptor(value, name);
    }
    const flags = (d.writable ? 'w' : '-') + (d.enumerable ? 'e' : '-') + (d.configurable ? 'c' : '-');
    if ('value' in d) {
      const v = d.value;
      const isThing = (typeof v === 'object' && v !== null) || typeof v === 'function';
      const shown = isThing || VALUES_DIFFER.test(at) ? kind(v) : `${typeof v} ${primitive(v)}`;
      lines.push(`${at} ${flags} ${shown}`);
      if (isThing) walk(at, v, depth + 1);
    } else {
      lines.push(`${at} ${flags} get ${d.get ? kind(d.get) : '-'} set ${d.set ? kind(d.set) : '-'}`);
      if (depth <= 1) {
        // for modules and globals, the value that a getter returns
        let v;
        try { v = value[name]; } catch (e) { lines.push(`${at}() throws ${e.code ?? e.name}`); continue; }
        if ((typeof v === 'object' && v !== null) || typeof v === 'function') {
          lines.push(`${at}() ${kind(v)}`);
          walk(`${at}()`, v, depth + 1);
        } else lines.push(`${at}() ${VALUES_DIFFER.test(at) ? typeof v : `${typeof v} ${primitive(v)}`}`);
      }
    }
  }
}

const opened = new Map();
for (const name of [...builtinModules.filter((name) => !name.startsWith('_')), 'node:test', 'node:test/reporters', 'node:sea', 'node:sqlite', 'node:quic']) {
  let found;
  try { found = require(name); } catch (e) { lines.push(`${name} throws ${e.code} ${e.message.split('\n')[0]}`); continue; }
  if (!((typeof found === 'object' || typeof found === 'function') && found !== null)) continue;
  opened.set(name.replace('node:', ''), found);
  if (!roots.has(found)) roots.set(found, name.replace('node:', ''));
}
roots.set(globalThis, 'globalThis');
process.removeAllListeners('warning');
process.on('warning', () => {});
if (!isMainThread) {
  for (const name of ['worker_threads', 'process']) walk(name, opened.get(name), 0);
  walk('globalThis', globalThis, 0);
} else {
  // the language's built-ins first, so that later walks use the same names for them
  walk('globalThis', globalThis, 0);
  walk('errors', Object.getPrototypeOf((() => { try { new URL('x'); } catch (e) { return e; } })()), 0);
  lines.push(`builtinModules ${builtinModules.join()}`);
  for (const [name, found] of opened) walk(name, found, 0);
}
// objects that are created rather than reached by name
if (isMainThread) {
  const { PassThrough } = require('stream');
  const made = {
    headers: () => new Headers(), response: () => new Response(), request: () => new Request('http://x/'), form: () => new FormData(),
    url: () => new URL('http://x/'), searchParams: () => new URLSearchParams(), hash: () => require('crypto').createHash('md5'),
    hmac: () => require('crypto').createHmac('md5', 'x'), passThrough: () => new PassThrough(), gzip: () => require('zlib').createGzip(),
    server: () => require('net').createServer(), httpServer: () => require('http').createServer(), socket: () => new (require('net').Socket)(),
    agent: () => new (require('http').Agent)(), script: () => new (require('vm').Script)('1'), stats: () => require('fs').statSync('.'),
    bigStats: () => require('fs').statSync('.', { bigint: true }), dirent: () => require('fs').readdirSync('/', { withFileTypes: true }).find((entry) => entry.name === 'tmp'),
    dir: () => require('fs').opendirSync('.'), channel: () => new MessageChannel().port1, broadcast: () => { const c = new BroadcastChannel('x'); c.unref(); return c; },
    abort: () => new AbortController(), timeout: () => { const t = setTimeout(() => {}, 1); clearTimeout(t); return t; },
    immediate: () => { const t = setImmediate(() => {}); clearImmediate(t); return t; }, interfaces: () => require('readline').createInterface({ input: new PassThrough() }),
    histogram: () => require('perf_hooks').createHistogram(), mark: () => performance.mark('x'), storage: () => new (require('async_hooks').AsyncLocalStorage)(),
    resource: () => new (require('async_hooks').AsyncResource)('X'), x509: () => require('tls').createSecureContext(), encoder: () => new TextEncoder(),
    decoder: () => new TextDecoder(), blob: () => new Blob(['x']), file: () => new File(['x'], 'n'), event: () => new Event('x'), custom: () => new CustomEvent('x'),
    keyObject: () => require('crypto').createSecretKey(Buffer.from('x')), ecdh: () => require('crypto').createECDH('prime256v1'),
    cipher: () => require('crypto').createCipheriv('aes-128-cbc', Buffer.alloc(16), Buffer.alloc(16)), readable: () => new ReadableStream(),
    writable: () => new WritableStream(), transform: () => new TransformStream(), compression: () => new CompressionStream('gzip'),
    udp: () => require('dgram').createSocket('udp4').unref(), resolver: () => new (require('dns').Resolver)(), consoleMade: () => new console.Console(process.stdout),
    mockTimers: () => require('node:test').mock, serializer: () => new (require('v8').Serializer)(), deserializer: () => new (require('v8').Deserializer)(Buffer.alloc(3)),
    blockList: () => new (require('net').BlockList)(), socketAddress: () => new (require('net').SocketAddress)(), domain: () => require('domain').create(),
    mime: () => new (require('util').MIMEType)('text/plain'), finalRegistry: () => new FinalizationRegistry(() => {}), sourceText: () => process.report,
    watcher: () => { const w = require('fs').watch('.'); w.close(); return w; }, statWatcher: () => { const w = require('fs').watchFile('nope', () => {}); require('fs').unwatchFile('nope'); return w; },
    child: () => { const c = require('child_process').spawn('true'); return c; }, readStream: () => require('fs').createReadStream(__filename),
    writeStream: () => require('fs').createWriteStream('/dev/null'), outgoing: () => new (require('http').OutgoingMessage)(), trace: () => require('trace_events').createTracing({ categories: ['x'] }),
    importMeta: () => new (require('vm').SyntheticModule)([], () => {}), registered: () => require('module').findPackageJSON, perf: () => performance.toJSON(), elu: () => performance.eventLoopUtilization(),
    usage: () => process.resourceUsage(), memory: () => process.memoryUsage(), heap: () => require('v8').getHeapStatistics(), user: () => require('os').userInfo(), features: () => process.features,
  };
  for (const [name, make] of Object.entries(made)) {
    let value;
    try { value = make(); } catch (e) { lines.push(`made.${name} throws ${e.code ?? e.name}`); continue; }
    if (value === undefined) { lines.push(`made.${name} undefined`); continue; } walk(`made.${name}`, value, 4);
  }
}
const fs = require('fs');
fs.writeFileSync(isMainThread ? 'main.txt' : 'worker.txt', lines.join('\n') + '\n');
if (isMainThread) new Worker(__filename).on('exit', (code) => { console.log('worker', code); process.exit(0); });
