"""Internet addresses as text and as bytes: inet_pton, inet_ntop, and the block list's arithmetic.

Knows: the textual forms of IPv4 and IPv6. Must not know: sockets, Node, JavaScript.
An address is a list of 4 or 16 numbers below 256.
"""

from __future__ import annotations

from runtime_py.platform.text import parse_int, to_base


def parse_ipv4(text: str) -> list[int] | None:
    parts = text.split('.')
    if len(parts) != 4:
        return None
    out: list[int] = []
    for part in parts:
        if len(part) == 0 or len(part) > 3 or not _all_in(part, '0123456789'):
            return None
        # inet_pton refuses leading zeros: they would mean octal elsewhere
        if len(part) > 1 and part[0] == '0':
            return None
        value = int(part)
        if value > 255:
            return None
        out.append(value)
    return out


def parse_loose_ipv4(text: str) -> list[int] | None:
    """As inet_aton: one to four decimal, octal (0…) or hexadecimal (0x…) numbers; the last fills what is left."""
    parts = text.split('.')
    numbers: list[int] = []
    for part in parts:
        number = _number_of(part.lower())
        if number < 0:
            return None
        numbers.append(number)
    last = numbers.pop()
    room = 4 - len(numbers)
    if room < 1 or last >= 256**room or len([number for number in numbers if number > 255]) > 0:
        return None
    for k in range(room):
        numbers.append(last // 256 ** (room - 1 - k) % 256)
    return numbers


def _number_of(text: str) -> int:
    """-1 for anything that isn't a number of at most 32 bits."""
    base = 10
    if text.startswith('0x'):
        base = 16
        text = text[2:]
    elif text.startswith('0') and len(text) > 1:
        base = 8
    value = 0
    for k in range(len(text)):
        digit = '0123456789abcdef'.find(text[k])
        if digit < 0 or digit >= base:
            return -1
        value = value * base + digit
        if value > 0xFFFFFFFF:
            return -1
    return -1 if text == '' else value


def parse_ipv6(text: str) -> list[int] | None:
    zone = text.find('%')
    if zone >= 0:
        text = text[0:zone]
    gap = text.find('::')
    if gap >= 0 and text.find('::', gap + 1) >= 0:
        return None
    if gap < 0:
        words = _words(text, True)
        return _to_bytes(words) if words is not None and len(words) == 8 else None
    head = _words(text[0:gap], False)
    tail = _words(text[gap + 2 :], True)
    if head is None or tail is None or len(head) + len(tail) > 7:
        return None
    missing = 8 - len(head) - len(tail)
    words = list(head)
    for _ in range(missing):
        words.append(0)
    words.extend(tail)
    return _to_bytes(words)


def parse_address(text: str) -> list[int] | None:
    return parse_ipv6(text) if text.find(':') >= 0 else parse_ipv4(text)


def format_address(octets: list[int]) -> str:
    return format_ipv4(octets) if len(octets) == 4 else format_ipv6(octets)


def format_ipv4(octets: list[int]) -> str:
    return '.'.join([str(octet) for octet in octets])


def format_ipv6(octets: list[int]) -> str:
    words = [octets[i * 2] * 256 + octets[i * 2 + 1] for i in range(8)]
    start, length = _longest_zero_run(words)
    if length >= 6 and start == 0 and (length == 6 or (length == 7 and words[7] != 1)):
        return '::' + format_ipv4(octets[12:16])
    if start == 0 and length == 5 and words[5] == 0xFFFF:
        return '::ffff:' + format_ipv4(octets[12:16])
    if length < 2:
        return ':'.join([to_base(word, 16) for word in words])
    head = ':'.join([to_base(word, 16) for word in words[0:start]])
    tail = ':'.join([to_base(word, 16) for word in words[start + length :]])
    return head + '::' + tail


def canonical(text: str) -> str | None:
    """The usual, shortest form; None for an invalid address."""
    octets = parse_address(text)
    return None if octets is None else format_address(octets)


def mapped_ipv4(octets: list[int]) -> list[int] | None:
    """The IPv4 address inside ::ffff:a.b.c.d."""
    if len(octets) != 16 or octets[10] != 255 or octets[11] != 255:
        return None
    for i in range(10):
        if octets[i] != 0:
            return None
    return octets[12:16]


def is_loopback(octets: list[int]) -> bool:
    if len(octets) == 4:
        return octets[0] == 127
    inner = mapped_ipv4(octets)
    if inner is not None:
        return inner[0] == 127
    return is_unspecified(octets[0:15]) and octets[15] == 1


def is_unspecified(octets: list[int]) -> bool:
    for octet in octets:
        if octet != 0:
            return False
    return True


def compare_addresses(a: list[int], b: list[int]) -> int | None:
    """-1, 0 or 1; None when one is IPv4 and the other an IPv6 address that doesn't map one."""
    if len(a) != len(b):
        left = a if len(a) == 4 else mapped_ipv4(a)
        right = b if len(b) == 4 else mapped_ipv4(b)
        if left is None or right is None:
            return None
        return compare_addresses(left, right)
    for i in range(len(a)):
        if a[i] != b[i]:
            return -1 if a[i] < b[i] else 1
    return 0


def in_subnet(address: list[int], network: list[int], prefix: int) -> bool:
    if len(address) != len(network):
        if len(network) == 4:
            inner = mapped_ipv4(address)
            return inner is not None and in_subnet(inner, network, prefix)
        return in_subnet([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, *address], network, prefix)
    whole = prefix >> 3
    for i in range(whole):
        if address[i] != network[i]:
            return False
    rest = prefix & 7
    if rest == 0:
        return True
    shift = 8 - rest
    return (address[whole] >> shift) == (network[whole] >> shift)


def _all_in(text: str, allowed: str) -> bool:
    for i in range(len(text)):
        if allowed.find(text[i]) < 0:
            return False
    return True


def _words(text: str, dotted_end: bool) -> list[int] | None:
    if text == '':
        return []
    words: list[int] = []
    parts = text.split(':')
    for i in range(len(parts)):
        part = parts[i]
        if dotted_end and i == len(parts) - 1 and part.find('.') >= 0:
            octets = parse_ipv4(part)
            if octets is None:
                return None
            words.append(octets[0] * 256 + octets[1])
            words.append(octets[2] * 256 + octets[3])
            continue
        if len(part) == 0 or len(part) > 4 or not _all_in(part, '0123456789abcdefABCDEF'):
            return None
        words.append(parse_int(part, 16))
    return words


def _to_bytes(words: list[int]) -> list[int]:
    out: list[int] = []
    for word in words:
        out.append(word >> 8)
        out.append(word & 255)
    return out


def _longest_zero_run(words: list[int]) -> tuple[int, int]:
    best = 0
    best_length = 0
    start = 0
    length = 0
    for i in range(8):
        if words[i] != 0:
            length = 0
            continue
        if length == 0:
            start = i
        length += 1
        if length > best_length:
            best = start
            best_length = length
    return best, best_length
