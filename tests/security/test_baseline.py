"""What programs usually do is learned from several runs, kept as text, and bounded."""

from runtime_py.security.baseline import HABITS_MOST, PROGRAMS_MOST, RUNS, Baselines
from runtime_py.security.trace import HOST, Trace
from runtime_py.security.who import Who


def trace(name, hosts):
    made = Trace(Who(name, '', True))
    for host in hosts:
        made.saw(HOST, host)
    return made


def test_known_after_some_runs():
    baselines = Baselines()
    for k in range(RUNS):
        found = baselines.of('x')
        assert found is None or not found.is_known()
        baselines.learn(trace('x', ['a:1'] if k == 0 else []))
    known = baselines.of('x')
    assert known.is_known()
    assert known.departures(trace('x', ['a:1', 'b:1'])) == ['host b:1']
    assert known.departures(trace('x', ['a:1'])) == []


def test_much_is_many_times_more():
    baselines = Baselines()
    for _ in range(RUNS):
        one = trace('x', [])
        one.counts.written = 8
        baselines.learn(one)
    known = baselines.of('x')
    assert not known.is_much(80, known.written)
    assert known.is_much(81, known.written)


def test_text_and_back():
    baselines = Baselines()
    baselines.learn(trace('__proto__', ['a:1']))
    baselines.learn(trace('y', []))
    again = Baselines()
    assert again.load(baselines.text())
    assert again.text() == baselines.text()
    assert again.names() == ['__proto__', 'y']
    for text in [
        '',
        '{',
        '{}',
        '[1]',
        '[["x",-1,0,0,[]]]',
        '[["x",1,0,0,[["h"]]]]',
        '[["x",1.5,0,0,[]]]',
        '[["x",true,0,0,[]]]',
    ]:
        assert not again.load(text)
    assert again.names() == ['__proto__', 'y']
    assert again.forget('y')
    assert not again.forget('y')


def test_bounds():
    baselines = Baselines()
    for k in range(PROGRAMS_MOST + 5):
        baselines.learn(trace(f'p{k}', []))
    assert len(baselines.names()) == PROGRAMS_MOST
    assert baselines.of('p0') is None
    for k in range(HABITS_MOST + 50):
        baselines.learn(trace('many', [f'h{k}:1']))
    assert baselines.of('many').habits.size == HABITS_MOST
