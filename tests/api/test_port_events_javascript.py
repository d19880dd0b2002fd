"""The events `port` and `server-ready` come in the order in which servers began."""

from __future__ import annotations

from runtime_py.api.events import Events
from runtime_py.api.port_events import PortEvents
from runtime_py.platform.clock import sleep
from runtime_py.platform.futures import Future


def make(log: list) -> PortEvents:
    events = Events(['error'])
    events.on('port', lambda port, kind, url: log.append(f'{kind} {port}'))
    events.on('server-ready', lambda port, url: log.append(f'ready {port}'))
    return PortEvents(events)


def test_at_once_without_a_way() -> None:
    log: list[str] = []
    ports = make(log)
    ports.tell(3000, 'open', 'http://a', None)
    assert ports.open_ports() == [3000] and log == ['open 3000', 'ready 3000']
    ports.tell(3000, 'close', 'http://a', None)
    assert ports.open_ports() == [] and log[-1] == 'close 3000'


async def test_later_events_wait() -> None:
    log: list[str] = []
    ports = make(log)
    way = Future()
    ports.tell(3000, 'open', 'http://a', way.wait())
    ports.tell(4000, 'open', 'http://b', None)
    assert log == []
    way.resolve(True)
    await way.wait()
    await sleep(0)
    assert [each for each in log if each.startswith('open')] == ['open 3000', 'open 4000']
