"""Workers: starting one, and the worker's own side (its parent, and the wall that it may be behind). JavaScript only.

A worker behind a wall proves it before it takes its first message: it tries a request, which the browser must refuse.
The first of a machine does, since each refusal is a line in the browser's console. Must not know what the messages
mean."""

from runtime_py.platform.captured import getter, uncurried
from runtime_py.platform.clock import begin_turn
from runtime_py.platform.futures import start
from runtime_py.platform.host import HostMessageChannel, HostWorker, clear_timeout, host_fetch, listen, set_timeout
from runtime_py.platform.trusted_types import allow_evaluation, worker_url

_scope = globalThis
# a program in this worker must not hear its parent's messages, even if it replaces these
_data_of = getter(globalThis.MessageEvent.prototype, 'data')
_ports_of = getter(globalThis.MessageEvent.prototype, 'ports')
_keep_from_others = uncurried(globalThis.Event.prototype.stopImmediatePropagation)
PARTITION = 'partition'  # kinds of walls: a frame with a storage partition of its own,
OPAQUE = 'opaque'  # and workers without an origin
_LOADED = 'loaded'  # a worker's message to its creator: its script runs
_WARM = 'warm'  # and: it is warm
# the type of a creator's first message when another context is the worker's parent: further messages go through its
# port
_PORT = 'terrarium:port'
_OPEN = 'terrarium:open'  # what a worker says that finds no wall around it
SCRIPT = 'terrarium:script'  # and one that wants a piece of a script (asked_scripts.py)
START_ATTEMPTS = 3
LOAD_LIMIT_MS = 30000  # timeout for a script from memory; one from the network may take longer


_labels = [0]


def next_label() -> str:
    _labels[0] += 1
    return f'worker{_labels[0]}'


class Child:
    """A worker that we started: loading -> loaded -> warm, or over. The owner sets `on_message(data, ports)`,
    `on_error(text)` (an error that nothing in the worker caught), `on_unloadable(text)` (its script never ran), and
    `on_settled()`: it is warm or over.

    A browser may drop a script on its way: Firefox does when it ends the service worker that carries it. So a worker
    that fails before it has said that its script runs is made again, at most START_ATTEMPTS times, and gets again what
    was posted. `source(attempt, failure)` is a coroutine that gives [the script's URL, the worker's first message];
    `make(url, name, label)` gives the worker, or what stands for it: `onmessage`, `onerror`, `postMessage`,
    `terminate`. `on_script(message)` hears which further script the worker wants."""

    def __init__(self, source: object, name: str, make: object) -> None:
        self.on_message = lambda data, ports: None
        self.on_error = lambda text: None
        self.on_unloadable = lambda text: None
        self.on_settled = lambda: None
        self.on_script = lambda message: None
        self.on_loaded = lambda: None
        self.is_walled = False
        self.mailbox = None  # the memory of one that is confined
        self.pool_state = 0  # kernel/pool.py's
        self.on_over = lambda: None
        self._source = source
        self._failure = ''  # of the last attempt
        self._name = name
        self._make_worker = make
        self.label = next_label()  # by which the engine's figures of its workers are told apart
        self._limit = None
        self._attempts = 0
        self._worker = None
        self._posted = []  # until the script runs
        self._is_loaded = False
        self._is_settled = False
        self._is_over = False
        self._make()

    async def _make(self) -> None:
        self._attempts += 1
        worker = None
        try:
            source = await self._source(self._attempts, self._failure)
            if self._is_over:
                return
            worker = self._make_worker(source[0], self._name, self.label)
        except Exception as error:  # a policy of the page forbids the worker
            self._not_loaded(error.message)
            return
        self._worker = worker
        worker.onmessage = lambda event: self._received(worker, event)
        worker.onerror = lambda event: self._failed(worker, event)
        if source[1] is not None:
            worker.postMessage(source[1])
        for each in self._posted:
            worker.postMessage(each[0], each[1])
        if not source[0].startswith('http'):
            self._limit = set_timeout(
                lambda: self._end_unloaded(worker, f'it did not start within {LOAD_LIMIT_MS // 1000} seconds'),
                LOAD_LIMIT_MS,
            )

    def _received(self, worker: object, event: object) -> None:
        if worker is not self._worker:
            return
        kind = event.data['type'] if event.data is not None else ''
        if kind == _OPEN:
            self._end_unloaded(worker, f'the worker is not behind a wall: {event.data["why"]}')
            return
        if not self._is_loaded:
            self._is_loaded = True
            self._posted = []
            clear_timeout(self._limit)
            self.on_loaded()
        if event.data == _WARM:
            self._settle()
        elif kind == SCRIPT:
            self.on_script(event.data)
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
        self._failure = text
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
        """The engine ends the worker at its next opportunity: it may still execute some instructions."""
        self._is_over = True
        clear_timeout(self._limit)
        if self._worker is not None:
            self._worker.terminate()
        self.on_over()
        self._settle()


