"""Objects in the canonical form in which rules are compared with them.

The caller, which has the file system, must already have resolved symbolic links in a path; `..` is removed here
nevertheless. An object without such a form (a NUL, a relative path, a host with invalid characters) is hostile: the
result is None, which a policy denies."""

from __future__ import annotations

from runtime_py.ipc.hosts import host_number
from runtime_py.ipc.ip_text import format_ipv4, format_ipv6, mapped_ipv4, parse_ipv6
from runtime_py.platform.text import is_well_formed
from runtime_py.vfs.path_text import normal

OWN = 'localhost'
PATH_MOST = 4096
NAME_MOST = 1024
HOST_MOST = 255
PORT_MOST = 65535
_HOST_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789.-_:%'


def clean_path(path: str) -> str | None:
    """Returns an absolute path without `.`, `..`, doubled or trailing slashes."""
    if not path.startswith('/') or '\0' in path or len(path) > PATH_MOST or not is_well_formed(path):
        return None
    return normal(path)


def clean_host(host: str) -> str | None:
    """Returns the host in lower case, without the brackets of IPv6 and the trailing dot; every name of this machine
    itself (127.0.0.0/8, ::1, 0.0.0.0) becomes `localhost`. An IPv6 address has its shortest form, and an IPv4 address
    within one (::ffff:10.0.0.1) is that address."""
    text = host.lower()
    if text.startswith('[') and text.endswith(']'):
        text = text[1 : len(text) - 1]
    text = text.removesuffix('.')
    if text == '' or len(text) > HOST_MOST:
        return None
    for letter in text:
        if letter not in _HOST_LETTERS:
            return None
    if '..' in text or text.startswith('.'):
        return None
    if ':' in text:
        text = _plain_address(text)
    return OWN if host_number(text) >= 0 else text


def _plain_address(text: str) -> str:
    octets = parse_ipv6(text)
    if octets is None:
        return text
    inner = mapped_ipv4(octets)
    if inner is not None:
        return format_ipv4(inner)
    zone = text.find('%')
    return format_ipv6(octets) + ('' if zone < 0 else text[zone:])


def clean_name(name: str) -> str | None:
    return None if '\0' in name or len(name) > NAME_MOST or not is_well_formed(name) else name


class HostPort:
    """`port` is -1 if any port matches."""

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port


def split_host(text: str) -> HostPort | None:
    """Splits `example.com`, `example.com:443`, `[::1]:80` or `::1`. None for anything else."""
    host = text
    port = -1
    at = text.rfind(':')
    if at >= 0 and (text.find(':') == at or text[at - 1 : at] == ']'):
        port = _port(text[at + 1 :])
        host = text[:at]
        if port < 0:
            return None
    clean = clean_host(host)
    return None if clean is None else HostPort(clean, port)


def _port(digits: str) -> int:
    if digits == '' or len(digits) > 5 or not digits.isdigit():
        return -1
    port = int(digits)
    return port if port <= PORT_MOST else -1
