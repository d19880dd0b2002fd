"""tr: translates, deletes or squeezes characters (POSIX XCU tr)."""

from __future__ import annotations

from runtime_py.platform.maps import Map, Set
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.shell.context import Context
from runtime_py.shell.pattern import in_class
from runtime_py.shell.support.escapes import escape_at
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error

_CLASS_CODES = 128


class TrProblem(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class _Members:
    """The characters of a set in order. `fill_at`: position of [x*], which expands to as many as the first set needs;
    -1 without."""

    def __init__(self) -> None:
        self.chars: list[str] = []
        self.fill_at = -1
        self.fill = ''


def expand_set(text: str) -> _Members:
    """abc, a-z, [:alpha:], [=x=], [x*3], and escapes. Raises TrProblem."""
    found = _Members()
    k = 0
    while k < len(text):
        if text.startswith('[:', k) and text.find(':]', k + 2) > 0:
            end = text.find(':]', k + 2)
            _add_class(found, text[k + 2 : end])
            k = end + 2
        elif text.startswith('[=', k) and text[k + 3 : k + 5] == '=]':
            found.chars.append(text[k + 2])
            k += 5
        elif text[k] == '[' and text[k + 2 : k + 3] == '*' and text.find(']', k + 3) > 0:
            k = _add_repeat(found, text, k)
        else:
            low = _char_end(text, k)
            if text[low : low + 1] == '-' and low + 1 < len(text):
                high = _char_end(text, low + 1)
                _add_range(found, _char(text, k), _char(text, low + 1))
                k = high
            else:
                found.chars.append(_char(text, k))
                k = low
    return found


def _char_end(text: str, k: int) -> int:
    if text[k] == '\\' and k + 1 < len(text):
        return escape_at(text, k).end
    return k + 1


def _char(text: str, k: int) -> str:
    if text[k] != '\\' or k + 1 >= len(text):
        return text[k]
    found = escape_at(text, k).text
    # an unknown escape is the character itself
    return found[1] if len(found) == 2 and found[0] == '\\' else found


def _add_class(found: _Members, name: str) -> None:
    before = len(found.chars)
    for code in range(_CLASS_CODES):
        if in_class(name, chr(code)):
            found.chars.append(chr(code))
    if len(found.chars) == before:
        raise TrProblem(f"invalid character class '{name}'")


def _add_repeat(found: _Members, text: str, k: int) -> int:
    end = text.find(']', k + 3)
    digits = text[k + 3 : end]
    if digits == '' or digits.lstrip('0') == '':
        found.fill_at = len(found.chars)
        found.fill = text[k + 1]
    elif digits.isdigit():
        for _ in range(int(digits)):
            found.chars.append(text[k + 1])
    else:
        raise TrProblem(f"invalid repeat count '{digits}' in [c*n] construct")
    return end + 1


def _add_range(found: _Members, low: str, high: str) -> None:
    if ord(high) < ord(low):
        raise TrProblem(f"range-endpoints of '{low}-{high}' are in reverse collating sequence order")
    for code in range(ord(low), ord(high) + 1):
        found.chars.append(chr(code))


async def main(context: Context) -> int:
    options = parse_options(context.args, 'cCdst', ['complement', 'delete', 'squeeze-repeats', 'truncate-set1'], False)
    if options.problem != '':
        return await usage_error(context, options.problem)
    deletes = options.any(['d', 'delete'])
    squeeze = options.any(['s', 'squeeze-repeats'])
    complement = options.any(['c', 'C', 'complement'])
    operands = options.operands
    if len(operands) == 0:
        return await usage_error(context, 'missing operand')
    if len(operands) == 1 and (deletes == squeeze):
        what = (
            'Two strings must be given when both deleting and squeezing repeats.'
            if deletes
            else 'Two strings must be given when translating.'
        )
        await context.error(f"missing operand after '{operands[0]}'\n{what}")
        await context.write_error(f"Try '{context.name} --help' for more information.\n")
        return 1
    most = 1 if deletes and not squeeze else 2
    if len(operands) > most:
        why = 'Only one string may be given when deleting without squeezing repeats.\n' if most == 1 else ''
        await context.error(f"extra operand '{operands[most]}'")
        await context.write_error(f"{why}Try '{context.name} --help' for more information.\n")
        return 1
    try:
        first = expand_set(operands[0])
        second = expand_set(operands[1]) if len(operands) > 1 else None
        editor = _Editor(first, second, complement, deletes, squeeze, options.any(['t', 'truncate-set1']))
    except TrProblem as problem:
        await context.error(problem.message)
        return 1
    source = Input(context, '-')
    data = await source.read()
    while len(data) > 0:
        await context.write_bytes(to_bytes(editor.edit(to_text(data))))
        data = await source.read()
    return 0


class _Editor:
    def __init__(
        self, first: _Members, second: _Members | None, complement: bool, deletes: bool, squeeze: bool, truncate: bool
    ) -> None:
        self.complement = complement
        self.deletes = deletes
        self.first: Set[str] = Set()
        for char in first.chars:
            self.first.add(char)
        self.map: Map[str, str] = Map()
        self.everything_else = ''
        self.squeezed: Set[str] | None = None
        self.squeezes_complement = False
        self._last = ''
        translates = second is not None and not deletes
        if second is not None and translates:
            self._set_map(first, second, truncate)
        if squeeze:
            squeezed: Set[str] = Set()
            for char in first.chars if second is None else second.chars:
                squeezed.add(char)
            self.squeezed = squeezed
            self.squeezes_complement = second is None and complement

    def _set_map(self, first: _Members, second: _Members, truncate: bool) -> None:
        targets = second.chars
        if second.fill_at >= 0:
            missing = max(0, len(first.chars) - len(targets))
            targets = [*targets[: second.fill_at], *[second.fill for _ in range(missing)], *targets[second.fill_at :]]
        if len(targets) == 0:
            raise TrProblem('when not truncating set1, string2 must be non-empty')
        if self.complement:
            self.everything_else = targets[-1]
            return
        for k, char in enumerate(first.chars):
            if k < len(targets):
                self.map.set(char, targets[k])
            elif not truncate:
                self.map.set(char, targets[-1])

    def edit(self, text: str) -> str:
        parts: list[str] = []
        squeezed = self.squeezed
        for char in text:
            chosen = self.first.has(char) != self.complement
            if self.deletes and chosen:
                continue
            made = char
            if not self.deletes and chosen and self.everything_else != '':
                made = self.everything_else
            elif not self.deletes:
                mapped = self.map.get(char)
                made = char if mapped is None else mapped
            if squeezed is not None and made == self._last and squeezed.has(made) != self.squeezes_complement:
                continue
            self._last = made
            parts.append(made)
        return ''.join(parts)
