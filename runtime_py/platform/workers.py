"""Workers: starting one, and the worker's own side (its parent, its scripts). JavaScript only.

Must not know what the messages mean."""
from runtime_py.platform.clock import begin_turn
from runtime_py.platform.host import HostMessageChannel, HostWorker, clear_timeout, listen, set_timeout
from runtime_py.platform.own_scripts import OWN_SCRIPT

_scope = globalThis
_LOADED = 'loaded'      # what a worker says to its maker: its script runs
_WARM = 'warm'          # and: it is at work
_PORT = 'terrarium:port'     # the type of a maker's first message, where the worker's parent is somebody else: the rest goes through this port
START_ATTEMPTS = 3
LOAD_LIMIT_MS = 30000   # for a script from memory; one from the network may take its time


_labels = [0]


def next_label() -> str:
    _labels[0] += 1
    return f'worker{_labels[0]}'


class Child:
    """A worker that we started: loading -> loaded -> warm, or over. The owner sets `on_message(data, ports)`, `on_error(text)` (an error that nothing in
    the worker caught), `on_unloadable(text)` (its script never ran), and `on_settled()`: it is warm or over.

    A browser may drop a script on its way: Firefox does when it ends the service worker that carries it. So a worker that fails before it has said that
    its script runs is made again, at most START_ATTEMPTS times, and gets again what was posted. `address(attempt)` is a coroutine that gives the script's URL,
    `make(url, name)` gives the worker, or what stands for it: `onmessage`, `onerror`, `postMessage`, `terminate`."""

    def __init__(self, address: object, name: str, make: object) -> None:
        self.on_message = lambda data, ports: None
        self.on_error = lambda text: None
        self.on_unloadable = lambda text: None
        self.on_settled = lambda: None
        self._address = address
        self._name = name
        self._make_worker = make
        self.label = next_label()       # by which the engine's figures of its workers are told apart
        self._limit = None
        self._attempts = 0
        self._worker = None
        self._posted = []       # until the script runs
        self._is_loaded = False
        self._is_settled = False
        self._is_over = False
        self._make()

    async def _make(self) -> None:
        self._attempts += 1
        worker = None
        try:
            url = await self._address(self._attempts)
            if self._is_over:
                return
            worker = self._make_worker(f'{url}#{self.label}', self._name)
        except Exception as error:      # a policy of the page forbids it
            self._not_loaded(error.message)
            return
        self._worker = worker
        worker.onmessage = lambda event: self._received(worker, event)
        worker.onerror = lambda event: self._failed(worker, event)
        for each in self._posted:
            worker.postMessage(each[0], each[1])
        if url.startswith('blob:'):
            self._limit = set_timeout(lambda: self._end_unloaded(worker, f'it did not run within {LOAD_LIMIT_MS // 1000} seconds'), LOAD_LIMIT_MS)

    def _received(self, worker: object, event: object) -> None:
        if worker is not self._worker:
            return
        if not self._is_loaded:
            self._is_loaded = True
            self._posted = []
            clear_timeout(self._limit)
        if event.data == _WARM:
            self._settle()
        elif event.data != _LOADED:
            begin_turn()
            self.on_message(event.data, event.ports)

    def _failed(self, worker: object, event: object) -> None:
        event.preventDefault()
        if worker is not self._worker:
            return
        text = f'{event.message or "the script could not be loaded"} ({event.filename or ""}:{event.lineno or 0})'
        if self._is_loaded:
            self.on_error(text)
        else:
            self._end_unloaded(worker, text)

    def _end_unloaded(self, worker: object, text: str) -> None:
        if worker is self._worker:
            clear_timeout(self._limit)
            worker.terminate()
            self._worker = None
            self._not_loaded(text)

    def _not_loaded(self, text: str) -> None:
        if self._is_over:
            return
        if self._attempts < START_ATTEMPTS:
            self._make()
            return
        self._is_over = True
        self.on_unloadable(text)
        self._settle()

    def _settle(self) -> None:
        if not self._is_settled:
            self._is_settled = True
            self.on_settled()

    def is_warm(self) -> bool:
        return self._is_settled and not self._is_over

    def post(self, message: object, transfer: list = js_undefined) -> None:
        if not self._is_loaded:
            self._posted.append([message, transfer])
        if self._worker is not None:
            self._worker.postMessage(message, transfer)

    def terminate(self) -> None:
        """The engine ends it at its next chance: it may run some instructions yet."""
        self._is_over = True
        clear_timeout(self._limit)
        if self._worker is not None:
            self._worker.terminate()
        self._settle()


