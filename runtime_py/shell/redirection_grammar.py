"""Reads redirections (POSIX XCU 2.7): their descriptor, operator and word."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.ast import Literal, Redirection, Word
from runtime_py.shell.scanner import REDIRECTIONS, name_at


def read_redirection(parser: Any) -> Redirection | None:
    """The redirection here; None, and nothing consumed, when there is none."""
    lexer = parser.lexer
    lexer.skip_blanks()
    end = lexer.at
    while end < len(lexer.source) and '0' <= lexer.source[end] <= '9':
        end += 1
    start = lexer.at
    digits = lexer.source[start:end]
    variable = ''
    if lexer.bash and lexer.char() == '{':
        variable = name_at(lexer.source, start + 1)
        after = start + 1 + len(variable)
        if variable != '' and lexer.source[after : after + 1] == '[':  # {NAME[1]}>&-
            close = lexer.source.find(']', after)
            variable += lexer.source[after : close + 1] if close > 0 else ''
        if variable == '' or lexer.source[start + 1 + len(variable) : start + 3 + len(variable)] not in (
            '}<',
            '}>',
        ):
            return None
        end = start + 2 + len(variable)
    if digits != '' and lexer.source[end : end + 1] not in ('<', '>'):
        return None
    lexer.at = end
    op = lexer.operator()
    if op not in REDIRECTIONS:
        lexer.at = start
        return None
    lexer.take(op)
    lexer.skip_blanks()
    word_start = lexer.at
    word = lexer.word()
    if word is None:
        raise parser.fail()
    found = Redirection('<<' if op == '<<-' else op, int(digits) if digits != '' else -1, word)
    found.variable = variable
    if op == '<<' or op == '<<-':
        lexer.document_word(word, word_start, found, op == '<<-')
        found.word = Word([Literal('', True)], lexer.line)
    return found
