"""Places in a JSON document as `npm pkg` names them: `scripts.test`, `contributors[0].name`, `keywords[]`,
`exports[.]`. Pure.

A part is a key (str), an index (int), or APPEND, the place after the last item. A key of digits is an index where an
array is, or where nothing is yet."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.platform.maps import Map

APPEND = ''
_FORBIDDEN = ['__proto__', 'constructor', 'prototype']


def parse_path(text: str) -> list[Any]:
    parts: list[Any] = []
    at = 0
    start = 0
    while at < len(text):
        end = text.find(']', at) if text[at] == '[' else -1
        if text[at] == '.' or end >= 0:
            if at > start or (text[at] == '.' and (at == 0 or text[at - 1] != ']')):
                parts.append(text[start:at])
            if end >= 0:
                inner = text[at + 1 : end]
                parts.append(int(inner) if inner.isdigit() else inner)
                at = end
            start = at + 1
        at += 1
    if start < len(text) or (text != '' and text[len(text) - 1] == '.'):
        parts.append(text[start:])
    return parts


def find_values(document: Any, text: str) -> Map[str, Any]:
    """Name -> value of everything that `text` matches: an array without an index stands for each of its items. Raises
    EINVALIDSYNTAX for `[]`."""
    if text.find('[]') >= 0:
        raise NpmError('EINVALIDSYNTAX', 'Empty brackets are not valid syntax for retrieving values.')
    found: Map[str, Any] = Map([['', document]])
    for part in parse_path(text):
        inner: Map[str, Any] = Map()
        for name, value in found.entries():
            _step(name, value, part, inner)
        found = inner
    if found.size != 1:
        return found
    return Map([[text, value] for value in found.values()])


def _step(name: str, value: Any, part: Any, out: Map[str, Any]) -> None:
    if isinstance(value, list):
        place = _index(part)
        if place >= 0:
            if place < len(value):
                out.set(f'{name}[{place}]', value[place])
            return
        for i in range(len(value)):
            _step(f'{name}[{i}]', value[i], part, out)
    elif isinstance(value, Map):
        key = str(part)
        if value.has(key):
            out.set(key if name == '' else f'{name}.{key}', value.get(key))
    elif isinstance(value, str) and part == 'length':
        out.set(f'{name}.length', len(value))


def set_value(document: Map[str, Any], text: str, value: Any, force: bool) -> None:
    """Creates missing parts of the path. Raises EFORBIDDENKEY, ENOADDPROP, and, unless `force`, EOVERRIDEVALUE for an
    existing value that isn't an object."""
    parts = parse_path(text)
    for part in parts:
        if part in _FORBIDDEN:
            raise NpmError('EFORBIDDENKEY', f'Forbidden key: "{part}"')
    holder: Any = document
    for i in range(len(parts) - 1):
        inner = _get(holder, parts[i])
        if not isinstance(inner, Map) and not isinstance(inner, list):
            if inner is not None and not force:
                raise NpmError('EOVERRIDEVALUE', f'Property {parts[i]} already exists and is not an Array or Object.')
            inner = Map()
        holder = _put(holder, parts[i], _fitting(inner, parts[i + 1], force), text)
    _put(holder, parts[len(parts) - 1], value, text)


def _fitting(holder: Any, part: Any, force: bool) -> Any:
    """What takes `part`: an object without members becomes an array for an index, and with `force` an array becomes an
    object for a key."""
    is_place = part == APPEND or _index(part) >= 0
    if isinstance(holder, Map):
        return [] if is_place and holder.size == 0 else holder
    return holder if is_place or not force else Map([[str(i), holder[i]] for i in range(len(holder))])


def _index(part: Any) -> int:
    """-1 if it isn't one."""
    if not isinstance(part, str):
        return part
    return int(part) if part.isdigit() else -1


def _get(holder: Any, part: Any) -> Any:
    if isinstance(holder, Map):
        return holder.get(str(part))
    place = _index(part)
    return holder[place] if 0 <= place < len(holder) else None


def _put(holder: Any, part: Any, value: Any, text: str) -> Any:
    """Returns the value."""
    if isinstance(holder, Map):
        holder.set(str(part), value)
        return value
    place = len(holder) if part == APPEND else _index(part)
    if place < 0:
        raise NpmError('ENOADDPROP', f"Can't add property {text} to an Array.")
    while len(holder) <= place:
        holder.append(None)
    holder[place] = value
    return value


def delete_value(document: Map[str, Any], text: str) -> None:
    parts = parse_path(text)
    holder: Any = document
    for part in parts[: len(parts) - 1]:
        holder = _get(holder, part)
        if not isinstance(holder, Map) and not isinstance(holder, list):
            return
    last = parts[len(parts) - 1] if len(parts) > 0 else APPEND
    place = _index(last)
    if isinstance(holder, Map):
        holder.delete(str(last))
    elif place >= 0 and place < len(holder):
        holder.pop(place)
