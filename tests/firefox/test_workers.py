"""In Firefox the page creates programs' workers, whose policy differs from the page's own if that is too strict for
programs."""

import time

import pytest

from tests.firefox import driver
from tests.firefox.driver import Firefox
from tests.machine.test_content_policy import served

SCRIPTS = "script-src 'self' blob:{}; worker-src 'self' blob:; frame-src 'self'"
LIMIT = 90.0


@pytest.mark.parametrize('more', ['', " 'wasm-unsafe-eval'", " 'wasm-unsafe-eval' 'unsafe-eval'"])
def test_programs_run_below_a_narrow_policy_of_the_page(more: str) -> None:
    if not driver.is_there():
        pytest.skip('there is no Firefox, and it could not be installed')
    with served('', SCRIPTS.format(more)) as server:
        fox = Firefox()
        try:
            fox.navigate(server.url + 'policy-test.html')
            end = time.monotonic() + LIMIT
            while not said(fox).startswith('said ') and time.monotonic() < end:
                time.sleep(0.1)
            assert said(fox) == 'said 2'
        finally:
            fox.close()


def said(fox: Firefox) -> str:
    try:
        return str(fox.run('return document.title'))
    except AssertionError:
        return ''  # the page reloads itself once