def make_worker(url: str, name: str) -> object:
    return HostWorker(url, {'name': name})


def hand_over(worker: object, port: object) -> None:
    """By a worker's maker, as its first message: whoever has the other end of the port is its parent."""
    worker.postMessage({'type': _PORT, 'port': port}, [port])


def post_to_parent(message: object, transfer: list = js_undefined) -> None:
    _parent['post'](message, transfer)


def say_loaded() -> None:
    """To the maker, as the last thing that a worker's script does when it is loaded."""
    post_to_parent(_LOADED)


def say_warm() -> None:
    """To the maker: what takes the time of a start is done."""
    post_to_parent(_WARM)


_parent = {'post': getattr(_scope, 'postMessage').bind(_scope) if getattr(_scope, 'postMessage') else None, 'port': None}
IMPORT_ATTEMPTS = 3
_import_scripts = getattr(_scope, 'importScripts').bind(_scope) if getattr(_scope, 'importScripts') else None
# `folder`: where the scripts lie; `kept`: name -> URL of those in memory
_scripts = {'folder': str(_scope.location), 'kept': {}}
_runtime_urls = js_new(_scope.Set, [str(_scope.location)])      # under which engines know what is the runtime's


def on_parent_message(call: object) -> None:
    """`call(data, ports)`. A listener rather than `onmessage`, which user code could see and replace."""
    listen('message', lambda event: _received(event, call))


def _received_at_port(said: object, call: object) -> None:
    begin_turn()
    call(said.data, said.ports)


def _received(event: object, call: object) -> None:
    begin_turn()
    if _parent['port'] is not None or not event.data or event.data['type'] != _PORT:
        call(event.data, event.ports)
        return
    port = event.data['port']
    _parent['port'] = port
    _parent['post'] = port.postMessage.bind(port)
    port.onmessage = lambda said: _received_at_port(said, call)
    say_loaded()


def use_scripts(folder: str, kept: object, own_name: str) -> None:
    """For a worker whose own script may have come from memory: where the others are."""
    _scripts['folder'] = folder
    _scripts['kept'] = kept
    _runtime_urls.add(script_url(own_name))


def load_script(name: str) -> None:
    """Runs a classic script beside this worker's own in this worker; blocks until it is there. Raises where it can't be had."""
    if Object.hasOwn(_scripts['kept'], name):
        try:
            _import_scripts(_scripts['kept'][name])
            return
        except Exception as error:
            if error.name != 'NetworkError':
                raise error
    url = script_url(name) + OWN_SCRIPT
    for attempt in range(IMPORT_ATTEMPTS):
        try:
            _import_scripts(url)
            return
        except Exception as error:
            # a connection that was refused or reset; what the script itself throws is passed on
            if error.name != 'NetworkError' or attempt == IMPORT_ATTEMPTS - 1:
                raise error


def load_runtime_script(name: str) -> None:
    """The same for a script of the runtime's own, whose frames no stack shows."""
    for url in loaded_script_urls(name):
        _runtime_urls.add(url)
    load_script(name)


def is_runtime_script(url: object) -> bool:
    return _runtime_urls.has(url)


def loaded_script_urls(name: str) -> list:
    """Under which URLs engines know a script that `load_script` ran: by its own address (WebKit without the query), or from memory."""
    url = script_url(name)
    kept = [_scripts['kept'][name]] if Object.hasOwn(_scripts['kept'], name) else []
    return [url + OWN_SCRIPT, url, *kept]


def script_url(name: str) -> str:
    """The URL of a file beside this worker's own script."""
    return URL(name, _scripts['folder']).href


def message_channel() -> list:
    """Two ports that are joined."""
    channel = HostMessageChannel()
    return [channel.port1, channel.port2]
