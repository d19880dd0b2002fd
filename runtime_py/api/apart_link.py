"""The embedding page's connection to a machine on another origin: a frame there (machine_frame.py), and one port
between the two. Has the interface of KernelLink, so that the rest of the API doesn't see a difference.

Must not know what operations mean."""

from runtime_py.api.errors import ApiError
from runtime_py.api.request_link import RequestLink
from runtime_py.api.waiting import TIMED_OUT, within

PAGE = 'machine.html'
HELLO = 'terrarium:machine'  # the frame's first message: {isolated, code, message}
OPEN = 'terrarium:machine-open'  # the page's answer, with a port
HELLO_TIMEOUT_MS = 60000
NO_MACHINE = 'ERR_TERRARIUM_MACHINE'
NOT_ISOLATED = 'NOT_ISOLATED'


def no_answer(base: str) -> str:
    said = f'{base}{PAGE} did not answer within {HELLO_TIMEOUT_MS // 1000} seconds. Is dist/ there?'
    if crossOriginIsolated:
        return f'{said} This page is isolated, so that host must send "Cross-Origin-Embedder-Policy: require-corp" and "Cross-Origin-Resource-Policy: cross-origin" with it.'
    return said


def not_isolated(base: str) -> str:
    return (
        f'This browser isolates the machine of {base} only if this page is isolated too. Send "Cross-Origin-Opener-Policy: same-origin" and '
        '"Cross-Origin-Embedder-Policy: require-corp" with this page (and the latter, with "Cross-Origin-Resource-Policy: cross-origin", with '
        "the machine's files), or open the machine in a tab of its own."
    )


class MachineFrame:
    """The hidden frame. States: loading -> open, or failed; removed in the end."""

    def __init__(self, base: str):
        self._base = base
        self.origin = URL(base).origin
        self._frame = document.createElement('iframe')
        self._frame.hidden = True
        self._frame.title = 'Terrarium'
        self._frame.allow = 'cross-origin-isolated'
        self._frame.src = base + PAGE

    async def open(self) -> object:
        """The port to the machine. Raises ApiError with the reason if there can't be a machine."""
        said = Promise(lambda resolve: self._listen(resolve))
        document.documentElement.append(self._frame)
        hello = await within(HELLO_TIMEOUT_MS, said, NO_MACHINE, no_answer(self._base))
        if not hello.isolated:
            code = hello.code or NOT_ISOLATED
            raise ApiError(code, not_isolated(self._base) if code == NOT_ISOLATED else hello.message)
        channel = MessageChannel()
        self._frame.contentWindow.postMessage({'type': OPEN}, self.origin, [channel.port2])
        return channel.port1

    def _listen(self, resolve: object) -> None:
        """The frame reloads itself once, so it may say nothing at first."""

        def on_message(event: object) -> None:
            if event.source is not self._frame.contentWindow or event.origin != self.origin:
                return
            if event.data is not None and event.data.type == HELLO:
                window.removeEventListener('message', on_message)
                resolve(event.data)

        window.addEventListener('message', on_message)

    def remove(self) -> None:
        self._frame.remove()


class ApartLink(RequestLink):
    """States: open -> failed (-> open, by `restart`), or closed."""

    def __init__(self, port: object, on_event: object):
        super().__init__()
        self._port = port
        port.onmessage = lambda event: self._on_message(event.data, on_event)

    def post(self, message: object, transfer: list) -> None:
        self._port.postMessage(message, transfer)

    def _on_message(self, message: object, on_event: object) -> None:
        if message.event is not None:
            on_event(message)
        else:
            self._on_answer(message)

    def fail(self, error: ApiError, can_save: bool) -> None:
        """The machine has failed; the frame ends its workers, and saves what it can."""
        self._refusal = error
        self._fail_waiting(error)

    def start_again(self) -> object:
        self._refusal = None
        return self._send('apart.restart', [], [])

    async def close(self, limit_ms: int) -> None:
        self._refusal = ApiError('ETORNDOWN', 'the machine has been torn down')
        try:
            await within(limit_ms, self._send('apart.teardown', [], []), TIMED_OUT, 'The machine did not end in time')
        except Exception as error:
            console.warn(error)
        self._port.close()
        self._fail_waiting(self._refusal)
