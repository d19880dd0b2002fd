"""Writes to open files, their offsets and locks; whole files and folders of new names.

Every public method takes the file system's lock itself and returns a value >= 0 or -errno."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc
from runtime_py.platform.entropy import random_fill
from runtime_py.platform.errno import (
    EBADF,
    EEXIST,
    EINVAL,
    ENXIO,
)
from runtime_py.vfs.backend import Crossing
from runtime_py.vfs.description import KIND_FILE
from runtime_py.vfs.flags import (
    O_ACCMODE,
    O_APPEND,
    O_CREAT,
    O_PATH,
    O_TRUNC,
    O_WRONLY,
)
from runtime_py.vfs.layout import (
    I_ABSENT,
    I_LENT,
)
from runtime_py.vfs.namespace import Namespace
from runtime_py.vfs.opening import Opening
from runtime_py.vfs.reading import Reading
from runtime_py.vfs.volume import Volume

SEEK_CUR = 1
SEEK_END = 2
_SUFFIX_LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'


class Writing:
    def __init__(self, volume: Volume, names: Namespace, reading: Reading, opening: Opening) -> None:
        self.volume = volume
        self.memory = volume.memory
        self.inodes = volume.inodes
        self.contents = volume.contents
        self.descriptions = volume.descriptions
        self.file_locks = volume.file_locks
        self.names = names
        self.reading = reading
        self.opening = opening

    def write(self, description: int, buffer: Bytes, start: int, length: int, position: float) -> int:
        flags = self.descriptions.flags(description)
        if (flags & O_ACCMODE) == 0 or (flags & O_PATH) != 0:
            return -EBADF
        self.volume.lock()
        try:
            inode = self.descriptions.object(description)
            i32 = self.memory.i32
            if (i32[(inode >> 2) + I_ABSENT] | i32[(inode >> 2) + I_LENT]) != 0:  # PRESENT and NOT_LENT are 0
                error = self.reading.make_changeable(inode)
                if error < 0:
                    return error
            at = position if position >= 0 else self.descriptions.offset(description)
            if (flags & O_APPEND) != 0:
                at = self.inodes.size(inode)
            count = self.contents.write(inode, buffer, start, length, at)
            if count > 0:
                self.inodes.drop_privileges(inode)
                if position < 0:
                    self.descriptions.set_offset(description, at + count)
                self.inodes.touch(inode)
                self.volume.tell_change(inode)
            return count
        finally:
            self.volume.unlock()

    def flock(self, description: int, operation: int, number: int) -> int:
        """0 or -errno; never waits (file_locks.py)."""
        self.volume.lock()
        try:
            return self.file_locks.take(self.descriptions.object(description), description, operation, number)
        finally:
            self.volume.unlock()

    def is_lock_held(self, description: int, number: int, kind: int) -> bool:
        """Whether another description's lock stands in the way of one of this kind."""
        self.volume.lock_to_look()
        try:
            return self.file_locks.is_held(self.descriptions.object(description), description, number, kind)
        finally:
            self.volume.unlock_after_look()

    def seek(self, description: int, offset: float, whence: int) -> float:
        """Moves the description's offset, and returns the new one."""
        if (self.descriptions.flags(description) & O_PATH) != 0:
            return -EBADF
        base = 0.0
        if whence == SEEK_CUR:
            base = self.descriptions.offset(description)
        elif whence == SEEK_END:
            base = self.inodes.size(self.descriptions.object(description))
        elif whence != 0:
            return -EINVAL
        if base + offset < 0:
            return -EINVAL
        self.descriptions.set_offset(description, base + offset)
        return base + offset

    def write_file(self, path: str, data: Bytes, mode: int) -> int | Crossing:
        """Creates or replaces a file with this content; returns the number of bytes written."""
        description = self.opening.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode)
        if isinstance(description, Crossing) or description < 0:
            return description
        if self.descriptions.kind(description) != KIND_FILE:
            self.opening.close(description)
            return -ENXIO
        done = 0
        while done < len(data):
            count = self.write(description, data, done, len(data) - done, -1)
            if count < 0:
                self.opening.close(description)
                return count
            done += count
        self.opening.close(description)
        return done

    def mkdtemp(self, prefix: str) -> str | int | Crossing:
        """Makes a folder named by this prefix and six random characters; returns its path."""
        octets = alloc(6)
        for _ in range(100):
            random_fill(octets, 0, 6)
            path = prefix
            for octet in octets:
                path += _SUFFIX_LETTERS[octet % len(_SUFFIX_LETTERS)]
            result = self.names.mkdir(path, 0o700)
            if result != -EEXIST:
                return path if result == 0 else result
        return -EEXIST
