"""Records in the audit log when a policy of the workspace changes (`.terrarium/policy.json`), whoever changed it: a
program, a shell, or the page.

The kernel looks at the files' times, twice a second at most, and before each start that reads one. Must not know what a
policy says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.bytes import to_hex
from runtime_py.platform.digest import sha256
from runtime_py.platform.maps import Map

FILES_MOST = 100
END = '/.terrarium/policy.json'
_FIELDS = [7, 8, 12, 13, 14, 15]  # of lstat: inode, size, times of change (rooms/sys.md)
_SIZE_MOST = 1_000_000  # what is longer is no policy


class PolicyWatch:
    """`add(path, what, digest)` adds a record. Making one needs the content of the file."""

    def __init__(self, system: Any, add: Callable[[str, str, str], None], folder: str) -> None:
        self._system = system
        self._add = add
        self._seen: Map[str, str] = Map()  # path -> what its times were
        self._digests: Map[str, str] = Map()  # '' for none
        self._out = [0.0 for _ in range(18)]
        self._begin(f'{"" if folder == "/" else folder}{END}', True)

    def _begin(self, path: str, is_known: bool) -> None:
        self._seen.set(path, self._times(path) if is_known else '')
        self._digests.set(path, self._digest(path) if is_known else '')

    def _times(self, path: str) -> str:
        if self._system.lstat(path, self._out) < 0:
            return ''
        return ' '.join([str(self._out[field]) for field in _FIELDS])

    def _digest(self, path: str) -> str:
        if self._system.lstat(path, self._out) < 0:
            return ''
        if self._out[8] > _SIZE_MOST:
            return 'too long'
        found = self._system.read_file(path)
        return 'unreadable' if isinstance(found, int) else to_hex(sha256(found))

    def wrote(self, path: str) -> None:
        """A program has opened it for writing: from now on this one is looked at, too."""
        if path.endswith(END) and not self._seen.has(path) and self._seen.size < FILES_MOST:
            self._begin(path, False)
            self.look()

    def look(self) -> None:
        for path in list(self._seen.keys()):
            times = self._times(path)
            if times != self._seen.get(path):
                self._seen.set(path, times)
                self._compare(path)

    def _compare(self, path: str) -> None:
        try:
            digest = self._digest(path)
        except Exception:
            self._seen.set(path, '')  # its content isn't in memory yet
            return
        if digest != self._digests.get(path):
            what = 'was removed' if digest == '' else ('was made' if self._digests.get(path) == '' else 'was changed')
            self._digests.set(path, digest)
            self._add(path, what, digest)
