"""JSON whose objects are Maps: keys such as `__proto__` are ordinary, and order is kept as written."""


def parse(text: str) -> object:
    """Map, list, str, number, bool or None. Raises ValueError with the engine's position."""
    try:
        value = JSON.parse(text)
    except Exception as error:
        raise ValueError(error.message)
    return _to_maps(value)


def _to_maps(value: object) -> object:
    if value is None or js_typeof(value) != 'object':
        return value
    if Array.isArray(value):
        for i in range(len(value)):
            value[i] = _to_maps(value[i])
        return value
    out = globalThis.Map()
    for key in Object.keys(value):
        out.set(key, _to_maps(value[key]))
    return out


def stringify(value: object, indent: int = 0) -> str:
    """JSON text; an indent of 0 is compact. Integer-like keys keep their place, which JSON.stringify of an object would
    not do."""
    return _write(value, '\n' if indent > 0 else '', ' '.repeat(indent))


def _write(value: object, line: str, indent: str) -> str:
    if js_instanceof(value, globalThis.Map):
        parts = [
            JSON.stringify(k) + (': ' if line != '' else ':') + _write(v, line + indent, indent)
            for k, v in value.entries()
            if v is not js_undefined
        ]
        return _bracket('{', parts, '}', line, indent)
    if Array.isArray(value):
        return _bracket('[', [_write(v, line + indent, indent) for v in value], ']', line, indent)
    return 'null' if value is None else JSON.stringify(value)


def _bracket(left: str, parts: list[str], right: str, line: str, indent: str) -> str:
    if len(parts) == 0:
        return left + right
    if line == '':
        return left + ','.join(parts) + right
    return left + line + indent + (',' + line + indent).join(parts) + line + right
