"""Converts files to JavaScript and CSS: chooses the transformer or compiler, and caches its results. Pure but for the
context.

Knows files, not modules: URLs, the graph and updates are in modules.py."""

from __future__ import annotations

from typing import Any

from runtime_py.devserver.code_frame import frame
from runtime_py.devserver.code_mask import mask
from runtime_py.devserver.components import join_svelte, join_vue, map_of_vue
from runtime_py.devserver.context import Context
from runtime_py.devserver.dependencies import Dependencies
from runtime_py.devserver.failures import BuildError, at_offset, without_place
from runtime_py.devserver.kinds import PREPROCESSED, TRANSFORMED, UNSUPPORTED_STYLES, is_component, is_rune_module
from runtime_py.devserver.map_chain import chained, mappings_of
from runtime_py.devserver.paths import ending_of, folder_of_project, join, name_of
from runtime_py.devserver.postcss import PostCss
from runtime_py.devserver.source_map import identity, rows_of
from runtime_py.devserver.transform_cache import Transformed
from runtime_py.platform.bytes import Bytes, decode
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map
from runtime_py.platform.regexp import compile

_DECORATOR = compile('(?:^|[\\s;{}(,])@[A-Za-z_$(]')
_TAILWIND = compile('@tailwind\\s+[a-z]+|@import\\s+(?:url\\(\\s*)?["\']tailwindcss(?:/[a-z-]+)?["\']')
_CLASS = compile('(?:^|[^.\\w$])class[\\s{]')


def _has_decorators(text: str) -> bool:
    return '@' in text and _DECORATOR.exec(mask(text)) is not None


def _after(plain: Transformed | None, reply: Map) -> Transformed:
    """What a compiler made of a script; `plain` is that script if types were removed from it before."""
    mappings = str(reply.get('mappings'))
    if plain is not None and mappings != '':
        mappings = chained(mappings, rows_of(plain.mappings))
    return Transformed(str(reply.get('code')), mappings)


