"""Writes rejected hunks as a separate patch: unified if the patch was, otherwise in context format (GNU patch, "Naming
Rejects"). Pure."""

from __future__ import annotations

from runtime_py.shell.utilities.patch.parser import FilePatch, Hunk, Line


class Rejected:
    """`grown`: how many lines longer the preceding hunks have made the file."""

    def __init__(self, hunk: Hunk, grown: int) -> None:
        self.hunk = hunk
        self.grown = grown


def rejects_text(patch: FilePatch, rejected: list[Rejected]) -> str:
    if patch.kind == 'unified':
        return _headers(patch, '---', '+++') + ''.join([_unified(one) for one in rejected])
    return _headers(patch, '***', '---') + ''.join([_in_context(one, patch.kind == 'normal') for one in rejected])


def _headers(patch: FilePatch, first: str, second: str) -> str:
    old = patch.old_header or '/dev/null\n'
    following = patch.new_header or '/dev/null\n'
    return f'{first} {old}{second} {following}'


def _unified(one: Rejected) -> str:
    hunk = one.hunk
    old = _range(hunk.first + one.grown, len(hunk.old()), ',')
    after = _range(hunk.new_first + one.grown, len(hunk.new()), ',')
    return f'@@ -{old} +{after} @@\n' + ''.join([line.kind + _ended(line.text) for line in hunk.lines])


def _range(first: int, count: int, separator: str) -> str:
    if count == 0:
        return f'{first - 1}{separator}0'
    return str(first) if count == 1 else f'{first}{separator}{count}'


def _ended(text: str) -> str:
    return text if text.endswith('\n') else text + '\n\\ No newline at end of file\n'


def _in_context(one: Rejected, is_normal: bool) -> str:
    """Hunks read from a normal diff get GNU patch's old-style markers."""
    hunk = one.hunk
    old = _half(hunk.lines, '-', '' if is_normal else '+')
    after = _half(hunk.lines, '+', '' if is_normal else '-')
    return (
        f'***************\n*** {_lines(hunk.first + one.grown, len(hunk.old()))}{"" if is_normal else " ****"}\n{old}'
        f'--- {_lines(hunk.new_first + one.grown, len(hunk.new()))} {"-----" if is_normal else "----"}\n{after}'
    )


def _lines(first: int, count: int) -> str:
    if count == 0:
        return '0'
    return str(first) if count == 1 else f'{first},{first + count - 1}'


def _half(lines: list[Line], kind: str, other: str) -> str:
    """One side of a hunk. Lines that changed on both sides are marked by `!`."""
    text = ''
    k = 0
    while k < len(lines):
        if lines[k].kind == ' ':
            text += '  ' + _ended(lines[k].text)
            k += 1
            continue
        end = k
        while end < len(lines) and lines[end].kind != ' ':
            end += 1
        run = lines[k:end]
        mark = '!' if any([line.kind == other for line in run]) else kind
        text += ''.join([f'{mark} {_ended(line.text)}' for line in run if line.kind == kind])
        k = end
    return text
