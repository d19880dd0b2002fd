"""curl: requests to servers in the machine over its loopback, and to the network as far as the browser allows (CORS).

-s -S -o -O -X -H -d --data-binary -G -i -I -L -v -f -u -A -w -m -x; exit codes as curl's own: 3 bad URL, 4 impossible
in a page, 6 no such host, 7 refused,
22 HTTP error with -f, 23 can't write, 28 timeout, 35 no TLS, 47 too many redirects, 52 empty reply, 56 connection
broken."""

from __future__ import annotations

from runtime_py.platform.bytes import concat, decode, encode
from runtime_py.platform.numbers import to_fixed
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import HELP, VERSION, Options, parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.utilities.curl.request import USER_AGENT, CurlProblem, Request, Response, curl_url
from runtime_py.shell.utilities.curl.transfer import transfer
from runtime_py.sys.proxies import Proxies, proxies_of
from runtime_py.vfs.flags import O_CREAT, O_TRUNC, O_WRONLY

_LETTERS = 'sSo:OX:H:d:GiILvfu:A:w:m:k#gNe:b:x:'
_LONG = [
    'silent',
    'show-error',
    'output=',
    'remote-name',
    'request=',
    'header=',
    'data=',
    'data-raw=',
    'data-binary=',
    'data-ascii=',
    'json=',
    'get',
    'include',
    'head',
    'location',
    'verbose',
    'fail',
    'user=',
    'user-agent=',
    'write-out=',
    'max-time=',
    'insecure',
    'no-buffer',
    'compressed',
    'url=',
    'max-redirs=',
    'connect-timeout=',
    'http1.1',
    'globoff',
    'referer=',
    'cookie=',
    'fail-with-body',
    'proxy=',
    'noproxy=',
]
_NUMBERS = ['m', 'max-time', 'max-redirs', 'connect-timeout']
MOST_REDIRECTS = 50
_ASKED_CODINGS = ['deflate', 'gzip', 'br', 'zstd']
O_WRONLY_CREAT_TRUNC = O_WRONLY | O_CREAT | O_TRUNC


async def main(context: Context) -> int:
    options = parse_options(context.args, _LETTERS, _LONG)
    if options.problem != '':
        return await _usage(context, options.problem)
    for name in _NUMBERS:
        if options.has(name) and number_of(options.value(name)) is None:
            dashes = '-' if len(name) == 1 else '--'
            return await _misused(context, f'{dashes}{name}: expected a proper numerical parameter')
    urls = [*options.operands, *options.all_values('url')]
    if len(urls) == 0:
        await context.error('(2) no URL specified')
        return 2
    status = 0
    for url in urls:
        try:
            status = await _one(context, options, url)
        except CurlProblem as problem:
            status = problem.status
            if not options.any(['s', 'silent']) or options.any(['S', 'show-error']):
                await context.error(f'({problem.status}) {problem.message}')
    return status


async def _usage(context: Context, problem: str) -> int:
    """Reports a wrong option in curl's words, or prints the help or version that was asked for."""
    if problem == VERSION:
        await context.write(f'{USER_AGENT.replace("/", " ")} (Terrarium)\nProtocols: http https\n')
        return 0
    if problem.startswith(HELP):
        return await usage_error(context, problem)
    name = problem.split("'")[1] if "'" in problem else problem
    option = '-' + name if len(name) == 1 else name
    return await _misused(context, f'{option}: ' + ('requires parameter' if 'argument' in problem else 'is unknown'))


async def _misused(context: Context, problem: str) -> int:
    await context.error(f'option {problem}')
    await context.write_error("curl: try 'curl --help' for more information\n")
    return 2


def number_of(text: str) -> float | None:
    """A number of seconds or redirects; -1 means no limit."""
    if text == '-1':
        return -1
    return float(text) if text.replace('.', '', 1).isdigit() else None


async def _one(context: Context, options: Options, url: str) -> int:
    request = _request(context, options, url)
    response = await _follow(context, options, request)
    failed = response.status >= 400 and options.any(['f', 'fail', 'fail-with-body'])
    if failed and not options.has('fail-with-body'):
        raise CurlProblem(22, f'The requested URL returned error: {response.status}')
    await _write_out(context, options, url, response)
    if options.any(['w', 'write-out']):
        await context.write(_report(options.value('w', options.value('write-out')), response))
    return 22 if failed else 0


