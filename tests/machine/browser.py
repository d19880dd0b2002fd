"""Chromium as a user has it, and `Machine`: one Terrarium page in it, used by typing and reading.

The page exposes two things: `window.terrarium` (the WebContainer it runs on) and `window.terminalText()`
(all text of the terminal, scrollback too)."""

import itertools
import re
import tempfile
import time
from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import ElementNotInteractableException, TimeoutException, WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.machine.outside import RESOLVER_RULES, TRUST_TESTS
from tests.machine.static_server import StaticServer

FLAGS = [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--window-size=1280,900',
    '--disable-dev-shm-usage',
    RESOLVER_RULES,
    TRUST_TESTS,
]
BOOT_TIME = 60.0
SCRIPT_TIME = 100.0  # below the 120 s after which selenium gives up on chromedriver without saying what hung
# for scripts of tests that make workers in the page, or load scripts in these: the page wants Trusted Types
TRUST_ALL = "if (globalThis.trustedTypes && !trustedTypes.defaultPolicy) trustedTypes.createPolicy('default', {createScriptURL: (url) => url, createScript: (text) => text});"
PROMPTS = ('$', '#', '❯', '>')


def start_chromium(profile: str, preferences: dict | None = None) -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    options.binary_location = '/usr/bin/chromium'
    for flag in [*FLAGS, f'--user-data-dir={profile}']:
        options.add_argument(flag)
    if preferences:
        options.add_experimental_option('prefs', preferences)
    options.set_capability('goog:loggingPrefs', {'browser': 'ALL'})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService('/usr/bin/chromedriver'))
    driver.set_script_timeout(SCRIPT_TIME)
    return driver


class Browser:
    """A Chromium with a fresh profile, which is deleted with it; optionally with user preferences, and a script that
    runs before those of each page."""

    def __init__(self, preferences: dict | None = None, script: str = '') -> None:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.driver = start_chromium(self._profile.name, preferences)
        if script:
            self.driver.execute_cdp_cmd('Page.addScriptToEvaluateOnNewDocument', {'source': script})

    def console(self) -> str:
        """The console messages of pages since the last call."""
        return '\n'.join(f'{entry["level"]} {entry["message"]}' for entry in self.driver.get_log('browser'))

    def close(self) -> None:
        self.driver.quit()
        self._profile.cleanup()


# Nobody sits before the page: what a policy asks is denied at once, unless a test says that it answers.
NOBODY = """
if (!window.deniesAll) window.deniesAll = window.terrarium.on('permission', (request) => {
    if (!window.personAnswers) request.answer('deny').catch(() => {})
})
return true
"""


