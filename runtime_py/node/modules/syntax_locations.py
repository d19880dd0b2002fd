"""The place of a syntax error, which the engine doesn't report; acorn does.

What V8 marks is learnt from its messages: a token, a whole import, the word before. Knows: acorn's errors. Must not
know: how a text is run."""

from __future__ import annotations

from runtime_py.node.engine.messages import mend as mend_message
from runtime_py.node.modules.script_names import ScriptName
from runtime_py.node.source.readings import acorn, parse_script
from runtime_py.node.source.syntax_marks import Mark, ends_in_pattern, mark_of
from runtime_py.node.source.syntax_messages import closes_too_early, place_of_import
from runtime_py.node.stacks.error_location import decorate, location_text, set_location, token_width

_HostFunction = globalThis.Function
_UNEXPECTED = 'Unexpected token '
_END_OF_INPUT = 'Unexpected end of input'
_UNEXPECTED_BRACE = "Unexpected token '}'"
DECLARED = ' has already been declared'
# reported at the keyword
_TOLD_OF_WORD = {
    'Function statements require a function name': 'function',
    'await is only valid in async functions and the top level bodies of modules': 'await',
}
META_OUTSIDE = "Cannot use 'import.meta' outside a module"
_NO_INITIALIZER = 'Missing initializer in const declaration'
_LAST_NAME = js_regexp('[\\w$]+\\s*$', '')
_AFTER_NUMBER = 'Identifier directly after number'
_LAST_NUMBER = js_regexp('\\d[\\w.]*$', '')
# an import is marked from its keyword to the name, a class as a whole, a function at its keyword
_DECLARATION = js_regexp(
    '\\b(?:import\\s+(?:[\\w$]+\\s*,\\s*)?(?:\\*\\s*as\\s+)?|class\\s+|(?:async\\s+)?function\\s*\\*?\\s*)$', ''
)
_IMPORT = js_regexp('^import\\s+(?:[\\w$]+\\s*,\\s*)?(?:\\*\\s*as\\s+)?[\\w$]+', '')
_CLASS = js_regexp('^class\\b', '')


def explained(error: object, code: str, script: ScriptName, options: object = None) -> object:
    """Adds `file:line`, the line and a caret to a SyntaxError, as C++'s AppendExceptionLine does."""
    if not js_instanceof(error, SyntaxError):
        return error
    mend_message(error)
    found = acorns_error(code, options)
    if found is None:
        return error
    if closes_too_early(found, code, _HostFunction):
        say(error, _UNEXPECTED_BRACE)
    return with_arrow(error, script, code, place_of_error(found, code))


def with_arrow(error: object, script: ScriptName, code: str, place: object) -> object:
    located(error, script, code, place)
    decorate(error)
    return error


def located(error: object, script: ScriptName, code: str, place: object) -> object:
    lines = code.split('\n')
    if ends_in_pattern(error.message, code, index_of(lines, place)):
        say(error, _END_OF_INPUT)
    marked = mark_of(error.message, code, index_of(lines, place))
    if marked is not None:
        place = marked_place(code, marked)
    elif error.message == _NO_INITIALIZER:
        place = behind_name(lines, place)
    line = lines[place.line - 1]
    column = place.column if marked is not None else engine_column(error.message, line, place.column)
    is_at_end = place.line == lines.length and place.column >= line.length and error.message != _NO_INITIALIZER
    if is_at_end and error.message.startswith(_UNEXPECTED):
        # the error is at the end of the function that was used for checking
        say(error, _END_OF_INPUT)
    width = 0
    if marked is not None:
        width = marked.width if column + marked.width <= line.length else -1
    elif not is_at_end:
        width = place.width or told_width(error.message, line, column)
    set_location(error, location_text(script.name, place.line + script.line, line, column, width))
    return error


def say(error: object, message: str) -> None:
    error.stack = error.stack.replace(error.message, message)
    error.message = message


def index_of(lines: list[str], place: object) -> int:
    at = place.column
    for k in range(place.line - 1):
        at += lines[k].length + 1
    return at


def marked_place(code: str, marked: Mark) -> object:
    before = code[: marked.start].split('\n')
    return {'line': before.length, 'column': before[before.length - 1].length}


def behind_name(lines: list[str], place: object) -> object:
    """Acorn reports the token after a name without a value, which may be lines below."""
    line = place.line
    column = place.column
    while line > 1 and lines[line - 1][:column].strip() == '':
        line -= 1
        column = lines[line - 1].length
    return {'line': line, 'column': column}


def told_width(message: str, line: str, column: int) -> int:
    """V8 marks the beginning of a name that was declared before, and the whole of other tokens."""
    if not message.endswith(DECLARED) or message.startswith('Label ') or line[column] == '#':
        return token_width(line, column)
    imported = _IMPORT.exec(line[column:])
    if imported is not None:
        return len(imported[0])
    return class_width(line[column:]) if _CLASS.test(line[column:]) else 1


def class_width(text: str) -> int:
    """Of a class; -1 if it doesn't end in its first line."""
    depth = 0
    for k, char in enumerate(text):
        if char == '{':
            depth += 1
        elif char == '}':
            depth -= 1
            if depth == 0:
                return k + 1
    return -1


def engine_column(message: str, line: str, column: int) -> int:
    """Where the engine sees a mistake that acorn finds a little later."""
    found = -1
    if js_in(message, _TOLD_OF_WORD):
        found = line.lastIndexOf(_TOLD_OF_WORD[message], column)
    elif message == META_OUTSIDE:
        found = line.indexOf('meta', column)
    elif message == _NO_INITIALIZER:
        found = line[:column].search(_LAST_NAME)
    elif message.endswith(DECLARED):
        found = line[:column].search(_DECLARATION)
    return column if found < 0 else found


def syntax_error_place(code: str, options: object) -> object:
    """{line, column} according to acorn; None when it finds no error."""
    found = acorns_error(code, options)
    return None if found is None else place_of_error(found, code)


def acorns_error(code: str, options: object) -> object:
    try:
        if options is None:
            parse_script(code)
        else:
            acorn().parse(code, options)
        return None
    except Exception as error:
        return error


def place_of_error(error: object, code: str) -> object:
    moved = place_of_import(error, code)
    if moved >= 0:
        return marked_place(code, Mark(moved, 0))
    return place_of_number(code, error) if error.message.startswith(_AFTER_NUMBER) else error.loc


def place_of_number(code: str, error: object) -> object:
    """V8 reports the number, acorn what follows it."""
    number = _LAST_NUMBER.exec(code[: error.pos])
    width = 0 if number is None else len(number[0])
    return {'line': error.loc.line, 'column': error.loc.column - width, 'width': width}
