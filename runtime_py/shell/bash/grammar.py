"""bash's commands: [[ ]], (( )), for (( )), select; and its assignments to arrays.

Each function continues the parser where it stands."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.ast import (
    Arithmetic,
    ArithmeticCommand,
    ArithmeticFor,
    ArrayItem,
    Assignment,
    Command,
    Condition,
    Literal,
    Part,
    Select,
    Simple,
    Test,
    Word,
)
from runtime_py.shell.bash.words import bracketed
from runtime_py.shell.compound_grammar import loop_body, loop_head
from runtime_py.shell.scanner import BREAKS, name_at

# builtins whose arguments may be `name=(...)`
DECLARATIONS = ['declare', 'typeset', 'local', 'export', 'readonly']
COMPOUND_WORDS = ['[[', ']]', 'function', 'select', 'time', 'coproc']
_UNARY = '-a -b -c -d -e -f -g -h -k -n -o -p -r -s -t -u -v -w -x -z -G -L -N -O -R -S'.split(' ')
_BINARY = ['=', '==', '!=', '=~', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']
_MATCHING = ['=', '==', '!=']


def arithmetic_command(parser: Any, line: int) -> Command:
    begin = parser.lexer.at + 2
    found = ArithmeticCommand(_double_parentheses(parser), line)
    found.text = parser.lexer.source[begin : parser.lexer.at - 2]
    return found


def _double_parentheses(parser: Any) -> list[Part]:
    """The parts of (( )), which has been seen to begin here."""
    lexer = parser.lexer
    lexer.at -= 1  # the place of the dollar in $((
    found = lexer.arithmetic()
    if not isinstance(found, Arithmetic):
        lexer.at += 1
        raise lexer.unclosed('unterminated ((', ')')
    return found.parts


def arithmetic_for(parser: Any, line: int) -> Command:
    """for ((first; condition; step)) [;] do list done, or { list; }"""
    clauses: list[list[Part]] = [[]]
    begin = parser.lexer.at + 2
    for part in _double_parentheses(parser):
        if not isinstance(part, Literal):
            clauses[-1].append(part)
            continue
        for k, text in enumerate(part.text.split(';')):
            if k > 0:
                clauses.append([])
            if text != '':
                clauses[-1].append(Literal(text, True))
    if len(clauses) != 3:
        raise parser.lexer.fail('arithmetic expression required')
    texts = parser.lexer.source[begin : parser.lexer.at - 2].split(';')
    parser.accept_operator(';')
    found = ArithmeticFor(clauses, loop_body(parser), line)
    found.texts = [text if text.strip() != '' else '1' for text in texts]
    return found


def select(parser: Any, line: int) -> Command:
    parser.lexer.at += len('select')
    name, words = loop_head(parser)
    return Select(name, words, loop_body(parser), line)


# [[ ]]


def condition(parser: Any, line: int) -> Command:
    begin = parser.lexer.at
    parser.lexer.at += 2
    test = _or(parser)
    _blanks(parser)
    if not _accept(parser, ']]'):
        raise parser.fail(']]')
    found = Condition(test, line)
    found.text = parser.lexer.source[begin : parser.lexer.at]
    return found


def _blanks(parser: Any) -> None:
    parser.newlines()
    parser.lexer.skip_blanks()


def _accept(parser: Any, text: str) -> bool:
    """A token that ends at a blank, a parenthesis or the end."""
    lexer = parser.lexer
    _blanks(parser)
    after = lexer.source[lexer.at + len(text) : lexer.at + len(text) + 1]
    if not lexer.source.startswith(text, lexer.at) or (
        text not in ('(', ')', '&&', '||') and after not in ' \t\r\n;&|<>()'
    ):
        return False
    lexer.at += len(text)
    return True


def _or(parser: Any) -> Test:
    found = _and(parser)
    while _accept(parser, '||'):
        found = Test('||', [found, _and(parser)], [])
    return found


def _and(parser: Any) -> Test:
    found = _not(parser)
    while _accept(parser, '&&'):
        found = Test('&&', [found, _not(parser)], [])
    return found


def _not(parser: Any) -> Test:
    if _accept(parser, '!'):
        return Test('!', [_not(parser)], [])
    if _accept(parser, '('):
        found = _or(parser)
        if not _accept(parser, ')'):
            raise parser.fail(')')
        return Test('(', [found], [])
    return _primary(parser)


def _primary(parser: Any) -> Test:
    lexer = parser.lexer
    start = lexer.at
    word = lexer.word()
    if word is None or word.literal() == ']]':
        lexer.at = start
        raise parser.fail()
    op = word.literal()
    if op is not None and op in _UNARY and not _ends_primary(parser):
        return Test(op, [], [_operand(parser)])
    lexer.skip_blanks()
    if _ends_primary(parser):
        return Test('', [], [word])
    op = _binary_operator(parser)
    if op == '':
        raise parser.fail()
    lexer.skip_blanks()
    if op == '=~':
        return Test(op, [], [word, _regular_expression(parser)])
    extglob = lexer.extglob
    lexer.extglob = extglob or op in _MATCHING
    right = _operand(parser)
    lexer.extglob = extglob
    return Test(op, [], [word, right])


def _ends_primary(parser: Any) -> bool:
    """Whether no operand follows."""
    lexer = parser.lexer
    lexer.skip_blanks()
    source, at = lexer.source, lexer.at
    if lexer.at_end() or lexer.char() == ')' or lexer.char() == '\n':
        return True
    if source.startswith('&&', at) or source.startswith('||', at):
        return True
    return source.startswith(']]', at) and source[at + 2 : at + 3] in ' \t\r\n;&|<>()'


def _binary_operator(parser: Any) -> str:
    lexer = parser.lexer
    char = lexer.char()
    if char != '' and char in '<>':
        lexer.at += 1
        return str(char)
    for op in _BINARY:
        after = lexer.source[lexer.at + len(op) : lexer.at + len(op) + 1]
        if lexer.source.startswith(op, lexer.at) and (after == '' or after in ' \t\r\n'):
            lexer.at += len(op)
            return op
    return ''


def _operand(parser: Any) -> Word:
    parser.lexer.skip_blanks()
    start = parser.lexer.at
    word = parser.lexer.word()
    if word is None or word.literal() == ']]':
        parser.lexer.at = start
        raise parser.fail()
    return word


def _regular_expression(parser: Any) -> Word:
    """The word after =~: parentheses and | belong to it, and blanks within parentheses."""
    lexer = parser.lexer
    line = lexer.line
    parts: list[Part] = []
    depth = 0
    while True:
        parts.extend(lexer.parts_until(' \t\n;&()' if depth == 0 else '()', False))
        char = lexer.char()
        if char == '(':
            depth += 1
        elif char == ')' and depth > 0:
            depth -= 1
        else:
            break
        lexer.at += 1
        parts.append(Literal(char, False))
    if len(parts) == 0 or depth > 0:
        raise parser.fail()
    return Word(parts, line)


# assignments


def assignment(parser: Any) -> Assignment | None:
    """`name=value`, `name[subscript]=value`, `name=(items)` and the same with +=. None, and nothing consumed, when it
    is no assignment."""
    lexer = parser.lexer
    start, line = lexer.at, lexer.line
    name = lexer.name(start)
    if name == '':
        return None
    lexer.at += len(name)
    subscript: Word | None = None
    if lexer.char() == '[':
        subscript = _subscript_of_target(lexer)
        if subscript is None:
            lexer.at, lexer.line = start, line
            return None
    append = lexer.source.startswith('+=', lexer.at)
    if not append and lexer.char() != '=':
        lexer.at, lexer.line = start, line
        return None
    lexer.at += 2 if append else 1
    found = Assignment(name, Word([], lexer.line), append)
    found.subscript = subscript
    if lexer.char() == '(' and subscript is None:
        found.items = _items(parser)
        return found
    value = lexer.word()
    if value is not None:
        found.value = value
    return found


def _subscript_of_target(lexer: Any) -> Word | None:
    """[subscript], if = or += follows."""
    line = lexer.line
    if lexer.source.find(']', lexer.at) < 0 or lexer.source.startswith('[]', lexer.at):
        return None
    parts = bracketed(lexer, False)
    following = lexer.source[lexer.at : lexer.at + 2]
    return Word(parts, line) if following == '+=' or following[:1] == '=' else None


def _items(parser: Any) -> list[ArrayItem]:
    """The items between ( and ), both consumed."""
    lexer = parser.lexer
    lexer.at += 1
    found: list[ArrayItem] = []
    while True:
        _blanks(parser)
        if lexer.char() == ')':
            lexer.at += 1
            return found
        item = _keyed(lexer) if lexer.char() == '[' else None
        if item is None:
            word = lexer.word()
            if word is None:
                raise lexer.unclosed('unterminated list', ')') if lexer.at_end() else parser.fail(')')
            item = ArrayItem(None, word, False)
        found.append(item)


def _keyed(lexer: Any) -> ArrayItem | None:
    """[subscript]=value; None, and nothing consumed, for anything else."""
    start, line = lexer.at, lexer.line
    subscript = _subscript_of_target(lexer)
    if subscript is None:
        lexer.at, lexer.line = start, line
        return None
    append = lexer.char() == '+'
    lexer.at += 2 if append else 1
    word = lexer.word()
    return ArrayItem(subscript, Word([], line) if word is None else word, append)


def compound_argument(parser: Any, command: Simple) -> Word | None:
    """`name=(...)` as an argument of `declare` and the like; None, and nothing consumed, for anything else."""
    lexer = parser.lexer
    if command.words[0].literal() not in DECLARATIONS:
        return None
    name = name_at(lexer.source, lexer.at)
    after = lexer.at + len(name)
    if name == '' or not (lexer.source.startswith('=(', after) or lexer.source.startswith('+=(', after)):
        return None
    word = Word([Literal(name, False)], lexer.line)
    begin = lexer.at
    word.compound = assignment(parser)
    word.source = lexer.source[begin : lexer.at].strip()
    return word


def assigns_element(source: str, at: int) -> bool:
    """Whether name[...]= begins there, in an argument."""
    end = at + len(name_at(source, at))
    if end == at or source[end : end + 1] != '[':
        return False
    close = source.find(']', end)
    for char in source[end : max(end, close)]:
        if char in BREAKS:
            return False
    return close > end and source[close + 1 : close + 2] in ('=', '+')
