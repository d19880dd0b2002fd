"""Builds curl's request from its options: method, headers, body, credentials."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, concat
from runtime_py.platform.clock import now_ms
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.platform.text import pad_left, to_base
from runtime_py.shell.context import Context
from runtime_py.shell.support.options import Options
from runtime_py.shell.utilities.curl.cookies import Jar
from runtime_py.shell.utilities.curl.forms import Form
from runtime_py.shell.utilities.curl.request import CurlProblem, Request, curl_url
from runtime_py.shell.utilities.curl.settings import all_of, login_for, one_of
from runtime_py.sys.proxies import Proxies, proxies_of

_ASKED_CODINGS = ['deflate', 'gzip', 'br', 'zstd']
_UNRESERVED = '-._~'
_FORM_TYPE = 'application/x-www-form-urlencoded'


class Builder:
    def __init__(self, context: Context, options: Options) -> None:
        self.context = context
        self.options = options
        self.stdin: Bytes | None = None

    async def prepare(self) -> None:
        """Reads standard input if an option wants it."""
        options = self.options
        values = [*all_of(options, 'd', 'data'), *options.all_values('data-binary'), *options.all_values('json')]
        values.extend([*options.all_values('data-urlencode'), *all_of(options, 'H', 'header')])
        forms = [value.partition('=')[2] for value in all_of(options, 'F', 'form')]
        wants = any([value.endswith('@-') for value in values])
        for text in all_of(options, 'F', 'form'):
            if '=' not in text:
                raise CurlProblem(2, '-F: is badly used here')
        wants = wants or any([form.startswith(('@-', '<-')) for form in forms])
        if wants or one_of(options, 'T', 'upload-file') == '-':
            self.stdin = await self.context.read_all()

    def read(self, path: str) -> Bytes:
        if path == '-' and self.stdin is not None:
            return self.stdin
        content = self.context.system.read_file(self.context.path(path))
        if isinstance(content, int):
            raise CurlProblem(26, f'Failed to open {path}')
        return content

    def request(self, url: str, jar: Jar | None) -> Request:
        options = self.options
        request = Request(curl_url(url))
        self._headers(request)
        self._body(request)
        if options.any(['I', 'head']):
            request.method = 'HEAD'
        chosen = one_of(options, 'X', 'request')
        if chosen != '':
            request.method = chosen
            request.keeps_method = True
        target = options.value('request-target')
        if target != '':
            request.target = target
        for name, header in [['A', 'User-Agent'], ['e', 'Referer']]:
            value = one_of(options, name, 'user-agent' if name == 'A' else 'referer')
            if options.any([name, 'user-agent' if name == 'A' else 'referer']):
                request.add_default(header, value.removesuffix(';auto'))
        ranges = one_of(options, 'r', 'range')
        if ranges != '':
            request.add_default('Range', 'bytes=' + ranges)
        if options.has('compressed'):
            request.add_default('Accept-Encoding', ', '.join(_ASKED_CODINGS))
            request.decodes = True
        self._credentials(request)
        self._cookies(request, jar)
        request.keeps_post = [status for status in [301, 302, 303] if options.has(f'post{status}')]
        request.trusts = options.has('location-trusted')
        limit = number_of(one_of(options, 'm', 'max-time'))
        request.timeout_ms = -1 if limit is None or limit == 0 else limit * 1000
        request.proxies = self._proxies()
        return request

    def _headers(self, request: Request) -> None:
        lines: list[str] = []
        for given in all_of(self.options, 'H', 'header'):
            lines.extend(to_text(self.read(given[1:])).split('\n') if given.startswith('@') else [given])
        for line in lines:
            at = line.find(':')
            if at > 0:
                request.headers.append([line[:at], line[at + 1 :].strip()])
                request.given.append(line[:at].lower())
            elif line.rstrip().endswith(';'):
                request.headers.append([line.rstrip()[:-1], ''])
                request.empty.append(line.rstrip()[:-1])
                request.given.append(line.rstrip()[:-1].lower())

    def _body(self, request: Request) -> None:
        options = self.options
        data = self._data()
        for query in options.all_values('url-query'):
            request.url.add_query(query[1:] if query.startswith('+') else self._encoded(query))
        if options.has('json'):
            data = concat([self._file_or_text(value) for value in options.all_values('json')])
            for name in ['Content-Type', 'Accept']:
                request.add_default(name, 'application/json')
                request.given.append(name.lower())
        if data is not None and options.any(['G', 'get']):
            request.url.add_query(to_text(data))
            data = None
        if data is not None:
            request.method = 'POST'
            request.body = data
            request.add_default('Content-Type', _FORM_TYPE)
        if options.any(['F', 'form', 'form-string']):
            form = Form(lambda path: self.read(path))
            for text in all_of(options, 'F', 'form'):
                form.add(text, False)
            for text in options.all_values('form-string'):
                form.add(text, True)
            request.method = 'POST'
            request.body = form.body()
            request.add_default('Content-Type', f'multipart/form-data; boundary={form.boundary}')
        upload = one_of(options, 'T', 'upload-file')
        if upload != '':
            request.method = 'PUT'
            request.body = self.read(upload)
            if request.url.target.endswith('/') and upload != '-':
                request.url.target += _escaped(upload.rpartition('/')[2])

    def _file_or_text(self, value: str) -> Bytes:
        return self.read(value[1:]) if value.startswith('@') else to_bytes(value)

    def _data(self) -> Bytes | None:
        """All data, joined by &; @file reads one (without newlines, except for --data-binary)."""
        parts: list[Bytes] = []
        for name in ['d', 'data', 'data-ascii', 'data-binary', 'data-raw', 'data-urlencode']:
            for value in self.options.all_values(name):
                if name == 'data-urlencode':
                    part = to_bytes(self._encoded(value))
                elif name == 'data-raw' or not value.startswith('@'):
                    part = to_bytes(value)
                else:
                    part = self.read(value[1:])
                    if name != 'data-binary':
                        part = to_bytes(to_text(part).replace('\r', '').replace('\n', '').replace('\0', ''))
                if len(parts) > 0:
                    parts.append(to_bytes('&'))
                parts.append(part)
        return concat(parts) if len(parts) > 0 else None

    def _encoded(self, value: str) -> str:
        """--data-urlencode: `text`, `=text`, `name=text`, `@file`, `name@file`."""
        equals, at = value.find('='), value.find('@')
        if equals >= 0 and (at < 0 or equals < at):
            name, text = value[:equals], value[equals + 1 :]
        elif at >= 0:
            name, text = value[:at], to_text(self.read(value[at + 1 :]))
        else:
            name, text = '', value
        return (name + '=' if name != '' else '') + _escaped(text).replace('%20', '+')

    def _credentials(self, request: Request) -> None:
        options = self.options
        token = options.value('oauth2-bearer')
        if token != '':
            request.add_default('Authorization', 'Bearer ' + token)
        user = one_of(options, 'u', 'user')
        if user == '' and options.any(['n', 'netrc', 'netrc-optional', 'netrc-file']):
            home = self.context.env.get('HOME') or ''
            content = self.context.system.read_file(self.context.path(options.value('netrc-file', home + '/.netrc')))
            if not isinstance(content, int):
                user = login_for(to_text(content), request.url.host)
        if user == '':
            user = request.url.user
        if user != '':
            request.add_basic(user if ':' in user else user + ':')

    def _cookies(self, request: Request, jar: Jar | None) -> None:
        texts = [text for text in all_of(self.options, 'b', 'cookie') if '=' in text]
        request.own_cookies = ';'.join(texts)
        put_cookies(request, jar)

    def _proxies(self) -> Proxies:
        found = proxies_of(lambda name: self.context.env.get(name) or '')
        given = one_of(self.options, 'x', 'proxy')
        if given != '':
            url = given if '://' in given else 'http://' + given
            found = Proxies(url, url, found.exceptions)
        return Proxies(found.for_http, found.for_https, self.options.value('noproxy', found.exceptions))


def put_cookies(request: Request, jar: Jar | None) -> None:
    """The header Cookie for the request's URL; one that -H gave stays."""
    url = request.url
    kept = (
        '' if jar is None else jar.header_for(url.host, url.target.partition('?')[0], url.scheme == 'https', now_ms())
    )
    request.put_cookies('; '.join([text for text in [kept, request.own_cookies] if text != '']))


def number_of(text: str) -> float | None:
    """A number of seconds or redirects; -1 means no limit."""
    if text == '-1':
        return -1
    return float(text) if text.replace('.', '', 1).isdigit() else None


def _escaped(text: str) -> str:
    found = ''
    for octet in to_bytes(text):
        char = chr(octet)
        plain = octet < 128 and (char.isalpha() or char.isdigit() or char in _UNRESERVED)
        found += char if plain else '%' + pad_left(to_base(octet, 16).upper(), 2, '0')
    return found
