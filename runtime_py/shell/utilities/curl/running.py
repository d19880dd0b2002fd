"""One transfer of curl: redirects, retries, where its output goes, and what -w says of it."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, concat
from runtime_py.platform.clock import monotonic_ms, now_ms
from runtime_py.platform.cookies import parse_date
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import Options
from runtime_py.shell.support.paths import folder_name, join
from runtime_py.shell.utilities.curl.building import Builder, number_of, put_cookies
from runtime_py.shell.utilities.curl.cookies import Jar
from runtime_py.shell.utilities.curl.globs import Expanded
from runtime_py.shell.utilities.curl.request import CurlProblem, Request, Response, curl_url
from runtime_py.shell.utilities.curl.settings import one_of
from runtime_py.shell.utilities.curl.transfer import transfer
from runtime_py.shell.utilities.curl.writing_out import Facts, written_out
from runtime_py.sys.http_url import UrlError, resolve
from runtime_py.vfs.flags import O_APPEND, O_CREAT, O_EXCL, O_TRUNC, O_WRONLY

MOST_REDIRECTS = 50
O_WRONLY_CREAT_TRUNC = O_WRONLY | O_CREAT | O_TRUNC
_TRANSIENT = [408, 429, 500, 502, 503, 504]
_FIRST_DELAY_MS = 1000
_LONGEST_DELAY_MS = 600000


class Run:
    def __init__(
        self, context: Context, options: Options, builder: Builder, jar: Jar | None, one: Expanded, number: int
    ) -> None:
        self.context = context
        self.options = options
        self.builder = builder
        self.jar = jar
        self.url = one.url
        self.facts = Facts(one.url)
        self.facts.number = number
        self.path = ''
        self.is_named_by_url = False
        self.start = 0  # where -C continues
        self.heads: list[str] = []

    async def whole(self) -> CurlProblem | None:
        """With its retries; what went wrong. The message is empty when nothing is to be said."""
        delay = (number_of(self.options.value('retry-delay')) or 0) * 1000
        pause = delay if delay > 0 else _FIRST_DELAY_MS
        left = int(number_of(self.options.value('retry')) or 0)
        longest = (number_of(self.options.value('retry-max-time')) or 0) * 1000
        began = monotonic_ms()
        while True:
            problem = await self._attempt()
            if left <= 0 or not self._may_pass(problem) or (0 < longest < monotonic_ms() - began + pause):
                return problem
            if problem is not None:
                await self.tell(problem)
            await self._warn(
                f'Problem: {self._reason(problem)}. Will retry in {int(pause / 1000)} seconds. {left} retries left.'
            )
            left -= 1
            await self.context.sleep(pause)
            if delay <= 0:
                pause = min(pause * 2, _LONGEST_DELAY_MS)

    async def tell(self, problem: CurlProblem) -> None:
        if not self.options.any(['s', 'silent']) or self.options.any(['S', 'show-error']):
            await self.context.error(f'({problem.status}) {problem.message}')

    def _may_pass(self, problem: CurlProblem | None) -> bool:
        response = self.facts.response
        if problem is not None and problem.status != 22:
            refused = problem.status == 7 and self.options.any(['retry-connrefused', 'retry-all-errors'])
            return problem.status == 28 or refused or self.options.has('retry-all-errors')
        return (
            response is not None
            and response.status in _TRANSIENT
            or (problem is not None and self.options.has('retry-all-errors'))
        )

    def _reason(self, problem: CurlProblem | None) -> str:
        if problem is None or problem.status == 22:
            return 'HTTP error'
        return (
            'timeout'
            if problem.status == 28
            else ('connection refused' if problem.status == 7 else '(retrying all errors)')
        )

    async def _warn(self, text: str) -> None:
        if not self.options.any(['s', 'silent']):
            await self.context.write_error(f'Warning: {text}\n')

    async def _attempt(self) -> CurlProblem | None:
        facts = self.facts
        facts.code, facts.problem, facts.response = 0, '', None
        self.heads = []
        try:
            await self._transfer()
            return None
        except CurlProblem as problem:
            facts.code, facts.problem = problem.status, problem.message
            return problem

    async def _transfer(self) -> None:
        options = self.options
        self._check_protocol()
        request = self.builder.request(self.url, self.jar)
        self._name_output(None)
        self._continue(request)
        response = await self._follow(request)
        self.facts.response = response
        self._name_output(response)
        failed = response.status >= 400 and options.any(['f', 'fail', 'fail-with-body'])
        await self._dump_heads()
        problem = CurlProblem(22, f'The requested URL returned error: {response.status}')
        if failed and not options.has('fail-with-body'):
            raise problem
        if self.start > 0 and response.status == 200:
            raise CurlProblem(33, "HTTP server doesn't seem to support byte ranges. Cannot resume.")
        largest = number_of(options.value('max-filesize'))
        if largest is not None and 0 < largest < len(response.body):
            raise CurlProblem(63, 'Maximum file size exceeded')
        await self._write(response)
        if failed:
            raise problem

    def _check_protocol(self) -> None:
        """--proto: a list of names with =, + or - before them."""
        given = self.options.value('proto')
        if given == '':
            return
        allowed = ['http', 'https']
        for word in given.lower().split(','):
            name = word.lstrip('=+-')
            if word.startswith('='):
                allowed = [name]
            elif word.startswith('-'):
                allowed = [] if name == 'all' else [other for other in allowed if other != name]
            else:
                allowed.append(name)
        scheme = curl_url(self.url).scheme
        if scheme not in allowed and 'all' not in allowed:
            raise CurlProblem(1, f'Protocol "{scheme}" disabled')

    async def _follow(self, request: Request) -> Response:
        options = self.options
        facts = self.facts
        given = number_of(options.value('max-redirs'))
        most = MOST_REDIRECTS if given is None else int(given)
        facts.redirects, facts.header_octets, facts.connects, facts.request_octets = 0, 0, 0, 0
        facts.redirect_seconds = 0.0
        while True:
            response = await transfer(self.context, request, options.any(['v', 'verbose']))
            facts.response = response
            facts.method = request.method
            facts.connects += 1
            facts.header_octets += len(to_bytes(response.head_text()))
            facts.request_octets += request.head_octets + len(request.body)
            facts.sent = len(request.body)
            self.heads.append(response.head_text())
            self._keep_cookies(request, response)
            where = response.header('location')
            if response.status // 100 != 3 or where is None:
                return response
            if not options.any(['L', 'location', 'location-trusted']):
                facts.next_url = _target(request, where)
                return response
            if facts.redirects >= most >= 0:
                await self._dump_heads()
                raise CurlProblem(47, f'Maximum ({most}) redirects followed')
            facts.redirects += 1
            facts.redirect_seconds += response.seconds
            request.redirect(where, response.status)
            put_cookies(request, self.jar)

    def _keep_cookies(self, request: Request, response: Response) -> None:
        for pair in response.headers:
            if self.jar is not None and pair[0].lower() == 'set-cookie':
                self.jar.take(request.url.host, request.url.target.partition('?')[0], pair[1], now_ms())

    # output

    def _name_output(self, response: Response | None) -> None:
        """Before the transfer by the URL; -J takes the server's name afterwards."""
        if not self.is_named_by_url:
            return
        name = curl_url(self.url).file_name()
        if response is not None and self.options.any(['J', 'remote-header-name']):
            named = _disposed(response.header('content-disposition') or '')
            name = named if named != '' else name
        if name == '':
            raise CurlProblem(23, 'Remote file name has no length')
        self.path = name

    def _file(self) -> str:
        folder = self.options.value('output-dir')
        return self.path if folder == '' or self.path in ('', '-') else join(folder, self.path)

    def _continue(self, request: Request) -> None:
        """-C: from an offset, or - for where the file ends."""
        given = one_of(self.options, 'C', 'continue-at')
        if given == '':
            return
        if given == '-':
            content = self.context.system.read_file(self.context.path(self._file())) if self.path != '' else -1
            self.start = 0 if isinstance(content, int) else len(content)
        else:
            self.start = int(number_of(given) or 0)
        if self.start > 0:
            request.add_default('Range', f'bytes={self.start}-')

    async def _dump_heads(self) -> None:
        path = one_of(self.options, 'D', 'dump-header')
        if path == '':
            return
        text = ''.join(self.heads)
        if path == '-':
            await self.context.write(text)
        elif self.context.system.write_file(self.context.path(path), to_bytes(text), 0o666) < 0:
            raise CurlProblem(23, f'Failed to open {path}')

    async def _write(self, response: Response) -> None:
        shows = self.options.any(['i', 'include', 'I', 'head'])
        whole = concat([to_bytes(''.join(self.heads) if shows else ''), response.body])
        path = self._file()
        if path == '' or path == '-':
            await self.context.write_bytes(whole)
            return
        if len(whole) == 0 and self.start > 0:
            return
        if self.options.has('create-dirs'):
            self._make_folders(folder_name(path))
        await self._save(path, whole)
        if self.options.any(['R', 'remote-time']):
            self._date(path, response)

    async def _save(self, path: str, whole: Bytes) -> None:
        flags = O_WRONLY | O_CREAT | (O_APPEND if self.start > 0 else O_TRUNC)
        if self.options.has('no-clobber') or (self.is_named_by_url and self.options.any(['J', 'remote-header-name'])):
            flags = O_WRONLY | O_CREAT | O_EXCL
        fd = self.context.system.open(self.context.path(path), flags, 0o666)
        number = 0
        while fd == -17 and self.options.has('no-clobber') and number < 100:
            number += 1
            fd = self.context.system.open(self.context.path(f'{path}.{number}'), flags, 0o666)
        if fd < 0:
            await self._warn(f'Failed to open the file {path}: {strerror(-fd)}')
            raise CurlProblem(23, 'Failure writing output to destination')
        self.facts.file_name = path if number == 0 else f'{path}.{number}'
        result = await self.context.system.write_async(fd, whole, 0, len(whole))
        self.context.system.close(fd)
        if result < 0:
            raise CurlProblem(23, f'Failure writing output to destination: {strerror(-result)}')

    def _make_folders(self, folder: str) -> None:
        if folder not in ('', '.', '/') and not self.context.system.exists(self.context.path(folder)):
            self._make_folders(folder_name(folder))
            self.context.system.mkdir(self.context.path(folder), 0o750)

    def _date(self, path: str, response: Response) -> None:
        ms = parse_date(response.header('last-modified') or '')
        if ms is not None:
            self.context.system.utimes(self.context.path(path), ms / 1000, ms / 1000)

    async def write_report(self, problem: CurlProblem | None) -> None:
        template = one_of(self.options, 'w', 'write-out')
        if template.startswith('@'):
            template = to_text(self.builder.read(template[1:]))
        pieces = written_out(template, self.facts)
        await self.context.write(pieces.out)
        for name in pieces.unknown:
            await self.context.error(f"unknown --write-out variable: '{name}'")
        await self.context.write_error(pieces.err)


def _target(request: Request, where: str) -> str:
    try:
        return resolve(request.url, where).text()
    except UrlError:
        return where


def _disposed(text: str) -> str:
    """The file name of a Content-Disposition, without folders."""
    for part in text.split(';'):
        name, _, value = part.strip().partition('=')
        if name.lower() == 'filename':
            return value.strip().strip('"').replace('\\', '/').rpartition('/')[2]
    return ''
