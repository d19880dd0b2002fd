"""Changes of a source text by position: [start, end, text]; an insertion may have a fourth element, the original
position to which the engine's position of it corresponds (an empty insertion: of the text right there), and an
insertion that closes something a fifth, where that begins: what begins last is closed first.

Insertions come before replacements at the same position; otherwise the order is kept."""

from __future__ import annotations


def in_order(edits: list) -> list:
    inner_first = sorted(edits, key=lambda edit: -(edit[4] or 0))
    return sorted(inner_first, key=lambda edit: edit[0] * 2 + (1 if edit[1] > edit[0] else 0))


def edited(code: str, edits: list) -> str:
    """Within text that another edit replaces, only insertions count."""
    text = ''
    at = 0
    for edit in in_order(edits):
        if edit[0] >= at:
            text += code[at : edit[0]]
            at = edit[1]
        text += edit[2]
    return text + code[at:]


def original_column(code: str, edits: list, line: int, column: int) -> int:
    """The original column for this line and column of the edited text, counted from 1. The edits keep lines, and must
    be in order (`in_order`)."""
    at = 0
    for _ in range(line - 1):
        at = code.find('\n', at) + 1
    line_start = at
    left = column - 1  # columns of the edited text from `at` on
    for edit in edits:
        start = edit[0]
        end = edit[1]
        put = edit[2]
        if start >= at:
            if left < start - at or (left == start - at and len(put) > 0):
                break
            left -= start - at
            at = end
            if left == 0 and len(put) == 0 and start == end and edit[3] is not None and edit[3] >= line_start:
                return edit[3] - line_start + 1
        if start >= line_start:
            # V8 places a call of `(0, f)()` after the parenthesis, one of `f()` at the name
            if end > start and (left < len(put) or (left == len(put) and put.endswith(')') and code[end] != '`')):
                return start - line_start + 1
            if left < len(put) and edit[3] is not None and '\n' not in code[start : edit[3]]:
                return edit[3] - line_start + 1
            left = max(left - len(put), 0)
    return at + left - line_start + 1


def inserted_at(code: str, edits: list, line: int, column: int) -> str:
    """The insertion in which this position of the edited text is; empty if it is in none."""
    at = 0
    for _ in range(line - 1):
        at = code.find('\n', at) + 1
    line_start = at
    left = column - 1
    for edit in edits:
        start, end, put = edit
        if start >= at:
            if left < start - at:
                break
            left -= start - at
            at = end
        if start >= line_start:
            if left < len(put):
                return put if start == end else ''
            left -= len(put)
    return ''
