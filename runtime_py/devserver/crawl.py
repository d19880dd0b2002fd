"""A crawl through the sources from the pages' scripts, so that all dependencies are known before the first is
requested, and are bundled once. Pure but for the context."""

from __future__ import annotations

from runtime_py.devserver.context import PREFRESH, Context
from runtime_py.devserver.dependencies import Dependencies
from runtime_py.devserver.failures import BuildError
from runtime_py.devserver.generated import CLIENT_URL
from runtime_py.devserver.html_page import module_scripts
from runtime_py.devserver.import_analysis import analyse
from runtime_py.devserver.kinds import is_component, is_script
from runtime_py.devserver.modules import Modules
from runtime_py.devserver.paths import Url, folder_of, join
from runtime_py.devserver.resolver import EMPTY, is_bare
from runtime_py.platform.bytes import decode
from runtime_py.platform.maps import Set


class Crawl:
    """Skips a source with an error: a request for it will report it."""

    def __init__(self, context: Context, modules: Modules, dependencies: Dependencies) -> None:
        self._context = context
        self._modules = modules
        self._dependencies = dependencies
        self._seen: Set[str] = Set()
        self._waiting: list[str] = []
        self._wanted: list[list[str]] = []

    async def run(self, pages: list[str]) -> None:
        for page in pages:
            await self._page(page)
        while len(self._waiting) > 0:
            await self._file(self._waiting.pop(0))
        if len(self._wanted) > 0:
            await self._dependencies.ensure(self._wanted)

    async def _page(self, page: str) -> None:
        content = self._context.files.read(page)
        if content is None:
            return
        for script in module_scripts(decode(content)):
            if script.source == '':
                for each in analyse(script.text).imports:
                    await self._specifier(each.specifier, page)
            elif '://' not in script.source and not script.source.startswith(CLIENT_URL):
                path = Url(script.source).path
                self._add(
                    self._context.resolver.file(
                        join(self._context.root if path.startswith('/') else folder_of(page), path.lstrip('/'))
                    )
                )

    def _add(self, file: str | None) -> None:
        if file is not None and is_script(file) and '/node_modules/' not in file and not self._seen.has(file):
            self._seen.add(file)
            self._waiting.append(file)

    async def _file(self, file: str) -> None:
        try:
            source = await self._modules.source(file)
        except BuildError:
            return
        for each in source.analysis.imports:
            await self._specifier(each.specifier, file)
        if source.transformed.has_refresh or 'jsx-dev-runtime' in source.transformed.code:
            await self._specifier(self._context.jsx_source + '/jsx-dev-runtime', file)
        if source.transformed.has_refresh and self._context.has_prefresh():
            for name in PREFRESH:
                await self._specifier(name, file)

    async def _specifier(self, specifier: str | None, importer: str) -> None:
        if specifier is None or '://' in specifier:
            return
        path = Url(specifier).path
        aliased = self._context.aliased(path) if is_bare(path) else None
        if aliased is not None:
            self._add(aliased)
            return
        if not is_bare(path):
            self._add(
                self._context.resolver.file(
                    join(self._context.root if path.startswith('/') else folder_of(importer), path.lstrip('/'))
                )
            )
            return
        file = await self._dependencies.locate(path, importer)
        if file is None or file == EMPTY:
            return
        if '/node_modules/' in file and is_script(file) and not is_component(file):
            self._wanted.append([path, file])
        else:
            self._add(file)
