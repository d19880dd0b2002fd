"""Values of JSON as Node's util.inspect shows them: what `npm view` prints of fields that aren't strings. Pure.

As with its default options, but five levels deep and with all items of an array."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.platform.numbers import square_root
from runtime_py.platform.regexp import compile
from runtime_py.platform.text import pad_left, repeat, to_base

_DEEPEST = 5
_WIDEST = 80
_COMPACT = 3
_GROUPED = 6  # arrays with more items stand in columns
_SHORTEST_SPLIT = 16
_MOST_COLUMNS = 15
_HEIGHT = 2.5  # of a character, in widths
_INDEX = compile('^(?:0|[1-9]\\d{0,8})$')
_IDENTIFIER = compile('^[a-zA-Z_][a-zA-Z_0-9]*$')


class _Shown:
    """`reached`: how many levels are below and beside it, as inspect counts: the level of what was shown last."""

    def __init__(self) -> None:
        self.reached = 0


def inspected(value: Any) -> str:
    return _value(value, 0, 0, _Shown(), False)


def _value(value: Any, level: int, indent: int, shown: _Shown, is_typed: bool) -> str:
    if isinstance(value, str):
        return _text(value, indent)
    if value is None:
        return 'null'
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, list):
        return _list(value, level, indent, shown)
    if isinstance(value, Map):
        return _object(value, level, indent, shown)
    return str(value)


def _list(value: list[Any], level: int, indent: int, shown: _Shown) -> str:
    if len(value) == 0:
        return '[]'
    if level > _DEEPEST:
        return '[Array]'
    shown.reached = level
    items = [_value(item, level + 1, indent + 2, shown, True) for item in value]
    entries = len(items)
    if entries > _GROUPED:
        items = _in_columns(items, indent, all([isinstance(item, (int, float)) for item in value]))
    return _joined(items, '[', ']', indent, shown.reached - level < _COMPACT and entries == len(items))


def _object(value: Map[str, Any], level: int, indent: int, shown: _Shown) -> str:
    if value.size == 0:
        return '{}'
    if level > _DEEPEST:
        return '[Object]'
    shown.reached = level
    items: list[str] = []
    for key in _in_order(list(value.keys())):
        item: Any = value.get(key)
        name = key if _IDENTIFIER.test(key) else _quoted(key)
        items.append(f'{name}: {_value(item, level + 1, indent + 2, shown, True)}')
    return _joined(items, '{', '}', indent, shown.reached - level < _COMPACT)


def _in_order(keys: list[str]) -> list[str]:
    """JavaScript's: numbers first."""
    numbers = sorted([key for key in keys if _INDEX.test(key)], key=lambda key: int(key))
    return [*numbers, *[key for key in keys if not _INDEX.test(key)]]


def _joined(items: list[str], left: str, right: str, indent: int, may_be_one_line: bool) -> str:
    if may_be_one_line:
        length = sum([len(item) for item in items]) + len(items) + len(items) + indent + len(left) + 10
        line = ', '.join(items)
        if length <= _WIDEST and line.find('\n') < 0:
            return f'{left} {line} {right}'
    space = '\n' + repeat(' ', indent)
    return f'{left}{space}  {(f",{space}  ").join(items)}{space}{right}'


def _in_columns(items: list[str], indent: int, numbers: bool) -> list[str]:
    lengths = [len(item) for item in items]
    total = sum(lengths) + 2 * len(items)
    widest = max(lengths) + 2
    if widest * 3 + indent >= _WIDEST or not (total / widest > 5 or widest <= 8):
        return items
    biased = max(widest - 3 - square_root(widest - total / len(items)), 1)
    columns = min(
        int(square_root(_HEIGHT * biased * len(items)) / biased + 0.5),
        (_WIDEST - indent) // widest,
        _COMPACT * 4,
        _MOST_COLUMNS,
    )
    if columns <= 1:
        return items
    widths = [max([lengths[k] for k in range(i, len(items), columns)]) + 2 for i in range(columns)]
    out: list[str] = []
    for i in range(0, len(items), columns):
        last = min(i + columns, len(items)) - 1
        line = ''
        for k in range(i, last):
            cell = items[k] + ', '
            space = repeat(' ', widths[k - i] - len(cell))
            line += space + cell if numbers else cell + space
        line += pad_left(items[last], widths[last - i] - 2, ' ') if numbers else items[last]
        out.append(line)
    return out


def _text(value: str, indent: int) -> str:
    """A long text of several lines is a sum of them."""
    if len(value) <= _SHORTEST_SPLIT or len(value) <= _WIDEST - indent - 4 or value.find('\n') < 0:
        return _quoted(value)
    parts = value.split('\n')
    lines = [part + '\n' for part in parts[: len(parts) - 1]]
    if parts[-1] != '':
        lines.append(parts[-1])
    return (' +\n' + repeat(' ', indent + 2)).join([_quoted(line) for line in lines])


def _quoted(text: str) -> str:
    quote = "'"
    if text.find("'") >= 0:
        if text.find('"') < 0:
            quote = '"'
        elif text.find('`') < 0 and text.find('${') < 0:
            quote = '`'
    return quote + ''.join([_escaped(c, quote) for c in text]) + quote


def _escaped(c: str, quote: str) -> str:
    at = '\b\t\n\f\r\\'.find(c)
    if at >= 0:
        return '\\' + 'btnfr\\'[at]
    if c == quote and quote == "'":
        return "\\'"
    code = ord(c)
    if code < 32 or 127 <= code < 160:
        return '\\x' + pad_left(to_base(code, 16).upper(), 2, '0')
    return c
