"""internalBinding('url'): WHATWG URLs by the browser's own parser, in the shape of ada's components (offsets into the href)."""
from __future__ import annotations

from runtime_py.node.punycode import to_unicode
from runtime_py.node.wiring import coded_error

HostUrl = globalThis.URL
OMITTED = 4294967295
_SCHEMES = {'http:': 0, 'https:': 2, 'ws:': 3, 'ftp:': 4, 'wss:': 5, 'file:': 6}
_OTHER_SCHEME = 1
_FIELDS = ['protocol', 'host', 'hostname', 'port', 'username', 'password', 'pathname', 'search', 'hash', 'href']


# where browsers are more lenient than the standard
_DRIVE = js_regexp('^file:///([A-Za-z])(?:\\||%7C)(?=/|$)', '')


def parsed(text: str, base: object) -> object:
    """A URL of the browser, or None."""
    try:
        url = HostUrl(text) if base is None else HostUrl(text, base)
    except Exception:
        return None
    if has_bad_host(url):
        return None
    if url.protocol == 'file:' and _DRIVE.test(url.href):
        url.href = url.href.replace(_DRIVE, 'file:///$1:')
    return url


def has_bad_host(url: object) -> bool:
    """Chromium escapes characters which no domain may have."""
    return '%' in url.hostname and _SCHEMES[url.protocol] is not None


class Components:
    """protocol_end username_end host_start host_end port pathname_start search_start hash_start scheme_type."""

    def __init__(self) -> None:
        self.values = Uint32Array(9)

    def fill(self, url: object) -> str:
        href = url.href
        scheme_end = url.protocol.length
        values = self.values
        username_end = scheme_end
        host_start = scheme_end
        host_end = scheme_end
        path_start = scheme_end
        if href.startsWith('//', scheme_end):
            start = scheme_end + 2
            username_end = start + url.username.length
            host_start = username_end
            if url.password != '':
                host_start += url.password.length + 1
            if url.username != '' or url.password != '':
                host_end = host_start + 1 + url.hostname.length
            else:
                host_end = host_start + url.hostname.length
            path_start = host_end + (url.port.length + 1 if url.port != '' else 0)
            if url.host == '' and url.pathname.startsWith('//') and href.startsWith('/.', host_end):
                path_start = host_end + 2
        elif href.startsWith('/.//', scheme_end):
            path_start = scheme_end + 2
        hash_start = OMITTED
        if url.hash != '':
            hash_start = href.length - url.hash.length
        elif href.endsWith('#'):
            hash_start = href.length - 1
        end = href.length if hash_start == OMITTED else hash_start
        question = href.indexOf('?', path_start)
        values[0] = scheme_end
        values[1] = username_end
        values[2] = host_start
        values[3] = host_end
        values[4] = OMITTED if url.port == '' else Number(url.port)
        values[5] = path_start
        values[6] = question if 0 <= question < end else OMITTED
        values[7] = hash_start
        scheme = _SCHEMES[url.protocol]
        values[8] = _OTHER_SCHEME if scheme is None else scheme
        return href


def invalid_url(text: str, base: object) -> object:
    error = coded_error(TypeError, 'ERR_INVALID_URL', 'Invalid URL')
    error.input = text
    if base is not None:
        error.base = base
    return error


def file_path_escaped(path: str) -> str:
    for char, escaped in [['%', '%25'], ['\\', '%5C'], ['\n', '%0A'], ['\r', '%0D'], ['\t', '%09'], ['?', '%3F'], ['#', '%23']]:
        path = path.replaceAll(char, escaped)
    return path


def with_readable_host(url: object) -> str:
    start = url.href.indexOf(url.host, url.protocol.length)
    return url.href[:start] + to_unicode(url.hostname) + url.href[start + url.hostname.length:]


def to_ascii(domain: str) -> str:
    url = parsed('ws://' + domain, None)
    return '' if url is None else url.hostname


def create(realm: object, seed: object) -> object:
    components = Components()

    def parse(text, base, should_throw):
        url = parsed(text, base)
        if url is None:
            if should_throw:
                raise invalid_url(text, base)
            return js_undefined
        return components.fill(url)

    def path_to_url(path, is_windows, base):
        url = HostUrl('file://')
        url.pathname = file_path_escaped(path)
        return components.fill(url)

    def update(href, action, value):
        url = parsed(href, None)
        field = _FIELDS[action]
        if url is None:
            return False
        if field == 'href':
            url = parsed(value, None)
            if url is None:
                return False
        else:
            url[field] = value
            if has_bad_host(url):
                # not taken over, as any name that is no domain
                url = parsed(href, None)
        return components.fill(url)

    def formatted(href, with_hash, with_unicode, with_search, with_auth):
        url = HostUrl(href)
        if not with_hash:
            url.hash = ''
        if not with_search:
            url.search = ''
        if not with_auth:
            url.username = ''
            url.password = ''
        return with_readable_host(url) if with_unicode else url.href
    return {
        'urlComponents': components.values, 'parse': parse, 'canParse': lambda text, base=None: parsed(text, base) is not None, 'pathToFileURL': path_to_url,
        'update': update, 'format': formatted, 'getOrigin': lambda href: HostUrl(href).origin, 'domainToASCII': to_ascii,
        'domainToUnicode': lambda domain: to_unicode(to_ascii(domain)),
    }
