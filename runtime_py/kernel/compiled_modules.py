"""Keeps WebAssembly modules that programs compiled alive, so that the next program that compiles the same bytes finds
their code (platform/compiled_code.py).

Modules aren't handed out: the engine finds the code by the bytes as long as some module made from them is alive. So a
wrong key or size, which a program may send, does no harm. Must not know programs, or how their messages arrive."""

from runtime_py.platform.clock import now_ms
from runtime_py.platform.maps import Map

TOTAL_BYTES = 64 * 1024 * 1024  # limit on the modules' binaries; their code takes several times that
MOST = 16
UNUSED_MS = 600000


class CompiledModules:
    """`later(ms, call)` sets a timer."""

    def __init__(self, later: object) -> None:
        self._later = later
        self._kept: Map = Map()  # key -> [module, size, time of the last use], least recently used first
        self._total = 0
        self._most = TOTAL_BYTES
        self._hit_bytes = 0  # of modules that were compiled while their code was kept
        self._is_timed = False

    def keep(self, key: str, size: int, module: object) -> None:
        if self._kept.has(key):
            self._hit_bytes += size
        self._drop(key)
        if size > self._most:
            return
        self._kept.set(key, [module, size, now_ms()])
        self._total += size
        self._make_room()
        self._set_timer()

    def set_total(self, size: int) -> None:
        self._most = size
        self._make_room()

    def take_hit_bytes(self) -> int:
        """Since the last call."""
        found = self._hit_bytes
        self._hit_bytes = 0
        return found

    def _make_room(self) -> None:
        for old in self.keys():
            if self._total <= self._most and self._kept.size <= MOST:
                break
            self._drop(old)

    def keys(self) -> list[str]:
        """The keys, least recently used first."""
        return list(self._kept.keys())

    def count(self) -> int:
        return self._kept.size

    def _drop(self, key: str) -> None:
        entry = self._kept.get(key)
        if entry is not None:
            self._total -= entry[1]
            self._kept.delete(key)

    def _set_timer(self) -> None:
        if not self._is_timed and self._kept.size > 0:
            self._is_timed = True
            self._later(UNUSED_MS, lambda: self._drop_unused())

    def _drop_unused(self) -> None:
        self._is_timed = False
        for key, entry in list(self._kept.entries()):
            if now_ms() - entry[2] >= UNUSED_MS:
                self._drop(key)
        self._set_timer()
