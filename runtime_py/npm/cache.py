"""What was downloaded, kept between installs in ~/.npm/_cacache: archives by their digest, packuments by their URL.

Contents lie where npm's own cache has them (content-v2/sha512/ab/cd/...); the index is ours: one JSON file per URL with the time, the ETag and
the digest of the contents. Every file is written whole; what is damaged counts as not there."""
from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.files import Disk
from runtime_py.npm.integrity import check, content_address, integrity_of
from runtime_py.npm.paths import dirname, join
from runtime_py.platform.bytes import Bytes, decode, encode, to_hex
from runtime_py.platform.clock import now_ms
from runtime_py.platform.digest import sha256
from runtime_py.platform.errno import OsError
from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map


class Entry:
    """`age_ms` since the registry last said that it is so."""

    def __init__(self, text: str, etag: str, age_ms: float) -> None:
        self.text = text
        self.etag = etag
        self.age_ms = age_ms


class Cache:
    def __init__(self, disk: Disk, folder: str) -> None:
        self.disk = disk
        self.folder = join(folder, '_cacache')

    def get_content(self, integrity: str) -> Bytes | None:
        """The bytes with this digest, checked again, since a disk may lie."""
        path = self._content_path(integrity)
        if path == '':
            return None
        data = self.disk.read(path)
        if data is None:
            return None
        try:
            check(data, integrity, path)
        except NpmError:
            self.disk.remove(path)
            return None
        return data

    def put_content(self, data: Bytes) -> str:
        """The digest under which the data can be found again. A full disk is no reason to fail an install."""
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
        index = self._read_index(key)
        if index is None:
            return None
        data = self.get_content(str(index.get('integrity')))
        if data is None:
            return None
        return Entry(decode(data), str(index.get('etag') or ''), now_ms() - float(index.get('time') or 0))

    def put_entry(self, key: str, text: str, etag: str) -> None:
        self._put_index(key, self.put_content(encode(text)), etag)

    def refresh_entry(self, key: str) -> None:
        """The registry says that it has not changed."""
        index = self._read_index(key)
        if index is not None:
            self._put_index(key, str(index.get('integrity')), str(index.get('etag') or ''))

    def get_url(self, url: str) -> Bytes | None:
        """An archive by where it came from, when nobody promised a digest."""
        index = self._read_index(url)
        return None if index is None else self.get_content(str(index.get('integrity')))

    def put_url(self, url: str, integrity: str) -> None:
        self._put_index(url, integrity, '')

    def _put_index(self, key: str, integrity: str, etag: str) -> None:
        index: Map[str, Any] = Map([['key', key], ['integrity', integrity], ['etag', etag], ['time', now_ms()]])
        self._write(self._index_path(key), encode(stringify(index)))

    def _read_index(self, key: str) -> Map[str, Any] | None:
        text = self.disk.read_text(self._index_path(key))
        if text is None:
            return None
        try:
            value: Any = parse(text)
        except ValueError:
            return None
        return value if isinstance(value, Map) and value.get('key') == key else None

    def _index_path(self, key: str) -> str:
        digest = to_hex(sha256(encode(key)))
        return join(self.folder, 'terrarium-index', digest[:2], digest[2:])

    def _write(self, path: str, data: Bytes) -> None:
        try:
            self.disk.make_folder(dirname(path))
            self.disk.write_whole(path, data)
        except OsError:
            return
