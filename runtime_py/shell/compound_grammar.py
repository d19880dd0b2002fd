"""The compound commands with parts between words (POSIX XCU 2.10): `if`, `case`, and what `for`, `select` and their
bodies have in common. Functions over the parser, whose methods read words, operators and lists."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.ast import Case, CaseItem, Command, If, List, Word
from runtime_py.shell.scanner import name_at


def if_clause(parser: Any, line: int) -> Command:
    clauses: list[list[List]] = []
    otherwise: List | None = None
    while True:
        condition = parser.body('then')
        parser.expect('then')
        clauses.append([condition, parser.body('fi')])
        if parser.accept('elif'):
            continue
        if parser.accept('else'):
            otherwise = parser.body('fi')
        parser.expect('fi')
        return If(clauses, otherwise, line)


def loop_head(parser: Any) -> tuple[str, list[Word] | None]:
    """`name` and `in words;`, of `for` and bash's `select`."""
    name = parser.peek_word()
    if name == '' or name_at(name, 0) != name:
        raise parser.lexer.fail('Bad for loop variable', parser.lexer.at_end())
    parser.lexer.at += len(name)
    words: list[Word] | None = None
    parser.newlines()
    if parser.accept('in'):
        words = []
        parser.lexer.skip_blanks()
        word = parser.lexer.word()
        while word is not None:
            words.append(word)
            parser.lexer.skip_blanks()
            word = parser.lexer.word()
        if parser.operator() not in (';', '\n'):
            raise parser.fail()
        parser.lexer.take(parser.operator())
    else:
        parser.accept_operator(';')
    return name, words


def loop_body(parser: Any) -> List:
    """`do ...; done`; in bash also `{ ...; }`."""
    parser.newlines()
    begin, end = ('{', '}') if parser.lexer.bash and parser.peek_word() == '{' else ('do', 'done')
    parser.expect(begin)
    body: List = parser.body(end if begin == 'do' else '')
    parser.expect(end)
    return body


def case_clause(parser: Any, line: int) -> Command:
    parser.lexer.skip_blanks()
    begin = parser.lexer.at
    word = parser.lexer.word()
    if word is None:
        raise parser.fail()
    text = parser.lexer.source[begin : parser.lexer.at]
    parser.newlines()
    parser.expect('in')
    items: list[CaseItem] = []
    parser.newlines()
    while not parser.accept('esac'):
        items.append(_case_item(parser))
        parser.newlines()
    found = Case(word, items, line)
    found.text = text
    return found


def _case_item(parser: Any) -> CaseItem:
    parser.accept_operator('(')
    patterns: list[Word] = []
    while True:
        parser.lexer.skip_blanks()
        pattern = parser.lexer.word()
        if pattern is None:
            raise parser.fail(')')
        patterns.append(pattern)
        if not parser.accept_operator('|'):
            break
    if not parser.accept_operator(')'):
        raise parser.fail(')')
    body = parser.list_until_closer()
    op = parser.operator()
    if op in (';;', ';&', ';;&'):
        parser.lexer.take(op)
    elif parser.peek_word() != 'esac':
        raise parser.fail(';;')
    return CaseItem(patterns, body, op)
