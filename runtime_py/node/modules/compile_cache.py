"""node:module's compile cache (NODE_COMPILE_CACHE, module.enableCompileCache; src/compile_cache.cc): a folder with a
file for each compiled module.

Node stores V8's code there. An engine in a browser doesn't expose its code, so a file holds *our* analysis of a text
before it is compiled: where it awaits and imports, what it imports and exports, and TypeScript without its types. If
the source hasn't changed, that is read instead of parsing again. States: off -> on (a folder) | disabled. An entry:
read or empty -> initialised (its module was compiled) -> stored in its file. Must not know: the content of facts."""

from __future__ import annotations

from runtime_py.node.permission.model import FS_READ, FS_WRITE
from runtime_py.node.realm.callbacks import coded_error
from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.digest import crc32
from runtime_py.platform.errno import message_of
from runtime_py.platform.text_digest import text_digest
from runtime_py.vfs.layout import S_IFDIR, S_IFMT, UID

HostMap = globalThis.Map
FAILED = 0
ENABLED = 1
ALREADY_ENABLED = 2
DISABLED = 3
COMMONJS = 0
ESM = 1
_KINDS = ['CommonJS', 'ESM', 'StrippedTypeScript', 'TransformedTypeScript', 'TransformedTypeScriptWithSourceMaps']
_MAGIC = 0x54524D43
_HEADER_WORDS = 5
_OFF = 'Disabled by NODE_DISABLE_COMPILE_CACHE'


class CompileEntry:
    """`facts`: kind of analysis -> its facts."""

    def __init__(self, kind: int, name: str, source: str, source_hash: int, path: str) -> None:
        self.kind = kind
        self.name = name
        self.source = source
        self.source_hash = source_hash
        self.path = path
        self.facts = {}
        self.was_read = False
        self.is_ready = False  # its module was compiled
        self.is_kept = False
        self.transpiled = None

    @property
    def what(self) -> str:
        return f'{_KINDS[self.kind]} {self.name}'


