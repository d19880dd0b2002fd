"""Answers requests, without I/O: decides which URL is a module, a sheet, a file or a page. Pure but for the context."""

from __future__ import annotations

from typing import Any

from runtime_py.devserver.context import Context
from runtime_py.devserver.dependencies import PREFIX, Dependencies
from runtime_py.devserver.failures import BuildError, without_place
from runtime_py.devserver.generated import CLIENT_URL, REFRESH_URL, script_text
from runtime_py.devserver.html_page import module_scripts, with_client, with_environment
from runtime_py.devserver.import_analysis import analyse
from runtime_py.devserver.kinds import SCRIPTS, UNSUPPORTED_STYLES, content_type, is_component, is_style
from runtime_py.devserver.modules import Modules, Source
from runtime_py.devserver.page_links import with_absolute_links
from runtime_py.devserver.paths import Url, decode_percent, ending_of, folder_of, is_inside, join
from runtime_py.devserver.text_edits import Edit, apply
from runtime_py.devserver.transform_cache import Transformed
from runtime_py.platform.bytes import Bytes, decode, encode
from runtime_py.platform.json import stringify
from runtime_py.platform.text import error_text

_MODULE_QUERIES = ['import', 'style', 'raw', 'url', 'worker', 'sharedworker', 'inline', 'no-inline', 'worker_file']


class Request:
    """`accept` and `destination` are headers: what the browser will use the response for."""

    def __init__(self, method: str, target: str, accept: str, destination: str, etag: str) -> None:
        self.method = method
        self.target = target
        self.accept = accept
        self.destination = destination
        self.etag = etag


class Answer:
    def __init__(self, status: int, kind: str, body: Bytes) -> None:
        self.status = status
        self.kind = kind
        self.body = body
        self.is_immutable = False


def text_answer(status: int, kind: str, text: str) -> Answer:
    return Answer(status, kind, encode(text))


