"""Internet addresses as 16 octets, IPv4 as ::ffff:a.b.c.d: what kind of address one is, and four words of shared memory
for it; and the range of ports from which a free one is chosen. Knows no text."""

from __future__ import annotations

from runtime_py.platform.memory import Memory

# what a program gets that asks for any port
FIRST_EPHEMERAL_PORT = 32768
LAST_EPHEMERAL_PORT = 60999

ANY_V6 = [0 for _ in range(16)]
_MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255]
ANY_V4 = [*_MAPPED, 0, 0, 0, 0]
LOOPBACK_V4 = [*_MAPPED, 127, 0, 0, 1]
LOOPBACK_V6 = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]


def same(a: list[int], b: list[int]) -> bool:
    for k in range(16):
        if a[k] != b[k]:
            return False
    return True


def is_v4(address: list[int]) -> bool:
    for k in range(12):
        if address[k] != _MAPPED[k]:
            return False
    return True


def is_any(address: list[int]) -> bool:
    return same(address, ANY_V6) or same(address, ANY_V4)


def is_loopback(address: list[int]) -> bool:
    return address[12] == 127 if is_v4(address) else same(address, LOOPBACK_V6)


def is_multicast(address: list[int]) -> bool:
    return (address[12] & 0xF0) == 0xE0 if is_v4(address) else address[0] == 0xFF


def is_broadcast(address: list[int]) -> bool:
    """255.255.255.255, and the loopback network's broadcast address."""
    if not is_v4(address) or address[13] != 255 or address[14] != 255 or address[15] != 255:
        return False
    return address[12] == 255 or address[12] == 127


def loopback_for(address: list[int]) -> list[int]:
    """The address that a message to `address` comes from."""
    return LOOPBACK_V4 if is_v4(address) else LOOPBACK_V6


def any_for(six: bool) -> list[int]:
    return ANY_V6 if six else ANY_V4


def read_address(memory: Memory, word: int) -> list[int]:
    first = word * 4
    return [memory.u8[first + k] for k in range(16)]


def write_address(memory: Memory, word: int, address: list[int]) -> None:
    first = word * 4
    for k in range(16):
        memory.u8[first + k] = address[k]
