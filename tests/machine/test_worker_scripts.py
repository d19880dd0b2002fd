"""The origin of workers' scripts: memory, once the machine runs; their own addresses if a host's policy forbids that. A
script that can't be loaded gives an error that says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.machine.altered import altered_dist
from tests.machine.browser import Browser, Machine
from tests.machine.static_server import StaticServer
from toolchain.environment import DIST

FORGET = """
    for (const name of await caches.keys()) await caches.delete(name)
    return true"""


@contextmanager
def served(policies: dict[str, str], script: str = '') -> Iterator[tuple[Browser, StaticServer]]:
    """A host that sends a content security policy with some files, in a separate browser."""
    server = StaticServer(
        DIST, '/scripts/', headers={name: {'content-security-policy': policy} for name, policy in policies.items()}
    )
    browser = Browser(script=script)
    try:
        yield browser, server
    finally:
        browser.close()
        server.stop()


def test_programs_start_without_host_and_cache() -> None:
    with served({}) as (browser, server):
        machine = Machine(browser, server).open()
        assert machine.run("node -p 6*7; npm -v >/dev/null && sh -c 'echo sub'").split() == ['42', 'sub']
        server.stop()
        assert machine.api(FORGET) is True
        for _ in range(4):  # more than there are spare workers
            assert machine.run(
                "node -e 'console.log(new Error().stack.includes(\"blob:\"))'; sh -c 'echo sub'"
            ).split() == ['false', 'sub']


def test_a_policy_against_workers_from_memory_is_no_hindrance() -> None:
    """Behind the wall the page makes them; without one the kernel does."""
    for script in ('', 'delete HTMLIFrameElement.prototype.credentialless;'):
        with served({'kernel.js': "worker-src 'self'", 'network.js': "worker-src 'self'"}, script) as (browser, server):
            machine = Machine(browser, server).open()
            for _ in range(4):
                assert machine.run('node -p 6*7') == '42'


def test_a_script_that_can_not_be_had_is_told(tmp_path: Path) -> None:
    """And that is no reason to run programs without their wall."""
    dist = altered_dist(tmp_path, '', ())
    (dist / 'process.js').unlink()
    server = StaticServer(dist, '/scripts/')
    browser = Browser()
    try:
        browser.driver.get(server.url)
        machine = Machine(browser, server)
        machine.wait_until(lambda: browser.driver.execute_script('return !!window.terrarium'), 'the page', 60)
        found = machine.api("""
            const warning = new Promise((yes) => wc.on('warning', (said) => { if (said.code === 'ERR_TERRARIUM_WORKER') yes(said) }))
            const process = await wc.spawn('node', ['-e', '0'])
            return [(await warning).code, await process.exit, wc.programsAreWalled]""")
        assert found == ['ERR_TERRARIUM_WORKER', 126, True]
    finally:
        browser.close()
        server.stop()


def test_spares_load_what_many_programs_ask_for(tmp_path: Path) -> None:
    server = StaticServer(
        altered_dist(tmp_path, 'globalThis.furtherIsLoaded = true;', ('natives-further.js',)), '/scripts/'
    )
    browser = Browser()
    try:
        machine = Machine(browser, server).open()
        machine.wait_until(
            lambda: machine.run("sleep 1; node -p 'globalThis.furtherIsLoaded'") == 'true',
            'a spare that has loaded further scripts',
            60,
        )
    finally:
        browser.close()
        server.stop()
