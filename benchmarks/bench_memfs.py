"""File calls of a process against the npm package memfs in a worker of its own, called by messages, as browser projects
share it between workers.

Both run the same program, which awaits each call: ours return at once, memfs's when the answer has arrived."""

import json
import subprocess
from pathlib import Path

from benchmarks.context import Context
from benchmarks.row import Row
from tests.machine.browser import TRUST_ALL
from toolchain.environment import esbuild

BAR = 0.2
PACKAGES = {
    'memfs': '4.51.0',
    'buffer': '6.0.3',
    'events': '3.3.0',
    'path-browserify': '1.0.1',
    'stream-browserify': '3.0.0',
    'process': '0.11.10',
}
ALIASES = {'path': 'path-browserify', 'stream': 'stream-browserify', 'events': 'events', 'buffer': 'buffer'}
SHIM = "export { Buffer } from 'buffer'\nexport { default as process } from 'process/browser'\n"
SERVER = """
import { memfs } from 'memfs'
const { fs } = memfs({})
onmessage = ({ data: [id, name, args] }) => {
  const value = fs[name](...args)
  postMessage([id, value instanceof Uint8Array ? new Uint8Array(value) : name === 'statSync' ? { size: value.size, mode: value.mode } : value])
}
"""
# `call(name, ...args)` calls a function of fs.
PROGRAM = """
async function measure(call, readInto) {
  const found = {}
  const timed = async (name, times, one) => {
    const rounds = []
    for (let round = 0; round < 7; round++) {
      const started = performance.now()
      for (let k = 0; k < times; k++) await one(k)
      rounds.push((performance.now() - started) / times * 1000)
    }
    found[name] = rounds.sort((a, b) => a - b)[3]
  }
  const small = new Uint8Array(4096).fill(7), large = new Uint8Array(1 << 20).fill(7)
  await call('mkdirSync', 'memfs-bench/thousand', { recursive: true })
  await call('writeFileSync', 'memfs-bench/small', small)
  await call('writeFileSync', 'memfs-bench/large', large)
  await timed('stat', 1000, () => call('statSync', 'memfs-bench/small'))
  await timed('exists', 2000, () => call('existsSync', 'memfs-bench/small'))
  await timed('open and close', 2000, async () => call('closeSync', await call('openSync', 'memfs-bench/small', 'r')))
  await timed('read 4 KB', 2000, () => call('readFileSync', 'memfs-bench/small'))
  await timed('write 4 KB', 2000, () => call('writeFileSync', 'memfs-bench/small-out', small))
  await timed('read 1 MB', 20, () => call('readFileSync', 'memfs-bench/large'))
  const into = new Uint8Array(1 << 20)
  await timed('read 1 MB, into a buffer', 20, () => readInto('memfs-bench/large', into))
  await timed('write 1 MB', 20, () => call('writeFileSync', 'memfs-bench/large-out', large))
  for (let k = 0; k < 1000; k++) await call('writeFileSync', 'memfs-bench/thousand/f' + k, small)
  await timed('readdir of 1,000', 20, () => call('readdirSync', 'memfs-bench/thousand'))
  const walk = async (folder) => {
    for (const name of await call('readdirSync', folder)) {
      const path = folder + '/' + name
      if (((await call('statSync', path)).mode & 0o170000) === 0o040000) await walk(path)
    }
  }
  await timed('walk of 1,000', 2, () => walk('memfs-bench'))
  await call('rmSync', 'memfs-bench', { recursive: true })
  return found
}
"""
OURS = (
    PROGRAM
    + """
const fs = require('fs')
const readInto = (path, buffer) => { const fd = fs.openSync(path); fs.readSync(fd, buffer); fs.closeSync(fd) }
measure((name, ...args) => fs[name](...args), readInto).then((found) => console.log(JSON.stringify(found)))
"""
)
CLIENT = (
    TRUST_ALL
    + PROGRAM
    + """
onmessage = ({ data: url }) => {
  const server = new Worker(url), waiting = new Map()
  let last = 0
  server.onmessage = ({ data: [id, value] }) => { waiting.get(id)(value); waiting.delete(id) }
  const call = (name, ...args) => new Promise((yes) => { waiting.set(++last, yes); server.postMessage([last, name, args]) })
  measure(call, async (path, buffer) => buffer.set(await call('readFileSync', path))).then((found) => postMessage(found))
}
"""
)
START = """
const url = (text) => URL.createObjectURL(new Blob([text], {type: 'text/javascript'}))
const client = new Worker(url(args[0]))
return await new Promise((yes, no) => {
  client.onmessage = ({data}) => yes(data)
  client.onerror = (event) => no(new Error(event.message))
  client.postMessage(url(args[1]))
})
"""


def server_script(context: Context) -> str:
    """memfs and the parts of Node that it needs, as one script for a worker."""
    folder = context.folder / 'memfs'
    folder.mkdir(exist_ok=True)
    for name, text in (
        (
            'package.json',
            json.dumps({'name': 'bench-memfs', 'version': '1.0.0', 'private': True, 'dependencies': PACKAGES}),
        ),
        ('server.js', SERVER),
        ('shim.js', SHIM),
    ):
        (folder / name).write_text(text)
    context.registry.cache.install(folder)
    aliases = [f'--alias:{prefix}{name}={package}' for name, package in ALIASES.items() for prefix in ('', 'node:')]
    _bundle(folder, aliases)
    return (folder / 'out.js').read_text()


def _bundle(folder: Path, aliases: list[str]) -> None:
    subprocess.run(
        [
            esbuild(),
            'server.js',
            '--bundle',
            '--format=iife',
            '--platform=browser',
            '--minify',
            '--outfile=out.js',
            '--inject:shim.js',
            '--define:global=globalThis',
            '--log-level=error',
            *aliases,
        ],
        cwd=folder,
        check=True,
    )


def run(context: Context) -> list[Row]:
    theirs = context.machine.api(TRUST_ALL + START, CLIENT, server_script(context), timeout=300)
    assert isinstance(theirs, dict)
    ours = json.loads(context.inside(OURS))
    return [Row(f'against memfs, {name}', ours[name], theirs[name], 'us', BAR) for name in theirs]
