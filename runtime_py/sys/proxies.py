"""Which proxy a connection to an outside host goes through, according to environment variables and npm's options. See
docs/PROXY.md.

A variable is read in lower case first, as curl does. NO_PROXY is a comma-separated list of hosts: a name covers all
names below it, and may have a port; `*` means all."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.sys.http_url import UrlError, parse_url

_NAMES = [
    ['http_proxy', 'HTTP_PROXY'],
    ['https_proxy', 'HTTPS_PROXY'],
    ['no_proxy', 'NO_PROXY'],
    ['all_proxy', 'ALL_PROXY'],
]


class Proxies:
    """URLs, '' for none."""

    def __init__(self, for_http: str, for_https: str, exceptions: str) -> None:
        self.for_http = for_http
        self.for_https = for_https
        self.exceptions = exceptions


def proxies_of(variable: Callable[[str], str]) -> Proxies:
    """`variable(name)` returns '' for an unset variable."""
    found = [variable(pair[0]) or variable(pair[1]) for pair in _NAMES]
    return Proxies(found[0] or found[3], found[1] or found[3], found[2])


def preface_line(proxies: Proxies, host: str, port: int) -> str:
    """The preface line that names the proxies for a connection to `host`; '' for a direct connection, as to a proxy
    itself."""
    if (proxies.for_http == '' and proxies.for_https == '') or is_exception(proxies.exceptions, host, port):
        return ''
    if is_proxy(proxies.for_http, host, port) or is_proxy(proxies.for_https, host, port):
        return ''
    return f'\0VIA {_word(proxies.for_http)} {_word(proxies.for_https)}\n'


def _word(url: str) -> str:
    return '-' if url == '' or ' ' in url or '\n' in url else url


def is_proxy(url: str, host: str, port: int) -> bool:
    if url == '':
        return False
    try:
        found = parse_url(url)
    except UrlError:
        return False
    return found.host.lower() == host.lower() and found.port == port


def is_exception(exceptions: str, host: str, port: int) -> bool:
    name = host.lower().removesuffix('.')
    for entry in exceptions.lower().replace(',', ' ').split(' '):
        text = entry.strip()
        if text == '*':
            return True
        at = text.rfind(':')
        if at > 0 and text[at + 1 :].isdigit() and ':' not in text[:at]:
            if text[at + 1 :] != str(port):
                continue
            text = text[:at]
        suffix = text.removeprefix('*').removeprefix('.')
        if suffix != '' and (name == suffix or name.endswith('.' + suffix)):
            return True
    return False
