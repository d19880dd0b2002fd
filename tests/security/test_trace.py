"""Facts keep their order, once each, up to a bound."""

from runtime_py.security.areas import HOME, SECRETS
from runtime_py.security.trace import HOST, MOST, READ, START, Trace
from runtime_py.security.who import Who


def make():
    return Trace(Who('x', '', True))


def test_order():
    trace = make()
    assert trace.saw(HOST, 'a:1')
    assert not trace.saw(HOST, 'a:1')
    assert trace.saw(READ, '/a')
    assert trace.place(HOST, 'a:1') < trace.place(READ, '/a')
    assert trace.place(READ, '/b') == -1
    assert trace.things(HOST) == ['a:1']
    assert not trace.saw('nonsense', 'x')


def test_bound():
    trace = make()
    for k in range(MOST + 20):
        trace.saw(HOST, f'h{k}:1')
    assert len(trace.things(HOST)) == MOST


def test_areas_and_habits():
    trace = make()
    assert trace.saw_areas(1 << SECRETS, 1 << HOME)
    assert not trace.saw_areas(1 << SECRETS, 0)
    assert trace.has_read(SECRETS)
    assert not trace.has_written(SECRETS)
    trace.saw(START, '/usr/bin/tar')
    assert trace.habits() == ['start tar', 'read secrets', 'write files outside of the project']
