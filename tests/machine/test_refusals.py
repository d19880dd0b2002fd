"""Browsers that lack or refuse what the machine needs: the page and `boot` report what is missing, with a code, and
what to do."""

from pathlib import Path

import pytest
from selenium.webdriver.common.by import By

from tests.machine.altered import altered_dist
from tests.machine.browser import Browser, Machine
from tests.machine.static_server import StaticServer
from toolchain.environment import DIST

NO_COOKIES = {'profile.default_content_setting_values.cookies': 2}
REFUSED = "new DOMException('The operation is insecure.', 'SecurityError')"
BOOT = """
    const done = arguments[arguments.length - 1]
    import('./terrarium.js').then((api) => api.WebContainer.boot({workspace: 'other'})).then(() => done(['booted', '']), (error) => done([error.code, error.message]))"""


def refused(browser: Browser, server: StaticServer) -> str:
    """The page's message after it has given up."""
    machine = Machine(browser, server)
    browser.driver.get(server.url)
    machine.wait_until(
        lambda: 'not running' in browser.driver.find_element(By.ID, 'statusbar').text, 'the end of the boot', 60
    )
    return browser.driver.find_element(By.ID, 'boot').text


@pytest.mark.parametrize(
    ('preferences', 'script', 'said'),
    [
        (NO_COOKIES, '', 'refuses the service worker'),
        (
            None,
            f'ServiceWorkerContainer.prototype.register = () => Promise.reject({REFUSED})',
            'refuses the service worker',
        ),
        (
            None,
            f"Object.defineProperty(Navigator.prototype, 'serviceWorker', {{get() {{ throw {REFUSED} }}}})",
            'gives it no service worker',
        ),
        (
            None,
            f"for (const name of ['sessionStorage', 'localStorage']) Object.defineProperty(window, name, {{get() {{ throw {REFUSED} }}}})",
            'refuses storage',
        ),
    ],
)
def test_no_isolation(server: StaticServer, preferences: dict | None, script: str, said: str) -> None:
    browser = Browser(preferences, script)
    try:
        text = refused(browser, server)
        assert said in text and 'Allow site data' in text
        assert text.endswith('NOT_ISOLATED') and 'Try again' in text
        code, message = browser.driver.execute_async_script(BOOT)
        assert code == 'NOT_ISOLATED' and said in message
    finally:
        browser.close()


@pytest.mark.parametrize(
    ('script', 'said'),
    [
        (f'IDBFactory.prototype.open = function () {{ throw {REFUSED} }};', 'Allow site data'),
        (f"Object.defineProperty(self, 'indexedDB', {{get() {{ throw {REFUSED} }}}});", 'Allow site data'),
        (f'LockManager.prototype.request = () => Promise.reject({REFUSED});', 'Allow site data'),
        (
            "IDBFactory.prototype.open = () => { const request = {error: new DOMException('Internal error.', 'UnknownError')}; "
            'setTimeout(() => request.onerror()); return request };',
            'restart the browser',
        ),
    ],
)
def test_no_storage(tmp_path: Path, script: str, said: str) -> None:
    server = StaticServer(altered_dist(tmp_path, script), '/refused/')
    browser = Browser()
    try:
        text = refused(browser, server)
        assert said in text and text.endswith('ERR_TERRARIUM_NO_STORAGE')
        code, message = browser.driver.execute_async_script(BOOT)
        assert code == 'ERR_TERRARIUM_NO_STORAGE' and said in message
    finally:
        browser.close()
        server.stop()


def test_without_any_room_it_works_as_long_as_there_is_a_network() -> None:
    server = StaticServer(DIST, '/full/')
    browser = Browser()
    try:
        browser.driver.execute_cdp_cmd(
            'Storage.overrideQuotaForOrigin', {'origin': f'http://localhost:{server.port}', 'quotaSize': 1}
        )
        machine = Machine(browser, server).open()
        assert machine.run('node -p 6*7').strip() == '42'
        machine.wait_until(
            lambda: 'only while there is a network' in browser.driver.find_element(By.ID, 'status-left').text,
            'what the page says of its cache',
            20,
        )
        assert 'storage is full' in browser.driver.find_element(By.ID, 'status-left').text
        assert machine.api("try { await wc.sync(); return 'stored' } catch (error) { return error.code }") == 'ENOSPC'
        machine.reload()
        assert machine.run('echo again').strip() == 'again'
    finally:
        browser.close()
        server.stop()


def test_a_frame_of_another_site_offers_a_tab(tmp_path: Path, server: StaticServer) -> None:
    (tmp_path / 'outer.html').write_text(f'<!doctype html><iframe src="{server.url}" width=900 height=600></iframe>')
    outer = StaticServer(tmp_path)
    browser = Browser()
    try:
        browser.driver.get(outer.url.replace('localhost', 'outer.localhost') + 'outer.html')
        browser.driver.switch_to.frame(0)
        Machine(browser, server).wait_until(
            lambda: browser.driver.find_elements(By.LINK_TEXT, 'Open in a tab of its own'), 'the link', 60
        )
        text = browser.driver.find_element(By.ID, 'boot').text
        assert 'frame' in text and 'NOT_ISOLATED' in text
        browser.driver.find_element(By.LINK_TEXT, 'Open in a tab of its own').click()
        browser.driver.switch_to.window(browser.driver.window_handles[-1])
        Machine(browser, server).wait_for_prompt()
    finally:
        browser.close()
        outer.stop()
