"""Workers for processes: a few are kept warm (scripts loaded, Node's library booted up to where argv is needed), since that takes most of a start.

A worker serves one process and is ended with it. Must not know processes: it hands out workers."""
from runtime_py.platform.workers import Child, script_url

SPARE = 2


class Pool:
    def __init__(self, memory: object) -> None:
        self.memory = memory
        self._warm: list[Child] = []
        self._closed = False

    def take(self) -> Child:
        """A worker that has the machine's memory; a warm one if there is one. The pool is filled up again when `refill` is called."""
        if len(self._warm) > 0:
            return self._warm.pop(0)
        return self._make()

    def refill(self) -> None:
        """Starts workers until enough are warm."""
        while len(self._warm) < SPARE and not self._closed:
            child = self._make()
            child.post({'type': 'prepare'})
            self._warm.append(child)

    def _make(self) -> Child:
        child = Child(script_url('process.js'), 'process')
        child.post({'type': 'memory', 'memory': self.memory})
        return child

    def close(self) -> None:
        self._closed = True
        for child in self._warm:
            child.terminate()
        self._warm = []
