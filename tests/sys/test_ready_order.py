"""The order in which ready descriptors are served."""

from __future__ import annotations

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.bytes import alloc, encode
from runtime_py.platform.memory import create
from runtime_py.sys.machine import create_machine
from runtime_py.sys.ready_order import ReadyOrder
from runtime_py.sys.system import System
from runtime_py.sys.watching import Watch


def watch_of(fd: int) -> Watch:
    found = Watch(lambda watch: None, lambda: 0, [], POLLIN, lambda events: None)
    found.fd = fd
    return found


def order(rule: ReadyOrder, ready: list[Watch], watched: list[Watch], ages: list[int]) -> str:
    """The numbers of the descriptors as they are served; `ages` by number."""
    return ' '.join([str(watch.fd) for watch in rule.arrange(ready, watched, lambda each: ages[each.fd])])


def test_what_was_ready_first_is_first() -> None:
    rule = ReadyOrder()
    watches = [watch_of(fd) for fd in range(4)]
    assert order(rule, [], watches, []) == ''
    assert order(rule, [watches[0], watches[2], watches[3]], watches, [5, 0, 9, 7]) == '2 3 0'
    # those that were served are looked at first again, in that order
    assert order(rule, watches, watches, [5, 99, 9, 7]) == '2 3 0 1'
    assert order(rule, [watches[3], watches[1]], watches, [0, 1, 2, 50]) == '3 1'


def test_what_is_watched_for_the_first_time_is_last() -> None:
    rule = ReadyOrder()
    old = watch_of(7)
    assert order(rule, [], [old], []) == ''
    fresh = watch_of(1)
    assert order(rule, [fresh, old], [fresh, old], [0, 90, 0, 0, 0, 0, 0, 3]) == '7 1'
    # a descriptor stays known when its watch is replaced, until it is closed
    again = watch_of(1)
    old.is_new = False
    assert order(rule, [], [], []) == ''
    assert order(rule, [old, again], [old, again], [0, 90, 0, 0, 0, 0, 0, 3]) == '1 7'
    rule.forget(1)
    assert order(rule, [], [], []) == ''
    assert order(rule, [watch_of(1), old], [old], [0, 90, 0, 0, 0, 0, 0, 3]) == '7 1'


async def test_a_reactor_goes_by_when_the_bytes_came() -> None:
    system = System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: None)
    pipes = [system.pipe() for _ in range(3)]
    seen: list[int] = []
    buffer = alloc(8)

    def reader(number: int) -> None:
        def read(events: int) -> None:
            seen.append(number)
            system.read(pipes[number][0], buffer, 0, 8)

        system.reactor.add(pipes[number][0], POLLIN, read)

    for k in range(3):
        reader(k)
    system.reactor.on_wake = lambda: None
    assert len(system.reactor.take_ready()) == 0
    for k in [2, 0, 1, 2, 0]:  # later bytes don't change when it became ready
        system.write(pipes[k][1], encode('x'), 0, 1)
    for call in system.reactor.take_ready():
        call()
    assert seen == [2, 0, 1]
