"""Message ports between threads."""

from __future__ import annotations

from runtime_py.platform.bytes import decode, encode
from runtime_py.sys.mailboxes import Letter
from tests.sys.call_support import Box


def test_a_letter_goes_to_the_other_end() -> None:
    system = Box().system
    here, there = system.make_channel(0, 0)
    assert here > 0 and there > 0 and system.take_mail() == []
    assert system.post_letter(here, Letter(encode('hello'), [], []))
    assert system.take_mail() == [there]
    letter = system.with_ports(lambda boxes: boxes.take(there))
    assert decode(letter.data) == 'hello' and not system.with_ports(lambda boxes: boxes.has_letter(there))
    system.with_ports(lambda boxes: boxes.close(there))
    assert system.post_letter(here, Letter(encode('lost'), [], []))


def test_numbers_and_single_ports() -> None:
    system = Box().system
    assert system.next_object_number() + 1 == system.next_object_number()
    assert system.make_port(0) > 0
