"""`if`, `case` and the parts of loops."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.shell.ast import Command
from runtime_py.shell.parser import parse
from runtime_py.shell.scanner import ShellSyntaxError
from tests.support import raises


def read(script: str, bash: bool = False) -> Command:
    return parse(script, Map(), bash).items[0].pipelines[0].commands[0]


def test_clauses_of_if() -> None:
    found = read('if a; then b; elif c; then d; else e; fi')
    assert len(found.clauses) == 2 and found.otherwise.items[0].text == 'e'
    assert read('if a; then b; fi').otherwise is None


def test_items_of_case() -> None:
    found = read('case $x in (a|b) c;; d) ;; *) e; esac')
    assert [len(item.patterns) for item in found.items] == [2, 1, 1]
    assert [len(item.body.items) for item in found.items] == [1, 0, 1]
    assert read('case x in esac').items == []


def test_words_of_a_loop() -> None:
    found = read('for n in a b; do c; done')
    assert found.name == 'n' and [word.literal() for word in found.words] == ['a', 'b']
    assert read('for n; do c; done').words is None
    assert read('for n in a; { c; }', True).body.items[0].text == 'c'


def message_of(script: str) -> str:
    try:
        read(script)
    except ShellSyntaxError as problem:
        return problem.message
    return ''


def test_what_is_missing() -> None:
    assert message_of('if a; then b;') == 'end of file unexpected (expecting "fi")'
    assert message_of('for n in a; do c;') == 'end of file unexpected (expecting "done")'
    assert message_of('for 1 in a; do c; done') == 'Bad for loop variable'
    assert message_of('case a b') != ''
    with raises(ShellSyntaxError):
        read('for n in a; { c; }')
