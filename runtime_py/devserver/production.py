"""The production build: pages, their scripts and sheets bundled into `dist/` with hashed names. Pure but for the
context.

The bundler calls `resolve` for an import's target and `load` for its content; sources.py transforms sources to
JavaScript and CSS, as in development. Sheets of lazily imported modules are linked from the page too, since the bundler
only loads scripts lazily."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from runtime_py.devserver.changes import digest_of
from runtime_py.devserver.components import style_number
from runtime_py.devserver.context import Context
from runtime_py.devserver.failures import without_place
from runtime_py.devserver.generated import names_of_css_module, value_module
from runtime_py.devserver.globs import variable_imports
from runtime_py.devserver.html_page import module_scripts, style_links, with_environment
from runtime_py.devserver.import_analysis import analyse
from runtime_py.devserver.kinds import content_type, is_component, is_css_module, is_script, is_style
from runtime_py.devserver.modules import Modules
from runtime_py.devserver.new_urls import NewUrl, find_new_urls
from runtime_py.devserver.page_links import asset_links, classic_scripts, with_bundles
from runtime_py.devserver.paths import Url, ending_of, folder_of, is_inside, join, name_of, relative
from runtime_py.devserver.resolver import EMPTY, is_bare
from runtime_py.devserver.text_edits import Edit, apply
from runtime_py.platform.bytes import Bytes, encode, to_base64
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map

OUTPUT = 'dist'
ASSETS = 'assets'
_LOADERS: Map[str, str] = Map([['.jsx', 'jsx'], ['.ts', 'ts'], ['.mts', 'ts'], ['.cts', 'ts'], ['.tsx', 'tsx']])


class Resolved:
    """`path` has the query that says how the file is used. `is_external`: the path stays unchanged. `is_pure`: it may
    be left out if no export is used."""

    def __init__(self, path: str, is_external: bool) -> None:
        self.path = path
        self.is_external = is_external
        self.is_pure = False


class Loaded:
    """`loader` is one of the bundler's: js, css, json, text, file, dataurl, empty."""

    def __init__(self, content: Bytes, loader: str) -> None:
        self.content = content
        self.loader = loader


class ProductionRequest:
    """`entries`: paths. `form` is esm for pages, iife for classic workers."""

    def __init__(
        self,
        entries: list[str],
        form: str,
        resolve: Callable[[str, str, str], Awaitable[Resolved]],
        load: Callable[[str], Awaitable[Loaded]],
        definitions: Map[str, str],
    ) -> None:
        self.entries = entries
        self.form = form
        self.resolve = resolve
        self.load = load
        self.definitions = definitions


class Produced:
    """`files`: path below dist -> content. `scripts` and `sheets`: entry -> its file there. `lazy_sheets` belong to no
    entry."""

    def __init__(self) -> None:
        self.files: Map[str, Bytes] = Map()
        self.scripts: Map[str, str] = Map()
        self.sheets: Map[str, str] = Map()
        self.lazy_sheets: list[str] = []