def make_worker(url: str, name: str) -> object:
    return HostWorker(worker_url(url), {'name': name})


def hand_over(worker: object, first: object) -> None:
    """By a worker's maker, as its first message: whoever has the other end of `first`'s port is its parent; `wall`
    {kind, seal, proves} says which wall the worker is behind, and whether it has to prove that."""
    worker.postMessage(Object.assign({'type': _PORT}, first), [first['port']])


def post_to_parent(message: object, transfer: list = js_undefined) -> None:
    _parent['post'](message, transfer)


def say_loaded() -> None:
    """Reports to the creator that the script has run; must be its last statement."""
    post_to_parent(_LOADED)


def say_warm() -> None:
    """Reports to the creator that the slow part of the start is done."""
    post_to_parent(_WARM)


_parent = {
    'post': getattr(_scope, 'postMessage').bind(_scope) if getattr(_scope, 'postMessage') else None,
    'port': None,
}


def on_parent_message(call: object) -> None:
    """Sets `call(data, ports)`. Uses a listener rather than `onmessage`, which user code could see and replace."""
    listen('message', lambda event: _received(event, call))


def _received_at_port(said: object, call: object) -> None:
    begin_turn()
    call(_data_of(said), _ports_of(said))


def _received(event: object, call: object) -> None:
    begin_turn()
    _keep_from_others(event)
    data = _data_of(event)
    if _parent['port'] is not None or not data or data['type'] != _PORT:
        call(data, _ports_of(event))
        return
    port = data['port']
    _parent['port'] = port
    _parent['post'] = port.postMessage.bind(port)
    if data['wall'] is not None:
        start(_begin_behind(data['wall'], port, call), lambda error: say_open(error.message))
    else:
        port.onmessage = lambda said: _received_at_port(said, call)
        say_loaded()


async def _begin_behind(wall: object, port: object, call: object) -> None:
    """Nothing is heard before the proof. What can't be heard is no wall to use."""
    allow_evaluation()
    if wall['kind'] == OPAQUE and _scope.origin != 'null':
        say_open('it has the origin of the page')
    elif wall['proves'] and not await _is_refused():
        say_open('it can send requests')
    elif wall['proves'] and wall['kind'] == PARTITION and await _sees(wall['seal']):
        say_open('it has the storage of the page')
    else:
        loaded = []

        def hear(said):
            if loaded.length == 0:
                loaded.push(True)
                say_loaded()
            _received_at_port(said, call)

        port.onmessageerror = lambda event: say_open('no shared memory reaches it')
        port.onmessage = hear


async def _is_refused() -> bool:
    """A request that needs no network: only the browser's own refusal makes it fail."""
    try:
        await host_fetch('data:,')
    except Exception:
        return True
    return False


async def _sees(name: str) -> bool:
    """Whether a lock of the page's is among those here: they are kept apart where storage is."""
    found = await _scope.navigator.locks.query()
    return any(lock.name == name for lock in found.held)


def say_open(why: str) -> None:
    post_to_parent({'type': _OPEN, 'why': why})


def message_channel() -> list:
    """Two joined ports."""
    channel = HostMessageChannel()
    return [channel.port1, channel.port2]
