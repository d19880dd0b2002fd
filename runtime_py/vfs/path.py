"""Path lookup (POSIX, 4.16): from a path to an inode, or to the folder and name where one is to be created.

Paths are absolute. Links are followed up to 40 deep (ELOOP), names have at most 255 bytes (ENAMETOOLONG), a NUL is
EINVAL. The length of a path is limited where programs pass one in (sys/context.py), since joining it to a working
folder makes it longer. A path that leads below the root of a mount whose names aren't here (/proc) gives a Crossing:
the mount's backend, and the rest of the path (backend.py). Caches per worker, path -> inode or -errno, are valid as
long as the superblock's words GENERATION, MADE and FOLDERS_CHANGED stay: a repeated stat costs one Map lookup, one in a
known folder two. The caller holds the file system's lock."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc, view
from runtime_py.platform.errno import EACCES, EINVAL, ELOOP, ENAMETOOLONG, ENOENT, ENOTDIR
from runtime_py.platform.maps import Map
from runtime_py.platform.memory import Memory
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.vfs.backend import Crossing
from runtime_py.vfs.directory import Directories
from runtime_py.vfs.inode import Inodes
from runtime_py.vfs.layout import (
    FOLDERS_CHANGED,
    GENERATION,
    I_COVERED_BY,
    I_ENTRY,
    I_MODE,
    I_PARENT,
    I_TARGET,
    MADE,
    ROOT,
    S_IFDIR,
    S_IFLNK,
    S_IFMT,
)
from runtime_py.vfs.mounts import Mounts

NAME_MAX = 255
MOST_LINKS = 40
CACHE_LIMIT = 8192
LATELY = 4096


class Place:
    """Where the last name of a path stands or would stand: the inode of the folder, the name ('.', '..' or, for the
    root, '' too), and whether the path ended in a slash. `stop` is 0; if it is -errno or a Crossing, the rest means
    nothing."""

    def __init__(self, stop: int | Crossing, folder: int, name: str, wants_folder: bool) -> None:
        self.stop = stop
        self.folder = folder
        self.name = name
        self.wants_folder = wants_folder

    def is_plain(self) -> bool:
        """Whether a file could have this name."""
        return self.name != '' and self.name != '.' and self.name != '..'


class Paths:
    """Resolves paths (POSIX, 4.16 Pathname Resolution)."""

    def __init__(self, inodes: Inodes, directories: Directories, mounts: Mounts) -> None:
        self.inodes = inodes
        self.directories = directories
        self.mounts = mounts
        self.memory: Memory = inodes.memory
        self._links = 0  # followed so far
        self._folder_links: Map[str, int] = Map()  # how many lead to a folder of `_folders`, if any
        self._last_links = 0  # to `_last_folder`
        self._cache: Map[str, int] = Map()  # path -> inode
        self._link_cache: Map[str, int] = Map()  # the same, without following a link at the end
        self._absent: Map[str, int] = Map()  # path -> -errno
        self._absent_links: Map[str, int] = Map()
        self._folders: Map[str, int] = Map()  # path -> inode of a folder
        self._generation = -1
        self._made = -1
        self._folders_changed = -1
        self._last_above = ''  # a key of _folders, and the folder that it leads to
        self._last_folder = 0
        self._lately = [0 for _ in range(LATELY)]  # inodes found lately, indexed by their low bits

    def known(self, path: str, follow: bool) -> int:
        """As `walk`, but from the caches only: 0 when they don't have the path. Needs no lock from a caller that reads
        by the sequence (sequence.py)."""
        i32 = self.memory.i32
        if i32[GENERATION] != self._generation:
            return 0
        found = (self._cache if follow else self._link_cache).get(path)
        if found is not None:
            return found
        if i32[MADE] != self._made:
            return 0
        found = (self._absent if follow else self._absent_links).get(path)
        return 0 if found is None else found

    def walk(self, path: str, follow: bool) -> int | Crossing:
        """The inode that a path names, -errno, or a Crossing. `follow`: a link at the end is followed."""
        i32 = self.memory.i32
        if i32[GENERATION] != self._generation or i32[MADE] != self._made:
            self._forget()
        found = (self._cache if follow else self._link_cache).get(path)
        if found is not None:
            return found
        absent = self._absent if follow else self._absent_links
        found = absent.get(path)
        if found is not None:
            return found
        result = self._walk(path, follow)
        if isinstance(result, Crossing):
            return result
        if result > 0 and self._is_new(result):
            return result
        cache = absent if result < 0 else (self._cache if follow else self._link_cache)
        if cache.size >= CACHE_LIMIT:
            cache.clear()
        cache.set(path, result)
        return result

    def _is_new(self, inode: int) -> bool:
        """Whether the inode isn't among those found lately. Only paths that are looked up again are cached: a walk
        through a large tree would fill the cache for nothing."""
        word = inode >> 3  # inodes are multiples of eight
        at = word & (LATELY - 1)
        if self._lately[at] == word:
            return False
        self._lately[at] = word
        return True

    def is_known(self, path: str) -> bool:
        """Whether the path led to something when it was last looked up, and still does."""
        return self.memory.i32[GENERATION] == self._generation and self._cache.has(path)

    def _forget(self) -> None:
        """Clears the caches that a change made stale. A new name can't change where an existing path leads; any other
        change may."""
        i32 = self.memory.i32
        if self._absent.size > 0:
            self._absent.clear()
        if self._absent_links.size > 0:
            self._absent_links.clear()
        self._made = i32[MADE]
        if i32[GENERATION] != self._generation:
            self._cache.clear()
            self._link_cache.clear()
            self._generation = i32[GENERATION]

    def _walk(self, path: str, follow: bool) -> int | Crossing:
        error = check(path)
        if error != 0:
            return error
        self._links = 0
        at = path.rfind('/')
        name = path[at + 1 :]
        if at <= 0 or name in ('', '.', '..'):
            return self._resolve(self.memory.i32[ROOT], path, follow)
        # most paths lie in the same folder as the one before
        folder = self._folder_above(path, at)
        if isinstance(folder, Crossing):
            return folder.below('/' + name)
        if folder < 0:
            return folder
        if self.mounts.is_elsewhere(folder):
            return self.mounts.crossing(folder, name)
        return self._step(folder, name, follow)

    def _folder_above(self, path: str, at: int) -> int | Crossing:
        """The folder that path[:at] leads to, usually that of the last lookup."""
        if at == 0:
            return self.memory.i32[ROOT]
        if (
            at == len(self._last_above)
            and self.memory.i32[FOLDERS_CHANGED] == self._folders_changed
            and path.startswith(self._last_above)
        ):
            self._links = self._last_links
            return self._last_folder
        above = path[:at]
        folder = self._folder_at(above)
        if not isinstance(folder, Crossing) and folder > 0 and self._folders.has(above):
            self._last_above = above
            self._last_folder = folder
            self._last_links = self._links
        return folder

    def _links_to(self, path: str) -> int:
        """How many links lead to a folder of `_folders`."""
        found = self._folder_links.get(path) if self._folder_links.size > 0 else None
        return 0 if found is None else found

    def _forget_folders(self) -> None:
        self._folders.clear()
        self._folder_links.clear()

    def _folder_at(self, path: str) -> int | Crossing:
        """As `walk`, for the folders above a name: files that come and go don't invalidate it."""
        i32 = self.memory.i32
        if i32[FOLDERS_CHANGED] != self._folders_changed:
            self._forget_folders()
            self._last_above = ''
            self._folders_changed = i32[FOLDERS_CHANGED]
        found = self._folders.get(path)
        if found is not None:
            self._links = self._links_to(path)
            return found
        self._links = 0
        result = self._find_folder(path)
        if not isinstance(result, Crossing) and result > 0 and self.inodes.kind(result) == S_IFDIR:
            if self._folders.size >= CACHE_LIMIT:
                self._forget_folders()
            self._folders.set(path, result)
            if self._links > 0:
                self._folder_links.set(path, self._links)
        return result

    def _find_folder(self, path: str) -> int | Crossing:
        """Looks up a folder from its parent, if that is cached, else from the root: the depth of the stack doesn't
        depend on the path's length."""
        at = path.rfind('/')
        name = path[at + 1 :]
        above = self._folders.get(path[:at]) if at > 0 and name not in ('', '.', '..') else None
        if above is None:
            return self._resolve(self.memory.i32[ROOT], path, True)
        if self.mounts.is_elsewhere(above):
            return self.mounts.crossing(above, name)
        self._links = self._links_to(path[:at])
        return self._step(above, name, True)

    def _resolve(self, folder: int, path: str, follow: bool) -> int | Crossing:
        """Resolves a path from a folder; the path may be relative (a link's target)."""
        if path.startswith('/'):
            folder = self.memory.i32[ROOT]
        names = path.split('/')
        at = folder
        last = len(names) - 1
        while last >= 0 and names[last] == '':
            last -= 1
        must_be_folder = last < len(names) - 1
        for k in range(last + 1):
            if self.mounts.is_elsewhere(at) and names[k] not in ('', '.', '..'):
                return self.mounts.crossing(at, '/'.join(names[k:]))
            found = self._step(at, names[k], k < last or follow or must_be_folder)
            if isinstance(found, Crossing):
                return found if k == len(names) - 1 else found.below('/' + '/'.join(names[k + 1 :]))
            if found < 0:
                return found
            at = found
        if must_be_folder and self.inodes.kind(at) != S_IFDIR:
            return -ENOTDIR
        return at

    def _step(self, folder: int, name: str, follow: bool) -> int | Crossing:
        """Looks up one name."""
        mode = self.inodes.get(folder, I_MODE)
        if (mode & S_IFMT) != S_IFDIR:
            return -ENOTDIR
        if name == '':
            return folder
        if (mode & 0o100) == 0:
            return -EACCES
        if name == '.':
            return folder
        if name == '..':
            return self.inodes.get(folder, I_PARENT)
        data = name_bytes(name)
        if len(data) > NAME_MAX:
            return -ENAMETOOLONG
        entry = self.directories.find(folder, data)
        if entry == 0:
            return -ENOENT
        inode = self.directories.inode(entry)
        kind = self.inodes.kind(inode)
        if follow and kind == S_IFLNK:
            return self._follow(folder, inode)
        return self.mounts.top(inode) if kind == S_IFDIR and self.inodes.get(inode, I_COVERED_BY) != 0 else inode

    def _follow(self, folder: int, link: int) -> int | Crossing:
        self._links += 1
        if self._links > MOST_LINKS:
            return -ELOOP
        return self._resolve(folder, self.target(link), True)

    def target(self, link: int) -> str:
        """The target of a symbolic link."""
        start = self.inodes.get(link, I_TARGET)
        return to_text(view(self.memory.u8, start, start + int(self.inodes.size(link))))

    def place_of(self, path: str) -> Place:
        """The last name is not looked up."""
        error = check(path)
        if error != 0:
            return Place(error, 0, '', False)
        end = len(path)
        while end > 1 and path[end - 1] == '/':
            end -= 1
        at = path.rfind('/', 0, end)
        name = path[at + 1 : end]
        self._links = 0
        folder = self._folder_above(path, at)
        if isinstance(folder, Crossing):
            return Place(folder.below(path[at:]), 0, name, False)
        stop = folder if folder < 0 else self._may_look(path, at, folder, name)
        return Place(stop, folder, name, end < len(path))

    def _may_look(self, path: str, at: int, folder: int, name: str) -> int | Crossing:
        """0 when the name can be looked up in this folder; -errno, or a Crossing."""
        if self.inodes.kind(folder) != S_IFDIR:
            return -ENOTDIR
        if self.mounts.is_elsewhere(folder) and name not in ('', '.', '..'):
            return self.mounts.crossing(folder, path[at + 1 :])
        if (self.inodes.get(folder, I_MODE) & 0o100) == 0 and name != '':
            return -EACCES
        return -ENAMETOOLONG if is_too_long(name) else 0

    def path_of(self, folder: int) -> str:
        """The absolute path of a folder."""
        from_root = ''
        while folder != self.memory.i32[ROOT]:
            from_root = '/' + self.directories.name(self.inodes.get(folder, I_ENTRY)) + from_root
            folder = self.inodes.get(folder, I_PARENT)
        return from_root if from_root != '' else '/'

    def path_of_file(self, inode: int) -> str:
        """The path of a file by one of its names; '' when it has none."""
        entry = self.inodes.get(inode, I_ENTRY)
        if entry == 0:
            return ''
        folder = self.path_of(self.directories.parent(entry))
        return ('' if folder == '/' else folder) + '/' + self.directories.name(entry)

    def canonical(self, path: str) -> str | int | Crossing:
        """realpath(3): without links, dots and double slashes."""
        error = check(path)
        if error != 0:
            return error
        found = self.walk(path, True)
        if isinstance(found, Crossing) or found < 0:
            return found
        if self.inodes.kind(found) == S_IFDIR:
            return self.path_of(found)
        hops = 0
        while True:
            place = self.place_of(path)
            if place.stop != 0:
                return place.stop
            entry = self.directories.find(place.folder, name_bytes(place.name))
            inode = self.directories.inode(entry)
            above = self.path_of(place.folder)
            if self.inodes.kind(inode) != S_IFLNK:
                return ('' if above == '/' else above) + '/' + place.name
            hops += 1
            if hops > MOST_LINKS:
                return -ELOOP
            target = self.target(inode)
            path = target if target.startswith('/') else above + '/' + target


_buffer = alloc(NAME_MAX + 1)


def name_bytes(name: str) -> Bytes:
    """UTF-8 of a name. Skips the encoder for ASCII, which nearly all names are; valid until the next call."""
    length = len(name)
    if length > NAME_MAX:
        return to_bytes(name)
    for k in range(length):
        code = ord(name[k])
        if code > 127:
            return to_bytes(name)
        _buffer[k] = code
    return view(_buffer, 0, length)


def is_too_long(name: str) -> bool:
    """Whether a name is above NAME_MAX bytes. A UTF-16 unit has at most three."""
    return len(name) * 3 > NAME_MAX and len(to_bytes(name)) > NAME_MAX


def check(path: str) -> int:
    if path == '':
        return -ENOENT
    return -EINVAL if '\0' in path else 0
