"""Names of other hosts, each with the stand-in address that programs get for it.

A browser gives pages no name resolution, so addresses are assigned here: the n-th name that is looked up gets the n-th
address of
198.18.0.0/15, which RFC 2544 reserves for tests and no host on the Internet has. A connection to that address goes to
the name again.
Literal addresses that programs connect to are entries too; their address is their own text.

An entry is a block of the heap: NEXT, INDEX, LENGTH, the counts of received octets, sent octets and connections (three
doubles), and the text in ASCII. Entries are linked from the head word that the caller passes, the newest first, and
live as long as the machine. The caller holds the ipc lock and allocates."""

from __future__ import annotations

from runtime_py.ipc.hosts import OWN_INDEX, host_text, is_outside, outside_index
from runtime_py.platform.bytes import Bytes, decode, encode
from runtime_py.platform.memory import Memory

_NEXT = 0
_INDEX = 1
_LENGTH = 2
_FIGURES = 4
_TEXT = 10

OWN_ADDRESS = '198.18.0.1'  # the local address that programs see
_FIRST_INDEX = 2
_LAST_INDEX = 0x1FFFE  # 198.19.255.254
_NETWORK = 198
_SECOND = 18
MAX_NAME = 253


class NameEntry:
    """`received` and `sent` are in bytes."""

    def __init__(self, text: str, connections: float, received: float, sent: float) -> None:
        self.text = text
        self.connections = connections
        self.received = received
        self.sent = sent


class Names:
    """`head` is the byte address of the word where the list begins."""

    def __init__(self, memory: Memory, head: int) -> None:
        self.memory = memory
        self.head = head

    def find(self, text: str) -> int:
        """The index of an entry, 0 when there is none."""
        wanted = encode(text)
        at = self._first()
        while at != 0:
            if self._is(at, wanted):
                return self.memory.i32[(at >> 2) + _INDEX]
            at = self.memory.i32[(at >> 2) + _NEXT]
        return 0

    def next_index(self) -> int:
        """The index for the next entry; 0 when all addresses are taken."""
        first = self._first()
        index = _FIRST_INDEX if first == 0 else self.memory.i32[(first >> 2) + _INDEX] + 1
        return index if index <= _LAST_INDEX else 0

    def add(self, entry: int, text: str) -> int:
        """Links a block of `entry_bytes(text)` and returns its index."""
        data = encode(text)
        index = self.next_index()
        i32 = self.memory.i32
        i32[(entry >> 2) + _INDEX] = index
        i32[(entry >> 2) + _LENGTH] = len(data)
        for k in range(3):
            self.memory.f64[((entry >> 2) + _FIGURES >> 1) + k] = 0
        for k in range(len(data)):
            self.memory.u8[entry + _TEXT * 4 + k] = data[k]
        i32[(entry >> 2) + _NEXT] = self._first()
        i32[self.head >> 2] = entry
        return index

    def text(self, index: int) -> str:
        """The name with this index, '' when there is none."""
        at = self._at(index)
        return self._text_at(at) if at != 0 else ''

    def _at(self, index: int) -> int:
        """The entry with this index, 0 if there is none."""
        at = self._first()
        while at != 0 and self.memory.i32[(at >> 2) + _INDEX] != index:
            at = self.memory.i32[(at >> 2) + _NEXT]
        return at

    def _text_at(self, at: int) -> str:
        start = at + _TEXT * 4
        return decode(bytearray(self.memory.u8[start : start + self.memory.i32[(at >> 2) + _LENGTH]]))

    def count(self, index: int, connections: int, received: int, sent: int) -> int:
        """Adds to the counts of a host."""
        at = self._at(index)
        if at != 0:
            first = (at >> 2) + _FIGURES >> 1
            self.memory.f64[first] += received
            self.memory.f64[first + 1] += sent
            self.memory.f64[first + 2] += connections
        return 0

    def shown(self, host: int) -> str:
        """The text of a host (hosts.py) as programs see it: an outside name's is the address that stands for it."""
        if not is_outside(host):
            return host_text(host)
        index = outside_index(host)
        if index == OWN_INDEX:
            return OWN_ADDRESS
        text = self.text(index)
        return text if is_literal(text) else stand_in(index)

    def entries(self) -> list[NameEntry]:
        """All entries, the newest first."""
        found: list[NameEntry] = []
        at = self._first()
        while at != 0:
            first = (at >> 2) + _FIGURES >> 1
            found.append(
                NameEntry(
                    self._text_at(at), self.memory.f64[first + 2], self.memory.f64[first], self.memory.f64[first + 1]
                )
            )
            at = self.memory.i32[(at >> 2) + _NEXT]
        return found

    def _first(self) -> int:
        return self.memory.i32[self.head >> 2]

    def _is(self, at: int, wanted: Bytes) -> bool:
        if self.memory.i32[(at >> 2) + _LENGTH] != len(wanted):
            return False
        for k in range(len(wanted)):
            if self.memory.u8[at + _TEXT * 4 + k] != wanted[k]:
                return False
        return True


def entry_bytes(text: str) -> int:
    return _TEXT * 4 + len(text)


def stand_in(index: int) -> str:
    """The stand-in address of an index."""
    return f'{_NETWORK}.{_SECOND + (index >> 16)}.{(index >> 8) & 255}.{index & 255}'


def index_of_stand_in(address: str) -> int:
    """The index of a stand-in address; 0 for an address outside the range."""
    octets = address.split('.')
    if len(octets) != 4 or octets[0] != str(_NETWORK) or octets[1] not in ('18', '19'):
        return 0
    return (int(octets[1]) - _SECOND) * 65536 + int(octets[2]) * 256 + int(octets[3])


def is_host_name(text: str) -> bool:
    """Whether a name may be that of an outside host: labels of letters, digits, hyphens and underscores, and no name
    that must not be resolved (RFC 6761, RFC 7686)."""
    name = text.removesuffix('.').lower()
    if name == '' or len(name) > MAX_NAME:
        return False
    labels = name.split('.')
    if labels[-1] in ('invalid', 'localhost', 'onion') or is_number(labels[-1]):
        return False
    for label in labels:
        if label == '' or len(label) > 63 or label.startswith('-') or label.endswith('-') or not _is_label(label):
            return False
    return True


def is_number(label: str) -> bool:
    """Whether a URL parser reads a host whose last label is this as an address (URL Standard, "ends in a number")."""
    if not label.startswith('0x'):
        return label.isdigit()
    for k in range(2, len(label)):
        if label[k] not in '0123456789abcdef':
            return False
    return True


def is_dotted_quad(text: str) -> bool:
    """An IPv4 address in canonical form."""
    octets = text.split('.')
    if len(octets) != 4:
        return False
    for octet in octets:
        if not octet.isdigit() or len(octet) > 3 or int(octet) > 255 or (len(octet) > 1 and octet.startswith('0')):
            return False
    return True


def _is_label(label: str) -> bool:
    for k in range(len(label)):
        if label[k] not in 'abcdefghijklmnopqrstuvwxyz0123456789-_':
            return False
    return True


def is_literal(host: str) -> bool:
    """Whether the text of an outside host is an address: no name ends in digits or contains a colon."""
    return ':' in host or is_number(host.lower().removesuffix('.').split('.')[-1])
