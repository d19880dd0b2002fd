"""Prebundled dependencies: every package that the sources import becomes a few ES modules, which are kept while the
lock file stays the same.

Pure but for what is passed in: `context` (files, resolver, bundler) and `fetch(name, specs)`, which installs a missing
package."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from runtime_py.devserver.changes import digest_of
from runtime_py.devserver.context import Context
from runtime_py.devserver.failures import without_place
from runtime_py.devserver.kinds import is_component, is_script
from runtime_py.devserver.paths import folder_of_project, is_inside, join
from runtime_py.devserver.resolver import EMPTY, package_name
from runtime_py.devserver.rewriting import Target
from runtime_py.platform.bytes import concat, decode, encode
from runtime_py.platform.futures import Future
from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map

PREFIX = '/@deps/'
FETCHED = 'fetched.json'
LOCK_FILES = [
    'package-lock.json',
    'npm-shrinkwrap.json',
    'yarn.lock',
    'pnpm-lock.yaml',
    'node_modules/.package-lock.json',
]


class Dependency:
    """`name` is the name of its file in the bundle; `interop` is known after bundling."""

    def __init__(self, specifier: str, file: str) -> None:
        self.specifier = specifier
        self.file = file
        self.name = flat_name(specifier)
        self.interop = False


class BundleRequest:
    """`entries`: name -> file. `resolve(specifier, importer, is_required)` returns a file, EMPTY, or None;
    `url_of(file)` returns the URL of a component, which can't be in a bundle."""

    def __init__(
        self,
        entries: Map[str, str],
        resolve: Callable[[str, str, bool], str | None],
        read: Any,
        url_of: Callable[[str], str],
        is_production: bool,
    ) -> None:
        self.url_of = url_of
        self.entries = entries
        self.resolve = resolve
        self.read = read
        self.is_production = is_production


class BundleResult:
    """`files`: name -> text. `commonjs`: names of the entries that are CommonJS."""

    def __init__(self, files: Map[str, str], commonjs: list[str]) -> None:
        self.files = files
        self.commonjs = commonjs


def flat_name(specifier: str) -> str:
    return specifier.replace('@', '').replace('/', '_').replace('.', '_').replace('+', '_')


