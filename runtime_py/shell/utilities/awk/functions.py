"""awk's built-in functions (POSIX XCU awk, Arithmetic, String, and Input/Output functions)."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.platform.numbers import arc_tangent, cosine, exponential, logarithm, sine, square_root, trunc
from runtime_py.platform.regexp import Regexp
from runtime_py.shell.utilities.awk.expressions import Node, Target, all_values
from runtime_py.shell.utilities.awk.fields import field_separator, split_text
from runtime_py.shell.utilities.awk.format import format_values
from runtime_py.shell.utilities.awk.run import FS, RLENGTH, RSTART, Run
from runtime_py.shell.utilities.awk.text import characters_before, length, piece
from runtime_py.shell.utilities.awk.values import AwkProblem, Input, to_number

# the number of arguments of each
COUNTS: Map[str, list[int]] = Map()
for _name, _least, _most in [
    ['atan2', 2, 2],
    ['close', 1, 1],
    ['cos', 1, 1],
    ['exp', 1, 1],
    ['fflush', 0, 1],
    ['gsub', 2, 3],
    ['index', 2, 2],
    ['int', 1, 1],
    ['length', 0, 1],
    ['log', 1, 1],
    ['match', 2, 2],
    ['rand', 0, 0],
    ['sin', 1, 1],
    ['split', 2, 3],
    ['sprintf', 1, 100000],
    ['sqrt', 1, 1],
    ['srand', 0, 1],
    ['sub', 2, 3],
    ['substr', 2, 3],
    ['system', 1, 1],
    ['tolower', 1, 1],
    ['toupper', 1, 1],
]:
    COUNTS.set(_name, [_least, _most])

WAITING = ['close', 'fflush', 'system']
_MOST_CHARACTERS = 9000000000


class BuiltinCall(Node):
    def __init__(self, name: str, args: list[Node], line: int) -> None:
        super().__init__(args, line)
        self.name = name
        self.always_waits = name in WAITING

    def apply(self, run: Run, values: list[Any]) -> Any:
        name = self.name
        if name == 'length':
            return _length(run, values)
        if name == 'substr':
            return _substr(run, values)
        if name == 'index':
            return _index(run.text(values[0]), run.text(values[1]))
        if name == 'split':
            return _split(run, values)
        if name == 'match':
            return _match(run, values)
        if name == 'sprintf':
            return format_values(run.text(values[0]), values[1:], run.number_format())
        if name == 'tolower':
            return run.text(values[0]).lower()
        if name == 'toupper':
            return run.text(values[0]).upper()
        if name == 'rand':
            return run.random()
        if name == 'srand':
            return run.reseed(to_number(values[0]) if len(values) > 0 else run.seconds())
        if name == 'atan2':
            return arc_tangent(to_number(values[0]), to_number(values[1]))
        return _arithmetic(name, to_number(values[0]))

    async def later(self, run: Run) -> Any:
        values = await all_values(self.parts, run)
        if self.name == 'system':
            return await run.io.system(run.text(values[0]))
        if self.name == 'close':
            return await run.io.close(run.text(values[0]))
        if self.name == 'fflush':
            if len(values) > 0 and run.text(values[0]) != '':
                return await run.io.flush_one(run.text(values[0]))
            await run.io.flush()
            return 0
        return self.apply(run, values)


def _arithmetic(name: str, x: float) -> float:
    if name == 'int':
        return x if abs(x) == float('inf') or x != x else trunc(x)
    if name == 'sqrt':
        return square_root(x)
    if name == 'exp':
        return exponential(x)
    if name == 'log':
        return logarithm(x)
    return sine(x) if name == 'sin' else cosine(x)


def _length(run: Run, values: list[Any]) -> int:
    if len(values) == 0:
        return length(run.whole())
    array = values[0]
    if isinstance(array, Map):
        return int(array.size)
    return length(run.text(array))


def _rounded(value: float) -> int:
    """To the nearest integer, ties to even."""
    if value != value:
        return 0
    if abs(value) > _MOST_CHARACTERS:
        return _MOST_CHARACTERS if value > 0 else -_MOST_CHARACTERS
    below = int(value // 1)
    part = value - below
    if part == 0.5:
        return below + (below % 2)
    return below + (1 if part > 0.5 else 0)


def _substr(run: Run, values: list[Any]) -> str:
    text = run.text(values[0])
    first = to_number(values[1])
    start = _rounded(first)
    end = _MOST_CHARACTERS
    if len(values) > 2:
        count = to_number(values[2])
        if count != count:
            return ''
        end = min(end, start + _rounded(count))
    start = max(start, 1)
    return piece(text, start - 1, end - 1) if end > start else ''


def _index(text: str, sought: str) -> int:
    at = text.find(sought)
    return characters_before(text, at) + 1 if at >= 0 else 0


def _match(run: Run, values: list[Any]) -> int:
    text = run.text(values[0])
    found = run.pattern(values[1]).exec(text)
    start = 0 if found is None else characters_before(text, found.start) + 1
    run.globals[RSTART] = start
    run.globals[RLENGTH] = -1 if found is None else length(text[found.start : found.end])
    return start


def _split(run: Run, values: list[Any]) -> int:
    text = run.text(values[0])
    array = values[1]
    if len(values) < 3:
        separator = field_separator(run.setting(FS), False, run.patterns)
    elif isinstance(values[2], Regexp):
        separator = values[2]
    else:
        separator = field_separator(run.text(values[2]), False, run.patterns)
    parts = split_text(text, separator)
    array.clear()
    for k, part in enumerate(parts):
        array.set(str(k + 1), Input(part))
    return len(parts)


class Substitution(Node):
    """sub and gsub, in place."""

    def __init__(self, pattern: Node, replacement: Node, target: Target, everywhere: bool, line: int) -> None:
        super().__init__([pattern, replacement, *target.parts], line)
        self.target = target
        self.everywhere = everywhere

    def apply(self, run: Run, values: list[Any]) -> Any:
        keys = values[2:]
        text = run.text(self.target.get(run, keys))
        changed = _Replaced(run.pattern(values[0]), _pieces(run.text(values[1])), self.everywhere)
        result = changed.replace(text)
        if changed.count > 0:
            self.target.put(run, keys, result)
        return changed.count


def _pieces(replacement: str) -> list[str | None]:
    """Literal texts, and None for the matched text: `&`, unless a backslash precedes it."""
    found: list[str | None] = []
    plain = ''
    k = 0
    while k < len(replacement):
        char = replacement[k]
        if char == '\\' and replacement[k + 1 : k + 2] in ('&', '\\'):
            plain += replacement[k + 1]
            k += 2
            continue
        if char == '&':
            found.append(plain)
            found.append(None)
            plain = ''
        else:
            plain += char
        k += 1
    found.append(plain)
    return found


class _Replaced:
    def __init__(self, pattern: Regexp, pieces: list[str | None], everywhere: bool) -> None:
        self.count = 0
        self._pattern = pattern
        self._pieces = pieces
        self._everywhere = everywhere

    def replace(self, text: str) -> str:
        parts: list[str] = []
        start = 0  # start of the text not yet in the result
        at = 0
        last_end = -1
        while at <= len(text):
            found = self._pattern.exec(text, at)
            if found is None:
                break
            if found.end == found.start and found.start == last_end:
                # an empty match right after a match doesn't count
                at = found.start + 1
                continue
            parts.append(text[start : found.start])
            parts.append(self._text(text[found.start : found.end]))
            self.count += 1
            start = found.end
            last_end = found.end
            at = found.end if found.end > found.start else found.end + 1
            if not self._everywhere:
                break
        parts.append(text[start:])
        return ''.join(parts)

    def _text(self, matched: str) -> str:
        if len(self._pieces) == 1:
            only = self._pieces[0]
            return '' if only is None else only
        return ''.join([matched if one is None else one for one in self._pieces])


def check_count(name: str, count: int, line: int) -> None:
    counts = COUNTS.get(name)
    least, most = [0, 0] if counts is None else counts
    if count < least or count > most:
        raise AwkProblem(f'{name} has {count} arguments', line)
