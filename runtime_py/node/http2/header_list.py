"""Header fields between Node's library and the protocol: the library passes a whole list as one string, and takes a
flat array."""

from __future__ import annotations

from runtime_py.node.http2.hpack import Field

_NO_INDEX = 1
# a malformed list becomes a field that no peer accepts
_INVALID = '\0'


def parse_fields(headers: list) -> list[Field]:
    """`headers`: [text, count]; each field in the text is its name, NUL, its value, NUL and one character of flags."""
    text = headers[0]
    count = headers[1]
    fields: list[Field] = []
    at = 0
    while at < text.length:
        if fields.length >= count:
            return [Field(_INVALID, _INVALID, False)]
        name_end = text.indexOf('\0', at)
        value_end = text.indexOf('\0', name_end + 1)
        flags = text.charCodeAt(value_end + 1)
        fields.append(
            Field(text.slice(at, name_end).toLowerCase(), text.slice(name_end + 1, value_end), (flags & _NO_INDEX) != 0)
        )
        at = value_end + 2
    return fields


def flat_fields(fields: list[Field]) -> list[str]:
    flat: list[str] = []
    for field in fields:
        flat.append(field.name)
        flat.append(field.value)
    return flat


def sensitive_names(fields: list[Field]) -> list[str]:
    return [field.name for field in fields if field.sensitive]