class Dependencies:
    """`told(event, detail)` is called with 'fetch', 'outdated', 'optimise', 'optimised'. `reload()` is called when
    pages run an older bundle."""

    def __init__(
        self,
        context: Context,
        fetch: Callable[[str, str], Awaitable[bool]],
        told: Callable[[str, str], None],
        reload: Callable[[], None],
    ) -> None:
        self._context = context
        self._fetch = fetch
        self._told = told
        self._reload = reload
        self._known: Map[str, Dependency] = Map()
        self._bundled: Map[str, Dependency] = Map()
        self._files: Map[str, str] = Map()
        self.stamp = ''
        self._lock_digest = ''
        self._running: Future | None = None
        self._fetching: Map[str, Future] = Map()
        self._failed: list[str] = []  # names that couldn't be fetched: not tried again for each import
        self._fetched: Map[str, str] = Map()  # name -> the range in package.json for which it was fetched
        self.served = False  # which modules import the bundle

    # the stored bundle

    def load(self) -> None:
        """Loads the bundle of an earlier run, if the lock files are the same."""
        self._fetched = self._read_fetched()
        self._lock_digest = self._digest_of_locks()
        if self._context.settings.is_forced:
            return
        content = self._context.files.read(join(self._folder(), 'bundle.json'))
        if content is None:
            return
        try:
            value = parse(decode(content))
        except ValueError:
            return
        if not isinstance(value, Map) or value.get('locks') != self._lock_digest:
            return
        for specifier, row in value.get('entries').entries():
            if self._context.files.read(row[0]) is None:
                return
            found = Dependency(specifier, row[0])
            found.interop = row[1]
            self._known.set(specifier, found)
            self._bundled.set(specifier, found)
        self._files = value.get('files')
        self.stamp = value.get('stamp')

    def _folder(self) -> str:
        return folder_of_project(join(self._context.cache_folder, 'deps'), self._context.root)

    def _digest_of_locks(self) -> str:
        parts = [encode(self._context.transformers.version)]
        for name in LOCK_FILES:
            found = self._context.files.read(join(self._context.root, name))
            parts.append(encode('') if found is None else found)
        for name in sorted(list(self._fetched.keys())):
            parts.append(encode(f'{name}@{self._context.wanted().get(name)} '))
        return digest_of(concat(parts))

    def refresh(self) -> bool:
        """Checks whether package.json or a lock file now requires other versions than the bundled ones: the bundle is
        dropped then, and rebuilt when pages need it."""
        digest = self._digest_of_locks()
        if digest == self._lock_digest:
            return False
        self._lock_digest = digest
        self._known = Map()
        self._bundled = Map()
        self._files = Map()
        self.served = False
        return True

    def _keep(self) -> None:
        entries: Map[str, Any] = Map()
        for specifier, found in self._bundled.entries():
            entries.set(specifier, [found.file, found.interop])
        value: Map[str, Any] = Map()
        value.set('locks', self._digest_of_locks())
        value.set('stamp', self.stamp)
        value.set('entries', entries)
        value.set('files', self._files)
        self._context.files.write(join(self._folder(), 'bundle.json'), encode(stringify(value)))

    # requests

    async def resolve(self, specifier: str, importer: str) -> Target | None:
        """The URL that a bare import leads to; None when the package isn't available."""
        file = await self.locate(specifier, importer)
        if file is None:
            return None
        if file == EMPTY:
            return Target('data:text/javascript,export default {}', False)
        if '/node_modules/' not in file or not is_script(file) or is_component(file):
            # a linked package or a component is source; a sheet or an asset needs no bundle
            return Target(self._context.url_of(file), False)
        await self.ensure([[specifier, file]])
        found = self._bundled.get(specifier)
        if found is None:
            return None
        self.served = True
        return Target(f'{PREFIX}{found.name}.js?v={self.stamp}', found.interop)

    async def locate(self, specifier: str, importer: str) -> str | None:
        """The file; fetches its package if that is missing."""
        resolver = self._context.resolver
        specifier = resolver.renamed(specifier)
        file = resolver.bare(specifier, importer)
        name = package_name(specifier)
        is_outdated = self._is_outdated(name, importer)
        is_there = file is not None or resolver.package_folder(name, importer) is not None
        if specifier.startswith('#') or is_there and not is_outdated or name.startswith('@/') or name.startswith('~'):
            return file
        running = self._fetching.get(name)
        if running is None and name in self._failed:
            return file
        if running is None:
            running = Future()
            self._fetching.set(name, running)
            wanted = self._context.wanted().get(name)
            self._told('fetch', name)
            specs = [f'{name}@{wanted if isinstance(wanted, str) else "latest"}', *self._absent_with(name, importer)]
            came = await self._fetch(name, ' '.join(specs))
            if came:
                self._note_fetched(specs)
            else:
                self._failed.append(name)
            resolver.forget()
            self._fetching.delete(name)
            running.resolve(came)
        if not await running.wait():
            if is_outdated:
                self._told('outdated', name)
                self._fetched.set(name, str(self._context.wanted().get(name)))  # not tried again for each import
            return file
        return resolver.bare(specifier, importer)

    def try_again(self) -> None:
        """Tries again to fetch packages that couldn't be fetched."""
        self._failed = []

    def _is_outdated(self, name: str, importer: str) -> bool:
        """Whether a package was fetched for another range than package.json has now."""
        resolver = self._context.resolver
        wanted = self._context.wanted().get(name)
        before = self._fetched.get(name)
        if before is None or before == wanted or not isinstance(wanted, str):
            return False
        folder = resolver.package_folder(name, importer)
        return folder is not None and is_inside(resolver.extra_folder, folder)

    def _note_fetched(self, specs: list[str]) -> None:
        for spec in specs:
            at = spec.rfind('@')
            self._fetched.set(spec[0:at], spec[at + 1 :])
        self._context.files.write(join(self._context.resolver.extra_folder, FETCHED), encode(stringify(self._fetched)))
        self._lock_digest = self._digest_of_locks()

    def _read_fetched(self) -> Map[str, str]:
        content = self._context.files.read(join(self._context.resolver.extra_folder, FETCHED))
        try:
            value = None if content is None else parse(decode(content))
        except ValueError:
            value = None
        return value if isinstance(value, Map) else Map()

    async def folder_of(self, name: str, importer: str) -> str | None:
        """The folder of a package that serve itself needs; fetches it if it is missing."""
        resolver = self._context.resolver
        if resolver.package_folder(name, importer) is None:
            await self.locate(name, importer)
        return resolver.package_folder(name, importer)

    def _absent_with(self, name: str, importer: str) -> list[str]:
        """Other missing packages in package.json: npm must get them together to make their versions match."""
        wanted = self._context.wanted()
        if not wanted.has(name):
            return []
        resolver = self._context.resolver
        others = [
            other
            for other in self._context.wanted_by_pages()
            if other != name
            and (resolver.package_folder(other, importer) is None or self._is_outdated(other, importer))
        ]
        return [f'{other}@{wanted.get(other)}' for other in others]

    async def ensure(self, wanted: list[list[str]]) -> None:
        """Bundles [specifier, file] each; they are in the bundle when this returns. A caller that comes during bundling
        waits, then checks again."""
        while any([self._bundled.get(specifier) is None for specifier, _file in wanted]):
            for specifier, file in wanted:
                if not self._known.has(specifier):
                    self._known.set(specifier, Dependency(specifier, file))
            if self._running is not None:
                await self._running.wait()
            else:
                await self._bundle_all()

    async def _bundle_all(self) -> None:
        running = Future()
        self._running = running
        wanted: Map[str, Dependency] = Map()
        entries: Map[str, str] = Map()
        for specifier, found in self._known.entries():
            wanted.set(specifier, found)
            entries.set(found.name, found.file)
        self._told(
            'optimise', ', '.join([specifier for specifier in wanted.keys() if not self._bundled.has(specifier)])
        )
        try:
            resolver = self._context.resolver
            request = BundleRequest(
                entries,
                lambda specifier, importer, required: resolver.from_dependency(specifier, importer, required),
                lambda file: self._context.files.read(file),
                lambda file: self._context.url_of(file),
                self._context.settings.is_build,
            )
            result = await self._context.transformers.bundle(request)
        except Exception as error:
            for specifier in list(wanted.keys()):
                if not self._bundled.has(specifier):
                    self._known.delete(specifier)
            self._told('optimised', '')
            raise error
        finally:
            self._running = None
            running.resolve(True)
        for specifier, found in wanted.entries():
            found.interop = found.name in result.commonjs
            self._bundled.set(specifier, found)
        self._files = result.files
        self.stamp = digest_of(encode(self._lock_digest + '\n'.join(list(wanted.keys()))))[0:8]
        self._keep()
        for node in self._context.graph.nodes():
            node.output = None  # it may refer to the previous bundle: a page must not load both
        self._told('optimised', str(len(list(wanted.keys()))))
        if self.served:
            self._reload()

    def text(self, path: str) -> str | None:
        """The text of a bundled file, by the path of its URL."""
        return self._files.get(path[len(PREFIX) :])


def refuse(specifier: str, file: str) -> Exception:
    return without_place(
        'import-analysis', f'Failed to resolve import "{specifier}" from "{file}". Does the package exist?', file
    )
