"""wget: downloads files from servers in the machine and, as far as a page may, from outside (GNU wget). It transfers as
curl does (transfer.py)."""

from __future__ import annotations

from runtime_py.platform.bytes import encode
from runtime_py.platform.clock import now_ms
from runtime_py.platform.maps import Map
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.datetime import Moment, format_time
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.paths import join
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.sizes import human
from runtime_py.shell.support.status import status_of
from runtime_py.shell.support.zone import zone_in
from runtime_py.shell.utilities.curl.request import CurlProblem, Request, Response, curl_url
from runtime_py.shell.utilities.curl.running import O_WRONLY_CREAT_TRUNC
from runtime_py.shell.utilities.curl.transfer import transfer
from runtime_py.sys.proxies import proxies_of

_LETTERS = 'qvO:P:Si:U:T:t:cN'
_LONG_NAMES = [
    'quiet',
    'verbose',
    'no-verbose',
    'output-document=',
    'directory-prefix=',
    'server-response',
    'input-file=',
    'header=',
    'post-data=',
    'post-file=',
    'method=',
    'body-data=',
    'user=',
    'password=',
    'user-agent=',
    'timeout=',
    'tries=',
    'spider',
    'no-check-certificate',
    'content-on-error',
    'max-redirect=',
    'no-clobber',
    'no-directories',
    'no-host-directories',
]
# Short options of two letters.
_LONG_FORMS: Map[str, str] = Map()
for _short, _long in [
    ['-nv', '--no-verbose'],
    ['-nc', '--no-clobber'],
    ['-nd', '--no-directories'],
    ['-nH', '--no-host-directories'],
]:
    _LONG_FORMS.set(_short, _long)
_MOST_REDIRECTS = 20
_AGENT = 'Wget/1.21.3'
# Exit codes of GNU wget.
_GENERIC, _WRONG_USE, _FILE, _NETWORK, _SSL, _SERVER = 1, 2, 3, 4, 5, 8


async def main(context: Context) -> int:
    options = parse_options([_LONG_FORMS.get(arg) or arg for arg in context.args], _LETTERS, _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem, _WRONG_USE)
    for letter, why in [
        ['c', 'continuing a download is not supported'],
        ['N', "comparing with the server's times is not supported"],
    ]:
        if options.has(letter):
            await context.error(f'-{letter}: {why}')
            return _WRONG_USE
    urls = options.operands
    listed = options.value('i', options.value('input-file'))
    if listed != '':
        source = Input(context, listed)
        lines = await source.all_lines()
        urls = [*urls, *[line.strip() for line in lines if line.strip() != '']]
        source.close()
    if len(urls) == 0:
        return await usage_error(context, 'missing URL', _WRONG_USE)
    status = 0
    for url in urls:
        found = await _Download(context, options, url if '://' in url else 'http://' + url).run()
        status = found if status == 0 or (found != 0 and found < status) else status
    return status


