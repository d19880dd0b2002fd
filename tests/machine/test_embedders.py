"""Clients of `@webcontainer/api` that change only the target of their import, built and served by real bundlers."""

import json
import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machine import embedders
from tests.machine.browser import Browser, Machine
from tests.machine.npm_cache import NpmCache
from tests.machine.registry import Registry
from tests.machine.static_server import StaticServer
from toolchain.environment import node

VITE = 'node_modules/vite/bin/vite.js'


@pytest.fixture(scope='module')
def folder(npm_cache: NpmCache) -> Path:
    return embedders.install(npm_cache)


@pytest.fixture(scope='module')
def built(folder: Path) -> Iterator[StaticServer]:
    """Vite's build on a host that sends the headers with its page, and no other."""
    embedders.succeed(VITE, 'build')
    server = StaticServer(folder / 'dist', '/', {'': embedders.ISOLATED, 'index.html': embedders.ISOLATED})
    yield server
    server.stop()


def result(browser: Browser, url: str) -> object:
    """The value that the page stores in `result`."""
    machine = Machine(browser, None)
    browser.driver.get(url)
    found = machine.wait_until(
        lambda: browser.driver.execute_script('return window.result'), 'the result of the page', 90
    )
    assert 'error' not in found, found['error'] + '\n' + browser.console()
    return found['value']


def client(name: str, browser: Browser, built: StaticServer, registry: Registry) -> dict:
    return result(browser, f'{built.url}?client={name}&registry={registry.url}')


def test_types(folder: Path) -> None:
    """The clients type-check against the published types and against ours, and ours are compatible with the published
    ones."""
    embedders.succeed('node_modules/typescript/bin/tsc', '-p', 'tsconfig.json')
    embedders.succeed('node_modules/typescript/bin/tsc', '-p', 'tsconfig.ours.json')


def test_starter(browser: Browser, built: StaticServer, registry: Registry) -> None:
    assert client('starter', browser, built, registry) == {
        'code': 0,
        'installed': True,
        'seen': ['first 172800000', 'second 172800000'],
    }


def test_tutorial(browser: Browser, built: StaticServer, registry: Registry) -> None:
    found = client('tutorial', browser, built, registry)
    assert found['status'] == 'authorized' and found['workdir'] == '/home/my-folder' and found['failed'] == 1
    assert (
        found['names'] == ['binary.bin', 'main.js', 'nested.txt']
        and found['latin'] == 'Größe'
        and found['bytes'] == [0, 255, 1]
    )
    assert any('new.js' in change for change in found['changes']) and found['tree'] == [
        'link',
        'main.js',
        'nested.txt',
        'new.js',
    ]
    assert found['zip'] == [80, 75] and found['left'] == ['src']


def test_tutorialkit(browser: Browser, built: StaticServer, registry: Registry) -> None:
    found = client('tutorialkit', browser, built, registry)
    assert (
        found['steps'] == [0, 3]
        and found['panel']
        and found['refused']
        and not found['stolen']
        and found['exit'] == 'rejected'
    )
    assert found['first'] == ['one 5173/about?tab=1', 'one 4001/deep/page'] and found['second'] == [
        'two 5173/about?tab=1',
        'two 4001/deep/page',
    ]


def test_bolt(browser: Browser, built: StaticServer, registry: Registry) -> None:
    found = client('bolt', browser, built, registry)
    assert found['codes'] == [0, 1, 0, 127, 0] and found['missing'] and found['workdir'] == '/home/project'
    assert found['inspected'] == 'ready' and 'PREVIEW_UNCAUGHT_EXCEPTION' in found['messages']
    known = [name.removeprefix('/home/project/') for name in found['known']]
    assert known == ['.npmrc', 'package-lock.json', 'package.json', 'src/made.txt', 'src/server.js']


