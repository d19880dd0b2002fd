// Proxies for clients: NODE_USE_ENV_PROXY, --use-env-proxy, NO_PROXY, an agent's proxyEnv, CONNECT.
const http = require('http'), https = require('https');
const {spawn} = require('child_process');
const fs = require('fs');
const run = (code, env, args = []) => new Promise((resolve) => {
  const c = spawn(process.execPath, [...args, '-e', code], {env: {PATH: process.env.PATH, HOME: process.env.HOME, ...env}});
  let out = ''; c.stdout.on('data', (d) => out += d); c.stderr.on('data', (d) => out += d);
  c.on('close', (s) => resolve(`${out.trim()} [${s}]`));
});
const log = [];
const proxy = http.createServer((req, res) => {
  const h = {...req.headers};
  log.push(`${req.method} ${req.url.replace(/:\d+/g, ':P')} ${JSON.stringify(h).replace(/:\d+"/g, ':P"')}`);
  if (req.url.includes('/refuse')) { res.writeHead(407, {'proxy-authenticate': 'Basic'}); res.end('denied'); return }
  const u = new URL(req.url);
  http.get({host: u.hostname, port: u.port, path: u.pathname, headers: req.headers, agent: false}, (r) => { res.writeHead(r.statusCode, r.headers); r.pipe(res) }).on('error', (e) => { res.writeHead(502); res.end(e.code) });
});
proxy.on('connect', (req, socket, head) => {
  log.push(`CONNECT ${req.url.replace(/:\d+/g, ':P')} ${JSON.stringify(req.headers).replace(/:\d+"/g, ':P"')}`);
  if (req.url.startsWith('refused')) { socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'); return }
  if (req.url.startsWith('broken')) { socket.end('nonsense\r\n\r\n'); return }
  if (req.url.startsWith('cut')) { socket.destroy(); return }
  const [h, p] = req.url.split(':');
  const up = require('net').connect(+p, '127.0.0.1', () => { socket.write('HTTP/1.1 200 OK\r\n\r\n'); up.write(head); up.pipe(socket); socket.pipe(up) });
  up.on('error', () => socket.destroy()); socket.on('error', () => {});
});
const server = http.createServer((req, res) => { res.setHeader('x', req.url); res.end(`${req.method} ${req.url} ${req.headers.host.replace(/:\d+/, ':P')}`) });
proxy.listen(0, () => server.listen(0, async () => {
  const P = proxy.address().port, S = server.address().port;
  const say = async (name, code, env, args) => {
    log.length = 0; const r = await run(code, env, args);
    console.log(name, '=>', r.replaceAll(String(P), 'PROXY').replaceAll(String(S), 'SERVER')); for (const l of log) console.log('    ', l);
  };
  const get = (path, host = 'localhost', opts = '{}') => `require('http').get('http://${host}:${S}${path}', ${opts}, (r) => { let t = ''; r.on('data', (d) => t += d); r.on('end', () => console.log(r.statusCode, t)) }).on('error', (e) => console.log(e.code, e.message))`;
  const fet = (path, host = 'localhost') => `fetch('http://${host}:${S}${path}').then(async (r) => console.log(r.status, await r.text()), (e) => console.log(e.message, e.cause?.code, e.cause?.message))`;
  const proxyUrl = `http://localhost:${P}`;
  await say('no env flag', get('/a'), {HTTP_PROXY: proxyUrl});
  await say('get', get('/a'), {NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxyUrl});
  await say('get lower', get('/a'), {NODE_USE_ENV_PROXY: '1', http_proxy: proxyUrl});
  await say('get both', get('/a'), {NODE_USE_ENV_PROXY: '1', http_proxy: proxyUrl, HTTP_PROXY: 'http://localhost:1'});
  await say('flag', get('/a'), {HTTP_PROXY: proxyUrl}, ['--use-env-proxy']);
  await say('noflag', get('/a'), {NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxyUrl}, ['--no-use-env-proxy']);
  await say('env 0', get('/a'), {NODE_USE_ENV_PROXY: '0', HTTP_PROXY: proxyUrl});
  await say('cred', get('/a'), {NODE_USE_ENV_PROXY: '1', HTTP_PROXY: `http://us%40er:pa%3Ass@localhost:${P}`});
  await say('no_proxy', get('/a'), {NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxyUrl, NO_PROXY: 'localhost'});
  await say('no_proxy port', get('/a'), {NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxyUrl, NO_PROXY: `localhost:${S}`});
  await say('no_proxy other port', get('/a'), {NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxyUrl, NO_PROXY: `localhost:1`});
  await say('no_proxy *', get('/a'), {NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxyUrl, NO_PROXY: '*'});
  await say('no_proxy range', get('/a', '127.0.0.1'), {NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxyUrl, NO_PROXY: '127.0.0.1-127.0.0.9'});
  await say('no_proxy range out', get('/a', '127.0.0.1'), {NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxyUrl, NO_PROXY: '127.0.0.2-127.0.0.9'});
  await say('407', get('/refuse'), {NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxyUrl});
  await say('post', `const r = require('http').request('http://localhost:${S}/p', {method: 'POST', headers: {'content-length': 2}}, (r) => { r.resume(); r.on('end', () => console.log(r.statusCode, r.headers.x)) }); r.end('hi')`, {NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxyUrl});
  await say('agent proxyEnv', get('/a', 'localhost', `{agent: new (require('http').Agent)({proxyEnv: {HTTP_PROXY: '${proxyUrl}'}})}`), {});
  await say('agent proxyEnv process.env', get('/a', 'localhost', `{agent: new (require('http').Agent)({proxyEnv: process.env})}`), {HTTP_PROXY: proxyUrl});
  await say('agent plain', get('/a', 'localhost', `{agent: new (require('http').Agent)()}`), {NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxyUrl});
  await say('agent false', get('/a', 'localhost', `{agent: false}`), {NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxyUrl});
  await say('agent bad', `try { new (require('http').Agent)({proxyEnv: 1}) } catch (e) { console.log(e.code, e.message) }`, {});
  await say('keepalive two', `const http = require('http'); const agent = new http.Agent({keepAlive: true, maxSockets: 1, proxyEnv: {http_proxy: '${proxyUrl}'}}); let n = 0; for (const p of ['/1', '/2']) http.get('http://localhost:${S}' + p, {agent}, (r) => { r.resume(); r.on('end', () => { console.log(p, r.req.reusedSocket, Object.keys(agent.sockets).join()); if (++n === 2) agent.destroy() }) })`, {});
  await say('fetch', fet('/f'), {NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxyUrl});
  await say('fetch flag', fet('/f'), {HTTP_PROXY: proxyUrl}, ['--use-env-proxy']);
  await say('fetch no', fet('/f'), {NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxyUrl, NO_PROXY: 'localhost'});
  const sec = (host, opts = '{}') => `require('https').get('https://${host}:${S}/', ${opts}, (r) => console.log(r.statusCode)).on('error', (e) => console.log(e.code, e.message, Object.keys(e)))`;
  await say('https refused', sec('refused'), {NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxyUrl});
  await say('https broken', sec('broken'), {NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxyUrl});
  await say('https cut', sec('cut'), {NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxyUrl});
  await say('https cred', sec('refused'), {NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: `http://u:p@localhost:${P}`});
  await say('https timeout', sec('refused', `{agent: new (require('https').Agent)({timeout: 500, proxyEnv: {HTTPS_PROXY: '${proxyUrl}'}})}`), {});
  if (http.setGlobalProxyFromEnv) {
    await say('setGlobal', `const http = require('http'); const restore = http.setGlobalProxyFromEnv({http_proxy: '${proxyUrl}'}); ${get('/g')}; ${fet('/gf')}; setTimeout(() => { restore(); ${get('/after')} }, 500)`, {});
    await say('setGlobal bad', `try { require('http').setGlobalProxyFromEnv({http_proxy: 'x'}) } catch (e) { console.log(e.code, e.message) }`, {});
  } else console.log('no setGlobalProxyFromEnv');
  proxy.close(); server.close(); proxy.closeAllConnections(); server.closeAllConnections();
}));
