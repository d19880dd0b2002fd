"""Maps positions in Node's library to Node's own files, for stacks that are shown, since dist/ has minified texts.

The table is in a separate script (written by toolchain/natives_places.js), which a process loads when it first shows a
frame of the library. Must not know what frames are."""

from __future__ import annotations

from runtime_py.platform.worker_scripts import load_script

FILE = 'natives-places.js'
_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
HostMap = globalThis.Map


class _Table:
    def __init__(self) -> None:
        self.entries = None  # id -> [columns before, columns of the head, places]
        self.lines = js_new(HostMap)  # id -> for each line, a list of [column, line, column]


_table = _Table()


def original_place(native_id: str, line: int, column: int) -> list:
    """[line, column] in the library's file for a position in one of our modules, all counted from 1; unchanged if
    unknown."""
    entry = _entry(native_id)
    if entry is None:
        return [line, column]
    lines = _table.lines.get(native_id)
    if lines is None:
        lines = read_places(entry[2])
        _table.lines.set(native_id, lines)
    wanted = column - 1 - (entry[0] if line == 1 else 0)
    found = last_before(lines[line - 1] if line <= lines.length else [], wanted)
    if found is None:
        return [line, column]
    return [found[1] + 1, found[2] + 1 - (entry[1] if found[1] == 0 else 0)]


def _entry(native_id: str) -> object:
    if _table.entries is None:
        try:
            load_script(FILE)
            _table.entries = globalThis.TERRARIUM_PLACES
        except Exception:
            _table.entries = {}  # a stack must be shown even when nothing can be loaded any more
        js_delete(globalThis, 'TERRARIUM_PLACES')
    return _table.entries[native_id] if Object.hasOwn(_table.entries, native_id) else None


def last_before(places: list, column: int) -> list | None:
    """The last entry that begins at or before this column."""
    found = None
    for place in places:
        if place[0] > column:
            break
        found = place
    return found


def read_places(text: str) -> list:
    """Decodes lines and segments as in a source map, all differences in base64 VLQ."""
    lines = []
    line = 0
    column = 0
    for written in text.split(';'):
        places = []
        numbers = read_numbers(written)
        generated = 0
        for k in range(0, numbers.length, 3):
            generated += numbers[k]
            line += numbers[k + 1]
            column += numbers[k + 2]
            places.push([generated, line, column])
        lines.push(places)
    return lines


def read_numbers(text: str) -> list[int]:
    numbers = []
    value = 0
    shift = 0
    for k in range(text.length):
        digit = _DIGITS.indexOf(text[k])
        value |= (digit & 31) << shift
        if digit & 32:
            shift += 5
            continue
        numbers.push(-(value >> 1) if value & 1 else value >> 1)
        value = 0
        shift = 0
    return numbers
