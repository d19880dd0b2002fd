"""What the start of a program reads and loads, noted in its worker and sent to the kernel, whose predictor learns from
it (predictor.py): files in their order with times, and scripts of the runtime.

Sent a few times in the first seconds, then no more: a start is over by then. What ends sooner isn't worth preparing.
Must not know what the notes are for."""

from runtime_py.platform.clock import call_later, now_ms
from runtime_py.platform.maps import Set
from runtime_py.platform.worker_scripts import loaded_scripts
from runtime_py.platform.workers import post_to_parent

SEND_AFTER_MS = [400, 1000, 2000, 4000, 8000]
MOST = 1000
_SKIPPED = ['/proc/', '/dev/', '/tmp/']


class StartNotes:
    def __init__(self, system: object) -> None:
        self._system = system
        self._known = Set()
        self._paths: list = []
        self._times: list = []
        self._scripts_before = len(loaded_scripts())
        self._sent = 0

    def begin(self) -> None:
        self._system.context.note_read = lambda path: self._note(path)
        self._send_later()

    def _note(self, path: str) -> None:
        if self._known.size < MOST and not self._known.has(path) and not any(path.startswith(e) for e in _SKIPPED):
            self._known.add(path)
            self._paths.append(path)
            self._times.append(now_ms())

    def _send_later(self) -> None:
        before = SEND_AFTER_MS[self._sent - 1] if self._sent > 0 else 0
        call_later(SEND_AFTER_MS[self._sent] - before, lambda: self._send())

    def _send(self) -> None:
        scripts = loaded_scripts()[self._scripts_before :]
        if len(self._paths) > 0 or len(scripts) > 0:
            post_to_parent({'type': 'read', 'paths': self._paths, 'times': self._times, 'scripts': scripts})
        self._paths = []
        self._times = []
        self._scripts_before += len(scripts)
        self._sent += 1
        if self._sent < len(SEND_AFTER_MS):
            self._send_later()
        else:
            self._system.context.note_read = None
