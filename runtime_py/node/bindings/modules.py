"""internalBinding('modules'): package.json files for the loaders. As in Node (src/node_modules.cc, package_configs_) a
process reads each only once."""

from __future__ import annotations

from runtime_py.node.modules.compile_cache import compile_cache
from runtime_py.node.permission.model import FS_READ
from runtime_py.node.realm.callbacks import coded_error
from runtime_py.platform.bytes import decode
from runtime_py.platform.maps import Map


class Packages:
    def __init__(self, realm: object) -> None:
        self.realm = realm
        self._read: Map[str, list] = Map()  # path -> what `read` returned

    def read(self, path: str, importing: str = '') -> object:
        """[name, main, type, imports, exports, path] (imports and exports as JSON), or undefined when the file doesn't
        exist."""
        found = self._read.get(path)
        if found is None:
            content = self.realm.system.read_file(path)
            if js_typeof(content) == 'number':
                return js_undefined
            found = self._parse(path, decode(content), importing)
            self._read.set(path, found)
        return found

    def read_for(self, path: str, base: object, specifier: object) -> object:
        """As `read`; the error for an unparsable file names the import and its importer, if any."""
        importing = ''
        if base is not None and specifier is not None:
            file = self.realm.require('internal/url').fileURLToPath(base) if base.startswith('file:') else base
            importing = f' while importing "{specifier}" from {file}'
        return self.read(path, importing)

    def _parse(self, path: str, text: str, importing: str) -> list:
        parsed = {}
        try:
            parsed = JSON.parse(text)
        except Exception:
            raise coded_error(Error, 'ERR_INVALID_PACKAGE_CONFIG', f'Invalid package config {path}{importing}.')
        if parsed is None or js_typeof(parsed) != 'object':
            parsed = {}
        kind = parsed.type if parsed.type == 'module' or parsed.type == 'commonjs' else 'none'
        return [
            text_or_nothing(parsed.name),
            text_or_nothing(parsed.main),
            kind,
            json_or_nothing(parsed.imports),
            json_or_nothing(parsed.exports),
            path,
        ]

    def nearest(self, path: str) -> object:
        """The package.json in the folder of this path or above, up to a node_modules: a package without one doesn't
        inherit a type."""
        folder = path
        while True:
            at = folder.lastIndexOf('/')
            if at < 0:
                return js_undefined
            folder = folder.slice(0, at)
            if folder.endsWith('/node_modules'):
                return js_undefined
            # a file that may not be read is skipped, as in Node
            file = folder + '/package.json'
            found = self.read(file) if self.realm.permission.grants(FS_READ, file) else None
            if found is not None:
                return found


def text_or_nothing(value: object) -> object:
    return value if js_typeof(value) == 'string' else js_undefined


def json_or_nothing(value: object) -> object:
    if js_typeof(value) == 'string':
        return value  # the library parses values that begin with a bracket
    return JSON.stringify(value) if js_typeof(value) == 'object' and value is not None else js_undefined


def set_path_helpers(realm: object, meta: object, url: str) -> None:
    """Sets import.meta.dirname and .filename."""
    filename = realm.require('internal/url').fileURLToPath(url)
    meta.dirname = realm.require('path').dirname(filename)
    meta.filename = filename


def create(realm: object, binding_data: object) -> object:
    packages = Packages(realm)

    def path_of(url):
        own = realm.require('internal/url')
        if not url.startswith('file:'):
            js_new(own.URL, './package.json', url)  # Node reports a base that allows no such address first
        return own.fileURLToPath(url)

    def type_of(path):
        found = packages.nearest(path)
        return 'none' if found is None else found[2]

    def scope_of(url):
        found = packages.nearest(path_of(url))
        return '/package.json' if found is None else found

    def type_of_url(url):
        found = packages.nearest(path_of(url))
        return js_undefined if found is None or found[2] == 'none' else found[2]

    return {
        'readPackageJSON': lambda path, is_module=False, base=None, specifier=None: packages.read_for(
            path, base, specifier
        ),
        'getNearestParentPackageJSON': lambda path: packages.nearest(path),
        'getNearestParentPackageJSONType': type_of,
        'getPackageScopeConfig': scope_of,
        'getPackageType': type_of_url,
        'enableCompileCache': lambda folder, portable=False: compile_cache.enable(folder, portable),
        'getCompileCacheDir': lambda: compile_cache.folder or js_undefined,
        'flushCompileCache': lambda *args: compile_cache.flush(),
        'getCompileCacheEntry': lambda source, name, kind: compile_cache.transpiled_entry(source, name, kind),
        'saveCompileCacheEntry': lambda entry, text: compile_cache.save_transpiled(entry, text),
        'setLazyPathHelpers': lambda meta, url: set_path_helpers(realm, meta, url),
    }
