"""curl's -w: a text with %{variables}, %header{name} and escapes. Pure."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.numbers import to_fixed
from runtime_py.shell.utilities.curl.request import Response

_ESCAPES = 'nrt\\'
_TEXTS = '\n\r\t\\'


class Facts:
    """What a transfer was. `code` and `problem` are curl's exit code and message."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.method = ''
        self.response: Response | None = None
        self.redirects = 0
        self.redirect_seconds = 0.0
        self.next_url = ''
        self.connects = 0
        self.header_octets = 0
        self.file_name = ''
        self.sent = 0
        self.request_octets = 0
        self.local_port = 0
        self.code = 0
        self.problem = ''
        self.number = 0


class Pieces:
    """What goes to standard output and to standard error."""

    def __init__(self) -> None:
        self.out = ''
        self.err = ''
        self.unknown: list[str] = []


def written_out(template: str, facts: Facts) -> Pieces:
    found = Pieces()
    to_error = False
    k = 0
    while k < len(template):
        piece = template[k]
        after = k + 1
        follower = template[k + 1 : k + 2]
        if piece == '\\' and follower != '':
            at = _ESCAPES.find(follower)
            piece = _TEXTS[at] if at >= 0 else '\\' + follower
            after = k + 2
        elif piece == '%' and follower == '%':
            after = k + 2
        elif piece == '%' and template.find('}', k) > 0 and (follower == '{' or template.startswith('%header{', k)):
            end = template.find('}', k)
            after = end + 1
            name = template[template.find('{', k) + 1 : end]
            if follower == '{' and name in ('stderr', 'stdout'):
                to_error = name == 'stderr'
                piece = ''
            elif follower == '{' and name == 'onerror':
                if facts.code == 0:
                    return found
                piece = ''
            else:
                known = follower != '{' or is_known(name)
                found.unknown.extend([] if known else [name])
                piece = value_of(name, facts) if follower == '{' else _header(name, facts)
        if to_error:
            found.err += piece
        else:
            found.out += piece
        k = after
    return found


def _header(name: str, facts: Facts) -> str:
    response = facts.response
    return '' if response is None else response.header(name.lower()) or ''


def value_of(name: str, facts: Facts) -> str:
    if name in _NUMBERS:
        return _NUMBERS_OF[_NUMBERS.index(name)](facts)
    if name in _SECONDS:
        return to_fixed(_SECONDS_OF[_SECONDS.index(name)](facts), 6)
    if name == 'json':
        return as_json(facts)
    return _text_of(name, facts)


def is_known(name: str) -> bool:
    return name in _NUMBERS or name in _SECONDS or name in _TEXTS_KNOWN or name == 'json'


def _text_of(name: str, facts: Facts) -> str:
    response = facts.response
    if name == 'content_type':
        return _header('content-type', facts)
    if name == 'errormsg':
        return facts.problem
    if name == 'filename_effective':
        return facts.file_name
    if name == 'http_version':
        return '0' if response is None else response.version
    if name == 'method':
        return facts.method
    if name == 'redirect_url':
        return facts.next_url
    if name == 'remote_ip' or name == 'local_ip':
        return '' if response is None else '127.0.0.1'
    if name == 'scheme':
        return facts.url.partition('://')[0].upper()
    if name == 'url_effective' or name == 'urle.url':
        return facts.url if response is None else response.url
    return ''


def _status(facts: Facts) -> str:
    return '000' if facts.response is None else str(facts.response.status).rjust(3, '0')


def _size(facts: Facts) -> int:
    return 0 if facts.response is None else len(facts.response.body)


def _speed(octets: int, facts: Facts) -> str:
    seconds = _total(facts)
    return str(int(octets / seconds)) if seconds > 0 else str(octets)


def _total(facts: Facts) -> float:
    return 0.0 if facts.response is None else facts.response.seconds + facts.redirect_seconds


_NUMBERS = [
    *['http_code', 'response_code', 'http_connect', 'exitcode', 'num_connects', 'num_headers', 'num_redirects'],
    *['size_download', 'size_header', 'size_request', 'size_upload', 'speed_download', 'speed_upload'],
    *['urlnum', 'proxy_ssl_verify_result', 'ssl_verify_result'],
]
_NUMBERS_OF: list[Callable[[Facts], str]] = [
    _status,
    _status,
    lambda facts: '000',
    lambda facts: str(facts.code),
    lambda facts: str(facts.connects),
    lambda facts: '0' if facts.response is None else str(len(facts.response.headers)),
    lambda facts: str(facts.redirects),
    lambda facts: str(_size(facts)),
    lambda facts: str(facts.header_octets),
    lambda facts: str(facts.request_octets),
    lambda facts: str(facts.sent),
    lambda facts: _speed(_size(facts), facts),
    lambda facts: _speed(facts.sent, facts),
    lambda facts: str(facts.number),
    lambda facts: '0',
    lambda facts: '0',
]
_SECONDS = [
    *['time_total', 'time_starttransfer', 'time_redirect'],
    *['time_namelookup', 'time_connect', 'time_appconnect', 'time_pretransfer'],
]
# an address is known and a connection made without delay here
_SECONDS_OF: list[Callable[[Facts], float]] = [
    _total,
    _total,
    lambda facts: facts.redirect_seconds,
    lambda facts: 0.0,
    lambda facts: 0.0,
    lambda facts: 0.0,
    lambda facts: 0.0,
]
_TEXTS_KNOWN = [
    *[
        'content_type',
        'errormsg',
        'filename_effective',
        'http_version',
        'method',
        'redirect_url',
        'remote_ip',
        'local_ip',
    ],
    *['scheme', 'url_effective', 'urle.url'],
]
_JSON_TEXTS = ['content_type', 'errormsg', 'filename_effective', 'http_version', 'method', 'redirect_url', 'scheme']


def as_json(facts: Facts) -> str:
    pairs = [f'"{name}":{value_of(name, facts).lstrip("0") or "0"}' for name in _NUMBERS]
    pairs.extend([f'"{name}":{value_of(name, facts)}' for name in _SECONDS])
    for name in [*_JSON_TEXTS, 'url_effective']:
        text = value_of(name, facts).replace('\\', '\\\\').replace('"', '\\"')
        pairs.append(f'"{name}":' + ('null' if text == '' else f'"{text}"'))
    return '{' + ','.join(sorted(pairs)) + '}'