class _Download:
    def __init__(self, context: Context, options: Options, url: str) -> None:
        self.context = context
        self.options = options
        self.url = url
        self.is_quiet = options.any(['q', 'quiet'])
        self.is_brief = options.has('no-verbose')

    async def run(self) -> int:
        """The exit code."""
        try:
            there = self._kept()
            if there != '':
                await self._say(f'File ‘{there}’ already there; not retrieving.\n\n')
                return 0
            await self._say(f'--{self._time()}--  {self.url}\n')
            response = await self._follow()
        except CurlProblem as problem:
            if not self.is_quiet:
                await self.context.error(problem.message)
            return _exit_code(problem.status)
        if response.status >= 400:
            if not self.is_quiet:
                await self.context.write_error(
                    f'{self._time()} ERROR {response.status}: {response.reason or "(no description)"}.\n'
                )
            if not self.options.has('content-on-error'):
                return _SERVER
        if self.options.has('spider'):
            await self._say('Remote file exists.\n\n')
            return 0
        return max(await self._save(response), _SERVER if response.status >= 400 else 0)

    def _kept(self) -> str:
        """With --no-clobber: the existing file, otherwise ''."""
        path = self.options.value('O', self.options.value('output-document')) or self._plain_name()
        return (
            path if self.options.has('no-clobber') and path != '-' and status_of(self.context, path).error == 0 else ''
        )

    def _plain_name(self) -> str:
        name = curl_url(self.url).file_name() or 'index.html'
        folder = self.options.value('P', self.options.value('directory-prefix'))
        return join(folder, name) if folder != '' else name

    async def _say(self, text: str) -> None:
        if not self.is_quiet and not self.is_brief:
            await self.context.write_error(text)

    def _time(self) -> str:
        return format_time('%Y-%m-%d %H:%M:%S', Moment(now_ms() / 1000, zone_in(self.context)))

    async def _follow(self) -> Response:
        request = self._request()
        hops = 0
        most = self.options.value('max-redirect', str(_MOST_REDIRECTS))
        while True:
            response = await transfer(self.context, request, False)
            await self._say(f'HTTP request sent, awaiting response... {response.status} {response.reason}\n')
            if self.options.any(['S', 'server-response']):
                await self.context.write_error(
                    ''.join([f'  {line}\n' for line in response.head_text().replace('\r', '').strip().split('\n')])
                )
            where = response.header('location')
            if response.status // 100 != 3 or response.status == 304 or where is None:
                return response
            hops += 1
            if hops > (int(most) if most.isdigit() else _MOST_REDIRECTS):
                raise CurlProblem(47, f'{most} redirections exceeded.')
            await self._say(f'Location: {where} [following]\n')
            request.redirect(where, response.status)

    def _request(self) -> Request:
        options = self.options
        request = Request(curl_url(self.url))
        for line in options.all_values('header'):
            name, _, value = line.partition(':')
            request.headers.append([name, value.strip()])
        request.add_default('User-Agent', options.value('U', options.value('user-agent', _AGENT)))
        body = options.value('post-data', options.value('body-data'))
        if options.any(['post-data', 'post-file', 'body-data']):
            request.method = 'POST'
            request.body = encode(body)
            request.add_default('Content-Type', 'application/x-www-form-urlencoded')
        if options.has('post-file'):
            content = self.context.system.read_file(self.context.path(options.value('post-file')))
            if isinstance(content, int):
                raise CurlProblem(26, f'{options.value("post-file")}: {strerror(-content)}')
            request.body = content
        if options.has('spider'):
            request.method = 'HEAD'
        request.method = options.value('method', request.method)
        if options.has('user'):
            request.add_basic(f'{options.value("user")}:{options.value("password")}')
        seconds = options.value('T', options.value('timeout', '900'))
        request.timeout_ms = float(seconds) * 1000 if seconds.replace('.', '', 1).isdigit() else -1
        request.proxies = proxies_of(lambda name: self.context.env.get(name) or '')
        return request

    async def _save(self, response: Response) -> int:
        kind = response.header('content-type')
        size = len(response.body)
        await self._say(
            f'Length: {size} ({human(size)})' + (f' [{kind.partition(";")[0]}]' if kind is not None else '') + '\n'
        )
        given = self.options.value('O', self.options.value('output-document'))
        if given == '-':
            await self._say('Saving to: ‘STDOUT’\n\n')
            await self.context.write_bytes(response.body)
            return 0
        path = given if given != '' else self._free_name()
        await self._say(f'Saving to: ‘{path}’\n\n')
        fd = self.context.system.open(self.context.path(path), O_WRONLY_CREAT_TRUNC, 0o666)
        result = fd
        if fd >= 0:
            result = await self.context.system.write_async(fd, response.body, 0, size)
            self.context.system.close(fd)
        if result < 0:
            await self.context.write_error(f'{path}: {strerror(-result)}\n')
            return _FILE
        if self.is_brief:
            await self.context.write_error(f'{self._time()} URL:{self.url} [{size}/{size}] -> "{path}" [1]\n')
        await self._say(f'{self._time()} ‘{path}’ saved [{size}/{size}]\n\n')
        return 0

    def _free_name(self) -> str:
        """Existing files are kept: name.1, name.2 ..."""
        path = self._plain_name()
        number = 0
        found = path
        while status_of(self.context, found).error == 0:
            number += 1
            found = f'{path}.{number}'
        return found


def _exit_code(status: int) -> int:
    """wget's exit code for curl's."""
    if status in (6, 7, 28, 52, 56):
        return _NETWORK
    return _SSL if status == 35 else (_SERVER if status == 47 else _GENERIC)
