"""internalBinding('url'): WHATWG URLs by the browser's own parser, with ada's components (offsets into the href)."""

from __future__ import annotations

from runtime_py.node.engine.file_urls import FileUrl, parse_file_url
from runtime_py.node.engine.punycode import to_unicode
from runtime_py.node.realm.callbacks import coded_error

HostUrl = globalThis.URL
OMITTED = 4294967295
_SCHEMES = {'http:': 0, 'https:': 2, 'ws:': 3, 'ftp:': 4, 'wss:': 5, 'file:': 6}
_OTHER_SCHEME = 1
_FILE_START = 7  # of the path in file:///path
_FIELDS = ['protocol', 'host', 'hostname', 'port', 'username', 'password', 'pathname', 'search', 'hash', 'href']


_MAY_BE_FILE = js_regexp('^[\\u0000-\\u0020]*f', 'i')


def parsed(text: str, base: object) -> object:
    """The browser's URL, a FileUrl, or None."""
    if base is not None or _MAY_BE_FILE.test(text):
        found = parse_file_url(text, base)
        if found is not js_undefined:
            return found
    try:
        url = HostUrl(text) if base is None else HostUrl(text, base)
    except Exception:
        return None
    return None if has_bad_host(url) else url


def has_bad_host(url: object) -> bool:
    """Chromium escapes characters that a domain must not have."""
    return '%' in url.hostname and _SCHEMES[url.protocol] is not None


_IN_FILE_PATH = js_regexp('[\\u0000-\\u0020"#%?[\\\\\\]^|~]', 'g')
_IN_WINDOWS_PATH = js_regexp('[\\u0000-\\u0020"#%?[\\]^|~]', 'g')
_REMOVED = js_regexp('[\\t\\n\\r]', 'g')
_AFTER_HOST = js_regexp('[/\\\\?#]', '')
_NO_HOST = js_regexp('^$|@|:(?![^[]*\\])', '')  # empty, with a user or a port
_DIGITS = js_regexp('^\\d+', '')
_ASCII = js_regexp('^[\\x00-\\x7f]*$', '')
_TO_FILE = js_regexp('^file(?::|$)', 'i')
# paths that need no change except for the scheme; dot segments do
_PLAIN_PATH = js_regexp("^(?:/(?!\\.{0,2}(?:/|$))[\\w.@+!$&'()*,;=:-]+)+/?$", '')


class Components:
    """protocol_end username_end host_start host_end port pathname_start search_start hash_start scheme_type."""

    def __init__(self) -> None:
        self.values = Uint32Array(9)

    def fill_path(self, path: str) -> str:
        """For a file URL whose path needs no escapes."""
        values = self.values
        values.fill(_FILE_START, 1, 6)
        values[0] = _FILE_START - 2
        values[4] = OMITTED
        values[6] = OMITTED
        values[7] = OMITTED
        values[8] = _SCHEMES['file:']
        return 'file://' + path

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


def file_path_escaped(path: str, is_windows: bool) -> str:
    """Node's escapes, applied before the URL's own rules (src/node_url.cc)."""
    return path.replace(
        _IN_WINDOWS_PATH if is_windows else _IN_FILE_PATH,
        lambda char: '%' + char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0'),
    )


def turned_into_file(url: object) -> object:
    """Sets the `protocol` of an http: URL to `file`; a port or a user prevents that."""
    may_turn = url.port == '' and url.username == '' and url.password == '' and _SCHEMES[url.protocol] is not None
    return parse_file_url('file:' + url.href.slice(url.protocol.length), None) if may_turn else url


def with_readable_host(url: object) -> str:
    start = url.href.indexOf(url.host, url.protocol.length)
    return url.href[:start] + to_unicode(url.hostname) + url.href[start + url.hostname.length :]


def idna_to_ascii(domain: str) -> str:
    """IDNA only, as legacy URLs have it: `1.2.3` stays, which a URL's host would not (WHATWG URL's host parsing treats
    it as an IPv4 address)."""
    if _ASCII.test(domain) and not domain.lower().includes('xn--'):
        return domain.lower()
    return domain_to_ascii(domain)


def domain_to_ascii(domain: str) -> str:
    """The host of `ws://x` after `hostname = domain`; '' where that is refused."""
    text = domain.replace(_REMOVED, '')
    end = text.search(_AFTER_HOST)
    host = text if end < 0 else text.slice(0, end)
    url = None if _NO_HOST.test(host) else parsed('ws://' + host + '/', None)
    return '' if url is None else url.hostname


def windows_file_url(path: str, host: object) -> object:
    """The URL of a drive's path, or of one on the host of a UNC path; None for a bad host."""
    url = parse_file_url('file://' + file_path_escaped(path, True), None)
    if url is None or host is None:
        return url
    return url.change('hostname', host) if parse_file_url('file://' + host + '/', None) is not None else None


def create(realm: object, binding_data: object) -> object:
    components = Components()

    def parse(text, base, should_throw):
        if text.startsWith('file:///') and _PLAIN_PATH.test(text.slice(_FILE_START)):
            return components.fill_path(text.slice(_FILE_START))
        url = parsed(text, base)
        if url is None:
            if should_throw:
                raise invalid_url(text, base)
            return js_undefined
        return components.fill(url)

    def path_to_url(path, is_windows, host):
        if not is_windows and _PLAIN_PATH.test(path):
            # the form of most modules' URLs: the engine's parser would take ten times as long
            return components.fill_path(path)
        url = (
            windows_file_url(path, host)
            if is_windows
            else parse_file_url('file://' + file_path_escaped(path, False), None)
        )
        if url is None:
            raise invalid_url(path, host)
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
        elif js_instanceof(url, FileUrl):
            url = url.change(field, value)
        elif field == 'protocol' and _TO_FILE.test(value):
            url = turned_into_file(url)
        elif field == 'port' and _DIGITS.test(value):
            url.port = _DIGITS.exec(value)[0]  # Firefox accepts all of it or nothing
        else:
            url[field] = value
            if has_bad_host(url):
                # ignored, like any invalid domain
                url = parsed(href, None)
        return components.fill(url)

    def formatted(href, with_hash, with_unicode, with_search, with_auth):
        url = parsed(href, None)
        if js_instanceof(url, FileUrl):
            url.fragment = url.fragment if with_hash else None
            url.query = url.query if with_search else None
            return with_readable_host(url) if with_unicode else url.href
        if not with_hash:
            url.hash = ''
        if not with_search:
            url.search = ''
        if not with_auth:
            url.username = ''
            url.password = ''
        return with_readable_host(url) if with_unicode else url.href

    return {
        'urlComponents': components.values,
        'parse': parse,
        'canParse': lambda text, base=None: parsed(text, base) is not None,
        'pathToFileURL': path_to_url,
        'update': update,
        'format': formatted,
        'getOrigin': lambda href: HostUrl(href).origin,
        'domainToASCII': domain_to_ascii,
        'domainToUnicode': lambda domain: to_unicode(domain_to_ascii(domain)),
    }
