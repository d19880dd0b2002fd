"""bash's own forms within words: subscripts, ${!prefix*}, ${name@Q}, <( ) and >( ).

Each function continues the lexer where it stands. Must not know commands."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.ast import Arithmetic, Literal, Parameter, Part, ProcessSubstitution, Word
from runtime_py.shell.scanner import name_at

TRANSFORMATIONS = 'QEPAaUuLKk'


def bracketed(lexer: Any, in_quotes: bool) -> list[Part]:
    """The parts between [ and its ], both consumed."""
    lexer.at += 1
    parts: list[Part] = []
    depth = 0
    while True:
        parts.extend(lexer.parts_until('[]', in_quotes))
        char = lexer.char()
        if char == '':
            raise lexer.fail('end of file unexpected (expecting "]")', True)
        lexer.at += 1
        if char == ']' and depth == 0:
            return joined(parts)
        depth += 1 if char == '[' else -1
        parts.append(Literal(char, False))


def joined(parts: list[Part]) -> list[Part]:
    """The same, with neighbouring unquoted literals as one."""
    found: list[Part] = []
    text = ''
    for part in parts:
        if isinstance(part, Literal) and not part.quoted:
            text += part.text
            continue
        if text != '':
            found.append(Literal(text, False))
            text = ''
        found.append(part)
    if text != '':
        found.append(Literal(text, False))
    return found


def old_arithmetic(lexer: Any) -> Part:
    """$[ expression ]; the lexer is at the dollar."""
    lexer.at += 1
    parts: list[Part] = [
        Literal(part.text, True) if isinstance(part, Literal) else part for part in bracketed(lexer, True)
    ]
    return Arithmetic(parts)


def is_indirect(source: str, at: int) -> bool:
    """Whether the ! of ${! at this position is indirection: a name or a position follows, or `#}`."""
    following = source[at + 1 : at + 2]
    return (
        name_at(source, at + 1) != ''
        or (following != '' and following in '123456789')
        or source.startswith('#}', at + 1)
    )


def read_braced(lexer: Any, part: Parameter, in_quotes: bool) -> bool:
    """What may follow the name in ${name: a subscript, or a form without an operator of POSIX. Whether the expansion is
    complete, with its brace."""
    if lexer.char() == '[' and (name_at(part.name, 0) != ''):
        _subscript(lexer, part, in_quotes)
    if part.indirect:
        part.is_bash = True
        return _names(lexer, part)
    source = lexer.source
    letter = source[lexer.at + 1 : lexer.at + 2]
    if (
        lexer.char() == '@'
        and letter != ''
        and letter in TRANSFORMATIONS
        and source[lexer.at + 2 : lexer.at + 3] == '}'
    ):
        part.op = '@' + letter
        part.is_bash = True
        lexer.at += 3
        return True
    return False


def _subscript(lexer: Any, part: Parameter, in_quotes: bool) -> None:
    part.is_bash = True
    each = lexer.source[lexer.at + 1 : lexer.at + 3]
    if each in ('@]', '*]'):
        part.each = each[0]
        lexer.at += 3
    else:
        line = lexer.line
        part.subscript = Word(bracketed(lexer, in_quotes), line)


def _names(lexer: Any, part: Parameter) -> bool:
    """${!prefix*}, ${!prefix@} and ${!name[@]}."""
    char = lexer.char()
    if part.each != '' and char == '}':
        part.op = 'keys'
        part.indirect = False
        lexer.at += 1
        return True
    if char != '' and char in '*@' and part.subscript is None and lexer.source[lexer.at + 1 : lexer.at + 2] == '}':
        part.op = 'names' + char
        part.indirect = False
        lexer.at += 2
        return True
    return False


def process_substitution(lexer: Any) -> Part:
    """<( list ) or >( list ); the lexer is at the < or >."""
    op = lexer.char()
    lexer.at += 2
    return ProcessSubstitution(op, lexer.body_in_parentheses())
