"""The registry over HTTP: packuments and archives, with retries, the cache in front of it, and its errors.

Knows URLs and status codes, not trees. Network errors come from the network worker (sys/http_client.py)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from runtime_py.npm.config import Config
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.integrity import check
from runtime_py.npm.formats.manifest import parse_package, text_of
from runtime_py.npm.formats.new_names import problems_of_name
from runtime_py.npm.install.limit import Limit
from runtime_py.npm.options import DEFAULT_REGISTRY
from runtime_py.npm.registry.cache import Cache
from runtime_py.npm.registry.pick import Packument
from runtime_py.platform.bytes import Bytes, decode, encode
from runtime_py.platform.clock import sleep
from runtime_py.platform.futures import Future
from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map
from runtime_py.sys.http_client import HttpProblem, Reply, request
from runtime_py.sys.http_url import UrlError, parse_url
from runtime_py.sys.proxies import preface_line

_CORGI = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*'
_FULL = 'application/json'
# As long as the real registry allows caching of a packument.
_FRESH_MS = 300000
_RETRIED = [408, 420, 429, 500, 502, 503, 504]


# Errors for which a retry is pointless.
_FINAL = [
    'EINVALIDURL',
    'ERR_TERRARIUM_CSP',
    'ERR_TERRARIUM_MIXED_CONTENT',
    'ERR_TERRARIUM_FORBIDDEN_HEADER',
    'ERR_TERRARIUM_NOT_HTTP',
    'ERR_TERRARIUM_UNSUPPORTED',
]


_NETWORK = ['ENOTFOUND', 'ECONNRESET', 'ETIMEDOUT', 'ERR_TERRARIUM_NETWORK']
_ADVICE = (
    '\nThis is a problem related to network connectivity.\nIn most cases you are behind a proxy or have bad network settings.\n\n'
    "If you are behind a proxy, please make sure that the\n'proxy' config is set properly.  See: 'npm help config'"
)


class NetworkError(NpmError):
    """No response, or an incomplete one."""


class AdvisoryError(NpmError):
    """The registry refused to name advisories."""

    def __init__(self, reply: Reply, url: str, body: str) -> None:
        super().__init__(
            f'E{reply.status}',
            f'{reply.status} {reply.status_text or reason_of(reply.status)} - POST {url}{reason_given(body)}',
        )
        self.url = url
        self.status = reply.status
        self.body = body


class Registry:
    """`requests` counts requests, for the progress line. `ask_password` asks a person for a one-time password."""

    def __init__(self, system: Any, config: Config, cache: Cache) -> None:
        self.system = system
        self.config = config
        self.cache = cache
        self.requests = 0
        self.ask_password: Callable[[], Awaitable[str]] | None = None
        self._packuments: Map[str, Future] = Map()
        self._limit = Limit(max(1, int(config.number('maxsockets'))))

    async def packument(self, name: str, full: bool = False) -> Packument:
        """All versions of a package; fetched once. `full` includes the fields that are only for people. Raises
        NpmError."""
        url = self.config.registry_for(name) + name.replace('/', '%2f')
        key = url + (' full' if full else '')
        known = self._packuments.get(key)
        if known is not None:
            answer = await known.wait()
            return _unwrap(answer)
        promise = Future()
        self._packuments.set(key, promise)
        answer = await self._load(url, key, name, full)
        promise.resolve(answer)
        return _unwrap(answer)

    async def _load(self, url: str, key: str, name: str, full: bool) -> Packument | NpmError:
        try:
            return Packument(parse_package(await self._packument_text(url, key, name, full), url))
        except NpmError as error:
            return error

    async def _packument_text(self, url: str, key: str, name: str, full: bool) -> str:
        entry = self.cache.get_entry(key)
        offline = self.config.flag('offline')
        if entry is not None and (
            offline
            or self.config.flag('prefer-offline')
            or (entry.age_ms < _FRESH_MS and not self.config.flag('prefer-online'))
        ):
            return entry.text
        if offline:
            raise _not_cached(url)
        try:
            reply = await self._fetch(url, _FULL if full else _CORGI, f'{name}@*')
        except NpmError as error:
            if entry is not None and isinstance(error, NetworkError):
                return entry.text  # a stale answer is better than none: installs then work without a network
            raise
        text = decode(reply.body)
        self.cache.put_entry(key, text, '')
        return text

    async def tarball(self, url: str, integrity: str, what: str) -> Bytes:
        """The packed archive, verified. Raises EINTEGRITY, E404, ENETWORK."""
        real = self._replace_host(url)
        cached = self.cache.get_content(integrity) if integrity != '' else self.cache.get_url(real)
        if cached is not None:
            return cached
        if self.config.flag('offline'):
            raise _not_cached(real)
        reply = await self._fetch(real, '*/*', what)
        check(reply.body, integrity, f'{what} ({real})')
        digest = self.cache.put_content(reply.body)
        if integrity == '':
            self.cache.put_entry(real, '', digest)
        return reply.body

    async def advisories(self, versions: Map[str, Any]) -> Map[str, Any]:
        """Name -> advisories, for name -> installed versions: npm's bulk endpoint. Not retried, not cached. Raises
        AdvisoryError or NetworkError."""
        url = self.config.default_registry() + '-/npm/v1/security/advisories/bulk'
        reply = await self.send('POST', url, stringify(versions), [])
        text = decode(reply.body)
        if reply.status >= 400:
            raise AdvisoryError(reply, url, text)
        try:
            found = parse(text)
        except ValueError:
            found = None
        if not isinstance(found, Map):
            raise NpmError('EJSONPARSE', f'Invalid response body while trying to fetch {url}: it is no JSON object')
        return found

    async def send(self, method: str, url: str, body: str | None, more: list[list[str]]) -> Reply:
        """One request, whatever the answer: not retried, not cached. `more`: further headers. Raises NetworkError."""
        names = [header[0] for header in more]
        headers = [*[header for header in self._headers(url, '*/*') if header[0] not in names], *more]
        if body is not None:
            headers.append(['content-type', 'application/json'])
        self.requests += 1
        try:
            return await request(
                self.system,
                url,
                method,
                headers,
                self._via(url),
                self.config.number('fetch-timeout'),
                None if body is None else encode(body),
            )
        except HttpProblem as error:
            raise NetworkError(error.code, f'request to {url} failed, reason: {error.message}')

    def replaced_host(self) -> str:
        """The host whose archives come from the registry instead; '' if it isn't one host."""
        which = self.config.text('replace-registry-host')
        return _host_of(DEFAULT_REGISTRY) if which == 'npmjs' else ('' if which in ['always', 'never'] else which)

    def _replace_host(self, url: str) -> str:
        """Packuments of mirrors, and lockfiles, name the public registry; a configured registry replaces it.
        `replace-registry-host` says which host is replaced: the public one (`npmjs`), all, none, or the one named."""
        mine = self.config.default_registry()
        which = self.config.text('replace-registry-host')
        host = _host_of(url)
        wanted = _host_of(DEFAULT_REGISTRY) if which == 'npmjs' else which
        if which == 'never' or (which != 'always' and host != wanted) or host == _host_of(mine) or host == '':
            return url
        return mine + url[url.find(host) + len(host) + 1 :]

    async def _fetch(self, url: str, accept: str, what: str) -> Reply:
        await self._limit.enter()
        try:
            return await self._fetch_retrying(url, accept, what)
        finally:
            self._limit.leave()

    async def _fetch_retrying(self, url: str, accept: str, what: str) -> Reply:
        headers = self._headers(url, accept)
        retries = int(self.config.number('fetch-retries'))
        pause = self.config.number('fetch-retry-mintimeout')
        attempt = 0
        while True:
            self.requests += 1
            problem: NpmError | None = None
            try:
                reply = await request(
                    self.system, url, 'GET', headers, self._via(url), self.config.number('fetch-timeout')
                )
                if reply.status == 200:
                    return reply
                problem = _status_error(reply, url, what)
                if reply.status not in _RETRIED:
                    raise problem
            except HttpProblem as error:
                problem = NetworkError(
                    error.code,
                    f'request to {url} failed, reason: {error.message}\nwhile fetching {what}{_ADVICE if error.code in _NETWORK else ""}',
                )
                if error.code in _FINAL:
                    raise problem
            if attempt >= retries:
                raise problem
            attempt += 1
            await sleep(pause)
            pause = min(pause * self.config.number('fetch-retry-factor'), self.config.number('fetch-retry-maxtimeout'))

    def _headers(self, url: str, accept: str) -> list[list[str]]:
        authorization = self.config.authorization(url)
        return [['accept', accept], *([] if authorization is None else [['authorization', authorization]])]

    def _via(self, url: str) -> str:
        """The preface line that names the proxies, if there are any for this URL."""
        try:
            target = parse_url(url)
        except UrlError:
            return ''
        return preface_line(self.config.proxies(), target.host, target.port)