class Application:
    """`failed(error)` is called with errors in sources, for the overlay."""

    def __init__(self, context: Context, modules: Modules, dependencies: Dependencies, failed: Any) -> None:
        self._context = context
        self._modules = modules
        self._dependencies = dependencies
        self._failed = failed

    async def answer(self, request: Request) -> Answer:
        if request.method not in ['GET', 'HEAD']:
            return text_answer(405, 'text/plain; charset=utf-8', f'{request.method} is not served here\n')
        url = Url(request.target)
        url.path = decode_percent(url.path)
        try:
            return await self._route(request, url)
        except Exception as error:
            found = error if isinstance(error, BuildError) else without_place('serve', error_text(error), url.path)
            self._failed(found)
            if self._is_page(request, url):
                return text_answer(500, 'text/html; charset=utf-8', error_page(found))
            return text_answer(500, 'text/plain; charset=utf-8', found.text() + '\n')

    async def _route(self, request: Request, url: Url) -> Answer:
        context = self._context
        if url.path == CLIENT_URL or url.path == REFRESH_URL:
            name = 'serve-client.js' if url.path == CLIENT_URL else 'serve-refresh.js'
            return text_answer(200, content_type('x.js'), await context.transformers.own_script(name))
        if url.path.startswith(PREFIX):
            return await self._dependency(url)
        if url.path.startswith('/@fs/') and not self._is_allowed(url.path[4:]):
            return text_answer(
                403, 'text/plain; charset=utf-8', f'{url.path[4:]} is outside of the folders that serve may serve\n'
            )
        file = context.file_of(url.path)
        if not is_inside(context.root, file) and not url.path.startswith('/@fs/'):
            return text_answer(403, 'text/plain; charset=utf-8', 'outside of the root\n')
        hidden = file[file.rfind('/') + 1 :]
        if hidden == '.env' or hidden.startswith('.env.') or ending_of(file) in ['.pem', '.crt']:
            return text_answer(403, 'text/plain; charset=utf-8', f'{hidden} is not served\n')
        if url.path.endswith('.html') and context.files.is_file(file):
            return await self.page(file)
        found = await self._module(request, url, file)
        if found is not None:
            return found
        return await self._file_or_page(request, url, file)

    def _is_allowed(self, file: str) -> bool:
        return (
            is_inside(self._context.root, file)
            or '/node_modules/' in file
            or len(self._context.graph.of_file(file)) > 0
        )

    async def _dependency(self, url: Url) -> Answer:
        text = self._dependencies.text(url.path)
        if text is None:
            # 504, as Vite answers: the page has an older bundle, and is about to be reloaded
            return text_answer(
                504, 'text/plain; charset=utf-8', 'This dependency was bundled again. The page will reload.\n'
            )
        answer = text_answer(200, content_type('x.js'), text)
        answer.is_immutable = url.has('v')
        return answer

    async def _module(self, request: Request, url: Url, file: str) -> Answer | None:
        """Answers a request for a module; None when the URL isn't a module's."""
        context = self._context
        public_path = join(context.root, 'public' + url.path)
        if not context.files.is_file(file):
            if any([url.has(name) for name in _MODULE_QUERIES]) and context.files.is_file(public_path):
                file = public_path
            else:
                return None
        elif context.files.is_file(public_path):
            return None
        is_linked = (
            is_style(file)
            and ('text/css' in request.accept or request.destination == 'style' or url.has('direct'))
            and not url.has('import')
        )
        is_code = (
            ending_of(file) in SCRIPTS or is_component(file) or is_style(file) or ending_of(file) in UNSUPPORTED_STYLES
        )
        if (
            is_code
            and self._is_page(request, url)
            or not is_code
            and not any([url.has(name) for name in _MODULE_QUERIES])
        ):
            return None
        text = await self._modules.output(url, file, is_linked)
        return text_answer(200, content_type('x.css' if is_linked else 'x.js'), text)

    def _is_page(self, request: Request, url: Url) -> bool:
        return 'text/html' in request.accept and request.destination in ['', 'document', 'iframe', 'frame']

    async def _file_or_page(self, request: Request, url: Url, file: str) -> Answer:
        """A file of public/ or the root as it is; otherwise a page: the folder's own index.html, or the root's, for
        client-side routers."""
        context = self._context
        for path in [join(context.root, 'public' + url.path), file]:
            content = context.files.read(path) if context.files.is_file(path) else None
            if content is not None:
                return Answer(200, content_type(path), content)
        for page in [file + '/index.html', file + '.html']:
            if context.files.is_file(page) and (
                url.path.endswith('/') or page.endswith(file + '.html') or url.path == ''
            ):
                return await self.page(page)
        index = join(context.root, 'index.html')
        if context.files.is_file(index) and (
            self._is_page(request, url)
            or 'text/html' in request.accept
            or ending_of(url.path) == ''
            and request.accept in ['', '*/*']
            and request.destination == ''
        ):
            return await self.page(index)
        if url.path == '/':
            return text_answer(404, 'text/html; charset=utf-8', f'<p>There is no index.html in {context.root}.</p>')
        return text_answer(404, 'text/plain; charset=utf-8', f'{url.path} does not exist\n')

    async def page(self, file: str) -> Answer:
        context = self._context
        self._dependencies.try_again()
        html = with_environment(self._modules_text(file), context.page_values)
        html = with_absolute_links(html, folder_of(context.url_of(file)).removesuffix('/') + '/')
        edits: list[Edit] = []
        number = 0
        has_jsx = False
        for script in module_scripts(html):
            has_jsx = has_jsx or ending_of(Url(script.source).path) in ['.tsx', '.jsx']
            if script.source == '':
                edits.append(Edit(script.start, script.end, await self._inline(file, script.text, number)))
                number += 1
        page = apply(html, edits)
        if context.settings.has_hmr:
            has_refresh = (
                context.has_refresh() and not context.has_prefresh() and (has_jsx or context.wanted().has('react'))
            )
            page = with_client(page, has_refresh)
        return text_answer(200, content_type('x.html'), page)

    def _modules_text(self, file: str) -> str:
        from_file = self._context.files.read(file)
        content = encode('') if from_file is None else from_file
        self._context.digests.note(file, content)
        return decode_text(content)

    async def _inline(self, file: str, text: str, number: int) -> str:
        """The module in a page's inline script: its imports count as the page's, so an update that no module accepts
        reloads the page."""
        node = self._context.graph.ensure(f'{self._context.url_of(file)}?inline={number}', file)
        source = Source(text, Transformed(text, ''), analyse(text))
        code = await self._modules.rewrite(node, file, source)
        return (f'import.meta.env = {self._context.env_text};' if source.analysis.uses_env else '') + code


def decode_text(content: Bytes) -> str:
    return decode(content).removeprefix('\ufeff')


def error_page(error: BuildError) -> str:
    """The page shown when a page can't be made: it has the client, so it reloads when the error is fixed."""
    return (
        f'<!doctype html><title>Error</title><script type="module" src="{CLIENT_URL}"></script>'
        f'<script type="module">import {{showError}} from "{CLIENT_URL}"; showError({script_text(stringify(error.payload()))});</script>'
    )
