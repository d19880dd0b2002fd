"""A page of an embedder next to terrarium.js: tests run their code in it, with the exports of `terrarium.js`."""

from tests.machine.browser import Browser, Machine
from tests.machine.static_server import StaticServer
from toolchain.environment import DIST

NAME = 'embedder-test.html'
PAGE = """<!doctype html><meta charset="utf-8"><title>embedder</title>
<script type="module">
  import * as api from './terrarium.js'
  window.text = async (process) => { let said = ''; await process.output.pipeTo(new WritableStream({write(part) { said += part }})); return said }
  if (!crossOriginIsolated) await api.WebContainer.boot()
  Object.assign(window, api); window.ready = true
</script>
"""


class Embedder:
    """`run` returns the value of an async function's body."""

    def __init__(self, browser: Browser, server: StaticServer) -> None:
        self.machine = Machine(browser, server)
        self.driver = browser.driver
        self.server = server

    def open(self, query: str = '') -> 'Embedder':
        page = DIST / NAME
        page.write_text(PAGE, encoding='utf-8')
        try:
            self.driver.get(self.server.url + NAME + query)
            self.machine.wait_until(
                lambda: self.driver.execute_script('return window.ready && crossOriginIsolated'),
                'the embedding page',
                60,
            )
        finally:
            page.unlink()
        return self

    def run(self, body: str, *arguments: object, timeout: float = 120.0) -> object:
        return self.machine.api(body, *arguments, timeout=timeout)
