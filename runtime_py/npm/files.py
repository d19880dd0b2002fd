"""npm's access to the disk: whole files, folder trees, atomic writes. The only module of this room that makes system
calls; raises OsError."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.formats.paths import dirname, join
from runtime_py.platform.bytes import Bytes, alloc, decode, encode, to_hex
from runtime_py.platform.entropy import random_fill
from runtime_py.platform.errno import EEXIST, EINVAL, ENOENT, ENOTDIR, OsError
from runtime_py.vfs.flags import O_CLOEXEC, O_DIRECTORY

FILE = 1
FOLDER = 2
LINK = 3
_DEVICE = 0
_MODE = 1
_MTIME = 12
_STAT_FIELDS = 18
_READ_FOLDER = O_DIRECTORY | O_CLOEXEC
_LOCK_AT_ONCE = 2 | 4  # LOCK_EX | LOCK_NB


class Disk:
    def __init__(self, system: Any) -> None:
        self.system = system

    def _check(self, result: Any, syscall: str, path: str, dest: str = '') -> Any:
        if isinstance(result, int) and result < 0:
            raise OsError(-result, syscall, path, dest)
        return result

    def read(self, path: str) -> Bytes | None:
        """None when there is no such file."""
        found = self.system.read_file(path)
        if found == -ENOENT or found == -ENOTDIR:
            return None
        return self._check(found, 'open', path)

    def read_text(self, path: str) -> str | None:
        found = self.read(path)
        return None if found is None else decode(found)

    def write(self, path: str, data: Bytes, mode: int = 0o666) -> None:
        self._check(self.system.write_file(path, data, mode), 'open', path)

    def write_whole(self, path: str, data: Bytes) -> None:
        """Writes atomically: a reader never sees half of it."""
        temporary = f'{path}.{unique()}'
        self.write(temporary, data)
        self.rename(temporary, path)

    def write_text(self, path: str, text: str) -> None:
        self.write_whole(path, encode(text))

    def make_folder(self, path: str) -> None:
        """Makes a folder with its parents."""
        result = self.system.mkdir(path, 0o777)
        if result == -ENOENT:
            self.make_folder(dirname(path))
            result = self.system.mkdir(path, 0o777)
        if result != -EEXIST:
            self._check(result, 'mkdir', path)

    def names(self, path: str) -> list[str]:
        """Empty when there is no such folder."""
        found = self.system.readdir(path)
        return [] if isinstance(found, int) else found

    def entries(self, path: str) -> list[list[Any]]:
        """[name, FILE | FOLDER | LINK | ...]; empty when there is no such folder."""
        found = self.system.readdir_types(path)
        return [] if isinstance(found, int) else found

    def is_folder(self, path: str) -> bool:
        """Links are followed."""
        found = self.system.readdir(path)
        return not isinstance(found, int)

    def exists(self, path: str) -> bool:
        return self.system.exists(path)

    def remove(self, path: str) -> None:
        """Removes a file, a link or a folder with its contents; does nothing when it doesn't exist."""
        result = self.system.unlink(path)
        if result >= 0 or result == -ENOENT or result == -ENOTDIR:
            return
        for name, kind in self.entries(path):
            if kind == FOLDER:
                self.remove(join(path, name))
            else:
                self._check(self.system.unlink(join(path, name)), 'unlink', join(path, name))
        self._check(self.system.rmdir(path), 'rmdir', path)

    def remove_if_empty(self, path: str) -> None:
        self.system.rmdir(path)

    def rename(self, source: str, target: str) -> None:
        self._check(self.system.rename(source, target), 'rename', source, target)

    def rename_all(self, moves: list[list[str]]) -> None:
        """Renames [source, target] each: all or none, in one step."""
        self._check(self.system.rename_all(moves), 'rename', moves[0][0], moves[0][1])

    def link_target(self, path: str) -> str | None:
        """The target of a symlink; None for anything else."""
        found = self.system.readlink(path)
        if found == -EINVAL or found == -ENOENT or found == -ENOTDIR:
            return None
        return self._check(found, 'readlink', path)

    def symlink(self, target: str, path: str) -> None:
        self._check(self.system.symlink(target, path), 'symlink', target, path)

    def real_path(self, path: str) -> str:
        """The path itself when it can't be resolved."""
        found = self.system.realpath(path)
        return found if isinstance(found, str) else path

    def make_executable(self, path: str) -> None:
        mode = self._stat(path, _MODE)
        if mode is not None and int(mode) & 0o111 != 0o111:
            self._check(self.system.chmod(path, (int(mode) & 0o7777) | 0o111), 'chmod', path)

    def mode(self, path: str) -> int | None:
        """The permissions; None when it doesn't exist."""
        found = self._stat(path, _MODE)
        return None if found is None else int(found) & 0o7777

    def set_mode(self, path: str, mode: int) -> None:
        self._check(self.system.chmod(path, mode), 'chmod', path)

    def device(self, path: str) -> float:
        """The file system that contains, or would contain, this absolute path."""
        found = self._stat(path, _DEVICE)
        return self.device(dirname(path)) if found is None else found

    def try_lock(self, folder: str) -> int:
        """A descriptor that holds the lock of a folder until `unlock` or the end of this process; -1 when another
        process holds it, or there is no such folder."""
        descriptor = self.system.open(folder, _READ_FOLDER, 0)
        if descriptor < 0:
            return -1
        if self.system.flock(descriptor, _LOCK_AT_ONCE) == 0:
            return descriptor
        self.system.close(descriptor)
        return -1

    def unlock(self, descriptor: int) -> None:
        self.system.close(descriptor)

    def modified_ms(self, path: str) -> float | None:
        seconds = self._stat(path, _MTIME)
        return None if seconds is None else seconds * 1000

    def _stat(self, path: str, field: int) -> float | None:
        out: list[float] = [0 for _ in range(_STAT_FIELDS)]
        return None if self.system.stat(path, out) < 0 else out[field]


def is_unique(name: str) -> bool:
    """Whether `unique` may have made the name."""
    return len(name) == 12 and len([letter for letter in name if letter not in '0123456789abcdef']) == 0


def unique() -> str:
    """Part of a name that is unique."""
    raw = alloc(6)
    random_fill(raw, 0, 6)
    return to_hex(raw)
