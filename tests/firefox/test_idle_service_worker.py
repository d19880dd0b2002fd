"""Firefox with a service worker that is stopped 0.2 s after its last event, so that it stops while programs start.
Every program still runs, since scripts come from memory, and a page's worker gets the scripts that it imports while it
is blocked."""

from collections.abc import Iterator

import pytest

from tests.firefox.driver import IDLE_LIFE, Firefox, opened
from tests.machine.browser import TRUST_ALL
from tests.machine.static_server import StaticServer

IDLE_MS = 200
PROGRAMS = """
    const failed = []
    for (let k = 0; k < 25; k++) {
      const program = k % 5 === 4 ? ['sh', ['-c', 'node -p 6*7']] : ['node', ['-p', '6*7']]
      const made = await wc.spawn(...program)
      let said = ''
      await made.output.pipeTo(new WritableStream({write(text) { said += text }}))
      const code = await made.exit
      if (code !== 0 || !said.includes('42')) failed.push([k, code, said])
      await new Promise((yes) => setTimeout(yes, (k * 137) % 500))
    }
    return failed"""
IMPORTING = (
    TRUST_ALL
    + """
    const results = []
    for (let k = 0; k < 4; k++) {
      await new Promise((yes) => setTimeout(yes, args[0]))
      const url = new URL('roots.js', location).href
      const worker = new Worker(URL.createObjectURL(new Blob([`${args[1]}; importScripts('${url}'); postMessage(typeof terrarium_roots)`])))
      results.push(await Promise.race([new Promise((yes) => { worker.onmessage = (event) => yes(event.data) }), new Promise((yes) => setTimeout(() => yes('never'), 10000))]))
      worker.terminate()
    }
    return results"""
)


@pytest.fixture(scope='module')
def hasty(server: StaticServer) -> Iterator[Firefox]:
    yield from opened(server, {IDLE_LIFE: IDLE_MS})


def test_every_program_starts(hasty: Firefox) -> None:
    assert hasty.run(PROGRAMS) == []


def test_a_worker_of_the_page_imports_scripts(hasty: Firefox) -> None:
    """Right after another request, and when the service worker has to be started for it."""
    assert hasty.run(IMPORTING, 0, TRUST_ALL) == ['object'] * 4
    assert hasty.run(IMPORTING, 3 * IDLE_MS, TRUST_ALL) == ['object'] * 4
