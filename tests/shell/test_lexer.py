"""The parts of words, here-documents, $'...' and quoting, each by itself."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.shell.ast import Arithmetic, CommandSubstitution, DoubleQuoted, Literal, Parameter, Part
from runtime_py.shell.braces import expand_braces
from runtime_py.shell.dollar_quotes import DollarQuoted
from runtime_py.shell.heredoc import ends_in_backslash, without_quotes
from runtime_py.shell.lexer import Lexer
from runtime_py.shell.parser import Parser, parse
from runtime_py.shell.quoting import quoted, quoted_if_needed


def lexer(source: str) -> Lexer:
    return Parser(source, Map()).lexer


def shape(part: Part) -> str:
    if isinstance(part, Literal):
        return ('q:' if part.quoted else '') + part.text
    if isinstance(part, Parameter):
        return '$' + part.name + part.op
    if isinstance(part, DoubleQuoted):
        return '"' + ' '.join([shape(each) for each in part.parts]) + '"'
    if isinstance(part, CommandSubstitution):
        return '$()'
    return '$(())' if isinstance(part, Arithmetic) else '?'


def shapes(source: str) -> list[str]:
    word = lexer(source).word()
    return [] if word is None else [shape(part) for part in word.parts]


def test_parts_of_words() -> None:
    assert shapes('plain rest') == ['plain'] and shapes("a'b c'd") == ['a', 'q:b c', 'd']
    assert shapes('"x $y z"') == ['"q:x  $y q: z"']
    assert shapes('${x:-w}') == ['$x:-'] and shapes('$(echo a)') == ['$()'] and shapes('$((1+2))') == ['$(())']
    assert shapes('`date`') == ['$()'] and shapes(' a') == [] and shapes('$1$@') == ['$1', '$@']


def test_where_a_word_ends() -> None:
    for source, end in [['a;b', 1], ['a|b', 1], ['a b', 1], ['a\\ b', 4], ["'a;b'", 5], ['$(a;b) c', 6]]:
        found = lexer(source)
        found.word()
        assert found.at == end, source


def test_here_documents() -> None:
    tree = parse('cat <<A <<-"B"\none $x\nA\n\ttwo $x\n\tB\n', Map())
    redirections = tree.items[0].pipelines[0].commands[0].redirections
    assert [shape(part) for part in redirections[0].word.parts] == ['"q:one  $x q:\n"']
    assert [shape(part) for part in redirections[1].word.parts] == ['q:two $x\n']
    assert without_quotes('"a\\"b"\'c\'') == 'a"bc'
    assert ends_in_backslash('a\\') and not ends_in_backslash('a\\\\')


def test_dollar_quotes() -> None:
    found = DollarQuoted("a\\n\\x41\\101\\u00e9'rest", 0)
    assert found.text == 'a\nAAé' and found.end == len("a\\n\\x41\\101\\u00e9'")
    assert DollarQuoted('never ends', 0).end == -1 and DollarQuoted("a\\0b'", 0).text == 'a'


def test_quoting() -> None:
    assert quoted("it's") == "'it'\\''s'" and quoted_if_needed('a/b.c') == 'a/b.c'
    assert quoted_if_needed('a b') == "'a b'" and quoted_if_needed('') == "''"


def braces(source: str) -> list[str]:
    word = lexer(source).word()
    made = [] if word is None else expand_braces(word)
    return [''.join([shape(part) for part in each.parts]) for each in made]


def test_braces() -> None:
    assert braces('a{b,c}d') == ['abd', 'acd'] and braces('{1..3}') == ['1', '2', '3']
    assert braces('{3..1..2}') == ['3', '1'] and braces('{a..c}') == ['a', 'b', 'c']
    assert braces('{a}') == ['{a}'] and braces('{a,{b,c}}') == ['a', 'b', 'c'] and braces('a,b') == ['a,b']