class CompileCache:
    def __init__(self) -> None:
        self.realm = None
        self.folder = ''
        self.current = None  # the entry whose text is being analysed
        self._entries = js_new(HostMap)
        self._portable = False
        self._tells = False

    def begin(self, realm: object) -> None:
        """Called when the process has its environment variables."""
        self.realm = realm
        native = (realm.env['NODE_DEBUG_NATIVE'] or '').upper().split(',')
        self._tells = 'COMPILE_CACHE' in native
        if realm.env['NODE_COMPILE_CACHE']:
            self.enable(realm.env['NODE_COMPILE_CACHE'], realm.env['NODE_COMPILE_CACHE_PORTABLE'] == '1')

    def tell(self, text: str) -> None:
        if self._tells:
            self.realm.write_error(f'[compile cache] {text}\n')

    # the folder

    def enable(self, folder: object, portable: bool) -> list:
        """[status, message, folder]"""
        if js_typeof(folder) != 'string':
            raise coded_error(TypeError, 'ERR_INVALID_ARG_TYPE', 'cacheDir should be a string')
        if self.folder != '':
            return [ALREADY_ENABLED, js_undefined, self.folder]
        if self.realm.env['NODE_DISABLE_COMPILE_CACHE'] is not None:
            self.tell(f'{_OFF}.')
            return [DISABLED, _OFF]
        base = folder if folder.startswith('/') else f'{self.realm.system.getcwd()}/{folder}'
        base = self.realm.require('path').resolve(base)
        version = self.realm.extra.versions.node
        tag = hexadecimal(crc32(encode(String(globalThis.TERRARIUM_ANALYSIS))))
        name = f'v{version}-x64-{tag}-{UID}'
        self.tell(f'resolved path {folder} + {name} -> {base}/{name}')
        denied = self._denied(f'{base}/{name}')
        if denied != '':
            self.tell(denied)
            return [FAILED, denied]
        problem = self._make(f'{base}/{name}')
        self.tell(f'creating cache directory {base}/{name}...{problem or "success"}')
        if problem != '':
            self.tell(f'Cannot create cache directory: {problem}')
            return [FAILED, f'Cannot create cache directory: {problem}']
        self.folder = f'{base}/{name}'
        self._portable = portable
        self.realm.at_exit.push(lambda: self.persist())
        return [ENABLED, js_undefined, base]

    def _denied(self, path: str) -> str:
        for kind, name in [[FS_WRITE, 'write'], [FS_READ, 'read']]:
            if not self.realm.permission.grants(kind, path):
                return f'Skipping compile cache because {name} permission for {path} is not granted'
        return ''

    def _make(self, path: str) -> str:
        """Makes the folder with its parents; an error message, or ''."""
        system = self.realm.system
        at = ''
        for part in path.split('/').slice(1):
            at = f'{at}/{part}'
            mode = system.mode_of(at)
            result = mode if mode >= 0 else system.mkdir(at, 0o777)
            if result < 0:
                return message_of(-result)
        return '' if (system.mode_of(path) & S_IFMT) == S_IFDIR else 'not a directory'

    # entries

    def entry(self, kind: int, name: str, source: str) -> CompileEntry | None:
        """Reads the entry from its file, if that exists and the source is the same. None while the cache is off."""
        if self.folder == '':
            return None
        shown = self._key_name(name)
        key = hexadecimal(crc32(encode(f'{String.fromCharCode(kind)}{shown}')))
        known = self._entries.get(key)
        source_hash = hash_of(source)
        if known is not None and known.source_hash == source_hash:
            return known
        entry = CompileEntry(kind, name, source, source_hash, f'{self.folder}/{key}')
        self._entries.set(key, entry)
        self._read(entry)
        return entry

    def _key_name(self, name: str) -> str:
        path = name[7:] if name.startswith('file://') else name
        if not self._portable or not path.startswith('/'):
            return name
        relative = self.realm.require('path').relative(self.folder, path)
        self.tell(f'using relative path {relative} from {self.folder}')
        return relative

    def _read(self, entry: CompileEntry) -> None:
        said = f'reading cache from {entry.path} for {entry.what}...'
        data = self.realm.system.read_file(entry.path)
        if js_typeof(data) == 'number':
            self.tell(f'{said} {message_of(-data)}')
            return
        problem = self._take(entry, data)
        header = '' if data.length < _HEADER_WORDS * 4 else shown_header(data)
        self.tell(
            f'{said}{header}...{problem}'
            if problem != ''
            else f'{said}{header}... success, size={data.length - _HEADER_WORDS * 4}'
        )

    def _take(self, entry: CompileEntry, data: Uint8Array) -> str:
        """Loads the file; an error message, or ''."""
        if data.length < _HEADER_WORDS * 4:
            return 'bad header'
        words = Uint32Array(data.slice(0, _HEADER_WORDS * 4).buffer)
        body = data.slice(_HEADER_WORDS * 4)
        if words[0] != _MAGIC:
            return f'magic number mismatch: expected {_MAGIC}, actual {words[0]}'
        size = entry.source.length
        if words[1] != size:
            return f'code size mismatch: expected {size}, actual {words[1]}'
        if words[3] != entry.source_hash:
            return f'code hash mismatch: expected {entry.source_hash}, actual {words[3]}'
        if words[2] != body.length:
            return f'cache size mismatch: expected {words[2]}, actual {body.length}'
        if words[4] != crc32(body):
            return f'cache hash mismatch: expected {words[4]}, actual {crc32(body)}'
        found = JSON.parse(decode(body))
        entry.facts = found.facts
        entry.transpiled = found.transpiled
        entry.was_read = True
        entry.is_kept = True
        return ''

    def compiling(self, entry: CompileEntry | None, compile_it: object) -> object:
        """The result of `compile_it`; its analyses use the entry's facts, and store theirs there."""
        if entry is None:
            return compile_it()
        before = self.current
        self.current = entry
        try:
            made = compile_it()
        finally:
            self.current = before
        if not entry.is_ready:
            entry.is_ready = True
            state = 'was accepted, keeping' if entry.was_read else 'was not initialized, initializing'
            self.tell(f'V8 code cache for {entry.what} {state} the in-memory entry')
        return made

    # TypeScript without its types

    def transpiled_entry(self, source: str, name: str, kind: int) -> object:
        """The result of the library's getCompileCacheEntry."""
        entry = self.entry(kind, name, source)
        if entry is None:
            return js_undefined
        if entry.transpiled is not None:
            entry.is_ready = True
            self.tell(f'retrieving transpile cache for {entry.what}...success')
            return {'external': entry, 'transpiled': entry.transpiled}
        self.tell(f'no transpile cache for {entry.what}')
        return {'external': entry}

    def save_transpiled(self, entry: CompileEntry, text: str) -> None:
        self.tell(f'saving transpilation cache for {entry.what}')
        entry.transpiled = text
        entry.is_ready = True
        entry.is_kept = False

    # files

    def flush(self) -> None:
        self.tell('module.flushCompileCache() requested.')
        if self.folder != '':
            self.persist()
        self.tell('module.flushCompileCache() finished.')

    def persist(self) -> None:
        for entry in self._entries.values():
            if not entry.is_ready:
                self.tell(f'skip persisting {entry.what} because the cache was not initialized')
            elif entry.is_kept:
                self.tell(f'skip persisting {entry.what} because cache was the same')
            else:
                self._write(entry)
        self._entries.clear()
        self.tell('Clear deserialized cache.')

    def _write(self, entry: CompileEntry) -> None:
        system = self.realm.system
        body = encode(JSON.stringify({'facts': entry.facts, 'transpiled': entry.transpiled}))
        words = Uint32Array([_MAGIC, entry.source.length, body.length, entry.source_hash, crc32(body)])
        data = Uint8Array(words.byteLength + body.length)
        data.set(Uint8Array(words.buffer), 0)
        data.set(body, words.byteLength)
        other = f'{entry.path}.{system.pid}'
        self.tell(f'Creating temporary file for cache of {entry.name} ({_KINDS[entry.kind]})... -> {other}')
        result = system.write_file(other, data)
        self.tell(f'writing cache for {entry.what} to temporary file {other} {shown_header(data)}...{outcome(result)}')
        if result >= 0:
            result = system.rename(other, entry.path)
            self.tell(f'Renaming {other} to {entry.path}...{outcome(result)}')
        entry.is_kept = result >= 0


def outcome(result: int) -> str:
    return 'success' if result >= 0 else message_of(-result)


def hash_of(source: str) -> int:
    return crc32(encode(text_digest(source)))


def hexadecimal(number: int) -> str:
    return Number(number).toString(16).padStart(8, '0')


def shown_header(data: Uint8Array) -> str:
    return f'[{Array["from"](Uint32Array(data.slice(0, _HEADER_WORDS * 4).buffer)).join(" ")}]'


compile_cache = CompileCache()
