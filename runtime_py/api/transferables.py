"""What a message must or may hand over instead of copying: ports, and the buffers of bytes. Must not know messages."""

DEEPEST = 4


def transferables(value: object) -> list:
    """The ports within a value, which can't be copied, and the buffers of its whole byte arrays, which the sender
    doesn't use again."""
    found = Set()
    _collect(value, found, 0)
    return list(found)


def _collect(value: object, found: object, depth: int) -> None:
    if value is None or js_typeof(value) != 'object' or depth > DEEPEST:
        return
    if js_instanceof(value, MessagePort):
        found.add(value)
    elif ArrayBuffer.isView(value):
        if js_instanceof(value.buffer, ArrayBuffer) and value.byteLength == value.buffer.byteLength:
            found.add(value.buffer)
    elif Array.isArray(value):
        for each in value:
            _collect(each, found, depth + 1)
    elif Object.getPrototypeOf(value) is Object.prototype:
        for name in Object.keys(value):
            _collect(value[name], found, depth + 1)
