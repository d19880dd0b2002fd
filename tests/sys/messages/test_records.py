"""Objects as lists, and back."""

from __future__ import annotations

from runtime_py.ipc.termios import Termios, default_cc
from runtime_py.platform.lists import equal as same
from runtime_py.resources.limits import Bounds
from runtime_py.resources.reading import ProcessReading
from runtime_py.sys.children import Program
from runtime_py.sys.messages.codec import decode_value, encode_value
from runtime_py.sys.messages.records import MARK, flat, name_of, whole
from runtime_py.sys.usage import Split


def back(value):
    return whole(decode_value(encode_value(flat(value))))


def test_records_come_back() -> None:
    termios = back(Termios(1, 2, 3, -4, default_cc()))
    assert isinstance(termios, Termios) and termios.lflag == -4 and termios.cc == default_cc()
    found = back([Program(2, 'node', ['a', 'b'], '/x'), [Split(1.5, 2), Bounds(-1, 7)], None, 'text'])
    assert isinstance(found[0], Program) and found[0].argv == ['a', 'b'] and found[0].path == '/x'
    assert isinstance(found[1][0], Split) and found[1][0].user == 1.5 and found[1][1].hard == 7
    assert found[2] is None and found[3] == 'text'


def test_figures_of_a_process_come_back_whole() -> None:
    reading = ProcessReading(2, 1, 'node', 'script')
    reading.requests = 7.0
    found = back([reading])[0]
    assert isinstance(found, ProcessReading) and found.kind == 'script' and found.requests == 7


def test_other_lists_stay_lists() -> None:
    assert name_of('text') == '' and name_of(None) == '' and name_of(3) == ''
    for value in [[], ['a'], [MARK], [MARK, 'nothing such', 1], [[1], ['x', 2]]]:
        assert same(back(value), value)
