"""Firefox, driven by WebDriver BiDi over its own port, since the registries have no geckodriver. The second engine for
tests: reveals dependencies on V8."""

import itertools
import json
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator

import pytest
import websocket

from tests.machine.static_server import StaticServer

FLAGS = ['--headless', '--no-remote', '--remote-debugging-port', '0']
START = 60.0
# How long a service worker lives after its last event, in ms. Promises that it waits for (its installation) keep it
# longer, by another preference.
IDLE_LIFE = 'dom.serviceWorkers.idle_timeout'
PREFERENCES = {
    'app.update.enabled': False,
    'browser.shell.checkDefaultBrowser': False,
    'datareporting.policy.dataSubmissionEnabled': False,
    'toolkit.telemetry.enabled': False,
    'app.normandy.enabled': False,
    'services.settings.server': 'data:,',
    'browser.safebrowsing.malware.enabled': False,
    'browser.safebrowsing.phishing.enabled': False,
    'network.captive-portal-service.enabled': False,
    'network.connectivity-service.enabled': False,
    'extensions.systemAddon.update.enabled': False,
}


def is_there() -> bool:
    return shutil.which('firefox-esr') is not None


class Firefox:
    """One tab with a fresh profile and additional preferences. `run(body)` returns the value of an async function's
    body in the page."""

    def __init__(self, preferences: dict | None = None) -> None:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        with open(f'{self._profile.name}/user.js', 'w') as file:
            file.writelines(
                f'user_pref({json.dumps(name)}, {json.dumps(value)});\n'
                for name, value in {**PREFERENCES, **(preferences or {})}.items()
            )
        self._process = subprocess.Popen(
            ['firefox-esr', *FLAGS, '--profile', self._profile.name],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._numbers = itertools.count(1)
        self._socket = websocket.create_connection(self._address() + '/session', timeout=300, suppress_origin=True)
        self._call('session.new', {'capabilities': {}})
        self._tab: str = self._call('browsingContext.getTree', {})['contexts'][0]['context']
        self._tabs: list[str] = []
        self._frame = ''

    def _address(self) -> str:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            found = re.search(r'BiDi listening on (ws://\S+)', line)
            if found:
                return found[1]
        raise AssertionError('Firefox did not start')

    def _call(self, method: str, params: dict) -> dict:
        number = next(self._numbers)
        self._socket.send(json.dumps({'id': number, 'method': method, 'params': params}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get('id') == number:
                assert answer['type'] == 'success', answer
                return answer['result']

    def open(self, url: str) -> None:
        """Opens a page, and waits until the machine is at its prompt."""
        self._call('browsingContext.navigate', {'context': self._tab, 'url': url, 'wait': 'none'})
        end = time.monotonic() + START
        while time.monotonic() < end:
            try:
                if self.run('return window.terminalText ? /\\$\\s*$/.test(window.terminalText()) : false'):
                    return
            except AssertionError:
                pass  # the page reloads itself once while the service worker takes over
            time.sleep(0.1)
        raise AssertionError(f'no prompt in Firefox; the page shows: {self._text()}')

    def _text(self) -> str:
        try:
            return str(self.run('return document.title + "\\n" + document.body.innerText'))
        except AssertionError as error:
            return f'(no page: {error})'

    def navigate(self, url: str) -> None:
        self._call('browsingContext.navigate', {'context': self._tab, 'url': url, 'wait': 'none'})

    def open_tab(self, url: str) -> None:
        """Opens another tab, in which `run` works from now on; the previous one stays."""
        self._tabs.append(self._tab)
        self._tab = self._call('browsingContext.create', {'type': 'tab'})['context']
        self.navigate(url)

    def close_tab(self) -> None:
        self.leave_frame()
        self._call('browsingContext.close', {'context': self._tab})
        self._tab = self._tabs.pop()

    def enter_frame(self) -> bool:
        """From now on `run` works in the tab's first frame; False while there is none."""
        frames = self._call('browsingContext.getTree', {'root': self._tab})['contexts'][0]['children']
        self._frame = frames[0]['context'] if frames else ''
        return bool(frames)

    def leave_frame(self) -> None:
        self._frame = ''

    def type(self, selector: str, text: str, held: str = '') -> None:
        """Sends real key presses to an element, optionally while a key is held."""
        self.run('document.querySelector(args[0]).focus()', selector)
        keys = [{'type': kind, 'value': key} for key in text for kind in ('keyDown', 'keyUp')]
        around = [{'type': 'keyDown', 'value': held}, *keys, {'type': 'keyUp', 'value': held}] if held else keys
        self._call(
            'input.performActions',
            {'context': self._tab, 'actions': [{'type': 'key', 'id': 'keyboard', 'actions': around}]},
        )

    def run(self, body: str, *arguments: object) -> object:
        """Arguments and value are JSON; `wc` is the WebContainer."""
        function = f'(async (args, wc) => {{ {body} }})({json.dumps(arguments)}, window.terrarium).then((value) => JSON.stringify({{value}}))'
        result = self._call(
            'script.evaluate',
            {'expression': function, 'target': {'context': self._frame or self._tab}, 'awaitPromise': True},
        )
        assert result['type'] == 'success', result['exceptionDetails']
        return json.loads(result['result']['value']).get('value')

    def node(self, program: str) -> str:
        """The output of a program."""
        return str(
            self.run(
                """
            await wc.fs.writeFile('program.js', args[0])
            const made = await wc.spawn('node', ['program.js'], {env: {NO_COLOR: '1'}})
            let said = ''
            const reading = made.output.pipeTo(new WritableStream({write(chunk) { said += chunk }}))
            await Promise.race([made.exit, new Promise((yes) => setTimeout(() => { said += 'NO END'; yes() }, 30000))])
            await Promise.race([reading, new Promise((yes) => setTimeout(yes, 1000))])
            return said.replaceAll('\\r', '')""",
                program,
            )
        )

    def close(self) -> None:
        self._socket.close()
        self._process.terminate()
        self._process.wait()
        self._profile.cleanup()


def opened(server: StaticServer, preferences: dict | None = None) -> Iterator[Firefox]:
    """For a fixture: a Firefox with the machine's page, closed when the fixture ends."""
    if not is_there():
        pytest.skip('there is no Firefox, and it could not be installed')
    found = Firefox(preferences)
    found.open(server.url)
    yield found
    found.close()
