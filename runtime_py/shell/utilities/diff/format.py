"""Output formats for differences: normal, unified (-u) and context (-c) hunks, and scripts for ed (-e) (POSIX XCU
diff). Pure."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.shell.utilities.diff.lines import Change

NO_NEWLINE = '\\ No newline at end of file'
_RED = '\x1b[31m'
_GREEN = '\x1b[32m'
_CYAN = '\x1b[36m'
_PLAIN = '\x1b[0m'


class Side:
    """One file: its lines, and whether the last one ends in a newline."""

    def __init__(self, lines: list[str], newline_at_end: bool) -> None:
        self.lines = lines
        self.newline_at_end = newline_at_end

    def written(self, k: int, mark: str, colour: str = '') -> str:
        line = mark + self.lines[k]
        text = f'{colour}{line}{_PLAIN}\n' if colour != '' else line + '\n'
        return text + NO_NEWLINE + '\n' if k == len(self.lines) - 1 and not self.newline_at_end else text


def normal(a: Side, b: Side, found: list[Change], colour: bool) -> str:
    text = ''
    for change in found:
        deleted = change.a_end > change.a_start
        added = change.b_end > change.b_start
        letter = 'c' if deleted and added else ('d' if deleted else 'a')
        head = _place(change.a_start, change.a_end) + letter + _place(change.b_start, change.b_end)
        text += (f'{_CYAN}{head}{_PLAIN}' if colour else head) + '\n'
        for k in range(change.a_start, change.a_end):
            text += a.written(k, '< ', _RED if colour else '')
        if letter == 'c':
            text += '---\n'
        for k in range(change.b_start, change.b_end):
            text += b.written(k, '> ', _GREEN if colour else '')
    return text


def ed_script(a: Side, b: Side, found: list[Change]) -> str:
    """Commands from the last change to the first, so that line numbers stay valid. A line that is a full stop alone
    would end the text: it is written as two and mended by a substitution."""
    text = ''
    for change in reversed(found):
        deleted = change.a_end > change.a_start
        added = change.b_end > change.b_start
        text += _place(change.a_start, change.a_end) + ('c' if deleted and added else ('d' if deleted else 'a')) + '\n'
        open_text = added
        for k in range(change.b_start, change.b_end):
            if not open_text:
                text += 'a\n'
                open_text = True
            if b.lines[k] == '.':
                text += '..\n.\ns/.//\n'
                open_text = False
            else:
                text += b.lines[k] + '\n'
        text += '.\n' if open_text else ''
    return text


def merged(a: Side, b: Side, found: list[Change], name: str) -> str:
    """-D: both files as one for the preprocessor, in which the second's lines need the name."""
    text = ''
    at = 0
    for change in found:
        text += _plain(a, at, change.a_start)
        deleted = change.a_end > change.a_start
        added = change.b_end > change.b_start
        if deleted:
            text += f'#ifndef {name}\n' + _plain(a, change.a_start, change.a_end, True)
        if added:
            text += (f'#else /* {name} */\n' if deleted else f'#ifdef {name}\n') + _plain(
                b, change.b_start, change.b_end, True
            )
        text += f'#endif /* {name if added else "! " + name} */\n'
        at = change.a_end
    return text + _plain(a, at, len(a.lines))


def _plain(side: Side, start: int, end: int, whole: bool = False) -> str:
    """`whole`: a last line without a newline gets one."""
    text = ''
    for k in range(start, end):
        text += side.lines[k] + ('\n' if whole or k < len(side.lines) - 1 or side.newline_at_end else '')
    return text


def rcs_script(b: Side, found: list[Change]) -> str:
    """-n: `d3 2` deletes, `a4 1` adds, with line numbers of the first file."""
    text = ''
    for change in found:
        if change.a_end > change.a_start:
            text += f'd{change.a_start + 1} {change.a_end - change.a_start}\n'
        if change.b_end > change.b_start:
            text += f'a{change.a_end} {change.b_end - change.b_start}\n'
            for k in range(change.b_start, change.b_end):
                text += b.lines[k] + ('' if k == len(b.lines) - 1 and not b.newline_at_end else '\n')
    return text


def _place(start: int, end: int) -> str:
    """`3`, `3,5`; for an empty range, the line before it."""
    if end <= start:
        return str(start)
    return str(end) if end == start + 1 else f'{start + 1},{end}'


def hunks(found: list[Change], context: int) -> list[list[Change]]:
    """Groups changes whose contexts touch into hunks."""
    groups: list[list[Change]] = []
    for change in found:
        if len(groups) > 0 and change.a_start - groups[-1][-1].a_end <= 2 * context:
            groups[-1].append(change)
        else:
            groups.append([change])
    return groups


def unified(
    a: Side, b: Side, found: list[Change], context: int, colour: bool, heading: Callable[[Side, int], str]
) -> str:
    text = ''
    for group in hunks(found, context):
        first = group[0]
        last = group[-1]
        a_start = max(0, first.a_start - context)
        b_start = max(0, first.b_start - context)
        a_end = min(len(a.lines), last.a_end + context)
        b_end = min(len(b.lines), last.b_end + context)
        head = f'@@ -{_span(a_start, a_end)} +{_span(b_start, b_end)} @@'
        text += (f'{_CYAN}{head}{_PLAIN}' if colour else head) + heading(a, a_start) + '\n'
        at = a_start
        for change in group:
            for k in range(at, change.a_start):
                text += a.written(k, ' ')
            for k in range(change.a_start, change.a_end):
                text += a.written(k, '-', _RED if colour else '')
            for k in range(change.b_start, change.b_end):
                text += b.written(k, '+', _GREEN if colour else '')
            at = change.a_end
        for k in range(at, a_end):
            text += a.written(k, ' ')
    return text


def _span(start: int, end: int) -> str:
    count = end - start
    if count == 1:
        return str(end)
    return f'{start if count == 0 else start + 1},{count}'


def in_context(a: Side, b: Side, found: list[Change], context: int, heading: Callable[[Side, int], str]) -> str:
    text = ''
    for group in hunks(found, context):
        a_start = max(0, group[0].a_start - context)
        b_start = max(0, group[0].b_start - context)
        a_end = min(len(a.lines), group[-1].a_end + context)
        b_end = min(len(b.lines), group[-1].b_end + context)
        text += f'***************{heading(a, a_start)}\n*** {_range(a_start, a_end)} ****\n'
        if any([change.a_end > change.a_start for change in group]):
            text += _half(
                a,
                a_start,
                a_end,
                [[change.a_start, change.a_end, change.b_end - change.b_start] for change in group],
                '-',
            )
        text += f'--- {_range(b_start, b_end)} ----\n'
        if any([change.b_end > change.b_start for change in group]):
            text += _half(
                b,
                b_start,
                b_end,
                [[change.b_start, change.b_end, change.a_end - change.a_start] for change in group],
                '+',
            )
    return text


def _range(start: int, end: int) -> str:
    return str(end) if end - start <= 1 else f'{start + 1},{end}'


def _half(side: Side, start: int, end: int, parts: list[list[int]], sign: str) -> str:
    """One half of a hunk: `!` marks changed lines, the sign lines that exist only on this side."""
    text = ''
    for k in range(start, end):
        mark = ' '
        for part in parts:
            if part[0] <= k < part[1]:
                mark = '!' if part[2] > 0 else sign
        text += side.written(k, mark + ' ')
    return text
