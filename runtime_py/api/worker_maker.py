"""Makes workers for the kernel, where the kernel's worker can't (kernel/page_workers.py has the reason). Must not know what they are for."""

from runtime_py.platform.content_policy import refused_sources
from runtime_py.platform.workers import hand_over, make_worker


def page_makes_workers() -> bool:
    return 'Firefox/' in navigator.userAgent


def workers_from_memory() -> bool:
    """Workers from memory have the policy of who makes them, others the one that their script came with. So where the page makes them, and its own policy is
    narrower than programs need, they come by address."""
    return not page_makes_workers() or len(refused_sources()) == 0


class WorkerMaker:
    """`tell(args)` reaches the kernel's `worker.failed`."""

    def __init__(self, tell: object):
        self._tell = tell
        self._workers = Map()       # number -> Worker

    def make(self, number: int, url: str, name: str, port: object) -> None:
        try:
            worker = make_worker(url, name)
        except Exception as error:      # a policy of the page forbids it
            self._tell([number, error.message, '', 0])
            return
        worker.onerror = lambda event: self._failed(number, event)
        self._workers.set(number, worker)
        hand_over(worker, port)

    def _failed(self, number: int, event: object) -> None:
        event.preventDefault()
        self._tell([number, event.message or '', event.filename or '', event.lineno or 0])

    def end(self, number: int) -> None:
        if self._workers.has(number):
            self._workers.get(number).terminate()
            self._workers.delete(number)

    def end_all(self) -> None:
        for number in list(self._workers.keys()):
            self.end(number)