class Machine:
    """A page with a booted machine. `run` types a command into the terminal and returns what it printed."""

    passing: type[Exception] = WebDriverException  # errors that occur during a page's navigation

    def __init__(self, browser: Browser, server: StaticServer) -> None:
        self.browser = browser
        self.driver = browser.driver
        self.server = server
        self.exit_code = 0
        self._numbers = itertools.count(1)

    # ---- the page
    def open(self) -> 'Machine':
        self.driver.get(self.server.url)
        return self.wait_for_prompt()

    def reload(self) -> 'Machine':
        # by the page itself: chromedriver's own refresh may get the document from before the service worker's reload
        self.driver.execute_script('window.isOldPage = true; setTimeout(() => location.reload(), 0)')
        self.wait_until(lambda: not self.driver.execute_script('return window.isOldPage'), 'a new page', BOOT_TIME)
        return self.wait_for_prompt()

    def offline(self) -> None:
        """Stops the host: only the browser's own data is left, which the page has said is enough."""
        self.wait_until(
            lambda: 'Works offline' in self.driver.find_element('id', 'statusbar').text,
            'the page to say that it works offline',
            BOOT_TIME,
        )
        self.server.stop()

    def online(self) -> None:
        self.server.start()

    def wait_for_prompt(self) -> 'Machine':
        def at_prompt() -> bool:
            return bool(
                self.driver.execute_script('return !!window.terrarium && !!window.terminalText')
            ) and self.screen_text().rstrip().endswith(PROMPTS)

        self.wait_until(at_prompt, 'a shell prompt', BOOT_TIME)
        self.wait_until(lambda: self.driver.execute_script(NOBODY), 'the machine', BOOT_TIME)
        return self

    def wait_until(self, condition, what: str, timeout: float):
        """Polls until the condition is true; on a timeout reports what was on the screen."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            try:
                found = condition()
                if found:
                    return found
            except self.passing:
                pass  # the page reloads itself once while the service worker takes over
            time.sleep(0.05)
        raise AssertionError(
            f'{what} did not come within {timeout} s.\n--- screen\n{self.safe_screen()}\n--- console\n{self.browser.console()}'
        )

    def safe_screen(self) -> str:
        try:
            return self.screen_text() or self.driver.find_element(By.TAG_NAME, 'body').text
        except WebDriverException as error:
            return f'(no screen: {error.msg})'

    def screenshot(self, path: Path | str) -> None:
        self.driver.save_screenshot(str(path))

    # ---- the terminal
    def type(self, text: str) -> None:
        """Real key presses; a line feed is the Enter key."""
        self._press(text.replace('\n', Keys.ENTER))

    def control(self, letter: str) -> None:
        self._press(Keys.CONTROL, letter)

    def _press(self, *keys: str) -> None:
        """To the terminal. When it became smaller, xterm's text field is out of sight until the cursor moves; then, as
        a person does, a click comes first."""
        try:
            self.driver.find_element(By.CSS_SELECTOR, '.xterm-helper-textarea').send_keys(*keys)
        except ElementNotInteractableException:
            self.driver.find_element(By.CSS_SELECTOR, '.xterm-screen').click()
            chain = ActionChains(self.driver)
            for modifier in keys[:-1]:
                chain.key_down(modifier)
            chain.send_keys(keys[-1])
            for modifier in keys[:-1]:
                chain.key_up(modifier)
            chain.perform()

    def interrupted(self, text: str) -> bool:
        """Presses Ctrl-C, unless the screen shows the text."""
        if text not in self.screen_text():
            self.control('c')
        return text in self.screen_text()

    def screen_text(self) -> str:
        return self.driver.execute_script('return window.terminalText ? window.terminalText() : ""')

    def wait_for(self, text: str, timeout: float = 30.0) -> str:
        self.wait_until(lambda: text in self.screen_text(), repr(text), timeout)
        return self.screen_text()

    def run(self, command: str, timeout: float = 60.0) -> str:
        """Runs one line of shell; afterwards `exit_code` has its exit code."""
        number = next(self._numbers)
        # The quotes distinguish the echo of the typed text from the output.
        self.type(f"echo '<<'BEGIN{number}; {command}; echo '>>'END{number}:$?\n")
        ended = re.compile(rf'>>END{number}:(\d+)')
        try:
            self.wait_until(lambda: ended.search(self.screen_text()), f'the end of {command!r}', timeout)
        except AssertionError:
            self._leave_program()
            raise
        text = self.screen_text()
        match = ended.search(text)
        assert match is not None
        self.exit_code = int(match[1])
        begin = text.index(f'\n<<BEGIN{number}') + len(f'\n<<BEGIN{number}')
        return text[begin : match.start()].strip('\n')

    def _leave_program(self) -> None:
        """Returns to the prompt, by Ctrl-C or else by a reload, so that a program that hangs fails only its own
        test."""
        self.control('c')
        try:
            self.wait_until(lambda: self.screen_text().rstrip().endswith(PROMPTS), 'a prompt after Ctrl-C', 5.0)
        except AssertionError:
            self.reload()

    # ---- the API
    def api(self, body: str, *arguments: object, timeout: float = SCRIPT_TIME) -> object:
        """Runs the body of an async function in the page; `wc` is the WebContainer, `args` are the arguments."""
        self.driver.set_script_timeout(timeout)
        try:
            found = self.driver.execute_async_script(
                """
                const args = [...arguments].slice(0, -1), done = arguments[arguments.length - 1], wc = window.terrarium;
                (async () => {"""
                + body
                + """})().then((value) => done({value}), (error) => done({error: String(error && error.stack || error)}));""",
                *arguments,
            )
        except TimeoutException as error:
            raise AssertionError(f'no end within {timeout} s: {body}\n{self._state_of_page()}') from error
        if 'error' in found:
            raise AssertionError(found['error'])
        return found.get('value')

    def _state_of_page(self) -> str:
        seen = self.driver.execute_script(
            'return `${location.href} is ${document.visibilityState}, ${document.readyState}`'
        )
        self.driver.set_script_timeout(10)
        try:
            alive = self.driver.execute_async_script("""const done = arguments[0]
                window.terrarium.usage().then(() => done('the kernel answers'), (error) => done(String(error)))""")
        except WebDriverException as error:
            alive = f'the kernel does not answer: {error.msg}'
        return f'{seen}; {alive}\n--- screen\n{self.safe_screen()}\n--- console\n{self.browser.console()}'

    def write_file(self, path: str, text: str) -> None:
        self.api('await wc.fs.writeFile(args[0], args[1])', path, text)

    def read_file(self, path: str) -> str:
        return str(self.api("return await wc.fs.readFile(args[0], 'utf-8')", path))

    # ---- the preview
    def in_preview(self, port: int, path: str = '/', timeout: float = 30.0) -> None:
        """Opens a server's page in a tab of its own and enters its frame."""
        self.driver.switch_to.new_window('tab')
        self.driver.get(f'{self.server.url}preview/{port}{path}')
        self.wait_until(lambda: self._enter_frame(), f'the preview of port {port}', timeout)

    def _enter_frame(self) -> bool:
        frames = self.driver.find_elements(By.TAG_NAME, 'iframe')
        if frames:
            self.driver.switch_to.frame(frames[0])
        return bool(frames)

    def leave_preview(self) -> None:
        self.driver.close()
        self.driver.switch_to.window(self.driver.window_handles[0])
