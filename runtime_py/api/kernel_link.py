"""The page's connection to the kernel worker: requests with answers, and events.

Knows the form of messages (docs/rooms/protocol.md). Must not know what operations mean.
"""

from runtime_py.api.errors import ApiError
from runtime_py.api.request_link import RequestLink
from runtime_py.api.waiting import TIMED_OUT, within
from runtime_py.api.worker_maker import WorkerMaker
from runtime_py.platform.own_scripts import OWN_SCRIPT
from runtime_py.platform.workers import Child, make_worker

SAVE_TIMEOUT_MS = 3000


class KernelLink(RequestLink):
    """States: running -> failed (-> running, by `start`), or closing -> closed. In all states but running, new requests
    fail at once: with the machine's error, or with `ETORNDOWN`. `loaded` resolves when the worker's script runs."""

    def __init__(self, url: str, wall: object, on_event: object):
        super().__init__()
        self._url = url
        self._on_event = on_event
        self._ended = None
        self._maker = WorkerMaker(lambda args: self._worker.post({'op': 'worker.failed', 'args': args}), wall)
        self._worker = None
        self.loaded = None
        self._on_loaded = None
        self.start()

    def start(self) -> None:
        self._refusal = None
        self._waiting = Map()
        self._on_loaded = None
        self.loaded = Promise(self._set_loaded)
        self.loaded.catch(lambda error: None)
        worker = Child(
            lambda attempt, failure: Promise.resolve([self._url + OWN_SCRIPT, None]),
            'terrarium-kernel',
            lambda url, name, label: make_worker(url, name),
        )
        worker.on_message = lambda data, ports: self._on_message(worker, data)
        worker.on_error = lambda text: self._on_error(worker, text)
        worker.on_unloadable = lambda text: self._on_error(worker, f'The kernel worker could not be started: {text}')
        self._worker = worker

    def _set_loaded(self, resolve: object, reject: object) -> None:
        self._on_loaded = [resolve, reject]

    def post(self, message: object, transfer: list) -> None:
        self._worker.post(message, transfer)

    def _on_message(self, worker: object, message: object) -> None:
        if worker is not self._worker:
            return
        if message.event == 'loaded':
            self._on_loaded[0](None)
        elif message.event == 'worker':
            self._maker.make(message.number, message.wish, message.port)
        elif message.event == 'worker.end':
            self._maker.end(message.number)
        elif message.event is not None:
            self._on_event(message)
        else:
            self._on_answer(message)

    def _on_error(self, worker: object, text: str) -> None:
        """The worker could not be loaded, or there was an uncaught error in it."""
        if worker is self._worker:
            self._on_event({'event': 'fatal', 'message': text, 'code': 'EMACHINE'})

    def _fail_all(self, error: object) -> None:
        self._on_loaded[1](error)
        self._fail_waiting(error)

    def fail(self, error: ApiError, can_save: bool) -> None:
        """All pending and future requests fail with this error. The worker ends, after it has saved if it still can."""
        self._refusal = error
        self._fail_all(error)
        self._ended = self._end(can_save)

    async def _end(self, can_save: bool) -> None:
        worker = self._worker
        if can_save:
            try:
                await within(SAVE_TIMEOUT_MS, self._send('sync', [], []), TIMED_OUT, 'not saved')
            except Exception as error:
                console.warn(error)
        worker.terminate()
        self._maker.end_all()

    async def start_again(self) -> None:
        await self._ended
        self.start()

    async def close(self, limit_ms: int) -> None:
        """Takes no new requests. Pending ones are still answered until the kernel has ended, or the time is up."""
        failed = self._refusal is not None
        self._refusal = ApiError('ETORNDOWN', 'the machine has been torn down')
        if not failed:
            try:
                await within(limit_ms, self._send('teardown', [], []), TIMED_OUT, 'The machine did not stop in time')
            except Exception as error:
                console.warn(error)
        else:
            await self._ended
        self._worker.terminate()
        self._maker.end_all()
        self._fail_all(self._refusal)
