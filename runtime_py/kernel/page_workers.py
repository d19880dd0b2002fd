"""Workers that the page makes for the kernel, which talks with them through ports: those behind the wall, which is a
frame of the page's.

Firefox needs that for all others, too: while a debugger or a driver listens, a worker that makes another sleeps until
the page's thread has noted the new one, and the new worker may take the one signal that would wake it
(`SetIsDebuggerRegistered`). Then the kernel never runs again. A page that makes a worker doesn't wait. Must not know
what the workers are for."""

from runtime_py.platform.maps import Map
from runtime_py.platform.workers import message_channel


class PageWorkers:
    """`post(event, transfer)` reaches the page (api/worker_maker.py)."""

    def __init__(self, post: object) -> None:
        self._post = post
        self._count = 0
        self._workers: Map = Map()  # number -> PageWorker

    def make(self, url: str, name: str) -> 'PageWorker':
        return self._make({'url': url, 'name': name, 'isWalled': False})

    def make_walled(self, url: str, label: str, proves: bool, is_confined: bool) -> 'PageWorker':
        """Behind the wall, which it has to prove or not; without an origin, if it is confined."""
        return self._make({'url': url, 'label': label, 'isWalled': True, 'isConfined': is_confined, 'proves': proves})

    def _make(self, wish: object) -> 'PageWorker':
        self._count += 1
        number = self._count
        ends = message_channel()
        worker = PageWorker(ends[0], lambda: self._end(number))
        self._workers.set(number, worker)
        self._post({'event': 'worker', 'number': number, 'wish': wish, 'port': ends[1]}, [ends[1]])
        return worker

    def failed(self, number: int, message: str, filename: str, lineno: int) -> None:
        """The page received an error event of a worker."""
        worker = self._workers.get(number)
        if worker is not None:
            worker.onerror({'message': message, 'filename': filename, 'lineno': lineno, 'preventDefault': lambda: None})

    def _end(self, number: int) -> None:
        if self._workers.has(number):
            self._workers.delete(number)
            self._post({'event': 'worker.end', 'number': number}, [])


class PageWorker:
    """Has as much of a Worker's interface as `Child` uses."""

    def __init__(self, port: object, end: object) -> None:
        self.onerror = lambda event: None
        self._port = port
        self._end = end

    @property
    def onmessage(self) -> object:
        return self._port.onmessage

    @onmessage.setter
    def onmessage(self, call: object) -> None:
        self._port.onmessage = call

    def postMessage(self, message: object, transfer: list = js_undefined) -> None:
        self._port.postMessage(message, transfer)

    def terminate(self) -> None:
        self._port.close()
        self._end()
