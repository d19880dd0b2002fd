"""Which compiled modules are kept."""

from runtime_py.kernel.compiled_modules import MOST, TOTAL_BYTES, UNUSED_MS, CompiledModules


class Timers:
    def __init__(self):
        self.calls = []

    def later(self, delay, call):
        assert delay == UNUSED_MS
        self.calls.append(call)


def test_the_longest_unused_make_room():
    modules = CompiledModules(lambda delay, call: None)
    half = TOTAL_BYTES // 2
    modules.keep('a', half, 'A')
    modules.keep('b', half, 'B')
    modules.keep('a', half, 'A again')
    assert modules.count() == 2
    modules.keep('c', 1, 'C')
    assert modules.keys() == ['a', 'c']


def test_its_bound_can_be_set():
    modules = CompiledModules(lambda delay, call: None)
    modules.keep('a', 40, 'A')
    modules.keep('b', 40, 'B')
    modules.set_total(50)
    assert modules.keys() == ['b']
    modules.keep('c', 51, 'C')
    assert modules.keys() == ['b']
    modules.keep('b', 40, 'B again')
    assert modules.take_hit_bytes() == 40 and modules.take_hit_bytes() == 0


def test_too_large():
    modules = CompiledModules(lambda delay, call: None)
    modules.keep('a', 5, 'A')
    modules.keep('b', TOTAL_BYTES + 1, 'B')
    assert modules.keys() == ['a']


def test_many_small_ones():
    modules = CompiledModules(lambda delay, call: None)
    for number in range(MOST + 3):
        modules.keep(str(number), 1, number)
    assert modules.count() == MOST
    assert modules.keys()[0] == '3'


def test_one_timer_which_leaves_what_was_used():
    timers = Timers()
    modules = CompiledModules(lambda delay, call: timers.later(delay, call))
    modules.keep('a', 1, 'A')
    modules.keep('b', 1, 'B')
    assert len(timers.calls) == 1
    timers.calls[0]()
    assert modules.count() == 2
    assert len(timers.calls) == 2