def test_vslite(browser: Browser, built: StaticServer, registry: Registry) -> None:
    assert client('vslite', browser, built, registry) == {
        'code': 7,
        'found': ['./deep', './deep/er', './deep/er/file', './synced.txt'],
        'greeted': True,
        'secret': True,
        'synced': True,
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(('localhost', 0))
        return probe.getsockname()[1]


@pytest.fixture
def vite_dev(folder: Path) -> Iterator[str]:
    """Starts Vite's own server, with a base; returns the URL of its page."""
    port = free_port()
    process = subprocess.Popen(
        [node(), VITE, '--port', str(port), '--strictPort', '--host', 'localhost', '--base', '/app/'],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f'http://localhost:{port}/app/'
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=5).close()
            break
        except OSError:
            time.sleep(0.1)
    yield url
    process.terminate()
    process.wait()


def test_vite_dev(browser: Browser, vite_dev: str, registry: Registry) -> None:
    assert result(browser, f'{vite_dev}?client=tutorial&registry={registry.url}')['workdir'] == '/home/my-folder'


def test_webpack(browser: Browser, folder: Path) -> None:
    """The copy command and the default folder. Files of an older version are removed, others of the host stay."""
    embedders.succeed('node_modules/webpack/bin/webpack.js', '--config', 'webpack/webpack.config.cjs')
    site = folder / 'webpack-dist'
    (site / 'index.html').write_text(
        '<!doctype html><title>webpack</title><script src="js/main.js" defer></script>', encoding='utf-8'
    )
    command = 'node_modules/terrarium-machine/command.js'
    said = embedders.succeed(command, 'copy', 'webpack-dist/terrarium')
    names = embedders.files_of_the_machine()
    assert said == f'{len(names)} files in webpack-dist/terrarium\n'
    (site / 'terrarium' / 'old.js').write_text('')
    (site / 'terrarium' / 'own.txt').write_text('')
    listed = site / 'terrarium' / '.terrarium-files'
    listed.write_text(listed.read_text() + 'old.js\n')
    embedders.succeed(command, 'copy', 'webpack-dist/terrarium')
    assert sorted(path.name for path in (site / 'terrarium').iterdir() if not path.name.startswith('.')) == sorted(
        [*names, 'own.txt']
    )
    assert embedders.run(command, 'paste').returncode == 1 and 'Usage' in embedders.succeed(command, '--help')
    server = StaticServer(site, '/', {'index.html': embedders.ISOLATED})
    try:
        assert result(browser, server.url + 'index.html') == 'from node'
    finally:
        server.stop()


def test_webcontainer_test(folder: Path) -> None:
    """`@webcontainer/test` from npm, in Vitest's browser."""
    done = embedders.run(
        'node_modules/vitest/vitest.mjs',
        'run',
        '--config',
        'vitest/vitest.config.js',
        '--root',
        '.',
        '--reporter=json',
        '--outputFile=vitest.json',
    )
    report = json.loads((folder / 'vitest.json').read_text()) if (folder / 'vitest.json').exists() else {}
    assert done.returncode == 0 and report['numPassedTests'] == 4, re.sub(
        r'\x1b\[[0-9;]*m', '', done.stdout + done.stderr
    )[-4000:]


def test_the_types_name_what_there_is(browser: Browser, built: StaticServer) -> None:
    """Each method of the declared classes exists, and every public method is declared."""
    browser.driver.get(built.url + 'index.html')
    text = (embedders.SOURCES.parent.parent / 'package' / 'types' / 'index.d.ts').read_text(encoding='utf-8')
    for name, begin in [
        ('WebContainer', 'export declare class WebContainer {'),
        ('fs', 'export interface FileSystemAPI {'),
    ]:
        body = text.split(begin)[1].split('\n}')[0]
        declared = set(re.findall(r'^  (?:static )?(?:get )?(\w+)\(', body, re.MULTILINE)) - {'constructor'}
        found = browser.driver.execute_async_script(
            """
            const done = arguments[arguments.length - 1]
            import('/terrarium/terrarium.js').then(async ({WebContainer}) => {
              const names = (object) => object === Object.prototype ? [] : [
                ...Object.getOwnPropertyNames(object).filter((name) => !name.startsWith('_')),
                ...names(Object.getPrototypeOf(object))]
              if (arguments[0] === 'WebContainer') return done([...names(WebContainer.prototype), 'boot'])
              const machine = await WebContainer.boot(); done(names(Object.getPrototypeOf(machine.fs))); machine.teardown() })""",
            name,
        )
        public = {entry for entry in found if entry != 'constructor' and '_' not in entry} - {'onChange', 'watchAgain'}
        assert declared == public, (name, declared ^ public)
