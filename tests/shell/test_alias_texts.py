"""Aliases while a source is parsed: what is replaced, and how far."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.shell.parser import Parser
from tests.shell.machine_support import Box


def texts_of(source: str, aliases: list) -> list:
    """The words of the first command."""
    parser = Parser(source, Map(aliases))
    command = parser.program().items[0].pipelines[0].commands[0]
    return [word.literal() for word in command.words]


def test_the_first_word_and_what_follows_a_blank() -> None:
    assert texts_of('l x', [['l', 'ls -l']]) == ['ls', '-l', 'x']
    assert texts_of('x l', [['l', 'ls -l']]) == ['x', 'l']
    assert texts_of('s l l', [['s', 'sudo '], ['l', 'ls']]) == ['sudo', 'ls', 'l']
    assert texts_of('s t l x', [['s', 'sudo '], ['t', 'time '], ['l', 'ls']]) == ['sudo', 'time', 'ls', 'x']


def test_no_alias_within_itself() -> None:
    assert texts_of('ls x', [['ls', 'ls -l']]) == ['ls', '-l', 'x']
    assert texts_of('a', [['a', 'b 1'], ['b', 'a 2']]) == ['a', '2', '1']
    assert texts_of('a a', [['a', 'a ']]) == ['a', 'a']


async def test_aliases_of_a_line_before() -> None:
    assert await Box().out("alias e='echo '\nalias w=word\ne w w; \\e x") == 'word w\nsh: 3: e: not found\n[127]'
