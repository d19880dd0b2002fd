"""Loss of our workers: that of the kernel worker is detected, reported and repaired by a restart in place, the service
worker is registered again. And a machine that was torn down answers no requests."""

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.by import By

from tests.machine.browser import Browser, Machine
from tests.machine.static_server import StaticServer
from toolchain.environment import DIST

# The page's workers, for a test that ends one as a browser without memory would.
WORKERS = """
    window.workers = []
    window.Worker = new Proxy(Worker, {construct(target, args) { const made = new target(...args); window.workers.push(made); return made }})"""
TEARDOWN = """
    const done = arguments[arguments.length - 1]
    import('./terrarium.js').then(async ({WebContainer}) => {
      const machine = await WebContainer.boot()
      const running = await machine.spawn('node', ['-e', 'setInterval(() => {}, 1000)'])
      let heard = 0
      machine.on('port', () => heard++)
      machine.teardown()
      const calls = [() => machine.fs.readFile('x'), () => machine.fs.readdir('.'), () => machine.fs.writeFile('x', 'x'), () => machine.fs.mkdir('d'), () => machine.fs.rm('x'),
        () => machine.fs.rename('x', 'y'), () => machine.fs.watch('.'), () => machine.spawn('node', ['-v']), () => machine.mount({}), () => machine.export('.'),
        () => machine.sync(), () => machine.usage(), () => machine.checkpoint('c'), () => machine.checkpoints(), () => machine.rollback('c'),
        () => machine.damaged(), () => machine.mounts(), () => machine.pack('.'), () => machine.setPreviewScript(''), () => machine.teardown(),
        () => machine.restart(), () => running.exit]
      const codes = []
      for (const call of calls) {
        try { codes.push('works ' + await call()) } catch (error) { codes.push(error.code) }
      }
      const again = await WebContainer.boot()
      codes.push(await again.fs.readdir('.'), heard)
      again.teardown()
      return codes
    }).then(done, (error) => done(String(error)))"""


@pytest.fixture
def lost() -> Iterator[Machine]:
    server = StaticServer(DIST, '/lost/')
    browser = Browser(script=WORKERS)
    try:
        yield Machine(browser, server).open()
    finally:
        browser.close()
        server.stop()


def status(machine: Machine) -> str:
    return machine.driver.find_element(By.ID, 'status-left').text


def test_a_kernel_that_is_gone_is_noticed_and_started_again(lost: Machine) -> None:
    lost.run('echo kept > kept; sync')
    lost.driver.execute_script('for (const worker of workers) worker.terminate(); window.stays = true')
    lost.wait_until(lambda: 'The machine has stopped' in status(lost), 'the message', 90)
    assert (
        lost.api("try { await wc.fs.readFile('kept') } catch (error) { return error.code }") == 'ERR_TERRARIUM_SILENT'
    )
    # reports that it failed
    lost.driver.find_element(
        By.CSS_SELECTOR, '[aria-label="Download the files as a zip, without node_modules"]'
    ).click()
    lost.wait_until(lambda: 'does not answer' in status(lost).split('Start again')[-1], 'the other message', 10)
    assert 'The machine has stopped' in status(lost)
    lost.driver.find_element(By.XPATH, '//button[text()="Start again"]').click()
    lost.wait_until(lambda: status(lost).startswith('running'), 'the machine', 60)
    lost.wait_for_prompt()
    assert lost.run('cat kept').strip() == 'kept'
    assert lost.driver.execute_script('return window.stays') is True


def test_a_service_worker_that_is_gone_comes_back(lost: Machine) -> None:
    """The page itself acts as the browser's settings and as other pages of the origin."""
    lost.type(
        'node -e \'require("http").createServer((q, s) => s.end("served")).listen(4313, () => console.log("up", 1))\' &\n'
    )
    lost.wait_for('up 1')
    lost.api("""const registration = await navigator.serviceWorker.getRegistration(); registration.unregister()
        while (await navigator.serviceWorker.getRegistration()) await new Promise((yes) => setTimeout(yes, 20))""")
    lost.wait_until(
        lambda: lost.api('return !!(await navigator.serviceWorker.getRegistration())'), 'the new registration', 20
    )
    lost.in_preview(4313)
    lost.wait_until(lambda: lost.driver.find_element(By.TAG_NAME, 'body').text == 'served', 'the page', 10)
    lost.leave_preview()


def test_after_teardown_nothing_is_answered(lost: Machine) -> None:
    lost.driver.get(lost.server.url + 'licences.txt')
    found = lost.driver.execute_async_script(TEARDOWN)
    assert found == ['ETORNDOWN'] * 22 + [[], 0]
