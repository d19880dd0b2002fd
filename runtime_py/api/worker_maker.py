"""Makes workers for the kernel, where the kernel's worker can't: behind the wall, which is a frame of the page's, and
all of them in Firefox (kernel/page_workers.py has the reasons). Must not know what they are for."""

from runtime_py.platform.content_policy import refused_sources
from runtime_py.platform.futures import start
from runtime_py.platform.workers import OPAQUE, hand_over, make_worker


def page_makes_workers() -> bool:
    return 'Firefox/' in navigator.userAgent


def workers_from_memory() -> bool:
    """Workers from memory get the policy of their creator, others the one that their script was served with. So where
    the page creates them, and its own policy is stricter than programs allow, they are loaded by address."""
    return not page_makes_workers() or len(refused_sources()) == 0


class WorkerMaker:
    """`tell(args)` reaches the kernel's `worker.failed`. `wall` is None where there is none."""

    def __init__(self, tell: object, wall: object):
        self._tell = tell
        self._wall = wall
        self._workers = Map()  # number -> Worker, or None while the wall is being built

    def make(self, number: int, wish: object, port: object) -> None:
        """`wish`: {url, name, isWalled}, or behind the wall {url, label, isWalled, isConfined, proves}."""
        if not wish['isWalled']:
            self._begin(number, lambda: make_worker(wish['url'], wish['name']), {'port': port})
            return
        self._workers.set(number, None)
        start(self._make_walled(number, wish, port), lambda error: self._tell([number, error.message, '', 0]))

    async def _make_walled(self, number: int, wish: object, port: object) -> None:
        made = await self._wall.make_worker(wish['url'], wish['label'], wish['isConfined'])
        if self._workers.has(number):
            self._begin(
                number,
                lambda: made[0],
                {
                    'port': port,
                    'script': made[1],
                    'wall': {
                        'kind': OPAQUE if wish['isConfined'] else self._wall.kind,
                        'seal': self._wall.seal,
                        'proves': wish['proves'],
                    },
                },
            )
        else:
            made[0].terminate()

    def _begin(self, number: int, make: object, first: object) -> None:
        worker = None
        try:
            worker = make()
        except Exception as error:  # a policy of the page forbids the worker
            self._workers.delete(number)
            self._tell([number, error.message, '', 0])
            return
        worker.onerror = lambda event: self._failed(number, event)
        self._workers.set(number, worker)
        hand_over(worker, first)

    def _failed(self, number: int, event: object) -> None:
        event.preventDefault()
        self._tell([number, event.message or '', event.filename or '', event.lineno or 0])

    def end(self, number: int) -> None:
        if self._workers.has(number):
            worker = self._workers.get(number)
            self._workers.delete(number)
            if worker is not None:
                worker.terminate()

    def end_all(self) -> None:
        for number in list(self._workers.keys()):
            self.end(number)
