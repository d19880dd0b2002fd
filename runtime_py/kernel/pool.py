"""Workers for processes: a few are kept warm (scripts loaded, Node's library booted up to where argv is needed), since that takes most of a start.

A worker serves one process, or one further thread of it, and is ended with it. Node boots a thread in another way than a main thread, so workers for
threads are kept apart; some are kept warm as soon as some program has asked for one. Must not know processes: it hands out workers."""
from runtime_py.platform.workers import Child, script_url

SPARE = 2
SPARE_THREADS = 2


class Pool:
    def __init__(self, memory: object) -> None:
        self.memory = memory
        self._warm: list[Child] = []
        self._warm_threads: list[Child] = []
        self._threads_wanted = False
        self._closed = False

    def has_warm(self) -> bool:
        return len(self._warm) > 0

    def take(self) -> Child:
        """A worker that has the machine's memory; a warm one if there is one. The pool is filled up again when `refill` is called."""
        if len(self._warm) > 0:
            return self._warm.pop(0)
        return self._make()

    def take_thread(self) -> Child:
        self._threads_wanted = True
        return self._warm_threads.pop(0) if len(self._warm_threads) > 0 else self._make()

    def make_network(self) -> Child:
        return self._make('network.js')

    def start_first(self) -> None:
        """For the first process: its script loads while the files are being restored."""
        self._warm.append(self._make())

    def refill(self) -> None:
        """Starts workers until enough are warm."""
        while len(self._warm) < SPARE and not self._closed:
            child = self._make()
            child.post({'type': 'prepare'})
            self._warm.append(child)
        while self._threads_wanted and len(self._warm_threads) < SPARE_THREADS and not self._closed:
            child = self._make()
            child.post({'type': 'prepare_thread'})
            self._warm_threads.append(child)

    def _make(self, script: str = 'process.js') -> Child:
        child = Child(script_url(script), script.removesuffix('.js'))
        child.on_error = lambda text: self._failed(child)       # until it is taken
        child.post({'type': 'memory', 'memory': self.memory})
        return child

    def _failed(self, child: Child) -> None:
        """Its script couldn't be loaded. Whoever needs a worker makes another, and is told if that fails too."""
        self._warm = [other for other in self._warm if other is not child]
        self._warm_threads = [other for other in self._warm_threads if other is not child]

    def close(self) -> None:
        self._closed = True
        for child in [*self._warm, *self._warm_threads]:
            child.terminate()
        self._warm = []
        self._warm_threads = []
