"""What an attacker in a program tries who has got hold of the worker's own functions, before the runtime took them
away: the strongest that a program can be."""

import json
from pathlib import Path

from tests.machine.altered import altered_dist
from tests.machine.browser import Machine

# before anything of the runtime's runs
RAW = """let hostFunctions = {};
for (const name of ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'Worker', 'importScripts', 'BroadcastChannel', 'Blob', 'URL', 'indexedDB', 'caches',
  'navigator', 'setTimeout'])
  try { hostFunctions[name] = ['fetch', 'importScripts', 'setTimeout'].includes(name)
    ? globalThis[name].bind(globalThis) : globalThis[name] } catch {}
hostFunctions.import = eval('(s, o) => import(s, o)');
hostFunctions.origin = String(globalThis.origin);
"""
PAGE = """
    await new Promise((yes) => { const opening = indexedDB.open('of the page'); opening.onupgradeneeded = () => opening.result.createObjectStore('secrets')
      opening.onsuccess = () => { opening.result.close(); yes() } })
    await (await caches.open('of the page')).put('/secret', new Response('secret'))
    await (await navigator.storage.getDirectory()).getFileHandle('of the page', {create: true})
    navigator.locks.request('of the page', () => new Promise(() => {}))
    window.heard = []; window.channel = new BroadcastChannel('of the page'); channel.onmessage = ({data}) => { heard.push(data); channel.postMessage('secret') }
    document.cookie = 'page=secret'
    return true"""
PROGRAM = """
const raw = hostFunctions, net = process.argv[2], found = {}
setInterval(() => {}, 1000)     // what the browser's own functions do keeps no program alive
const within = (promise) => Promise.race([promise, new Promise((yes) => raw.setTimeout(() => yes('nothing'), 3000))])
const on = (target, good, bad) => within(new Promise((yes, no) => { target[good] = () => yes('OPEN'); target[bad] = () => no(Error('refused')) }))
async function attempt(name, call) { try { found[name] = await call() } catch (error) { found[name] = 'refused' } }
(async () => {
  await attempt('fetch', async () => { await raw.fetch(net + 'walls-fetch'); return 'OPEN' })
  await attempt('fetch without cors', async () => { await raw.fetch(net + 'walls-no-cors', {mode: 'no-cors', keepalive: true}); return 'OPEN' })
  await attempt('xhr', () => { const x = new raw.XMLHttpRequest(); x.open('GET', net + 'walls-xhr'); const done = on(x, 'onload', 'onerror'); x.send(); return done })
  await attempt('xhr that blocks', () => { const x = new raw.XMLHttpRequest(); x.open('GET', net + 'walls-sync', false); x.send(); return 'OPEN' })
  await attempt('websocket', () => on(new raw.WebSocket(net.replace('http', 'ws') + 'walls-ws'), 'onopen', 'onerror'))
  await attempt('event source', () => on(new raw.EventSource(net + 'walls-events'), 'onopen', 'onerror'))
  await attempt('import', async () => { await raw.import(net + 'terrarium.js?walls'); return 'OPEN' })
  await attempt('import of json', async () => { await raw.import(net + 'secret.json?walls', {with: {type: 'json'}}); return 'OPEN' })
  await attempt('importScripts', () => { raw.importScripts(net + 'utils.js?walls'); return 'OPEN' })
  await attempt('own script again', () => { raw.importScripts(net + 'process.js?walls'); return 'OPEN' })
  await attempt('worker by address', () => on(new raw.Worker(net + 'utils.js?walls'), 'onmessage', 'onerror'))
  for (const kind of ['blob', 'data']) await attempt('worker of ' + kind, async () => {
    const text = `fetch(${JSON.stringify(net + 'walls-nested')}).then(() => postMessage('OPEN'), () => postMessage('refused'))`
    const worker = new raw.Worker(kind === 'blob' ? raw.URL.createObjectURL(new raw.Blob([text], {type: 'text/javascript'})) : 'data:text/javascript,' + encodeURIComponent(text))
    return within(new Promise((yes, no) => { worker.onmessage = ({data}) => yes(data); worker.onerror = no })) })
  await attempt('databases', () => within(new Promise((yes, no) => { const opening = raw.indexedDB.open('of the page'); opening.onerror = no
    opening.onsuccess = () => yes(opening.result.objectStoreNames.length > 0 ? 'OPEN' : 'empty') })))
  await attempt('caches', async () => await (await within(raw.caches.match('/secret')) === undefined ? 'empty' : 'OPEN'))
  await attempt('private files', async () => {
    for await (const name of (await raw.navigator.storage.getDirectory()).keys()) if (name === 'of the page') return 'OPEN'; return 'empty' })
  await attempt('locks', async () => (await raw.navigator.locks.query()).held.some(({name}) => name === 'of the page') ? 'OPEN' : 'empty')
  await attempt('channel', () => { const channel = new raw.BroadcastChannel('of the page'); const heard = within(new Promise((yes) => { channel.onmessage = () => yes('OPEN') }))
    channel.postMessage('from a program'); return heard })
  await attempt('service worker', async () => {
    const all = await within(raw.navigator.serviceWorker.getRegistrations()); for (const one of all) await one.unregister(); return all.length > 0 ? 'OPEN' : 'empty' })
  await attempt('own service worker', async () => { await raw.navigator.serviceWorker.register(net + 'sw.js?walls'); return 'OPEN' })
  require('fs').writeFileSync('found.json', JSON.stringify(found))
  process.exit()
})()
"""
WAYS = PROGRAM.count("attempt('") + 1


def dist_for_attacks(folder: Path) -> Path:
    """dist/ whose programs have everything that a worker has."""
    dist = altered_dist(folder, RAW, ('process.js',))
    (dist / 'secret.json').write_text('{"secret": true}')
    return dist


def attack(machine: Machine, program: str) -> dict[str, str]:
    """way -> what came of it."""
    machine.run(f'rm -f found.json; node {program} {machine.server.url}')
    return json.loads(machine.read_file('found.json'))