class Production:
    """`warn(text)` is called for references that the build leaves unchanged."""

    def __init__(self, context: Context, modules: Modules, warn: Callable[[str], None]) -> None:
        self._context = context
        self._modules = modules
        self._warn = warn
        self._inline: Map[str, str] = Map()  # path of a page's inline script -> its text
        self._workers: Map[str, str] = Map()  # file -> its path in dist; '' while it is being bundled
        self.files: Map[str, Bytes] = Map()

    async def run(self) -> None:
        """Fills `files`. Raises BuildError."""
        context = self._context
        pages = [
            file
            for file in context.files.below(context.root)
            if file.endswith('.html') and folder_of(file) == context.root
        ]
        if len(pages) == 0:
            raise without_place('build', f'There is no index.html in {context.root}', context.root)
        texts: Map[str, str] = Map()
        entries: list[str] = []
        for page in pages:
            texts.set(page, with_environment(context.text_of(page) or '', context.page_values))
            for entry in [
                *self._scripts(page, texts.get(page) or '').values(),
                *self._sheets(page, texts.get(page) or '').values(),
            ]:
                if entry not in entries:
                    entries.append(entry)
        made = await self._produce(entries, 'esm') if len(entries) > 0 else Produced()
        for path, content in made.files.entries():
            self.files.set(path, content)
        for page in pages:
            text = texts.get(page) or ''
            self.files.set(page[len(context.root) + 1 :], encode(self._page(page, text, made)))
        self._copy_public()

    def _copy_public(self) -> None:
        folder = join(self._context.root, 'public')
        for file in self._context.files.below(folder):
            content = self._context.files.read(file)
            if content is not None:
                self.files.set(file[len(folder) + 1 :], content)

    async def _produce(self, entries: list[str], form: str) -> Produced:
        context = self._context
        definitions: Map[str, str] = Map(
            [
                ['process.env.NODE_ENV', '"production"'],
                ['import.meta.env', context.env_text],
                ['import.meta.hot', 'undefined'],
                ['global', 'globalThis'],
                ['__VUE_OPTIONS_API__', 'true'],
                ['__VUE_PROD_DEVTOOLS__', 'false'],
                ['__VUE_PROD_HYDRATION_MISMATCH_DETAILS__', 'false'],
            ]
        )
        request = ProductionRequest(
            entries,
            form,
            lambda specifier, importer, kind: self.resolve(specifier, importer, kind),
            lambda path: self.load(path),
            definitions,
        )
        made: Produced = await context.transformers.produce(request)
        return made

    # pages

    def _scripts(self, page: str, html: str) -> Map[int, str]:
        """Position of each module script in a page -> its entry."""
        found: Map[int, str] = Map()
        number = 0
        for script in module_scripts(html):
            if script.source == '':
                path = f'{page}?inline={number}'
                self._inline.set(path, script.text)
                found.set(script.start, path)
                number += 1
            elif '://' not in script.source and not script.source.startswith('//'):
                found.set(script.start, self._entry(page, script.source))
        return found

    def _entry(self, page: str, source: str) -> str:
        path = Url(source).path
        file = self._context.resolver.file(
            join(self._context.root if path.startswith('/') else folder_of(page), path.lstrip('/'))
        )
        if file is None:
            raise without_place('build', f'{source} of {name_of(page)} does not exist', page)
        return file

    def _sheets(self, page: str, html: str) -> Map[str, str]:
        """href -> entry, for the sheets that a page links to; those in public/ stay unchanged."""
        found: Map[str, str] = Map()
        for href in style_links(html):
            if '://' not in href and not href.startswith('//') and not self._is_public(Url(href).path):
                found.set(href, self._entry(page, href))
        return found

    def _is_public(self, path: str) -> bool:
        return path.startswith('/') and self._context.files.is_file(join(self._context.root, 'public' + path))

    def _page(self, page: str, html: str, made: Produced) -> str:
        scripts = self._scripts(page, html)
        sheets = self._sheets(page, html)
        links: Map[str, str] = Map()
        for href, entry in sheets.entries():
            links.set(href, '/' + (made.sheets.get(entry) or ''))
        for path in asset_links(html):
            if (
                '://' in path
                or path.startswith('//')
                or path.startswith('data:')
                or links.has(path)
                or self._is_public(Url(path).path)
            ):
                continue
            file = join(self._context.root if path.startswith('/') else folder_of(page), Url(path).path.lstrip('/'))
            if self._context.files.is_file(file) and ending_of(file) != '.html':
                links.set(path, '/' + self._asset(file))
        for path in classic_scripts(html):
            file = join(self._context.root if path.startswith('/') else folder_of(page), Url(path).path.lstrip('/'))
            content = self._context.files.read(file)
            if content is not None and not self._is_public(Url(path).path):
                self._warn(f'{path} of {name_of(page)} is not a module: it is copied unchanged')
                self.files.set(file[len(self._context.root) + 1 :], content)
        bundles: Map[int, str] = Map()
        own_sheets: list[str] = []
        for start, entry in scripts.entries():
            bundles.set(start, '/' + (made.scripts.get(entry) or ''))
            sheet = made.sheets.get(entry)
            if sheet is not None and sheet not in own_sheets:
                own_sheets.append(sheet)
        if scripts.size > 0:
            own_sheets.extend(made.lazy_sheets)
        return with_bundles(html, bundles, links, ['/' + sheet for sheet in own_sheets])

    def _asset(self, file: str) -> str:
        """Copies a file under a name with its digest; returns its path in dist."""
        content = self._modules.sources.read(file)
        ending = ending_of(file)
        name = name_of(file)
        path = f'{ASSETS}/{name[0 : len(name) - len(ending)]}-{digest_of(content)[0:8]}{ending}'
        self.files.set(path, content)
        return path

    # the bundler's callbacks

    async def resolve(self, specifier: str, importer: str, kind: str) -> Resolved:
        """Raises BuildError when nothing is found."""
        if kind == 'entry-point' or self._inline.has(specifier):
            return Resolved(specifier, False)
        if (
            '://' in specifier
            or specifier.startswith('//')
            or specifier.startswith('data:')
            or specifier.startswith('blob:')
            or specifier.startswith('#')
        ):
            return Resolved(specifier, True)
        file = Url(importer).path
        asked = Url(specifier)
        query = asked.without([])[len(asked.path) :]
        if kind in ['url-token', 'import-rule']:
            found = self._of_sheet(asked.path, file)
            if found is None and kind == 'url-token':
                return Resolved(specifier, True)
        elif '/node_modules/' in file:
            found = self._context.resolver.from_dependency(
                asked.path, file, kind in ['require-call', 'require-resolve']
            )
        else:
            found = await self._modules.locate(asked.path, file)
        if found is None and asked.path.startswith('/') and self._is_public(asked.path):
            return Resolved(asked.path, True)
        if found is None:
            if kind == 'require-call' or kind == 'dynamic-import' and '/node_modules/' in file:
                return Resolved(specifier, True)
            raise without_place(
                'build',
                f'Failed to resolve import "{specifier}" from "{self._context.url_of(file).removeprefix("/")}". Does the file exist?',
                file,
            )
        if found == EMPTY:
            return Resolved(EMPTY, False)
        if is_inside(join(self._context.root, 'public'), found):
            return Resolved(f'{found}?public', False)
        resolved = Resolved(found + query, False)
        resolved.is_pure = '/node_modules/' in found and self._context.resolver.is_pure(found)
        return resolved

    def _of_sheet(self, path: str, importer: str) -> str | None:
        resolver = self._context.resolver
        if path.startswith('/'):
            inside = self._context.file_of(path)
            return None if self._is_public(path) else inside if self._context.files.is_file(inside) else None
        beside = join(folder_of(importer), path)
        if self._context.files.is_file(beside):
            return beside
        return resolver.bare(path.removeprefix('~'), importer) if is_bare(path) else None

    async def load(self, path: str) -> Loaded:
        """Raises BuildError."""
        own = self._inline.get(path)
        if own is not None:
            return Loaded(encode(await self._script_text(Url(path).path, own)), 'js')
        if path == EMPTY:
            return Loaded(encode('module.exports = {};'), 'js')
        url = Url(path)
        file = url.path
        if url.has('public'):
            return Loaded(encode(value_module(file[len(join(self._context.root, 'public')) :])), 'js')
        if url.has('raw'):
            return Loaded(self._modules.sources.read(file), 'text')
        if url.has('worker') or url.has('sharedworker'):
            return Loaded(
                encode(await self._worker_module(file, 'SharedWorker' if url.has('sharedworker') else 'Worker')), 'js'
            )
        if url.has('url'):
            return Loaded(
                encode(value_module('/' + (await self._worker(file, 'esm') if is_script(file) else self._asset(file)))),
                'js',
            )
        if is_style(file) or is_component(file) and url.has('style'):
            return await self._sheet(path, url, file)
        if is_script(file):
            if '/node_modules/' in file and not is_component(file):
                return Loaded(self._modules.sources.read(file), _LOADERS.get(ending_of(file)) or 'js')
            found = await self._modules.source(file)
            return Loaded(encode(await self._script_text(file, found.transformed.code)), 'js')
        if ending_of(file) == '.json':
            return Loaded(self._modules.sources.read(file), 'json')
        if url.has('inline'):
            return Loaded(
                encode(value_module(f'data:{content_type(file)};base64,{to_base64(self._modules.sources.read(file))}')),
                'js',
            )
        return Loaded(self._modules.sources.read(file), 'file')

    async def _sheet(self, path: str, url: Url, file: str) -> Loaded:
        sheet = await (
            self._modules.sheet(file, style_number(path)) if is_component(file) else self._modules.style(file)
        )
        names = sheet.names if is_css_module(file) or is_component(file) else None
        if url.has('inline'):
            return Loaded(encode(value_module(sheet.code)), 'js')
        if names is not None and not url.has('scoped'):
            query = url.without([])[len(file) :]
            own = f'./{name_of(file)}{query}{"&" if query != "" else "?"}scoped'
            return Loaded(encode(f'import {stringify(own)};\n{names_of_css_module(names)}'), 'js')
        return Loaded(encode(sheet.code), 'css')

    async def _script_text(self, file: str, code: str) -> str:
        """Replaces `new URL(file, import.meta.url)` by the file's name in dist, and an import of a computed path by a
        choice."""
        edits: list[Edit] = (
            variable_imports(code, analyse(code).imports, file, lambda folder: self._context.files.below(folder))
            if 'import(' in code
            else []
        )
        for each in find_new_urls(code) if 'import.meta.url' in code else []:
            path = await self._new_url(each, file)
            if path is not None:
                edits.append(Edit(each.start, each.end, f'new URL({stringify("/" + path)}, location.href)'))
        return apply(code, edits)

    async def _new_url(self, each: NewUrl, file: str) -> str | None:
        path = Url(each.specifier).path
        if '://' in path or path.startswith('data:') or self._is_public(path):
            return None
        found = self._context.resolver.file(
            join(self._context.root if path.startswith('/') else folder_of(file), path.lstrip('/'))
        )
        if found is None:
            self._warn(
                f'new URL("{each.specifier}", import.meta.url) of {relative(self._context.root, file)} refers to no file: it is left unchanged'
            )
            return None
        if each.worker != '' and is_script(found):
            return await self._worker(found, each.worker)
        return self._asset(found)

    async def _worker_module(self, file: str, constructor: str) -> str:
        path = stringify('/' + await self._worker(file, 'esm'))
        return f'export default function WorkerWrapper(options) {{ return new {constructor}({path}, {{type: "module", name: options?.name}}); }}\n'

    async def _worker(self, file: str, form: str) -> str:
        """Bundles a worker separately; returns its path in dist."""
        known = self._workers.get(file)
        if known == '':
            raise without_place(
                'build',
                f"{name_of(file)} is a worker that starts itself (ERR_TERRARIUM_SERVE_WORKER): a build can't give it a URL",
                file,
            )
        if known is None:
            self._workers.set(file, '')
            made = await self._produce([file], form)
            for path, content in made.files.entries():
                self.files.set(path, content)
            known = made.scripts.get(file) or ''
            self._workers.set(file, known)
        return known
