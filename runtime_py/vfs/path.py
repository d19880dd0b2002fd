"""Path look-up (POSIX, 4.16): from a path to an inode, or to the folder and name where one is to be made.

Paths are absolute. Links are followed up to 40 deep (ELOOP), names have at most 255 bytes and paths 4095 (ENAMETOOLONG), a NUL is EINVAL.
A cache per worker, path -> inode, holds as long as the superblock's generation word stays: repeated stat calls cost one Map look-up.
The caller holds the file system's lock."""
from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc, decode, encode, view
from runtime_py.platform.errno import EACCES, EINVAL, ELOOP, ENAMETOOLONG, ENOENT, ENOTDIR
from runtime_py.platform.maps import Map
from runtime_py.platform.memory import Memory
from runtime_py.vfs.directory import Directories
from runtime_py.vfs.inode import Inodes
from runtime_py.vfs.layout import GENERATION, I_ENTRY, I_MODE, I_PARENT, I_TARGET, ROOT, S_IFDIR, S_IFLNK, S_IFMT

NAME_MAX = 255
PATH_MAX = 4095
MOST_LINKS = 40
CACHE_LIMIT = 8192


class Paths:
    """After `walk_parent`, `folder` is the inode of the folder, `name` the last name, `wants_folder` whether the path ended in a slash."""

    def __init__(self, inodes: Inodes, directories: Directories) -> None:
        self.inodes = inodes
        self.directories = directories
        self.memory: Memory = inodes.memory
        self.folder = 0
        self.name = ''
        self.wants_folder = False
        self._links = 0
        self._cache: Map[str, int] = Map()
        self._link_cache: Map[str, int] = Map()
        self._generation = -1

    def walk(self, path: str, follow: bool) -> int:
        """The inode that a path names, or -errno. `follow`: a link at the end is followed."""
        generation = self.memory.i32[GENERATION]
        if generation != self._generation:
            self._cache.clear()
            self._link_cache.clear()
            self._generation = generation
        cache = self._cache if follow else self._link_cache
        found = cache.get(path)
        if found is not None:
            return found
        result = self._walk(path, follow)
        if cache.size >= CACHE_LIMIT:
            cache.clear()
        cache.set(path, result)
        return result

    def _walk(self, path: str, follow: bool) -> int:
        error = check(path)
        if error != 0:
            return error
        self._links = 0
        return self._resolve(self.memory.i32[ROOT], path, follow)

    def _resolve(self, folder: int, path: str, follow: bool) -> int:
        """From a folder along a path, which may be relative (a link's target)."""
        if path.startswith('/'):
            folder = self.memory.i32[ROOT]
        names = path.split('/')
        at = folder
        last = len(names) - 1
        while last >= 0 and names[last] == '':
            last -= 1
        must_be_folder = last < len(names) - 1
        for k in range(last + 1):
            at = self._step(at, names[k], k < last or follow or must_be_folder)
            if at < 0:
                return at
        if must_be_folder and self.inodes.kind(at) != S_IFDIR:
            return -ENOTDIR
        return at

    def _step(self, folder: int, name: str, follow: bool) -> int:
        """One name down."""
        mode = self.inodes.get(folder, I_MODE)
        if (mode & S_IFMT) != S_IFDIR:
            return -ENOTDIR
        if name == '' or name == '.':
            return folder
        if (mode & 0o100) == 0:
            return -EACCES
        if name == '..':
            return self.inodes.get(folder, I_PARENT)
        data = name_bytes(name)
        if len(data) > NAME_MAX:
            return -ENAMETOOLONG
        entry = self.directories.find(folder, data)
        if entry == 0:
            return -ENOENT
        inode = self.directories.inode(entry)
        if follow and self.inodes.kind(inode) == S_IFLNK:
            return self._follow(folder, inode)
        return inode

    def _follow(self, folder: int, link: int) -> int:
        self._links += 1
        if self._links > MOST_LINKS:
            return -ELOOP
        return self._resolve(folder, self.target(link), True)

    def target(self, link: int) -> str:
        """What a symbolic link says."""
        start = self.inodes.get(link, I_TARGET)
        return decode(view(self.memory.u8, start, start + int(self.inodes.size(link))))

    def walk_parent(self, path: str) -> int:
        """Fills folder, name and wants_folder: 0 or -errno. The last name is not looked up; it may be '.' or '..' or, for the root, ''."""
        error = check(path)
        if error != 0:
            return error
        end = len(path)
        while end > 1 and path[end - 1] == '/':
            end -= 1
        self.wants_folder = end < len(path)
        at = path.rfind('/', 0, end)
        self.name = path[at + 1:end]
        self._links = 0
        self.folder = self._resolve(self.memory.i32[ROOT], path[:at + 1], True)
        if self.folder < 0:
            return self.folder
        if len(encode(self.name)) > NAME_MAX:
            return -ENAMETOOLONG
        return 0

    def path_of(self, folder: int) -> str:
        """The absolute path of a folder."""
        from_root = ''
        while folder != self.memory.i32[ROOT]:
            from_root = '/' + self.directories.name(self.inodes.get(folder, I_ENTRY)) + from_root
            folder = self.inodes.get(folder, I_PARENT)
        return from_root if from_root != '' else '/'

    def canonical(self, path: str) -> str | int:
        """realpath(3): without links, dots and doubled slashes."""
        error = check(path)
        if error != 0:
            return error
        found = self.walk(path, True)
        if found < 0:
            return found
        if self.inodes.kind(found) == S_IFDIR:
            return self.path_of(found)
        hops = 0
        while True:
            error = self.walk_parent(path)
            if error < 0:
                return error
            entry = self.directories.find(self.folder, name_bytes(self.name))
            inode = self.directories.inode(entry)
            above = self.path_of(self.folder)
            if self.inodes.kind(inode) != S_IFLNK:
                return ('' if above == '/' else above) + '/' + self.name
            hops += 1
            if hops > MOST_LINKS:
                return -ELOOP
            target = self.target(inode)
            path = target if target.startswith('/') else above + '/' + target


_buffer = alloc(NAME_MAX + 1)


def name_bytes(name: str) -> Bytes:
    """UTF-8 of a name. ASCII, which nearly every name is, without a trip through the encoder; valid until the next call."""
    length = len(name)
    if length > NAME_MAX:
        return encode(name)
    for k in range(length):
        code = ord(name[k])
        if code > 127:
            return encode(name)
        _buffer[k] = code
    return view(_buffer, 0, length)


def check(path: str) -> int:
    if path == '':
        return -ENOENT
    if len(path) > PATH_MAX:
        return -ENAMETOOLONG
    return -EINVAL if '\0' in path else 0
