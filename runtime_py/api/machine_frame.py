"""Entry of machine.html: a machine for a page of another origin, which shows this page in a hidden frame (apart.py). Does
what needs this origin; requests and events go through a port, which the first message of the outer page brings.

Isolation: the service worker answers this page with `Document-Isolation-Policy`, which isolates a frame in Chromium
whatever the outer page is. Must not know what the outer page wants with the machine."""

from runtime_py.api.apart_link import HELLO, OPEN
from runtime_py.api.isolation import ServiceWorkerLink
from runtime_py.api.transferables import transferables
from runtime_py.api.web_container import WebContainer
from runtime_py.platform.futures import start
from runtime_py.platform.module_url import folder_url

# the kernel's events that the outer page handles as if the machine were its own
FORWARDED = ['output', 'exit', 'flush', 'fs', 'paths', 'xdg-open', 'dev-server', 'code', 'audit', 'resources']
FIELDS = ['errno', 'syscall', 'path', 'dest']


class HostedMachine:
    """One machine behind one port. States: waiting for `apart.boot` -> booted -> torn down."""

    def __init__(self, port: object):
        self._port = port
        self._machine = None
        port.onmessage = lambda event: start(self._answer(event.data), lambda error: console.error(error))

    async def _answer(self, message: object) -> None:
        answer = {'id': message.id}
        try:
            answer['ok'] = await self._perform(message.op, message.args)
        except Exception as error:
            answer['error'] = wire_error(error)
        self._port.postMessage(answer, transferables(answer['ok']))

    async def _perform(self, op: str, args: list) -> object:
        if op == 'apart.boot':
            return await self._boot(args[0])
        if self._machine is None:
            raise TypeError(f'{op}: the machine has not been booted')
        if op == 'apart.scripts':
            return await self._machine._set_preview_scripts(args[0])
        if op == 'apart.restart':
            return await self._machine.restart()
        if op == 'apart.teardown':
            return await self._machine._end()
        return await self._machine._link.request(op, args, transferables(args))

    async def _boot(self, options: object) -> object:
        given = Object.assign({}, options)
        given['onProgress'] = lambda step: self._tell({'event': 'apart.progress', 'step': step})
        given['onEvent'] = lambda event: self._forward(event)
        machine = await WebContainer.boot(given)
        self._machine = machine
        for name in ['port', 'server-ready']:
            machine.on(name, self._teller(name))
        machine.on('warning', lambda warning: self._tell(Object.assign({'event': 'warning'}, warning)))
        machine.on('error', lambda error: self._tell(Object.assign({'event': 'apart.error'}, error)))
        return {'workdir': machine.workdir, 'path': machine.path}

    def _teller(self, name: str) -> object:
        return lambda *args: self._tell({'event': f'apart.{name}', 'args': args})

    def _forward(self, event: object) -> None:
        if event.event in FORWARDED:
            self._tell(event)

    def _tell(self, event: object) -> None:
        self._port.postMessage(event, transferables(event))


def wire_error(error: object) -> object:
    found = {'code': error.code or 'EUNKNOWN', 'message': error.message}
    for name in FIELDS:
        if error[name] is not None:
            found[name] = error[name]
    return found


async def begin() -> None:
    """Isolates this page, which may load it again, then waits for the outer page."""
    if window.parent is window:
        document.getElementById(
            'text'
        ).textContent = 'This page holds the machine of another page, which shows it in a frame.'
        return
    hello = {'type': HELLO, 'isolated': True}
    try:
        await ServiceWorkerLink(folder_url(), lambda text, code: console.warn(text)).establish(None)
    except Exception as error:
        hello = {'type': HELLO, 'isolated': False, 'code': error.code or '', 'message': error.message}
    window.addEventListener('message', on_message)
    window.parent.postMessage(hello, '*')  # whoever shows this page; it says nothing about the machine


_hosted: list = []


def on_message(event: object) -> None:
    is_first = len(_hosted) == 0 and event.source is window.parent
    if is_first and event.data is not None and event.data.type == OPEN and event.ports.length == 1:
        _hosted.append(HostedMachine(event.ports[0]))


begin()
