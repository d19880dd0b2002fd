"""DNS messages (RFC 1035): encodes queries, decodes replies to records. Knows the wire format, and of the record types
only names. Must not know sockets, Node, JavaScript."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc

CLASS_IN = 1
RECURSION_DESIRED = 0x100
RESPONSE = 0x8000
TRUNCATED = 0x200
HEADER_BYTES = 12
LONGEST_LABEL = 63
LONGEST_NAME = 255
MOST_POINTERS = 64


class BadMessage(Exception):
    """An invalid reply."""


class Record:
    """`start` and `end` are the position of its data in the message."""

    def __init__(self, name: str, type: int, record_class: int, ttl: int, start: int, end: int) -> None:
        self.name = name
        self.type = type
        self.record_class = record_class
        self.ttl = ttl
        self.start = start
        self.end = end


class Reply:
    def __init__(self, number: int, flags: int, name: str, type: int, answers: list[Record]) -> None:
        self.number = number
        self.flags = flags
        self.name = name  # of its question
        self.type = type
        self.answers = answers

    def code(self) -> int:
        return self.flags & 15


def encode_query(number: int, name: str, type: int) -> Bytes | None:
    """None when the name can't be encoded."""
    labels = encode_name(name)
    if labels is None:
        return None
    out = alloc(HEADER_BYTES + len(labels) + 4)
    put_word(out, 0, number)
    put_word(out, 2, RECURSION_DESIRED)
    put_word(out, 4, 1)
    for k in range(len(labels)):
        out[HEADER_BYTES + k] = labels[k]
    put_word(out, HEADER_BYTES + len(labels), type)
    put_word(out, HEADER_BYTES + len(labels) + 2, CLASS_IN)
    return out


def encode_name(name: str) -> list[int] | None:
    """The labels of an ASCII name, each after its length."""
    out: list[int] = []
    text = name.removesuffix('.')
    for label in text.split('.') if text != '' else []:
        if len(label) == 0 or len(label) > LONGEST_LABEL:
            return None
        out.append(len(label))
        for k in range(len(label)):
            char = label[k]
            code = ord(char)
            if code > 126 or code < 33:
                return None
            out.append(code)
    out.append(0)
    return out if len(out) <= LONGEST_NAME else None


def put_word(out: Bytes, at: int, value: int) -> None:
    out[at] = value >> 8
    out[at + 1] = value & 255


class Reader:
    """Reads a message; raises BadMessage at its end."""

    def __init__(self, data: Bytes, at: int = 0) -> None:
        self.data = data
        self.at = at

    def byte(self) -> int:
        if self.at >= len(self.data):
            raise BadMessage('it ends too early')
        self.at += 1
        return self.data[self.at - 1]

    def word(self) -> int:
        high = self.byte()
        return high * 256 + self.byte()

    def long(self) -> int:
        high = self.word()
        return high * 65536 + self.word()

    def take(self, length: int) -> Bytes:
        if self.at + length > len(self.data):
            raise BadMessage('it ends too early')
        self.at += length
        return self.data[self.at - length : self.at]

    def name(self) -> str:
        """A name, following pointers (4.1.4)."""
        labels: list[str] = []
        after = -1
        pointers = 0
        length = self.byte()
        while length != 0:
            if (length & 0xC0) == 0xC0:
                target = (length & 0x3F) * 256 + self.byte()
                if after < 0:
                    after = self.at
                pointers += 1
                if pointers > MOST_POINTERS:
                    raise BadMessage('pointers in a circle')
                self.at = target
            elif length > LONGEST_LABEL:
                raise BadMessage('no label begins so')
            else:
                labels.append(label_text(self.take(length)))
            length = self.byte()
        if after >= 0:
            self.at = after
        return '.'.join(labels)

    def text(self) -> Bytes:
        """A <character-string>: its length, then bytes."""
        return self.take(self.byte())


def label_text(label: Bytes) -> str:
    """Escapes a dot in a label, to distinguish it from a separator (RFC 1035, 5.1)."""
    out = ''
    for k in range(len(label)):
        code = label[k]
        out += ('\\' if code == 46 or code == 92 else '') + chr(code)
    return out


def parse_reply(data: Bytes) -> Reply:
    """Raises BadMessage."""
    reader = Reader(data)
    number = reader.word()
    flags = reader.word()
    questions = reader.word()
    answers = reader.word()
    reader.at = HEADER_BYTES
    if (flags & RESPONSE) == 0 or questions != 1 or len(data) < HEADER_BYTES:
        raise BadMessage('it is no reply')
    name = reader.name()
    type = reader.word()
    reader.word()
    records: list[Record] = []
    for _ in range(answers):
        owner = reader.name()
        record_type = reader.word()
        record_class = reader.word()
        ttl = reader.long()
        length = reader.word()
        start = reader.at
        reader.take(length)
        records.append(Record(owner, record_type, record_class, ttl, start, reader.at))
    return Reply(number, flags, name, type, records)
