"""Prepares modules for serving: load, transform, analyse, rewrite. Each step caches its result until its input changes.
Pure but for the context."""

from __future__ import annotations

from typing import Any

from runtime_py.devserver.components import style_number, unchanged
from runtime_py.devserver.context import PREFRESH, Context
from runtime_py.devserver.dependencies import Dependencies
from runtime_py.devserver.failures import at_offset, without_place
from runtime_py.devserver.generated import (
    hot_header,
    json_module,
    names_of_css_module,
    prefresh_footer,
    prefresh_header,
    refresh_footer,
    refresh_header,
    style_module,
    value_module,
    worker_module,
)
from runtime_py.devserver.globs import expand_globs
from runtime_py.devserver.import_analysis import DYNAMIC, Analysis, Import, analyse
from runtime_py.devserver.kinds import (
    UNSUPPORTED_STYLES,
    content_type,
    is_component,
    is_css_module,
    is_data,
    is_script,
    is_style,
)
from runtime_py.devserver.module_graph import STYLE, ModuleNode
from runtime_py.devserver.node_env import node_env_edits
from runtime_py.devserver.paths import Url, encode_path, ending_of, folder_of, is_inside, join
from runtime_py.devserver.resolver import is_bare
from runtime_py.devserver.rewriting import Target, imported_names, rewrite_import
from runtime_py.devserver.sources import Sources
from runtime_py.devserver.text_edits import Edit, apply
from runtime_py.devserver.transform_cache import Transformed
from runtime_py.platform.bytes import decode, encode, to_base64
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map

OWN_PARAMETERS = ['import', 't', 'v']


class Source:
    """A file, transformed and analysed."""

    def __init__(self, text: str, transformed: Transformed, analysis: Analysis) -> None:
        self.text = text
        self.transformed = transformed
        self.analysis = analysis