def _request(context: Context, options: Options, url: str) -> Request:
    request = Request(curl_url(url))
    for line in [*options.all_values('H'), *options.all_values('header')]:
        at = line.find(':')
        if at > 0:
            request.headers.append([line[:at], line[at + 1 :].strip()])
    data = _data(context, options)
    if options.has('json'):
        data = options.value('json')
        request.add_default('Content-Type', 'application/json')
        request.add_default('Accept', 'application/json')
    if data is not None and options.any(['G', 'get']):
        request.url.add_query(data)
        data = None
    if data is not None:
        request.method = 'POST'
        request.body = encode(data)
        request.add_default('Content-Type', 'application/x-www-form-urlencoded')
    if options.any(['I', 'head']):
        request.method = 'HEAD'
    if options.any(['X', 'request']):
        request.method = options.value('X', options.value('request'))
        request.keeps_method = True
    for name, header in [
        ['A', 'User-Agent'],
        ['user-agent', 'User-Agent'],
        ['e', 'Referer'],
        ['referer', 'Referer'],
        ['b', 'Cookie'],
        ['cookie', 'Cookie'],
    ]:
        if options.has(name):
            request.add_default(header, options.value(name))
    if options.has('compressed'):
        request.add_default('Accept-Encoding', ', '.join(_ASKED_CODINGS))
        request.decodes = True
    user = options.value('u', options.value('user'))
    if user != '':
        request.add_basic(user)
    limit = number_of(options.value('m', options.value('max-time')))
    request.timeout_ms = -1 if limit is None else limit * 1000
    request.proxies = _proxies(context, options)
    return request


def _proxies(context: Context, options: Options) -> Proxies:
    found = proxies_of(lambda name: context.env.get(name) or '')
    given = options.value('x', options.value('proxy'))
    if given != '':
        url = given if '://' in given else 'http://' + given
        found = Proxies(url, url, found.exceptions)
    return Proxies(found.for_http, found.for_https, options.value('noproxy', found.exceptions))


def _data(context: Context, options: Options) -> str | None:
    """The data of all -d options, joined by &; @file reads one (without newlines, except for --data-binary)."""
    parts: list[str] = []
    for name in ['d', 'data', 'data-ascii', 'data-binary', 'data-raw']:
        for value in options.all_values(name):
            if value.startswith('@') and name != 'data-raw':
                content = context.system.read_file(context.path(value[1:]))
                if isinstance(content, int):
                    raise CurlProblem(26, f'Failed to open {value[1:]}')
                text = decode(content)
                parts.append(text if name == 'data-binary' else text.replace('\r', '').replace('\n', ''))
            else:
                parts.append(value)
    return '&'.join(parts) if len(parts) > 0 else None


async def _follow(context: Context, options: Options, request: Request) -> Response:
    verbose = options.any(['v', 'verbose'])
    given = number_of(options.value('max-redirs'))
    most = MOST_REDIRECTS if given is None else int(given)
    hops = 0
    while True:
        response = await transfer(context, request, verbose)
        where = response.header('location')
        if not options.any(['L', 'location']) or response.status // 100 != 3 or where is None:
            return response
        hops += 1
        if hops > most >= 0:
            raise CurlProblem(47, f'Maximum ({most}) redirects followed')
        request.redirect(where, response.status)


async def _write_out(context: Context, options: Options, url: str, response: Response) -> None:
    head = encode('')
    if options.any(['i', 'include', 'I', 'head']):
        head = encode(response.head_text())
    whole = concat([head, response.body])
    path = options.value('o', options.value('output'))
    if path == '' and options.any(['O', 'remote-name']):
        path = curl_url(url).file_name()
        if path == '':
            raise CurlProblem(23, 'Remote file name has no length')
    if path == '' or path == '-':
        await context.write_bytes(whole)
        return
    fd = context.system.open(context.path(path), O_WRONLY_CREAT_TRUNC, 0o666)
    if fd < 0:
        raise CurlProblem(23, f'Failed to open the file {path}: {strerror(-fd)}')
    result = await context.system.write_async(fd, whole, 0, len(whole))
    context.system.close(fd)
    if result < 0:
        raise CurlProblem(23, f'Failure writing output to destination: {strerror(-result)}')


def _report(template: str, response: Response) -> str:
    """-w: supports the variables that have a meaning here."""
    text = template.replace('\\n', '\n').replace('\\t', '\t')
    for name, value in [
        ['http_code', str(response.status)],
        ['response_code', str(response.status)],
        ['size_download', str(len(response.body))],
        ['content_type', response.header('content-type') or ''],
        ['url_effective', response.url],
        ['time_total', to_fixed(response.seconds, 6)],
    ]:
        text = text.replace('%{' + name + '}', value)
    return text
