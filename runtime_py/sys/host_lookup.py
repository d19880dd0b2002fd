"""Resolves names to addresses as getaddrinfo does: this machine, /etc/hosts, then stand-in addresses of outside
hosts."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.ip_text import format_ipv4, parse_ipv6, parse_loose_ipv4
from runtime_py.ipc.names import is_literal
from runtime_py.platform.bytes import decode

HOSTS = '/etc/hosts'


def hosts_lines(system: Any) -> list[list[str]]:
    """The words of each line of /etc/hosts: an address, then its names."""
    content = system.read_file(HOSTS)
    found: list[list[str]] = []
    for line in [] if isinstance(content, int) else decode(content).split('\n'):
        words = [word for word in line.split('#')[0].replace('\t', ' ').split(' ') if word != '']
        if len(words) > 1:
            found.append(words)
    return found


def addresses_of(system: Any, name: str) -> list[str]:
    """The addresses of a name, IPv4 first, or of an address itself. Empty when the name can't be that of a host."""
    if is_literal(name):
        if ':' in name:
            return [] if parse_ipv6(name) is None else [name]
        octets = parse_loose_ipv4(name)
        return [] if octets is None else [format_ipv4(octets)]
    lowered = name.lower().removesuffix('.')
    if lowered == 'localhost' or lowered.endswith('.localhost'):
        return ['127.0.0.1', '::1']
    found = [words[0] for words in hosts_lines(system) if lowered in [word.lower() for word in words[1:]]]
    if len(found) > 0:
        return found
    address = system.outside_address(lowered)
    return [] if isinstance(address, int) else [address]
