"""`Machine` in Firefox: the interface for tests of the whole machine, by WebDriver BiDi instead of chromedriver.

It can't find and click elements: tests that do so run only in Chromium (`runs_here`)."""

import inspect
import itertools

import pytest

from tests.firefox.driver import Firefox
from tests.machine.browser import SCRIPT_TIME, Machine
from tests.machine.static_server import StaticServer

ENTER = '\ue007'
CONTROL = '\ue009'
# names that a test must not use in order to run here
CHROMIUMS = (
    'find_element',
    'execute_cdp_cmd',
    'ActionChains',
    'get_log',
    'send_keys',
    'window_handle',
    'switch_to.window',
)


def runs_here(item: pytest.Item) -> bool:
    """Whether a test and the fixtures of its module use only what FoxMachine has."""
    names = set(getattr(item, 'fixturenames', ()))
    text = inspect.getsource(item.obj) if isinstance(item, pytest.Function) else ''
    for name in names:
        found = getattr(getattr(item, 'module', None), name, None)
        text += (
            inspect.getsource(getattr(found, '__wrapped__', getattr(found, '__pytest_wrapped__', found)))
            if callable(found)
            else ''
        )
    return 'browser' not in names and not any(word in text for word in CHROMIUMS)


class Switch:
    def __init__(self, fox: Firefox) -> None:
        self._fox = fox

    def frame(self, _first: object) -> None:
        self._fox.enter_frame()

    def default_content(self) -> None:
        self._fox.leave_frame()


class FoxDriver:
    """The part of selenium's driver with which tests run scripts in the page."""

    def __init__(self, fox: Firefox) -> None:
        self._fox = fox
        self.switch_to = Switch(fox)

    def execute_script(self, body: str, *arguments: object) -> object:
        return self._fox.run(f'return (function () {{ {body} }}).apply(null, args)', *arguments)

    def execute_async_script(self, body: str, *arguments: object) -> object:
        return self._fox.run(
            f'return await new Promise((done) => (function () {{ {body} }}).apply(null, [...args, done]))', *arguments
        )

    def set_script_timeout(self, _seconds: float) -> None:
        """Does nothing: tests have limits of their own."""

    def get(self, url: str) -> None:
        self._fox.navigate(url)


class Console:
    """Takes the place of `Browser`, from which reports of failures read the console."""

    def console(self) -> str:
        return '(not kept in Firefox)'


class FoxMachine(Machine):
    passing = AssertionError

    def __init__(self, fox: Firefox, server: StaticServer) -> None:
        self.fox = fox
        self.browser = Console()  # type: ignore[assignment]
        self.driver = FoxDriver(fox)  # type: ignore[assignment]
        self.server = server
        self.exit_code = 0
        self._numbers = itertools.count(1)

    def safe_screen(self) -> str:
        try:
            return self.screen_text()
        except AssertionError as error:
            return f'(no screen: {error})'

    def type(self, text: str) -> None:
        self.fox.type('.xterm-helper-textarea', text.replace('\n', ENTER))

    def control(self, letter: str) -> None:
        self.fox.type('.xterm-helper-textarea', letter, CONTROL)

    def api(self, body: str, *arguments: object, timeout: float = SCRIPT_TIME) -> object:
        return self.fox.run(body, *arguments)

    def in_preview(self, port: int, path: str = '/', timeout: float = 30.0) -> None:
        self.fox.open_tab(f'{self.server.url}preview/{port}{path}')
        self.wait_until(lambda: self._enter_frame(), f'the preview of port {port}', timeout)

    def _enter_frame(self) -> bool:
        """Enters the frame once its page is there: a frame begins with an empty document, which has nothing of ours."""
        return self.fox.enter_frame() and bool(
            self.fox.run("return location.href !== 'about:blank' && document.readyState === 'complete'")
        )

    def leave_preview(self) -> None:
        self.fox.close_tab()
