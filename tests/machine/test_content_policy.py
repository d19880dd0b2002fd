"""A page or a host whose Content-Security-Policy forbids the machine: the error of `boot` says so, and what to
allow."""

import contextlib
from collections.abc import Iterator

import pytest

from tests.machine.browser import Browser, Machine
from tests.machine.static_server import StaticServer
from toolchain.environment import DIST

PAGE = (
    '<!doctype html><meta charset="utf-8"><title>policy</title>{}<script type="module" src="policy-test.js"></script>'
)
SCRIPT = """
import { WebContainer } from './terrarium.js'
let said = ''
try {
  const machine = await WebContainer.boot({onProgress() {}})
  machine.on('warning', (warning) => { document.body.dataset.warned = warning.code })
  const node = await machine.spawn('node', ['-e', 'console.log(String(1+1))'])
  await node.output.pipeTo(new WritableStream({write(part) { said += part }}))
  const ready = new Promise((yes) => machine.on('server-ready', (port, url) => yes(url)))
  const server = await machine.spawn('node', ['-e', 'require("http").createServer((q, s) => s.end("x")).listen(3000)'])
  const frame = document.createElement('iframe'); frame.src = await ready; document.body.append(frame)
  await new Promise((go) => { frame.onload = go; setTimeout(go, 3000) })
  machine.teardown()
} catch (error) { said = error.code + ': ' + error.message }
document.title = 'said ' + said.trim()
"""


@contextlib.contextmanager
def served(header: str, meta: str) -> Iterator[StaticServer]:
    """dist/ with a policy on every file, and the page with one of its own."""
    files = {
        DIST / 'policy-test.html': PAGE.format(
            f'<meta http-equiv="Content-Security-Policy" content="{meta}">' if meta else ''
        ),
        DIST / 'policy-test.js': SCRIPT,
    }
    for path, text in files.items():
        path.write_text(text, encoding='utf-8')
    headers = {path.name: {'Content-Security-Policy': header} for path in DIST.iterdir()} if header else {}
    server = StaticServer(DIST, '/some/dir/', headers)
    try:
        yield server
    finally:
        server.stop()
        for path in files:
            path.unlink()


def said(header: str, meta: str) -> tuple[str, str]:
    with served(header, meta) as server:
        browser = Browser()
        try:
            browser.driver.get(server.url + 'policy-test.html')
            Machine(browser, server).wait_until(lambda: browser.driver.title.startswith('said '), 'the page', 60)
            return browser.driver.title.removeprefix('said '), browser.driver.find_element(
                'tag name', 'body'
            ).get_attribute('data-warned') or ''
        finally:
            browser.close()


@pytest.mark.parametrize(
    ('header', 'meta', 'lacks'),
    [
        ("script-src 'self'", '', "lacks 'unsafe-eval' 'wasm-unsafe-eval'"),
        ("script-src 'self' 'wasm-unsafe-eval'", '', "lacks 'unsafe-eval'."),
        ('', "worker-src 'none'", '(worker-src)'),
    ],
)
def test_refused(header: str, meta: str, lacks: str) -> None:
    text, _ = said(header, meta)
    assert (
        text.startswith('ERR_TERRARIUM_CSP: ')
        and lacks in text
        and "Allow at least: script-src 'self' blob: 'wasm-unsafe-eval' 'unsafe-eval'" in text
    )


def test_what_is_documented_is_enough() -> None:
    policy = "default-src 'self'; script-src 'self' blob: 'wasm-unsafe-eval' 'unsafe-eval'; worker-src 'self' blob: data:; frame-src 'self'"
    assert said(policy, policy) == ('2', '')


def test_a_refused_preview_is_told() -> None:
    assert said('', "frame-src 'none'") == ('2', 'ERR_TERRARIUM_CSP')
