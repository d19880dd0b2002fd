"""The well-known Diffie-Hellman groups of RFC 2409 and RFC 3526, from micro-rsa-dsa-dh."""

from __future__ import annotations

from npm_modules.micro_dh import DHGroups

# bits of a private number as strong as the group, by OpenSSL
PRIVATE_BITS = {'modp5': 200, 'modp14': 225, 'modp15': 275, 'modp16': 325, 'modp17': 375, 'modp18': 400}


class DhGroup:
    def __init__(self, name: str, p: object, g: object) -> None:
        self.name = name
        self.p = p
        self.g = g


def find_group(name: str) -> DhGroup | None:
    key = name.lower()
    if not Object.hasOwn(DHGroups, key):
        return None
    return DhGroup(key, DHGroups[key].p, DHGroups[key].g)


def private_bits_of_group(group: DhGroup) -> int:
    """0: OpenSSL defines none."""
    return PRIVATE_BITS[group.name] or 0


def private_bits_of_prime(p: object, g: object) -> int:
    """OpenSSL recognizes known groups by their prime."""
    for name in Object.keys(PRIVATE_BITS):
        if DHGroups[name].p == p and DHGroups[name].g == g:
            return PRIVATE_BITS[name]
    return 0