def _host_of(url: str) -> str:
    """The host with its port."""
    at = url.find('://')
    return '' if at < 0 else url[at + 3 :].split('/')[0]


def _unwrap(answer: Any) -> Packument:
    if isinstance(answer, NpmError):
        raise answer
    return answer


def _not_cached(url: str) -> NpmError:
    return NpmError(
        'ENOTCACHED', f"request to {url} failed: cache mode is 'only-if-cached' but no cached response is available."
    )


def _status_error(reply: Reply, url: str, what: str) -> NpmError:
    status = reply.status
    line = f'{status} {reply.status_text or reason_of(status)} - GET {url}'
    if status == 404:
        return NpmError(
            'E404',
            f'404 {line[4:]}{reason_given(decode(reply.body))}\n{not_found(what)}',
        )
    if status == 401 or status == 403:
        return NpmError(f'E{status}', f'{line}\nThe registry requires a token: set //host/:_authToken in .npmrc.')
    return NpmError(f'E{status}', f'{line} - while fetching {what}')


def not_found(what: str) -> str:
    """What npm says below the first line. `what` is a package, with a version or a range."""
    at = what.find('@', 1)
    problems = problems_of_name(what if at < 0 else what[:at])
    lines = [
        '',
        f" The requested resource '{what}' could not be found or you do not have permission to access it.",
        *(['This package name is not valid, because'] if len(problems) > 0 else []),
        *[f' {i + 1}. {problems[i]}' for i in range(len(problems))],
        '',
        'Note that you can also install from a',
        'tarball, folder, http url, or git url.',
    ]
    return '\n'.join([f'404 {line}' for line in lines])


def reason_given(body: str) -> str:
    """What a registry says in JSON."""
    try:
        found = parse(body)
    except ValueError:
        return ''
    said = text_of(found, 'error') if isinstance(found, Map) else ''
    return f' - {said}' if said != '' else ''


def reason_of(status: int) -> str:
    """The reason phrase, which HTTP/2 doesn't send."""
    reasons: Map[int, str] = Map(
        [
            [400, 'Bad Request'],
            [401, 'Unauthorized'],
            [403, 'Forbidden'],
            [404, 'Not Found'],
            [405, 'Method Not Allowed'],
            [409, 'Conflict'],
            [429, 'Too Many Requests'],
            [500, 'Internal Server Error'],
            [502, 'Bad Gateway'],
            [503, 'Service Unavailable'],
            [504, 'Gateway Timeout'],
        ]
    )
    return reasons.get(status) or 'Error'
