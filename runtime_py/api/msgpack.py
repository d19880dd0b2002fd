"""The part of MessagePack that snapshots use: maps with text keys, text, bytes, numbers, lists, nil and booleans.

Must not know what is encoded.
"""


class Reader:
    def __init__(self, data: object):
        self.data = data
        self.view = DataView(data.buffer, data.byteOffset, data.byteLength)
        self.at = 0

    def value(self) -> object:
        tag = self.unsigned(1)
        if tag < 0x80:
            return tag
        if tag < 0x90:
            return self.map(tag & 15)
        if tag < 0xA0:
            return self.list(tag & 15)
        if tag < 0xC0:
            return self.text(tag & 31)
        if tag >= 0xE0:
            return tag - 256
        if tag == 0xC0:
            return None
        if tag == 0xC2 or tag == 0xC3:
            return tag == 0xC3
        if 0xC4 <= tag <= 0xC6:
            return self.bytes(self.unsigned(1 << (tag - 0xC4))).slice()
        if tag == 0xCB:
            self.at += 8
            return self.view.getFloat64(self.at - 8)
        if 0xCC <= tag <= 0xCE:
            return self.unsigned(1 << (tag - 0xCC))
        if 0xD9 <= tag <= 0xDB:
            return self.text(self.unsigned(1 << (tag - 0xD9)))
        if tag == 0xDC or tag == 0xDD:
            return self.list(self.unsigned(2 << (tag - 0xDC)))
        if tag == 0xDE or tag == 0xDF:
            return self.map(self.unsigned(2 << (tag - 0xDE)))
        raise RangeError(f'unknown tag {tag} at byte {self.at - 1}')

    def unsigned(self, size: int) -> int:
        self.at += size
        start = self.at - size
        if size == 1:
            return self.view.getUint8(start)
        return self.view.getUint16(start) if size == 2 else self.view.getUint32(start)

    def bytes(self, length: int) -> object:
        if self.at + length > len(self.data):
            raise RangeError('it ends too early')
        self.at += length
        return self.data.subarray(self.at - length, self.at)

    def text(self, length: int) -> str:
        return TextDecoder().decode(self.bytes(length))

    def list(self, length: int) -> object:
        found = Array()
        for _ in range(length):
            found.push(self.value())
        return found

    def map(self, length: int) -> object:
        found = Object.create(None)
        for _ in range(length):
            key = self.value()
            found[key] = self.value()
        return found


def decode(data: object) -> object:
    return Reader(data).value()


class Writer:
    def __init__(self):
        self.parts: list = []
        self.length = 0

    def add(self, part: object) -> None:
        self.parts.append(part)
        self.length += len(part)

    def head(self, tag: int, size: int, number: int) -> None:
        out = Uint8Array(1 + size)
        out[0] = tag
        for i in range(size):
            out[size - i] = number % 256
            number = number // 256
        self.add(out)

    def sized(self, tags: list, length: int) -> None:
        """A length after the first tag whose field can hold it; `tags`: [[tag, bytes of the field]]."""
        for pair in tags:
            if length < Math.pow(256, pair[1]):
                self.head(pair[0], pair[1], length)
                return
        raise RangeError('too long for MessagePack')

    def value(self, item: object) -> None:
        if js_typeof(item) == 'string':
            data = TextEncoder().encode(item)
            self.sized([[0xD9, 1], [0xDA, 2], [0xDB, 4]], len(data))
            self.add(data)
        elif js_instanceof(item, Uint8Array):
            self.sized([[0xC4, 1], [0xC5, 2], [0xC6, 4]], len(item))
            self.add(item)
        else:
            keys = Object.keys(item)
            self.sized([[0xDE, 2], [0xDF, 4]], len(keys))
            for key in keys:
                self.value(key)
                self.value(item[key])


def encode(item: object) -> object:
    """The bytes of an object made of objects, texts and bytes."""
    writer = Writer()
    writer.value(item)
    out = Uint8Array(writer.length)
    at = 0
    for part in writer.parts:
        out.set(part, at)
        at += len(part)
    return out
