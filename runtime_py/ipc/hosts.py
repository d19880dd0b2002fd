"""Addresses of TCP sockets, local or remote, as one number. Knows their text, and which of them overlap.

All of 127.0.0.0/8 is this machine, as on Linux. An outside host is the index of its name (names.py, which knows the
text)."""

from __future__ import annotations

HOST_V4 = 0  # 127.0.0.1
HOST_V6 = 1
HOST_ANY_V4 = 2
HOST_ANY_V6 = 3  # accepts IPv4 too
HOST_UNIX = 4
HOST_ONLY_V6 = 5  # any address, bound with IPV6_V6ONLY
_OTHER_LOOPBACK = 0x1000000  # plus the last three octets
_MAPPED = 0x2000000  # an IPv4 address as seen by an IPv6 socket
_OUTSIDE = 0x4000000  # plus the index of a name
OWN_INDEX = 1  # a program's own end of a connection to another host

_TEXTS = ['127.0.0.1', '::1', '0.0.0.0', '::', '', '::']
_V4 = 1
_V6 = 2


def host_number(text: str) -> int:
    """The number of a loopback address or an any-address, -1 for all others."""
    if text == 'localhost':
        return HOST_V4
    if text in _TEXTS[:4]:
        return _TEXTS.index(text)
    if text.startswith('::ffff:'):
        inner = host_number(text[7:]) if ':' not in text[7:] else -1
        return inner if inner < 0 else inner | _MAPPED
    octets = text.split('.')
    if len(octets) != 4 or octets[0] != '127':
        return -1
    low = 0
    for octet in octets[1:]:
        if not octet.isdigit() or len(octet) > 3 or int(octet) > 255:
            return -1
        low = low * 256 + int(octet)
    return _OTHER_LOOPBACK | low


def outside_host(index: int) -> int:
    return _OUTSIDE | index


def is_outside(host: int) -> bool:
    return (host & _OUTSIDE) != 0


def outside_index(host: int) -> int:
    return host & ~_OUTSIDE


def host_text(host: int) -> str:
    if (host & _MAPPED) != 0:
        return '::ffff:' + host_text(host & ~_MAPPED)
    if (host & _OTHER_LOOPBACK) == 0:
        return _TEXTS[host]
    return f'127.{(host >> 16) & 255}.{(host >> 8) & 255}.{host & 255}'


def _families(host: int) -> int:
    if host == HOST_ANY_V6:
        return _V4 | _V6
    return _V6 if host == HOST_V6 or host == HOST_ONLY_V6 else _V4


def _is_any(host: int) -> bool:
    return host == HOST_ANY_V4 or host == HOST_ANY_V6 or host == HOST_ONLY_V6


def as_target(host: int) -> int:
    """The address that a connection to `address` really reaches: for an any-address, the loopback."""
    plain = host & ~_MAPPED
    if plain == HOST_ANY_V4:
        return HOST_V4
    return HOST_V6 if plain == HOST_ANY_V6 else plain


def as_source(bound: int, target: int) -> int:
    """The address that a connection to `target` comes from."""
    plain = bound & ~_MAPPED
    if not _is_any(plain):
        return plain
    return HOST_V6 if target == HOST_V6 else HOST_V4


def as_seen_by(bound: int, host: int) -> int:
    """How the listener's side of a connection shows an address."""
    return host | _MAPPED if host != HOST_V6 and (bound == HOST_ANY_V6 or (bound & _MAPPED) != 0) else host


def answers(bound: int, host: int) -> bool:
    """Whether a listener bound to one address accepts connections to the other, a target's."""
    plain = bound & ~_MAPPED
    return plain == host or (_is_any(plain) and (_families(plain) & _families(host)) != 0)


def overlap(a: int, b: int) -> bool:
    """Whether two listeners on these addresses conflict."""
    first = a & ~_MAPPED
    second = b & ~_MAPPED
    return (_families(first) & _families(second)) != 0 and (first == second or _is_any(first) or _is_any(second))
