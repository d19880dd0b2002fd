"""The cache of downloads in ~/.npm/_cacache: archives by their digest, packuments by their URL.

Contents lie where npm's own cache has them (content-v2/sha512/ab/cd/...); the index is ours: one file per URL, a line
of JSON (URL, digest of the archive) and the packument's text below it; its modification time gives its age. There are
no ETags: the browser's own cache uses them, and hides them from scripts. Every file is written atomically; damaged ones
count as missing."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.files import FOLDER, Disk
from runtime_py.npm.formats.integrity import check, content_address, hex_digest, integrity_of
from runtime_py.npm.formats.manifest import text_of
from runtime_py.npm.formats.paths import dirname, join
from runtime_py.platform.bytes import Bytes, decode, encode, to_hex
from runtime_py.platform.clock import now_ms
from runtime_py.platform.digest import sha256
from runtime_py.platform.errno import OsError
from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map


class Entry:
    """`age_ms`: time since the registry last confirmed it."""

    def __init__(self, text: str, integrity: str, age_ms: float) -> None:
        self.text = text
        self.integrity = integrity
        self.age_ms = age_ms


class Verified:
    """What `npm cache verify` found: how many contents are as they were written, with their bytes; damaged ones, which
    are removed; entries, and those whose content is gone."""

    def __init__(self) -> None:
        self.contents = 0
        self.size = 0
        self.bad = 0
        self.entries = 0
        self.missing = 0


def _files_below(disk: Disk, folder: str) -> list[str]:
    out: list[str] = []
    waiting = [folder]
    while len(waiting) > 0:
        at = waiting.pop()
        for name, kind in disk.entries(at):
            if kind == FOLDER:
                waiting.append(join(at, name))
            else:
                out.append(join(at, name))
    return out


def _integrity_in(entry: str) -> str:
    try:
        head: Any = parse(entry.split('\n')[0])
    except ValueError:
        return ''
    return text_of(head, 'integrity') if isinstance(head, Map) else ''


class Cache:
    def __init__(self, disk: Disk, folder: str) -> None:
        self.disk = disk
        self.folder = join(folder, '_cacache')

    def get_content(self, integrity: str) -> Bytes | None:
        """The bytes with this digest, which is verified again, since the disk may have damaged them."""
        path = self._content_path(integrity)
        if path == '':
            return None
        data = self._read(path)
        if data is None:
            return None
        try:
            check(data, integrity, path)
        except NpmError:
            self.disk.remove(path)
            return None
        return data

    def put_content(self, data: Bytes) -> str:
        """Stores data; returns its digest for `get_content`. A full disk must not fail an install."""
        integrity = integrity_of(data)
        self._write(self._content_path(integrity), data)
        return integrity

    def _content_path(self, integrity: str) -> str:
        address = content_address(integrity)
        if len(address) == 0 or len(address[1]) < 8:
            return ''
        digest = address[1]
        return join(self.folder, 'content-v2', address[0], digest[:2], digest[2:4], digest[4:])

    def get_entry(self, key: str) -> Entry | None:
        path = self._entry_path(key)
        data = self._read(path)
        found = None if data is None else decode(data)
        at = -1 if found is None else found.find('\n')
        if found is None or at < 0:
            return None
        try:
            head: Any = parse(found[:at])
        except ValueError:
            return None
        if not isinstance(head, Map) or head.get('key') != key:
            return None
        age = now_ms() - (self.disk.modified_ms(path) or 0)
        return Entry(found[at + 1 :], str(head.get('integrity') or ''), age)

    def put_entry(self, key: str, text: str, integrity: str) -> None:
        head: Map[str, Any] = Map([['key', key], ['integrity', integrity]])
        self._write(self._entry_path(key), encode(stringify(head) + '\n' + text))

    def get_url(self, url: str) -> Bytes | None:
        """An archive by its URL, when no digest is known."""
        entry = self.get_entry(url)
        return None if entry is None else self.get_content(entry.integrity)

    def verify(self) -> Verified:
        """Looks at every file, and removes what is damaged, and entries whose content is gone."""
        found = Verified()
        root = join(self.folder, 'content-v2')
        for algorithm in self.disk.names(root):
            for path in _files_below(self.disk, join(root, algorithm)):
                data = self._read(path)
                digest = path[len(join(root, algorithm)) :].replace('/', '')
                if data is None or digest != hex_digest(algorithm, data):
                    self.disk.remove(path)
                    found.bad += 1
                else:
                    found.contents += 1
                    found.size += len(data)
        for path in _files_below(self.disk, join(self.folder, 'terrarium-index')):
            entry = self._read(path)
            integrity = '' if entry is None else _integrity_in(decode(entry))
            if integrity == '' or self.disk.exists(self._content_path(integrity)):
                found.entries += 1
            else:
                self.disk.remove(path)
                found.missing += 1
        return found

    def _entry_path(self, key: str) -> str:
        digest = to_hex(sha256(encode(key)))
        return join(self.folder, 'terrarium-index', digest[:2], digest[2:])

    def _read(self, path: str) -> Bytes | None:
        """A cache that may not be read counts as absent: npm continues without it, as when it can't be written."""
        try:
            return self.disk.read(path)
        except OsError:
            return None

    def _write(self, path: str, data: Bytes) -> None:
        try:
            self.disk.make_folder(dirname(path))
            self.disk.write_whole(path, data)
        except OsError:
            return
