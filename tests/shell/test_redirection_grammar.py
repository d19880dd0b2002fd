"""How redirections are read."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.shell.ast import Redirection
from runtime_py.shell.parser import parse


def read(script: str, bash: bool = False) -> list[Redirection]:
    return parse(script, Map(), bash).items[0].pipelines[0].commands[0].redirections


def test_operators_and_descriptors() -> None:
    found = read('a <b 2>c 3>&1 >>d')
    assert [one.op for one in found] == ['<', '>', '>&', '>>']
    assert [one.fd for one in found] == [-1, 2, 3, -1]


def test_a_number_apart_is_a_word() -> None:
    assert len(read('a 2 >b')) == 1 and read('a 2 >b')[0].fd == -1


def test_bash_chooses_a_descriptor() -> None:
    assert read('exec {fd}>f', True)[0].variable == 'fd'
    assert read('exec {fd}>f')[0].variable == ''
