// One of each kind of handle that a program can get, alive, as {name: object}.
'use strict'
const fs = require('fs'), net = require('net'), tls = require('tls'), http = require('http'), http2 = require('http2'), dgram = require('dgram')
const {Worker, MessageChannel, BroadcastChannel} = require('worker_threads'), {fork, spawn, execFile} = require('child_process')
const {once} = require('events'), crypto = require('crypto'), zlib = require('zlib'), dns = require('dns'), vm = require('vm')
const hooks = require('async_hooks'), perf = require('perf_hooks'), readline = require('readline'), inspector = require('inspector')

exports.open = async function open() {
  const found = {globalThis, process, module, require}
  for (const name of require('module').builtinModules) { try { found[name] = require(name) } catch {} }
  found.requests = [], found.seen = []
  hooks.createHook({init(id, type, trigger, resource) { found.seen.push(resource) }}).enable()
  process.on('newListener', () => {})

  const server = found.netServer = net.createServer((socket) => { found.accepted = socket; socket.on('error', () => {}); socket.write('hello') }).listen(0)
  await once(server, 'listening')
  found.socket = net.connect(server.address().port)
  await once(found.socket, 'data')
  found.lookup = net.connect({port: server.address().port, host: 'localhost'})
  fs.rmSync('/tmp/hygiene.sock', {force: true})
  const pipe = found.pipeServer = net.createServer((socket) => { found.pipeAccepted = socket }).listen('/tmp/hygiene.sock')
  await once(pipe, 'listening')
  found.pipe = net.connect('/tmp/hygiene.sock')
  await once(found.pipe, 'connect')
  const udp = found.udp = dgram.createSocket('udp4')
  udp.bind(0); await once(udp, 'listening'); udp.send('x', udp.address().port, 'localhost'); await once(udp, 'message')

  const {serverKey, serverCert} = require('./tls_keys.js'), options = {key: serverKey, cert: serverCert}
  const tlsServer = found.tlsServer = tls.createServer(options, (socket) => { found.tlsAccepted = socket; socket.on('error', () => {}); socket.write('hello') }).listen(0)
  await once(tlsServer, 'listening')
  found.tls = tls.connect({port: tlsServer.address().port, rejectUnauthorized: false})
  await once(found.tls, 'data')
  found.secureContext = tls.createSecureContext(options)
  const web = found.httpServer = http.createServer((request, response) => { found.httpRequest = request; found.httpResponse = response; response.write('x') }).listen(0)
  await once(web, 'listening')
  found.httpClient = http.get({port: web.address().port, agent: found.agent = new http.Agent({keepAlive: true})})
  ;[found.httpMessage] = await once(found.httpClient, 'response')
  const web2 = found.http2Server = http2.createServer()
  web2.on('stream', (stream) => { found.http2Stream = stream; stream.respond({}); stream.write('x') })
  web2.listen(0); await once(web2, 'listening')
  found.http2Client = http2.connect(`http://localhost:${web2.address().port}`)
  found.http2Request = found.http2Client.request({}); await once(found.http2Request, 'data')

  found.child = spawn('sh', ['-c', 'echo x; read a']); await once(found.child.stdout, 'data')
  found.fork = fork('./child.js'); await once(found.fork, 'message')
  found.worker = new Worker(`require('worker_threads').parentPort.once('message', () => {}); require('worker_threads').parentPort.postMessage(1)`, {eval: true})
  await once(found.worker, 'message')
  const channel = found.channel = new MessageChannel(); channel.port1.on('message', () => {}); channel.port1.ref()
  found.broadcast = new BroadcastChannel('x')
  found.watcher = fs.watch('.'); found.statWatcher = fs.watchFile('handles.js', () => {})
  found.recursive = fs.watch('.', {recursive: true})
  found.fileHandle = await fs.promises.open('handles.js'); found.dir = fs.opendirSync('.'); found.dirPromise = await fs.promises.opendir('.')
  found.stat = fs.statSync('.'); found.bigStat = fs.statSync('.', {bigint: true}); found.dirents = fs.readdirSync('.', {withFileTypes: true})
  found.blob = await fs.openAsBlob('handles.js'); found.blobReader = found.blob.stream().getReader()
  found.readStream = fs.createReadStream('handles.js'); found.writeStream = fs.createWriteStream('/tmp/hygiene.out')
  found.reading = fs.readFile('handles.js', () => {}); fs.stat('.', () => {})
  found.stdin = process.stdin; found.stdout = process.stdout; found.stderr = process.stderr
  if (require('tty').isatty(0)) found.tty = new (require('tty').ReadStream)(0)
  found.readline = readline.createInterface({input: process.stdin}); found.readline.pause()
  found.signal = process.on('SIGUSR2', () => {})
  found.timer = setTimeout(() => {}, 1e6); found.interval = setInterval(() => {}, 1e6); found.immediate = setImmediate(() => {})
  found.gzip = zlib.createGzip(); found.gzip.write('x'); found.brotli = zlib.createBrotliCompress(); found.zstd = zlib.createZstdCompress?.()
  found.hash = crypto.createHash('sha256'); found.hmac = crypto.createHmac('sha256', 'k'); found.key = crypto.createSecretKey(Buffer.from('k'))
  found.cipher = crypto.createCipheriv('aes-128-cbc', Buffer.alloc(16), Buffer.alloc(16)); found.sign = crypto.createSign('sha256')
  found.pair = crypto.generateKeyPairSync('ec', {namedCurve: 'P-256'}); found.ecdh = crypto.createECDH('prime256v1'); found.dh = crypto.getDiffieHellman('modp14')
  found.x509 = new crypto.X509Certificate(options.cert); found.webKey = await crypto.subtle.generateKey({name: 'AES-GCM', length: 128}, true, ['encrypt'])
  crypto.pbkdf2('a', 'b', 1, 8, 'sha1', () => {}); crypto.randomBytes(8, () => {})
  found.resolver = new dns.Resolver(); dns.lookup('localhost', () => {}); found.resolver.resolve4('localhost', () => {})
  found.context = vm.createContext({}); found.script = new vm.Script('1'); found.inContext = vm.runInContext('globalThis', found.context)
  found.compiled = vm.compileFunction('return 1'); found.namespace = await import('fs'); found.importMeta = await import('./module.mjs')
  found.memory = new WebAssembly.Memory({initial: 1}); found.wasm = await WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))
  found.wasi = new (require('wasi').WASI)({version: 'preview1', preopens: {'/': '/tmp'}}); found.wasiImports = found.wasi.getImportObject()
  found.histogram = perf.monitorEventLoopDelay(); found.histogram.enable(); found.histogram2 = perf.createHistogram()
  found.observer = new perf.PerformanceObserver(() => {}); found.observer.observe({entryTypes: ['function', 'gc']}); found.timerified = perf.timerify(() => {})
  found.storage = new hooks.AsyncLocalStorage(); found.storage.run({}, () => { found.snapshot = hooks.AsyncLocalStorage.snapshot() })
  found.resource = new hooks.AsyncResource('x'); found.executing = hooks.executionAsyncResource()
  found.handles = process._getActiveHandles(); found.active = process._getActiveRequests()
  found.readable = new ReadableStream({}); found.transform = new TransformStream(); found.compression = new CompressionStream('gzip')
  found.text = new TextDecoder(); found.abort = new AbortController(); found.url = new URL('http://a/'); found.params = found.url.searchParams
  found.formData = new FormData(); found.headers = new Headers(); found.request = new Request('http://a/'); found.response = new Response('x')
  found.event = new Event('x'); found.domException = new DOMException('x'); found.navigator = navigator; found.performance = performance
  found.locks = await navigator.locks?.query(); await navigator.locks?.request('x', (lock) => { found.lock = lock })
  try { const sqlite = require('node:sqlite'); found.database = new sqlite.DatabaseSync(':memory:'); found.statement = found.database.prepare('select 1') } catch {}
  found.serializer = new (require('v8').Serializer)(); found.deserializer = new (require('v8').Deserializer)(Buffer.alloc(4))
  found.heapStatistics = require('v8').getHeapStatistics(); found.blockList = new net.BlockList(); found.address = new net.SocketAddress({address: '127.0.0.1'})
  found.report = process.report; found.domain = require('domain').create(); found.repl = require('repl')
  try { found.session = new inspector.Session() } catch {}
  try { fs.readFileSync('/none') } catch (error) { found.error = error }
  Error.prepareStackTrace = (error, sites) => { found.sites = sites; return '' }
  new Error().stack
  delete Error.prepareStackTrace
  for (const name of ['tcp_wrap', 'pipe_wrap', 'tty_wrap', 'udp_wrap', 'stream_wrap', 'process_wrap', 'fs', 'fs_event_wrap', 'buffer', 'constants', 'contextify', 'crypto', 'http_parser',
    'js_stream', 'natives', 'os', 'signal_wrap', 'spawn_sync', 'timer_wrap', 'url', 'util', 'uv', 'v8', 'zlib', 'async_wrap', 'cares_wrap', 'config', 'inspector', 'icu'])
    try { found[`binding ${name}`] = process.binding(name) } catch {}
  return found
}