class Sources:
    """Raises BuildError."""

    def __init__(self, context: Context, dependencies: Dependencies) -> None:
        self._context = context
        self._dependencies = dependencies
        self._postcss = PostCss(context)
        self.built = 0  # how many sources were transformed, not found in the cache
        self._components: Map[str, Transformed] = Map()  # the code of a component that pages run

    def read(self, file: str) -> Bytes:
        content = self._context.files.read(file)
        if content is None:
            raise without_place('load', f'{self._context.url_of(file)} does not exist', file)
        return content

    async def script(self, file: str, text: str, digest: str) -> Transformed:
        """A script or a component as JavaScript."""
        if ending_of(file) in UNSUPPORTED_STYLES:
            raise without_place(
                'transform',
                f'{ending_of(file)} style sheets are not supported by serve (ERR_TERRARIUM_SERVE_STYLE): compile them to CSS first, or use Vite',
                file,
            )
        if is_component(file):
            return await self._component(file, text, digest)
        if is_rune_module(file):
            return await self._runes(file, text, digest)
        if ending_of(file) not in TRANSFORMED:
            return await self._as_it_is(file, text, digest)
        if self._context.jsx_source == 'solid-js' and ending_of(file) in ['.jsx', '.tsx']:
            return await self._solid(file, text, digest)
        return await self._plain(file, text, digest)

    async def _as_it_is(self, file: str, text: str, digest: str) -> Transformed:
        """JavaScript needs no transform, but errors in it must be reported with their place. Decorators are lowered."""
        if '/node_modules/' not in file:
            made = await self._plain(file, text, digest)
            if _has_decorators(text):
                return made
        return Transformed(text, identity(text.count('\n') + 1))

    def _options(self, file: str, text: str) -> Map[str, Any]:
        context = self._context
        ours = context.options
        has_decorators = _has_decorators(text)
        if has_decorators and ours.decorator_metadata:
            raise without_place(
                'transform',
                'emitDecoratorMetadata is not supported by serve (ERR_TERRARIUM_SERVE_METADATA): it needs the types of other files',
                file,
            )
        return Map(
            [
                ['jsx', context.jsx_source],
                ['refresh', context.has_refresh() and '/node_modules/' not in file],
                ['production', context.settings.is_build],
                ['classic', ours.jsx == 'react' and ours.jsx_source == '' or ours.jsx_factory != ''],
                ['factory', ours.jsx_factory],
                ['fragment', ours.jsx_fragment],
                ['verbatim', ours.keeps_imports],
                ['legacy', ours.legacy_decorators],
                ['assigns', ours.assigns_fields],
                [
                    'lowered',
                    has_decorators
                    or ours.assigns_fields
                    and ending_of(file) not in ['.jsx']
                    and _CLASS.exec(text) is not None,
                ],
            ]
        )

    async def _plain(self, file: str, text: str, digest: str, preserve: bool = False, name: str = '') -> Transformed:
        """Removes types and lowers JSX. `name` is the file name passed to the transformer."""
        context = self._context
        options = self._options(file, text)
        options.set('preserve', preserve)
        key = context.cache.key('script', name or file, stringify(options), digest)
        found = context.cache.get(key)
        if found is None:
            self.built += 1
            found = await context.transformers.script(name or file, text, options)
            found.has_refresh = '$RefreshReg$' in found.code or '$RefreshSig$' in found.code
            context.cache.put(key, found)
        return found

    # the project's own compilers

    async def _compiler(self, name: str, file: str) -> str:
        """The folder of a compiler; fetches it if it isn't installed."""
        folder = await self._dependencies.folder_of(name, file)
        if folder is None:
            message = f'{name_of(file)} needs {name}, which is not installed and could not be fetched (ERR_TERRARIUM_SERVE_COMPONENT): npm install -D {name}'
            raise without_place('transform', message, file)
        return folder

    async def _compiled(self, kind: str, name: str, file: str, text: str, digest: str) -> Map:
        """A compiler's output for a file; the cache key includes the compiler's version."""
        context = self._context
        folder = await self._compiler(name, file)
        description = context.resolver.package(folder) or Map()
        version = f'{kind} {description.get("version")} {context.settings.is_build} {context.settings.has_hmr}'
        key = context.cache.key('compiled', file, version, digest)
        kept = context.cache.get_value(key)
        if kept is not None:
            return kept
        self.built += 1
        request: Map[str, Any] = Map(
            [
                ['kind', kind],
                ['folder', folder],
                ['project', context.root],
                ['file', file],
                ['source', text],
                ['identity', self.identity_of(file)],
                ['production', context.settings.is_build],
                ['hmr', context.settings.has_hmr],
            ]
        )
        try:
            reply = await context.transformers.compile(request)
        except BuildError as error:
            if error.line > 0 and error.file == file:
                raise BuildError(
                    error.plugin, error.message, file, error.line, error.column, frame(text, error.line, error.column)
                )
            raise
        files = reply.get('files')
        if not isinstance(files, list) or len(files) == 0:
            context.cache.put_value(key, reply)
        return reply

    def identity_of(self, file: str) -> str:
        return folder_of_project('', file)[1:9]

    async def _component(self, file: str, text: str, digest: str) -> Transformed:
        context = self._context
        has_hot = context.settings.has_hmr and not context.settings.is_build
        if file.endswith('.vue'):
            reply = await self._compiled('vue', 'vue', file, text, digest)
            joined = join_vue(reply, file, self.identity_of(file), has_hot, context.url_of(file))
            found = await self._joined_vue(reply, joined, file, digest)
        else:
            reply = await self._compiled('svelte', 'svelte', file, text, digest)
            found = Transformed(join_svelte(reply, file), str(reply.get('mappings')))
        found.sheets = reply.get('sheets') or []
        found.files = reply.get('files') or []
        self._components.set(file, found)
        return found

    async def _joined_vue(self, reply: Map, joined: str, file: str, digest: str) -> Transformed:
        """Without types, and with a map to the component."""
        cache = self._context.cache
        language = str(reply.get('language'))
        key = cache.key('vue', file, f'{language} {stringify(self._options(file, joined))}', digest + joined)
        kept = cache.get(key)
        if kept is not None:
            return Transformed(kept.code, kept.mappings)
        rows = map_of_vue(reply, file)
        if language in ['ts', 'tsx', 'jsx']:
            made = await self._plain(file, joined, digest, False, f'{file}.{language}')
            found = Transformed(made.code, chained(made.mappings, rows))
        else:
            found = Transformed(joined, mappings_of(rows))
        cache.put(key, found)
        return Transformed(found.code, found.mappings)

    def shown(self, file: str) -> Transformed | None:
        """The last output for a component."""
        return self._components.get(file)

    async def _runes(self, file: str, text: str, digest: str) -> Transformed:
        plain = await self._plain(file, text, digest) if file.endswith('.ts') else None
        reply = await self._compiled('svelte-module', 'svelte', file, text if plain is None else plain.code, digest)
        return _after(plain, reply)

    async def _solid(self, file: str, text: str, digest: str) -> Transformed:
        plain = await self._plain(file, text, digest, True) if file.endswith('.tsx') else None
        source = text if plain is None else plain.code
        reply = await self._compiled('solid', 'babel-preset-solid', file, source, digest)
        return _after(plain, reply)

    # sheets

    async def sheet_of_component(self, file: str, number: int, component: Transformed) -> Transformed:
        """With names, if it is a CSS module."""
        each: Any = component.sheets[number] if 0 <= number < len(component.sheets) else None
        if each is None:
            raise without_place('load', f'{self._context.url_of(file)} has no sheet {number}', file)
        found = await self._style_text(file, str(each.get('text')), f'?style={number}')
        result = Transformed(found.code, '')
        result.files = found.files
        result.names = each.get('names')
        return result

    async def style(self, file: str) -> Transformed:
        content = self.read(file)
        digest = self._context.digests.note(file, content)
        name = PREPROCESSED.get(ending_of(file))
        if name is None:
            return await self._style_text(file, decode(content), '')
        reply = await self._compiled(name, await self._preprocessor(name, file), file, decode(content), digest)
        found = await self._style_text(file, str(reply.get('code')), '')
        result = Transformed(found.code, '')
        result.names = found.names
        result.files = [*(reply.get('files') or []), *found.files]
        return result

    async def _preprocessor(self, name: str, file: str) -> str:
        if self._context.resolver.package_folder(name, join(self._context.root, 'index.html')) is None:
            message = f'{ending_of(file)} style sheets need {name}, which is not installed (ERR_TERRARIUM_SERVE_STYLE): npm install -D {name}'
            raise without_place('transform', message, file)
        return name

    async def _style_text(self, file: str, text: str, part: str) -> Transformed:
        processed = await self._postcss.process(file, text, part)
        if processed is None:
            return await self._plain_sheet(file, text, part)
        found = await self._plain_sheet(file, processed.text, part)
        result = Transformed(found.code, '')
        result.names = found.names
        result.files = [*processed.files, *found.files]
        return result

    async def _plain_sheet(self, file: str, text: str, part: str) -> Transformed:
        context = self._context
        if '@tailwind' in text or 'tailwindcss' in text:
            match = _TAILWIND.exec(text)
            if match is not None:
                message = "Tailwind's rules need its plugin (ERR_TERRARIUM_SERVE_TAILWIND): install @tailwindcss/postcss and name it in postcss.config.js"
                raise at_offset('transform', message, file, text, match.start, match.end - match.start)
        key = context.cache.key('style', file + part, '', text)
        found = context.cache.get(key)
        if found is not None and len(found.files) > 0:
            found = context.cache.get(self._key_with_files(key, found.files))
        if found is None:
            self.built += 1
            found = await context.transformers.style(
                file,
                text,
                lambda path: context.text_of(path),
                lambda path: context.url_of(path),
                lambda specifier, importer: context.resolver.sheet(specifier, importer, context.root),
            )
            context.cache.put(key, found)
            if len(found.files) > 0:
                context.cache.put(self._key_with_files(key, found.files), found)
        return found

    def _key_with_files(self, key: str, files: list[str]) -> str:
        """The key of a sheet includes the files that it imports."""
        digests: list[str] = []
        for file in files:
            content = self._context.files.read(file)
            digests.append('' if content is None else self._context.digests.note(file, content))
        return self._context.cache.key('style with files', key, '', ' '.join(digests))
