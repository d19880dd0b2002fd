"""JSON files that users keep in version control: writing preserves their indentation and line ends."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.formats.collation import locale_compare, sorted_by
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map

_FIRST_KEYS = ['name', 'version', 'lockfileVersion', 'resolved', 'integrity', 'requires', 'packages', 'dependencies']


class Style:
    def __init__(self, indent: str, newline: str, final: bool) -> None:
        self.indent = indent
        self.newline = newline
        self.final = final


COMPACT = Style('', '', True)  # all on one line


def style_of(text: str | None) -> Style:
    """The style of an existing file; npm's own for a new one. A file on one line stays so."""
    plain = '' if text is None else text.strip()
    if text is None or plain in ['', '{}', '[]']:
        return Style('  ', '\n', True)
    at = text.find(plain[0]) + 1
    if text[at] == '\r':
        at += 1
    if text[at] != '\n':
        return Style('', '', False)
    newline = '\r\n' if text.find('\r\n') >= 0 else '\n'
    indent = ''
    at += 1
    while at < len(text) and (text[at] == ' ' or text[at] == '\t'):
        indent += text[at]
        at += 1
    return Style(indent, newline, True)


def write_json(value: Any, style: Style) -> str:
    if style.newline == '':
        return stringify(value) + ('\n' if style.final else '')
    return _write(value, style.newline, style.indent) + (style.newline if style.final else '')


def _write(value: Any, line: str, indent: str) -> str:
    inner = line + indent
    if isinstance(value, Map):
        parts = [stringify(key) + ': ' + _write(item, inner, indent) for key, item in value.entries()]
        return '{' + inner + (',' + inner).join(parts) + line + '}' if len(parts) > 0 else '{}'
    if isinstance(value, list):
        parts = [_write(item, inner, indent) for item in value]
        return '[' + inner + (',' + inner).join(parts) + line + ']' if len(parts) > 0 else '[]'
    return stringify(value)


def sorted_json(value: Any) -> Any:
    """Sorted as in lockfiles: certain keys first, then plain values, then objects, each by name."""
    if not isinstance(value, Map):
        return value
    out: Map[str, Any] = Map()
    for key in sorted_by(list(value.keys()), lambda a, b: _compare_keys(a, b, value)):
        out.set(key, sorted_json(value.get(key)))
    return out


def _compare_keys(a: str, b: str, value: Map[str, Any]) -> int:
    a_value = value.get(a)
    b_value = value.get(b)
    a_object = isinstance(a_value, Map)
    b_object = isinstance(b_value, Map)
    if a_object != b_object:
        return 1 if a_object else -1
    a_first = a in _FIRST_KEYS
    b_first = b in _FIRST_KEYS
    if a_first and b_first:
        return _FIRST_KEYS.index(a) - _FIRST_KEYS.index(b)
    if a_first or b_first:
        return -1 if a_first else 1
    return locale_compare(a, b)
