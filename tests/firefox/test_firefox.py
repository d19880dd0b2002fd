"""The machine in Firefox: features that would break there first; everything else is tested in Chromium."""

import subprocess
from collections.abc import Iterator

import pytest

from tests.firefox.driver import Firefox, opened
from tests.machine.static_server import StaticServer
from toolchain.environment import node

ERRORS = """
const show = (name, f) => { try { console.log(name, f()) } catch (error) { console.log(name, error instanceof RangeError, error.name, String(error)) } }
show('spread', () => Math.max(...new Array(5e6).fill(0)))
show('apply', () => String.fromCharCode.apply(null, new Array(5e6).fill(65)))
show('zero', () => 1n / 0n)
show('to bigint', () => BigInt(1.5))
show('locale', () => new Intl.DateTimeFormat('xx-invalid-locale-123456789'))
show('form', () => 'a'.normalize('x'))
show('code point', () => String.fromCodePoint(-1))
show('view', () => new DataView(new ArrayBuffer(1)).getInt32(0))
show('super', () => new (class extends Object { constructor() { this.a } })())
show('called', () => [Promise, Map, WeakSet].map((f) => { try { f() } catch (error) { return String(error) } }))
show('proxy', () => new Proxy({}, null))
show('proxy 2', () => new Proxy(1, {}))
show('weak key', () => new WeakMap([[1, 2]]))
show('literal', () => (0, eval)('"abc'))
"""


@pytest.fixture(scope='module')
def fox(server: StaticServer) -> Iterator[Firefox]:
    yield from opened(server)


def test_programs(fox: Firefox) -> None:
    assert (
        fox.node("""
        const fs = require('fs'), http = require('http'), { Worker } = require('worker_threads'), { AsyncLocalStorage } = require('async_hooks')
        const { execSync } = require('child_process')
        const out = []
        fs.writeFileSync('a.txt', 'text')
        out.push(fs.readFileSync('a.txt', 'utf8'), require('crypto').createHash('sha1').update('').digest('hex').slice(0, 8), execSync('seq 3 | grep 2').toString().trim())
        const storage = new AsyncLocalStorage()
        storage.run('kept', async () => { await 1; out.push(storage.getStore()) })
        new Worker('require("worker_threads").parentPort.postMessage("thread")', { eval: true }).on('message', (text) => {
          out.push(text)
          const server = http.createServer((request, response) => response.end('served')).listen(0, () => http.get({ port: server.address().port }, (response) => {
            response.on('data', (data) => out.push(String(data))).on('end', () => { server.close(); import('path').then(({ sep }) => console.log(out.join(' '), sep)) })
          }))
        })
    """)
        == 'text da39a3ee 2 kept thread served /\n'
    )


def test_stacks_are_nodes(fox: Firefox) -> None:
    said = fox.node("""
        const inner = () => { throw new TypeError('wrong') }
        function outer() { inner() }
        try { outer() } catch (error) { console.log(error.stack.split('\\n').slice(0, 3).join('\\n')) }
        const holder = {}
        Error.captureStackTrace(holder)
        console.log(holder.stack.split('\\n')[1])
        Error.prepareStackTrace = (error, frames) => frames.map((frame) => frame.getFileName() + ':' + frame.getLineNumber())
        console.log(new Error('x').stack[0], Object.keys(new Error('x')).length)
        Error.prepareStackTrace = undefined
        require('assert').strictEqual(1, 2)
    """)
    file = '/home/user/project/program.js'
    lines = said.split('\n')
    assert lines[0] == 'TypeError: wrong'
    assert lines[1].startswith(f'    at inner ({file}:2:') and lines[2].startswith(f'    at outer ({file}:3:')
    assert lines[3].startswith(f'    at Object.<anonymous> ({file}:6:') or lines[3].startswith(f'    at {file}:6:')
    assert lines[4] == f'{file}:9 0'
    assert 'Expected values to be strictly equal:' in said and f'{file}:11:' in said and 'process.js' not in said


def test_errors_of_the_engine_have_nodes_words(fox: Firefox) -> None:
    natively = subprocess.run([node(), '-e', ERRORS], capture_output=True, text=True, timeout=60, check=True)
    assert fox.node(ERRORS) == natively.stdout


def test_files_outlive_the_page(fox: Firefox, server: StaticServer) -> None:
    fox.run("await wc.fs.writeFile('kept.txt', 'here'); await wc.sync()")
    fox.open(server.url)
    assert fox.run("return await wc.fs.readFile('kept.txt', 'utf8')") == 'here'
