"""`machine.processes`: what a person does with any process of the machine, and what all of them have used. Not in the
original."""

from runtime_py.api.limits import limits_of
from runtime_py.api.memory_measure import MemoryMeasure
from runtime_py.platform.futures import start


class ProcessControl:
    def __init__(self, link: object, events: object):
        self._link = link
        self._events = events
        self._memory = MemoryMeasure(lambda workers: link.request('resources.measured', [workers]))

    def signal(self, pid: int, number: int) -> object:
        """SIGTERM is 15, SIGKILL 9, SIGSTOP 19, SIGCONT 18."""
        return self._link.request('process.signal', [pid, number])

    def setPriority(self, pid: int, nice: int) -> object:
        """-20 to 19."""
        return self._link.request('process.priority', [pid, nice])

    def setLimits(self, pid: int, limits: object) -> object:
        """What the process starts afterwards inherits them."""
        return self._link.request('process.limits', [pid, limits_of(limits)])

    def history(self) -> object:
        """The machine's last ten minutes, a sample each half second."""
        return self._link.request('resources.history', [])

    def lastGroup(self) -> object:
        """[line, folder] of each server and watcher that ran side by side last time."""
        return self._link.request('predict.group', [])

    def listen(self, listener: object) -> object:
        """Samples come twice a second, as long as somebody listens. Returns a function that ends it."""
        stop = self._events.on('resources', listener)
        self._watch()

        def leave():
            stop()
            self._watch()

        return leave

    def _watch(self) -> None:
        self._link.request('resources.watch', [self._events.count('resources') > 0]).catch(lambda error: None)

    def measure_memory(self) -> None:
        start(self._memory.run(), lambda error: None)
