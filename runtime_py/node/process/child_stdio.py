"""The descriptors of a child: from Node's `stdio` records to the table that `spawn` takes.

Knows: which record needs which descriptor, and which of ours are only for the child. Must not know: handles, waiting.

A table is built and passed to `spawn`; then `close_child_ends` must be called in any case.
"""

from __future__ import annotations

from runtime_py.node.realm.callbacks import realm
from runtime_py.platform.errno import EBADF, EINVAL
from runtime_py.sys.children import SpawnRequest
from runtime_py.vfs.flags import O_RDWR

OWN_ID = 1000  # ids of the only user and group


class ChildStdio:
    def __init__(self) -> None:
        # index: the child's descriptor; value: ours
        self.fds: list[int] = []
        # [index, our end] of the pairs
        self.ours: list[list] = []
        self._child_ends: list[int] = []

    def add(self, record: object) -> int:
        """0, or -errno."""
        kind = record.type
        if kind == 'ignore':
            return self._add_null()
        if kind == 'pipe' or kind == 'overlapped':
            return self._add_pair()
        if kind == 'inherit' or kind == 'fd':
            return self._add_fd(record.fd)
        if kind == 'wrap':
            return self._add_fd(record.handle.fd)
        return -EINVAL

    def _add_null(self) -> int:
        # `ignore` means /dev/null for the three standard descriptors, and closed for others
        if self.fds.length > 2:
            self.fds.append(-1)
            return 0
        fd = realm().system.open('/dev/null', O_RDWR, 0)
        if fd < 0:
            return fd
        self._child_ends.append(fd)
        self.fds.append(fd)
        return 0

    def _add_pair(self) -> int:
        pair = realm().system.socketpair()
        if js_typeof(pair) == 'number':
            return pair
        realm().system.set_cloexec(pair[0], True)
        self.ours.append([self.fds.length, pair[0]])
        self._child_ends.append(pair[1])
        self.fds.append(pair[1])
        return 0

    def _add_fd(self, fd: int) -> int:
        if realm().system.fd_kind(fd) < 0:
            # a standard descriptor that isn't open here is closed in the child too
            if fd > 2:
                return -EBADF
            fd = -1
        self.fds.append(fd)
        return 0

    def close_child_ends(self) -> None:
        for fd in self._child_ends:
            realm().system.close(fd)
        self._child_ends = []

    def close_ours(self) -> None:
        for entry in self.ours:
            realm().system.close(entry[1])
        self.ours = []


def spawn_request(
    file: str, args: object, cwd: object, env_pairs: object, fds: list[int], detached: bool
) -> SpawnRequest:
    directory = cwd if js_typeof(cwd) == 'string' else ''
    env = own_environment() if env_pairs is None else list(env_pairs)
    request = SpawnRequest(
        file, [file] if args is None else [String(arg) for arg in args], env, directory, fds, 0 if detached else -1
    )
    request.new_session = detached
    return request


def is_other_user(uid: object, gid: object) -> bool:
    """A program of the user can't start one as another user (setuid(2): EPERM)."""
    return (js_typeof(uid) == 'number' and uid != OWN_ID) or (js_typeof(gid) == 'number' and gid != OWN_ID)


def own_environment() -> list[str]:
    return [entry[0] + '=' + entry[1] for entry in Object.entries(realm().process.env)]
