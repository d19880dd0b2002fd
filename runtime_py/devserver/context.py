"""State shared by the parts of the dev server, and the interfaces that it is given. Pure.

`Files` and `Transformers` are implemented at the edge: by disk.py and transformers/ for the machine, by small fakes in
tests."""

from __future__ import annotations

from typing import Any, Protocol

from runtime_py.devserver.changes import Digests
from runtime_py.devserver.env_files import env_file_names, expand, page_env, parse_env
from runtime_py.devserver.module_graph import ModuleGraph
from runtime_py.devserver.paths import is_inside, join
from runtime_py.devserver.resolver import Resolver
from runtime_py.devserver.settings import Settings
from runtime_py.devserver.transform_cache import TransformCache, Transformed
from runtime_py.devserver.tsconfig import CompilerOptions, path_targets, read_options
from runtime_py.platform.bytes import Bytes, decode
from runtime_py.platform.json import parse
from runtime_py.platform.maps import Map

PREFRESH = ['@prefresh/core', '@prefresh/utils']
_REACT_IN_PREACT = [
    ['react', 'preact/compat'],
    ['react-dom', 'preact/compat'],
    ['react/jsx-runtime', 'preact/jsx-runtime'],
    ['react/jsx-dev-runtime', 'preact/jsx-runtime'],
    ['react-dom/client', 'preact/compat/client'],
    ['react-dom/test-utils', 'preact/test-utils'],
]


class Files(Protocol):
    """Paths are absolute."""

    def read(self, path: str) -> Bytes | None: ...
    def write(self, path: str, data: Bytes) -> None: ...
    def is_file(self, path: str) -> bool: ...
    def is_folder(self, path: str) -> bool: ...
    def real_path(self, path: str) -> str: ...
    def below(self, folder: str) -> list[str]: ...


class Transformers(Protocol):
    """`version` covers all transformers: results of other versions aren't used. Errors are BuildError."""

    version: str

    async def script(self, file: str, source: str, options: Map) -> Transformed: ...
    async def style(self, file: str, source: str, read: Any, url_of: Any, resolve: Any) -> Transformed: ...
    async def compile(self, request: Map) -> Map: ...
    async def bundle(self, request: Any) -> Any: ...
    async def produce(self, request: Any) -> Any: ...
    async def own_script(self, name: str) -> str: ...


class Context:
    """`cache_folder` stores transforms and bundled dependencies; `packages_folder` packages that were fetched on
    demand."""

    def __init__(
        self,
        files: Files,
        transformers: Transformers,
        root: str,
        settings: Settings,
        cache_folder: str,
        packages_folder: str,
    ) -> None:
        self.files = files
        self.transformers = transformers
        self.root = root
        self.settings = settings
        self.cache_folder = cache_folder
        self.resolver = Resolver(files, root, packages_folder)
        self.graph = ModuleGraph()
        self.digests = Digests()
        self.cache = TransformCache(files, join(cache_folder, 'transforms'), transformers.version)
        self.env: Map[str, str] = Map()
        self.env_text = '{}'
        self.page_values: Map = Map()
        self.options = CompilerOptions()
        self.jsx_source = 'react'
        self.configure()

    def configure(self) -> None:
        """Reads .env files and tsconfig.json."""
        values: Map[str, str] = Map()
        for name in env_file_names(self.settings.mode):
            content = self.files.read(join(self.root, name))
            if content is not None:
                for key, value in parse_env(decode(content)).entries():
                    values.set(key, value)
        self.env = expand(values, Map())
        self.env_text = page_env(self.env, self.settings.mode, '/', self.settings.is_build)
        self.page_values = parse(self.env_text)
        self.options = read_options(self.root, lambda path: self.text_of(path))
        self.jsx_source = self._jsx_source()
        self.resolver.renames = Map()
        self.resolver.is_production = self.settings.is_build
        if self.jsx_source == 'preact' and not self.wanted().has('react'):
            for name, other in _REACT_IN_PREACT:
                self.resolver.renames.set(name, other)

    def text_of(self, path: str) -> str | None:
        content = self.files.read(path)
        return None if content is None else decode(content)

    def _jsx_source(self) -> str:
        """The package whose runtime JSX is compiled for: tsconfig's `jsxImportSource`, or the library that package.json
        depends on."""
        if self.options.jsx_source != '':
            return self.options.jsx_source
        wanted = self.wanted()
        for name in ['react', 'preact', 'solid-js', 'vue']:
            if wanted.has(name):
                return name
        return 'react'

    def has_refresh(self) -> bool:
        """Whether Fast Refresh keeps the state of components: React's, or Preact's where it is installed. It needs a
        page that takes updates."""
        return (
            self.settings.has_hmr and not self.settings.is_build and (self.jsx_source == 'react' or self.has_prefresh())
        )

    def has_prefresh(self) -> bool:
        return self.jsx_source == 'preact' and all(
            [self.resolver.package_folder(name, join(self.root, 'index.html')) is not None for name in PREFRESH]
        )

    def aliased(self, specifier: str) -> str | None:
        """The file that tsconfig's `paths` gives for a specifier. Packages are resolved as usual."""
        for target in path_targets(self.options, specifier):
            found = self.resolver.file(target)
            if found is not None and '/node_modules/' not in found:
                return found
        return None

    def alias_of_pattern(self, pattern: str) -> str:
        """The absolute pattern of files that tsconfig's `paths` give for one in `import.meta.glob`, '' for none."""
        targets = path_targets(self.options, pattern)
        return targets[0] if len(targets) > 0 else ''

    def wanted(self) -> Map:
        """name -> range of each dependency in package.json."""
        found: Map = Map()
        description = self.resolver.package(self.root)
        for member in ['peerDependencies', 'devDependencies', 'dependencies']:
            part = None if description is None else description.get(member)
            if isinstance(part, Map):
                for name, wanted in part.entries():
                    found.set(name, wanted)
        return found

    def wanted_by_pages(self) -> list[str]:
        """The names in package.json's `dependencies`, without its tools."""
        found = self.resolver.package(self.root)
        part = None if found is None else found.get('dependencies')
        return list(part.keys()) if isinstance(part, Map) else []

    def url_of(self, file: str) -> str:
        return file[len(self.root.removesuffix('/')) :] if is_inside(self.root, file) else '/@fs' + file

    def file_of(self, path: str) -> str:
        """The file for the path of a URL."""
        return path[4:] if path.startswith('/@fs/') else join(self.root, path.lstrip('/'))
