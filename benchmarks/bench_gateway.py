"""The preview gateway compared with native Node in the same browser: a large download, a large upload, small requests,
the first request after the service worker was stopped; and `http` hello-world over the loopback."""

import json
import statistics
import subprocess
from pathlib import Path

from benchmarks.context import Context
from benchmarks.row import Row
from toolchain.environment import node

PORT = 3210
NATIVE_PORT = 43210
DOWN = 100 << 20
UP = 50 << 20
SMALL = 1000
STOPS = 9
SERVER = """
const http = require('http'), piece = Buffer.alloc(1 << 18, 7)
http.createServer((q, r) => {
  if (q.url === '/down') {
    r.writeHead(200, {'content-type': 'application/octet-stream', 'content-length': %d, 'cache-control': 'no-store'})
    let left = %d
    const go = () => { while (left > 0) { left -= piece.length; if (!r.write(piece)) return r.once('drain', go) } r.end() }
    return go()
  }
  if (q.url === '/up') { let n = 0; return q.on('data', (d) => { n += d.length }).on('end', () => r.end(String(n))) }
  r.setHeader('content-type', 'text/html')
  r.end('<!doctype html><title>bench</title>small')
}).listen(%s, () => console.log('gateway ' + 'bench server'))
"""
IN_PAGE = """
const done = arguments[arguments.length - 1], [up, small] = arguments, now = () => performance.now()
;(async () => {
  let started = now(), bytes = 0
  const reader = (await fetch('/down')).body.getReader()
  for (;;) { const {done, value} = await reader.read(); if (done) break; bytes += value.length }
  const down = bytes / 1e6 / ((now() - started) / 1000)
  const body = new Uint8Array(up)
  started = now()
  const taken = Number(await (await fetch('/up', {method: 'POST', body})).text())
  const uploaded = taken / 1e6 / ((now() - started) / 1000)
  const times = []
  for (let i = 0; i < small; i++) { started = now(); await (await fetch('/small', {cache: 'no-store'})).text(); times.push(now() - started) }
  return {bytes, taken, down, up: uploaded, times}
})().then(done, (error) => done({error: String(error)}))
"""
ONE_REQUEST = """
const done = arguments[arguments.length - 1], started = performance.now()
fetch('/small', {cache: 'no-store'}).then((r) => r.text()).then(() => done(performance.now() - started), (error) => done(String(error)))
"""
LOOPBACK = """
const http = require('http'), agent = new http.Agent({keepAlive: true, maxSockets: 8}), total = 2000
const server = http.createServer((q, r) => r.end('hello world')).listen(0, () => {
  let left = total, open = 0, started = process.hrtime.bigint()
  const one = () => { if (left-- <= 0) return; open++
    http.get({port: server.address().port, agent}, (r) => r.resume().on('end', () => { open--
      if (left > 0) one()
      else if (open === 0) { console.log(JSON.stringify(total / (Number(process.hrtime.bigint() - started) / 1e9))); agent.destroy(); server.close() } })) }
  for (let i = 0; i < 8; i++) one()
})
"""


def server(port: int) -> str:
    return SERVER % (DOWN, DOWN, port)


def measure(context: Context) -> dict[str, float]:
    """Measures in the page that the browser shows now."""
    context.browser.driver.set_script_timeout(300)
    found = context.browser.driver.execute_async_script(IN_PAGE, UP, SMALL)
    assert 'error' not in found and found['bytes'] == DOWN and found['taken'] == UP, found
    return {'down': found['down'], 'up': found['up'], 'p50': statistics.median(found['times'])}


def after_a_stop(context: Context) -> float:
    """Milliseconds for the first request after the browser stopped the service worker."""
    driver = context.browser.driver
    driver.execute_cdp_cmd('ServiceWorker.enable', {})
    times: list[float] = []
    for _ in range(STOPS):
        driver.execute_cdp_cmd('ServiceWorker.stopAllWorkers', {})
        found = driver.execute_async_script(ONE_REQUEST)
        assert isinstance(found, float | int), found
        times.append(found)
    return statistics.median(times)


def native(context: Context) -> dict[str, float]:
    file: Path = context.folder / 'gateway_server.js'
    file.write_text(server(NATIVE_PORT), encoding='utf-8')
    driver = context.browser.driver
    before = driver.current_window_handle
    with subprocess.Popen([node(), str(file)], stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            driver.switch_to.new_window('tab')
            driver.get(f'http://localhost:{NATIVE_PORT}/')
            return measure(context)
        finally:
            process.kill()
            driver.close()
            driver.switch_to.window(before)


def run(context: Context) -> list[Row]:
    machine = context.machine
    theirs = native(context)
    machine.write_file('gateway_server.js', server(PORT))
    machine.type('node gateway_server.js &\n')
    machine.wait_for('gateway bench server')
    machine.in_preview(PORT)
    ours = measure(context)
    stopped = after_a_stop(context)
    machine.leave_preview()
    return [
        Row('preview, 100 MB download', ours['down'], theirs['down'], 'MB/s', 1.0),
        Row('preview, 50 MB upload', ours['up'], theirs['up'], 'MB/s', 3.0),
        Row(f'preview, p50 of {SMALL} requests', ours['p50'], theirs['p50'], 'ms'),
        Row('preview, first request after a stop', stopped, None, 'ms', 150.0),
        Row(
            'http hello-world over the loopback',
            json.loads(context.inside(LOOPBACK)),
            json.loads(context.native(LOOPBACK)),
            'req/s',
            2.0,
        ),
    ]