class Modules:
    """`orphans(nodes)` is called with the modules that are no longer imported."""

    def __init__(self, context: Context, dependencies: Dependencies, orphans: Any) -> None:
        self._context = context
        self._dependencies = dependencies
        self._orphans = orphans
        self._sources: Map[str, Source] = Map()  # file -> its transformed source, until it changes
        self.sources = Sources(context, dependencies)

    def forget(self, file: str) -> None:
        self._sources.delete(file)

    # a file

    async def source(self, file: str) -> Source:
        """Raises BuildError."""
        kept = self._sources.get(file)
        if kept is not None:
            return kept
        content = self.sources.read(file)
        digest = self._context.digests.note(file, content)
        text = decode(content)
        transformed = await self.sources.script(file, text, digest)
        code = transformed.code
        if 'import.meta.glob' in code:
            expanded = expand_globs(
                code,
                file,
                self._context.root,
                lambda folder: self._context.files.below(folder),
                lambda pattern: self._context.alias_of_pattern(pattern),
            )
            code = expanded.code
            node = self._context.graph.ensure(self._context.url_of(file), file)
            node.glob_bases = expanded.patterns
            changed = Transformed(code, transformed.mappings)
            changed.has_refresh = transformed.has_refresh
            changed.sheets = transformed.sheets
            changed.files = transformed.files
            transformed = changed
        found = Source(text, transformed, analyse(code))
        self._sources.set(file, found)
        return found

    async def style(self, file: str) -> Transformed:
        return await self.sources.style(file)

    async def sheet(self, file: str, number: int) -> Transformed:
        """The sheet of a component."""
        return await self.sources.sheet_of_component(file, number, (await self.source(file)).transformed)

    async def kept_by(self, file: str) -> list[str]:
        """A component changed: the URLs of those of its modules that didn't. Raises BuildError when it can't be
        compiled."""
        before = self.sources.shown(file)
        after = (await self.source(file)).transformed
        if before is None:
            return []
        return [node.url for node in self._context.graph.of_file(file) if unchanged(node.url, before, after)]

    # a module

    async def output(self, url: Url, file: str, is_direct_style: bool) -> str:
        """The text of a module. Raises BuildError."""
        identity_url = url.without(OWN_PARAMETERS) + ('#direct' if is_direct_style else '')
        node = self._context.graph.ensure(identity_url, file)
        if node.output is not None:
            return node.output
        stamp = node.stamp
        bundle: str | None = None
        text = ''
        # otherwise dependencies were bundled again meanwhile, and the module may import both bundles
        while bundle != self._dependencies.stamp:
            bundle = self._dependencies.stamp
            text = await self._make(node, url, file, is_direct_style)
        if node.stamp == stamp:
            node.output = text  # nothing changed meanwhile
        return text

    async def _make(self, node: ModuleNode, url: Url, file: str, is_direct_style: bool) -> str:
        graph = self._context.graph
        if is_direct_style:
            node.kind = STYLE
            sheet = await self.style(file)
            self._orphans(graph.update(node, self._sheet_files(sheet), [], True))
            return sheet.code
        if url.has('raw'):
            self._leaf(node, file)
            return value_module(decode(self.sources.read(file)))
        if url.has('url'):
            self._leaf(node, file)
            return value_module(self._public_or_own(url.path, file))
        if url.has('worker') or url.has('sharedworker'):
            self._leaf(node, file)
            return worker_module(
                encode_path(self._context.url_of(file)) + '?worker_file&type=module',
                'SharedWorker' if url.has('sharedworker') else 'Worker',
            )
        if is_style(file) or is_component(file) and url.has('style'):
            return await self._style_module(node, url, file)
        if is_data(file):
            self._leaf(node, file)
            return self._json(file)
        if is_script(file) or ending_of(file) in UNSUPPORTED_STYLES:
            return await self._script(node, file)
        self._leaf(node, file)
        if url.has('inline'):
            return value_module(f'data:{content_type(file)};base64,{to_base64(self.sources.read(file))}')
        return value_module(encode_path(self._public_or_own(url.path, file)))

    def _public_or_own(self, path: str, file: str) -> str:
        return path if is_inside(join(self._context.root, 'public'), file) else self._context.url_of(file)

    def _leaf(self, node: ModuleNode, file: str) -> None:
        self._context.digests.note(file, self.sources.read(file))
        self._orphans(self._context.graph.update(node, [], [], False))

    def _json(self, file: str) -> str:
        text = decode(self.sources.read(file))
        try:
            return json_module(text)
        except ValueError as error:
            raise without_place('json', f'{error}', file)

    def _sheet_files(self, sheet: Transformed) -> list[ModuleNode]:
        """Files that a sheet imports change it: such a file is a module whose importer is the sheet."""
        nodes: list[ModuleNode] = []
        for file in sheet.files:
            node = self._context.graph.ensure(self._context.url_of(file) + '#sheet', file)
            node.is_analysed = True
            nodes.append(node)
        return nodes

    async def _style_module(self, node: ModuleNode, url: Url, file: str) -> str:
        sheet = await (self.sheet(file, style_number(node.url)) if is_component(file) else self.style(file))
        is_inline = url.has('inline')
        names = sheet.names if is_css_module(file) or is_component(file) else None
        accepts = names is None and not is_inline
        self._orphans(self._context.graph.update(node, self._sheet_files(sheet), [], accepts))
        if is_inline:
            return value_module(sheet.code)
        if self._context.settings.is_build:
            return '' if names is None else names_of_css_module(names)
        return style_module(node.url, sheet.code, names)

    async def _script(self, node: ModuleNode, file: str) -> str:
        found = await self.source(file)
        code = await self.rewrite(node, file, found)
        analysis = found.analysis
        has_hot = self._context.settings.has_hmr
        header = ''
        if has_hot and (analysis.uses_hot or found.transformed.has_refresh):
            header += hot_header(node.url)
        if analysis.uses_env:
            header += f'import.meta.env = {self._context.env_text};'
        if found.transformed.has_refresh:
            if self._context.has_prefresh():
                urls: list[str] = []
                for name in PREFRESH:
                    found_at = await self._dependencies.resolve(name, file)
                    urls.append('' if found_at is None else found_at.url)
                code = prefresh_header(file, urls[0], urls[1]) + code + prefresh_footer()
            else:
                code = refresh_header(file) + code + refresh_footer(file)
        return header + code + self._map(file, found)

    def _map(self, file: str, found: Source) -> str:
        """The source map. The header is on the first line, so line numbers are those of the transformed text."""
        if found.transformed.mappings == '':
            return ''
        name = self._context.url_of(file)
        value: Map[str, object] = Map(
            [
                ['version', 3],
                ['sources', [name]],
                ['sourcesContent', [found.text]],
                ['names', []],
                ['mappings', found.transformed.mappings],
            ]
        )
        return f'\n//# sourceMappingURL=data:application/json;base64,{to_base64(encode(stringify(value)))}\n'

    async def rewrite(self, node: ModuleNode, file: str, found: Source) -> str:
        """Replaces the specifiers, and records in the graph what the module imports."""
        context = self._context
        code = found.transformed.code
        edits: list[Edit] = []
        imported: list[ModuleNode] = []
        number = 0
        node.imported_names = Map()
        for each in found.analysis.imports:
            if each.specifier is None:
                continue
            target = await self._target(each, file, found, imported, node)
            if target is not None:
                edits.append(rewrite_import(each, target, number, code))
                number += 1
        accepted: list[ModuleNode] = []
        for specifier in found.analysis.accepted:
            path = await self.locate(specifier.specifier, file)
            if path is not None:
                url = self._module_url(path, specifier.specifier)
                accepted.append(context.graph.ensure(Url(url).without(OWN_PARAMETERS), path))
                edits.append(Edit(specifier.start, specifier.end, Url(url).without(OWN_PARAMETERS)))
        edits.extend(node_env_edits(code, stringify('production' if context.settings.is_build else 'development')))
        has_hot = context.settings.has_hmr
        node.accepted_exports = found.analysis.accepted_exports
        if len(found.transformed.files) > 0:
            imported.extend(self._sheet_files(found.transformed))
        self._orphans(
            context.graph.update(
                node, imported, accepted, has_hot and (found.analysis.accepts_itself or found.transformed.has_refresh)
            )
        )
        return apply(code, edits)

    async def _target(
        self, each: Import, file: str, found: Source, imported: list[ModuleNode], node: ModuleNode
    ) -> Target | None:
        specifier = each.specifier or ''
        if (
            '://' in specifier
            or specifier.startswith('data:')
            or specifier.startswith('blob:')
            or specifier.startswith('//')
            or specifier.startswith('/@')
        ):
            return None
        aliased = self._context.aliased(Url(specifier).path) if is_bare(specifier) else None
        if is_bare(specifier) and aliased is None:
            target = await self._dependencies.resolve(Url(specifier).path, file)
            if target is None:
                raise self._unresolved(specifier, file, found)
            if '/@deps/' in target.url or target.url.startswith('data:'):
                return target
            url = self._module_url(self._context.file_of(target.url), specifier)
            path: str | None = self._context.file_of(target.url)
        else:
            path = await self.locate(specifier, file)
            if path is None:
                if each.kind == DYNAMIC and not specifier.startswith('.'):
                    return None
                raise self._unresolved(specifier, file, found)
            url = self._module_url(path, specifier)
        other = self._context.graph.ensure(Url(url).without(OWN_PARAMETERS), path or '')
        imported.append(other)
        names = imported_names(each)
        if names is not None:
            node.imported_names.set(other.url, [*(node.imported_names.get(other.url) or []), *names])
        return Target(url if other.stamp == 0 else f'{url}{"&" if "?" in url else "?"}t={int(other.stamp)}', False)

    async def locate(self, specifier: str, importer: str) -> str | None:
        path = Url(specifier).path
        if is_bare(specifier):
            return self._context.aliased(path) or await self._dependencies.locate(path, importer)
        if path.startswith('/'):
            resolver = self._context.resolver
            found = resolver.file(join(self._context.root, path.lstrip('/')))
            return (
                found
                or resolver.file(join(self._context.root, 'public' + path))
                or (resolver.file(path) if is_inside(self._context.root, path) else None)
            )
        return self._context.resolver.file(join(folder_of(importer), path))

    def _module_url(self, file: str, specifier: str) -> str:
        asked = Url(specifier)
        public_path = join(self._context.root, 'public')
        path = file[len(public_path) :] if is_inside(public_path, file) else self._context.url_of(file)
        url = encode_path(path) + asked.without([])[len(asked.path) :]
        plain = is_script(file) or is_style(file)
        return url if plain or '?' in url else url + '?import'

    def _unresolved(self, specifier: str, file: str, found: Source) -> Exception:
        at = max(found.text.find(f"'{specifier}'"), found.text.find(f'"{specifier}"'))
        name = self._context.url_of(file).removeprefix('/')
        message = f'Failed to resolve import "{specifier}" from "{name}". Does the file exist?'
        return (
            at_offset('import-analysis', message, file, found.text, at, len(specifier) + 2)
            if at >= 0
            else without_place('import-analysis', message, file)
        )
