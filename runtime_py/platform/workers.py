"""Workers: starting one, and the worker's own side (its parent, its scripts, its name). JavaScript only.

Must not know what the messages mean."""
from runtime_py.platform.host import HostMessageChannel, HostWorker, listen
from runtime_py.platform.own_scripts import OWN_SCRIPT

_scope = globalThis


class Child:
    """A worker that we started. `on_message(data, ports)` and `on_error(text)` are set by the owner."""

    def __init__(self, url: str, name: str) -> None:
        self.worker = HostWorker(url, {'name': name})
        self.on_message = lambda data, ports: None
        self.on_error = lambda text: None
        self.worker.onmessage = lambda event: self.on_message(event.data, event.ports)
        self.worker.onerror = lambda event: self._failed(event)

    def _failed(self, event: object) -> None:
        event.preventDefault()
        self.on_error(f'{event.message or "the script could not be loaded"} ({event.filename or ""}:{event.lineno or 0})')

    def post(self, message: object, transfer: list = js_undefined) -> None:
        self.worker.postMessage(message, transfer)

    def terminate(self) -> None:
        """The engine ends it at its next chance: it may run some instructions yet."""
        self.worker.terminate()


def post_to_parent(message: object, transfer: list = js_undefined) -> None:
    _post(message, transfer)


_folder = str(_scope.location)
_post = getattr(_scope, 'postMessage').bind(_scope) if getattr(_scope, 'postMessage') else None
IMPORT_ATTEMPTS = 3
_import_scripts = getattr(_scope, 'importScripts').bind(_scope) if getattr(_scope, 'importScripts') else None


def on_parent_message(call: object) -> None:
    """`call(data, ports)`. A listener rather than `onmessage`, which user code could see and replace."""
    listen('message', lambda event: call(event.data, event.ports))


def load_script(name: str) -> None:
    """Runs a classic script beside this worker's own in this worker; blocks until it is there. Raises where it can't be had."""
    url = loaded_script_url(name)
    for attempt in range(IMPORT_ATTEMPTS):
        try:
            _import_scripts(url)
            return
        except Exception as error:
            # a connection that was refused or reset; what the script itself throws is passed on
            if error.name != 'NetworkError' or attempt == IMPORT_ATTEMPTS - 1:
                raise error


def loaded_script_url(name: str) -> str:
    """Under which stacks and errors know a script that `load_script` ran."""
    return script_url(name) + OWN_SCRIPT


def script_url(name: str) -> str:
    """The URL of a file beside this worker's own script."""
    return URL(name, _folder).href


def message_channel() -> list:
    """Two ports that are joined."""
    channel = HostMessageChannel()
    return [channel.port1, channel.port2]
