"""A process that tells something and ends at once is heard; one that lies about it ends all the same."""

from __future__ import annotations

from runtime_py.kernel.last_words import LIMIT_MS, LastWords
from runtime_py.platform.memory import create
from runtime_py.sys.layout import SEEN_TOLD, entry
from runtime_py.sys.machine import create_machine


class Desk:
    def __init__(self) -> None:
        self.memory = create_machine(create(4194304, 134217728)).memory
        self.timers: list = []
        self.looks = 0
        self.words = LastWords(self.memory, lambda ms, call: self.timers.append([ms, call]), lambda: self.look())
        self.words.begin(3)

    def look(self) -> None:
        self.looks += 1

    def tell(self, count: int) -> None:
        self.memory.i32[(entry(3) >> 2) + SEEN_TOLD] = count


def test_it_waits_for_what_was_sent() -> None:
    desk = Desk()
    assert not desk.words.awaits(3)
    desk.tell(2)
    assert desk.words.awaits(3) and desk.words.awaits(3)
    desk.words.hear(3)
    assert desk.looks == 0 and desk.words.awaits(3)
    desk.words.hear(3)
    assert desk.looks == 1 and not desk.words.awaits(3)
    assert len(desk.timers) == 1 and desk.timers[0][0] > LIMIT_MS


def test_another_process_in_the_slot_begins_anew() -> None:
    desk = Desk()
    desk.words.hear(3)
    desk.words.begin(3)
    desk.tell(1)
    assert desk.words.awaits(3)
