"""Assignments among a command's arguments."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.shell.ast import Simple
from runtime_py.shell.bash.keywords import with_keywords
from runtime_py.shell.parser import parse


def simple(text: str) -> Simple:
    command = parse(text, Map(), True).items[0].pipelines[0].commands[0]
    assert isinstance(command, Simple)
    return command


def test_they_are_taken_from_the_arguments() -> None:
    plain = simple('echo a b')
    assert with_keywords(plain) is plain
    made = with_keywords(simple('a=1 echo x b=$y z c='))
    assert [assignment.name for assignment in made.assignments] == ['a', 'b', 'c']
    assert [word.source for word in made.words] == ['echo', 'x', 'z']
    assert len(with_keywords(simple('echo "a=1"')).words) == 2
