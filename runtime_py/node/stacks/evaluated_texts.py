"""Texts that the program evaluated lately and that assert something: the message of a failed assertion shows its
expression, and these stand in no file.

The engine doesn't tell which text a frame belongs to, so the newest in which an expression begins at the frame's
position is taken."""

from __future__ import annotations

from runtime_py.node.source.line_places import line_text
from runtime_py.node.stacks.text_stacks import callee_offset, has_text_stacks

MOST = 32
_ASSERTS = js_regexp('\\bassert|\\bok\\s*\\(', '')
_BEGINS = js_regexp('^[\\w$(]', '')
_CONTINUES = js_regexp('[\\w$]$', '')
_texts = []


def note_evaluated(code: str) -> None:
    if not _ASSERTS.test(code):
        return
    if _texts.length == MOST:
        _texts.shift()
    _texts.push(code)


def note_function(args: list) -> None:
    """The arguments of a constructor of functions."""
    if args.length > 0 and js_typeof(args.at(-1)) == 'string' and _ASSERTS.test(args.at(-1)):
        note_evaluated(f'(function anonymous({args.slice(0, args.length - 1).join()}\n) {{\n{args.at(-1)}\n}})')


def evaluated_at(line: int, column: int) -> list:
    """[the line's text, the column where the expression begins], the text empty if none fits."""
    for k in range(_texts.length - 1, -1, -1):
        found = line_text(_texts[k], line) or ''
        begins = column + callee_offset(found, column) if has_text_stacks() else column
        if _BEGINS.test(found.slice(begins - 1)) and not _CONTINUES.test(found.slice(0, begins - 1)):
            return [found, begins]
    return ['', column]
