"""The line of a sandboxed page to the machine: the page around it gives a port for the page's token.

Must not know requests."""

from runtime_py.platform.gateway_channel import KernelChannel
from runtime_py.platform.sandbox_questions import ASK, GIVE

AGAIN_MS = 500  # a page of the machine that is just loading doesn't listen yet
WITHIN_MS = 15000


class Line:
    """`channel` speaks with the kernel."""

    def __init__(self, introducer: object):
        self._introducer = introducer
        ends = MessageChannel()
        introducer.postMessage({'type': 'line'}, [ends.port2])
        self.channel = KernelChannel('', 0, ends.port1, 0)

    def end_with_page(self) -> None:
        window.addEventListener('pagehide', lambda event: self._leave())

    def _leave(self) -> None:
        self._introducer.postMessage({'type': 'lost'})
        self._introducer.postMessage({'type': 'bye'})


async def connect(place: int, token: str) -> Line:
    """Raises an Error if no page gives a port."""
    state: dict = {'timer': None, 'end': None, 'listener': None}

    def run(resolve: object, reject: object) -> None:
        def on_message(event: object) -> None:
            message = event.data
            if (
                event.source is window.parent
                and message is not None
                and message['type'] == GIVE
                and len(event.ports) == 1
            ):
                resolve(event.ports[0])

        def ask() -> None:
            window.parent.postMessage({'type': ASK, 'place': place, 'token': token}, '*')

        state['listener'] = on_message
        state['timer'] = setInterval(ask, AGAIN_MS)
        state['end'] = setTimeout(lambda: reject(Error('the page around this preview runs no machine')), WITHIN_MS)
        window.addEventListener('message', on_message)
        ask()

    try:
        return Line(await Promise(run))
    finally:
        clearInterval(state['timer'])
        clearTimeout(state['end'])
        window.removeEventListener('message', state['listener'])
