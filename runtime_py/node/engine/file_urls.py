"""URLs of files, which engines parse differently: Firefox drops the host, Chromium keeps `localhost`, both leave `C|`
unchanged.

This is the file part of the WHATWG URL Standard's parser ("file state" and those that follow); the host itself is
parsed by the engine. Must not know bindings."""

from __future__ import annotations

HostUrl = globalThis.URL
# characters that a parser removes first
_AROUND = js_regexp('^[\\u0000-\\u0020]+|[\\u0000-\\u0020]+$', 'g')
_WITHIN = js_regexp('[\\t\\n\\r]', 'g')
_SCHEME = js_regexp('^[A-Za-z][A-Za-z0-9+.-]*:', '')
_FILE = js_regexp('^file:', 'i')
_SLASH = js_regexp('[/\\\\]', '')
_TWO_SLASHES = js_regexp('^[/\\\\]{2}', '')
_AFTER_HOST = js_regexp('[/\\\\?#]', '')
_DRIVE = js_regexp('^[A-Za-z][:|]$', '')
_STARTS_WITH_DRIVE = js_regexp('^[A-Za-z][:|](?:[/\\\\]|$)', '')
_NORMAL_DRIVE = js_regexp('^[A-Za-z]:$', '')
_ONE_DOT = js_regexp('^(?:\\.|%2e)$', 'i')
_TWO_DOTS = js_regexp('^(?:\\.|%2e){2}$', 'i')
# percent-encode sets
_IN_PATH = js_regexp('[\\u0000-\\u0020"#<>?^`{}\\u007f-\\u{10ffff}]', 'gu')
_IN_QUERY = js_regexp('[\\u0000-\\u0020"#\'<>\\u007f-\\u{10ffff}]', 'gu')
_IN_FRAGMENT = js_regexp('[\\u0000-\\u0020"<>`\\u007f-\\u{10ffff}]', 'gu')
_MAY_TURN_INTO = ['http', 'https', 'ws', 'wss', 'ftp']


def escaped(text: str, chars: object) -> str:
    return text.toWellFormed().replace(chars, lambda char: '%27' if char == "'" else encodeURIComponent(char))


class FileUrl:
    """Has the properties of a URL. `query` and `fragment` are None when missing, which differs from an empty one."""

    def __init__(self, host: str, path: list, query: object, fragment: object) -> None:
        self.protocol = 'file:'
        self.username = ''
        self.password = ''
        self.port = ''
        self.hostname = host
        self.path = path
        self.query = query
        self.fragment = fragment

    @property
    def host(self) -> str:
        return self.hostname

    @property
    def pathname(self) -> str:
        return '/' + self.path.join('/')

    @property
    def search(self) -> str:
        return '?' + self.query if self.query else ''

    @property
    def hash(self) -> str:
        return '#' + self.fragment if self.fragment else ''

    @property
    def href(self) -> str:
        query = '' if self.query is None else '?' + self.query
        fragment = '' if self.fragment is None else '#' + self.fragment
        return f'file://{self.hostname}{self.pathname}{query}{fragment}'

    def change(self, field: str, given: str) -> object:
        """The URL with one property set: a FileUrl, or a URL with another scheme."""
        value = given.replace(_WITHIN, '')
        if field == 'pathname':
            self.path = parse_path(value.slice(1) if _SLASH.test(value.slice(0, 1)) else value, [])
        elif field == 'search':
            self.query = None if value == '' else escaped(value.slice(1) if value.startsWith('?') else value, _IN_QUERY)
        elif field == 'hash':
            self.fragment = (
                None if value == '' else escaped(value.slice(1) if value.startsWith('#') else value, _IN_FRAGMENT)
            )
        elif field == 'host' or field == 'hostname':
            end = value.search(_AFTER_HOST)
            host = host_of(value if end < 0 else value.slice(0, end))
            self.hostname = self.hostname if host is None else host
        elif field == 'protocol':
            scheme = value.split(':')[0].toLowerCase()
            if self.hostname != '' and scheme in _MAY_TURN_INTO:
                return HostUrl(scheme + self.href.slice(len('file')))
        return self


def host_of(text: str) -> object:
    """The host as in a special URL, '' for localhost; None if it is invalid."""
    if text == '':
        return ''
    if '@' in text or (':' in text and not (text.startsWith('[') and text.endsWith(']'))):
        return None
    try:
        host = HostUrl(f'ws://{text}/').hostname
    except Exception:
        return None
    if '%' in host:
        return None  # Chromium escapes characters that a domain must not have
    return '' if host == 'localhost' else host


def parse_path(text: str, start: list) -> list:
    """The segments, appended to those of `start`."""
    path = start.slice()
    segments = text.split(_SLASH)
    for k in range(segments.length):
        segment = segments[k]
        is_last = k == segments.length - 1
        if _TWO_DOTS.test(segment):
            shorten(path)
        elif not _ONE_DOT.test(segment):
            path.push(segment[0] + ':' if path.length == 0 and _DRIVE.test(segment) else escaped(segment, _IN_PATH))
            is_last = False
        if is_last:
            path.push('')
    return path


def shorten(path: list) -> None:
    if path.length > 1 or (path.length == 1 and not _NORMAL_DRIVE.test(path[0])):
        path.pop()


def parse_file_url(given: str, base: object) -> object:
    """A FileUrl; None for an invalid URL; undefined for one that isn't a file's. `base` is a URL's text, or None."""
    text = given.replace(_AROUND, '').replace(_WITHIN, '')
    below = None
    if _FILE.test(text):
        text = text.slice(len('file:'))
        below = js_undefined if base is None else parse_file_url(base, None)
    elif _SCHEME.test(text) or base is None:
        return js_undefined
    else:
        below = parse_file_url(base, None)
        if below is None:
            return below
    hash_at = text.indexOf('#')
    fragment = None if hash_at < 0 else escaped(text.slice(hash_at + 1), _IN_FRAGMENT)
    text = text if hash_at < 0 else text.slice(0, hash_at)
    question = text.indexOf('?')
    query = None if question < 0 else escaped(text.slice(question + 1), _IN_QUERY)
    return _placed(text if question < 0 else text.slice(0, question), query, fragment, below)


def _placed(text: str, query: object, fragment: object, below: object) -> object:
    """Parses host and path, before query and fragment."""
    if _TWO_SLASHES.test(text):
        text = text.slice(2)
        end = text.search(_SLASH)
        host = text if end < 0 else text.slice(0, end)
        if _DRIVE.test(host):
            return FileUrl('', parse_path(text, []), query, fragment)
        found = host_of(host)
        return (
            None
            if found is None
            else FileUrl(found, parse_path('' if end < 0 else text.slice(end + 1), []), query, fragment)
        )
    if below is None:
        return FileUrl('', parse_path(text.slice(1) if _SLASH.test(text.slice(0, 1)) else text, []), query, fragment)
    if _SLASH.test(text.slice(0, 1)):
        text = text.slice(1)
        keeps_drive = not _STARTS_WITH_DRIVE.test(text) and _NORMAL_DRIVE.test(below.path[0])
        return FileUrl(below.hostname, parse_path(text, [below.path[0]] if keeps_drive else []), query, fragment)
    if text == '':
        return FileUrl(below.hostname, below.path, below.query if query is None else query, fragment)
    if _STARTS_WITH_DRIVE.test(text):
        return FileUrl(below.hostname, parse_path(text, []), query, fragment)
    start = below.path.slice()
    shorten(start)
    return FileUrl(below.hostname, parse_path(text, start), query, fragment)
