"""A packed image as a file system: the central directory of a zip file is read when it is mounted, a member's content
on demand.

The image is a file of this machine, which stays open while it is mounted. Contents are checked when they are unpacked;
a damaged one is lost (EIO). Must not know who reads it."""

from runtime_py.archive.member import FOLDER, SYMLINK
from runtime_py.archive.paths import inside
from runtime_py.archive.zip import content_start, find_directory, kind_of, permissions, read_directory, unpack
from runtime_py.archive.zip_records import LOCAL_BYTES, TAIL_BYTES
from runtime_py.platform.bytes import alloc, decode, view
from runtime_py.platform.errno import OsError
from runtime_py.platform.maps import Map
from runtime_py.vfs.mounted_tree import MountedTree


class Image:
    """`fd` is the kernel's descriptor of the file."""

    def __init__(self, system: object, fd: int, path: str) -> None:
        self.system = system
        self.fd = fd
        self.path = path
        self._members = Map()  # ino -> ZipEntry

    def read_entries(self) -> list:
        """Raises ArchiveError, and ContentAbsent while the image's own content isn't loaded."""
        out = Float64Array(18)
        self.system.fstat(self.fd, out)
        size = int(out[8])
        start = max(0, size - TAIL_BYTES)
        place = find_directory(self._read(start, size - start), start)
        return read_directory(self._read(place.start, place.size), place.count)

    def _read(self, start: int, length: int) -> object:
        buffer = alloc(length)
        done = 0
        while done < length:
            count = self.system.read(self.fd, buffer, done, length - done, start + done)
            if count < 0:
                raise OsError(-count, 'read', self.path)
            if count == 0:
                break
            done += count
        return view(buffer, 0, done)

    def fill(self, mount: int, entries: list) -> None:
        """Raises ArchiveError or OsError."""
        tree = MountedTree(self.system.fs, mount)
        for entry in entries:
            path = inside(entry.path)
            kind = kind_of(entry)
            if kind == FOLDER:
                found = tree.folder(path, permissions(entry))
            elif kind == SYMLINK:
                found = tree.link(path, decode(self.unpacked(entry)))
            else:
                found = tree.file(path, permissions(entry), entry.size, [entry.mtime, 0])
                self._members.set(found, entry)
            if found < 0:
                raise OsError(-found, 'mount', entry.path)

    def unpacked(self, entry: object) -> object:
        start = content_start(self._read(entry.local, LOCAL_BYTES), entry)
        return unpack(entry, self._read(start, entry.packed))

    def owns(self, ino: int) -> bool:
        return self._members.has(ino)

    async def content(self, ino: int) -> object:
        """Raises ArchiveError when it is damaged."""
        return self.unpacked(self._members.get(ino))

    async def flush(self) -> None:
        """Nothing to do: images are never written."""

    async def stop(self) -> None:
        """Nothing to do: there is no background work."""

    def go_on(self) -> None:
        """As `stop`."""

    def close(self) -> None:
        self.system.close(self.fd)
