"""A persistent cache of transforms: one file per result, named by a digest of everything that went into it. Pure but
for the files that it is given."""

from __future__ import annotations

from typing import Any

from runtime_py.devserver.changes import digest_of
from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map


class Transformed:
    """A transformer's output for a source. `names` are those of a CSS module, else None; `files` the other inputs;
    `mappings` the source map's; `sheets` a component's, as its compiler made them."""

    def __init__(self, code: str, mappings: str) -> None:
        self.code = code
        self.mappings = mappings
        self.names: Any = None
        self.files: list[str] = []
        self.sheets: list[Any] = []
        self.has_refresh = False


class TransformCache:
    """`version` is that of the transformers: results of others aren't used."""

    def __init__(self, files: Any, folder: str, version: str) -> None:
        self._files = files
        self._folder = folder
        self._version = version
        self._memory: Map[str, Transformed] = Map()

    def key(self, kind: str, file: str, options: str, digest: str) -> str:
        return digest_of(encode('\0'.join([self._version, kind, file, options, digest])))

    def get(self, key: str) -> Transformed | None:
        found = self._memory.get(key)
        if found is not None:
            return found
        value = self.get_value(key)
        if value is None:
            return None
        found = Transformed(value.get('code'), value.get('mappings'))
        found.names = value.get('names')
        found.files = value.get('files')
        found.has_refresh = value.get('refresh')
        self._memory.set(key, found)
        return found

    def put(self, key: str, result: Transformed) -> None:
        self._memory.set(key, result)
        value = Map(
            [
                ['code', result.code],
                ['mappings', result.mappings],
                ['names', result.names],
                ['files', result.files],
                ['refresh', result.has_refresh],
            ]
        )
        self.put_value(key, value)

    def get_value(self, key: str) -> Map | None:
        content = self._files.read(f'{self._folder}/{key}')
        if content is None:
            return None
        try:
            value = parse(decode(content))
        except ValueError:
            return None
        return value if isinstance(value, Map) else None

    def put_value(self, key: str, value: Map) -> None:
        self._files.write(f'{self._folder}/{key}', encode(stringify(value)))
