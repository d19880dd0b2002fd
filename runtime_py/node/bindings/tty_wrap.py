"""internalBinding('tty_wrap'): terminals."""

from __future__ import annotations

from runtime_py.node.realm.callbacks import realm
from runtime_py.node.streams.descriptor_stream import LibuvStream
from runtime_py.platform.errno import EINVAL


def is_tty(fd: int) -> bool:
    return realm().system.isatty(fd) == 1 or realm().system.isatty(fd) is True


_kept = []  # [fd, original mode] of terminals whose mode the program has changed


def keep_mode(fd: int) -> None:
    """Saves the mode at the first change, for `restore_modes`."""
    if not any([pair[0] == fd for pair in _kept]):
        found = realm().system.tcgetattr(fd)
        if found is not None:
            _kept.append([fd, found])
            if len(_kept) == 1:
                realm().at_exit.push(restore_modes)


def restore_modes() -> None:
    """Called at the end of the process, as node::ResetStdio: the next program gets the terminal in its original
    mode."""
    for pair in _kept:
        realm().system.tcsetattr(pair[0], pair[1])
    _kept.length = 0


class TTY(LibuvStream):
    def __init__(self, fd: int, context: object) -> None:
        super().__init__('TTYWRAP')
        if is_tty(fd):
            self.attach(fd)
            return
        # the library turns this record into an exception
        context.errno = -EINVAL
        context.code = 'EINVAL'
        context.message = 'invalid argument'
        context.syscall = 'uv_tty_init'

    def getWindowSize(self, out: list) -> int:
        size = realm().system.get_winsize(self._fd)
        if js_typeof(size) == 'number':
            return size
        out[0] = size[0]
        out[1] = size[1]
        return 0

    def setRawMode(self, on: object) -> int:
        keep_mode(self._fd)
        return min(realm().system.set_raw(self._fd, Boolean(on)), 0)


def create(realm: object, binding_data: object) -> object:
    return {'TTY': TTY, 'isTTY': is_tty}
