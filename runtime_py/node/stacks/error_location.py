"""The place of an exception, as C++ shows it above the stack: `file:line`, the line, a caret (src/node_errors.cc,
AppendExceptionLine).

If the engine reported where it was thrown (fatal.py), that place is used; otherwise the innermost frame's, or a `throw`
right before it. Knows: names of scripts, files. Must not know: how the error is handled."""

from __future__ import annotations

from runtime_py.node.realm.host import current_realm
from runtime_py.node.realm.private_symbols import set_private
from runtime_py.node.source.source_maps import original_location
from runtime_py.node.stacks.source_lines import SourceLine, source_line_at
from runtime_py.node.stacks.stacks import Place
from runtime_py.node.stacks.text_stacks import has_text_stacks

NOWHERE = '<anonymous_script>:0\n\n'  # as V8 tells a place that it doesn't know
_FRAME = js_regexp('^    at (?:.* \\()?(?:async )?(\\S.*?):(-?\\d+):(\\d+)\\)?$', '')
_FIRST_FRAME = js_regexp('^    at .*$', 'm')
# an instance of a library class that native code throws wasn't thrown where the class constructed it
_FIRST_THROWING_FRAME = js_regexp('^    at (?!new DOMException \\(node:).*$', 'm')
_THROW = js_regexp('\\bthrow\\s+(?:new\\s+)?$', '')
_TOKEN = js_regexp('^(?:#?[\\w$]+|"[^"]*"?|\'[^\']*\'?|=>|\\.\\.\\.|[=!]==?|&&|\\|\\||\\?\\?)', '')


def location_text(name: str, line: int, source_line: str, column: int, width: int = 1) -> str:
    """`column` is counted from 0. A negative `width`: what is marked doesn't end in the line, so that nothing is."""
    mark = '' if width < 0 else f'{" ".repeat(column)}{"^".repeat(width)}\n'
    return f'{name}:{line}\n{source_line}\n{mark}'


def token_width(source_line: str, column: int) -> int:
    """The width of the token at the column, which is underlined as a whole."""
    found = _TOKEN.exec(source_line[column:])
    return 1 if found is None else len(found[0])


def set_location(error: object, location: str) -> None:
    set_private(error, current_realm().private_symbols.arrow_message_private_symbol, location)


def known_location(error: object) -> str:
    found = error[current_realm().private_symbols.arrow_message_private_symbol]
    return found if js_typeof(found) == 'string' else ''


def decorate(error: object) -> None:
    """Puts the location before the stack, only once."""
    decorated = current_realm().private_symbols.decorated_private_symbol
    stack = stack_of(error)
    location = location_of(error)
    if error[decorated] is True or location == '' or js_typeof(stack) != 'string':
        return
    set_location(error, location)
    try:
        error.stack = f'{location}\n{stack}'
    except Exception:
        return  # a setter of the user's
    set_private(error, decorated, True)


def stack_of(error: object) -> object:
    """undefined if the user's getter throws."""
    try:
        return error.stack
    except Exception:
        return js_undefined


def location_of(error: object, from_promise: bool = False) -> str:
    """'' if nothing is known. An error that rejected a promise is shown where it was created, any other at its
    `throw`."""
    known = known_location(error)
    if known != '':
        return known
    stack = stack_of(error)
    if js_typeof(stack) != 'string':
        return ''
    first = (_FIRST_FRAME if from_promise else _FIRST_THROWING_FRAME).exec(stack)
    place = None if first is None else _FRAME.exec(first[0])
    return '' if place is None else location_at(place[1], Number(place[2]), Number(place[3]), not from_promise)


def location_at(name: str, line: int, column: int, looks_for_throw: bool) -> str:
    """Line and column are counted from 1. `looks_for_throw`: the location is where the error was created."""
    original = original_location(name, line, column)
    if js_typeof(original) == 'string':
        return original
    found = source_line_at(name, line, column)
    if found.text is None:
        return ''
    thrown = throw_before(found) if looks_for_throw else None
    return location_text(name, line, found.text, found.column - 1 if thrown is None else thrown.index)


def throw_before(found: SourceLine) -> object:
    """The match of `throw`, or `throw new`, right before the position; None if there is none."""
    return _THROW.exec(found.text[: found.column - 1])


def thrown_place(place: Place | None) -> Place | None:
    """The place of the `throw`, where V8 reports it; other engines report the thrown value."""
    if place is None or not has_text_stacks():
        return place
    found = source_line_at(place.name, place.line, place.column)
    thrown = None if found.text is None else throw_before(found)
    return place if thrown is None else Place(place.name, place.line, place.column - len(thrown[0]))
