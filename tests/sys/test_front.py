"""Fronts before the table of system calls: accounting, policy and a transport; the owners know none of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.bytes import alloc, encode
from runtime_py.platform.errno import EACCES, ENOENT
from runtime_py.platform.maps import Map
from runtime_py.platform.memory import create
from runtime_py.sys.front import put_front
from runtime_py.sys.machine import create_machine
from runtime_py.sys.system import System
from runtime_py.sys.table import DESCRIPTORS, INPUT, LATER, OUTPUT, TABLE, WRITE, Call, call_named, owners

CREATE = 0o102


def fresh() -> System:
    return System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: None)


class Meter:
    """Accounting: counts calls, and the octets of those that read or write."""

    def __init__(self) -> None:
        self.calls = 0
        self.octets: Map[str, int] = Map()
        self.octets.set(INPUT, 0)
        self.octets.set(OUTPUT, 0)

    def wrap(self, call: Call, inner: Callable[..., Any]) -> Callable[..., Any] | None:
        moved = [name for name in call.resources if name in (INPUT, OUTPUT)]
        if call.blocks == LATER or (len(moved) == 0 and DESCRIPTORS not in call.resources):
            return None

        def counted(*args: Any) -> Any:
            self.calls += 1
            result = inner(*args)
            for name in moved:
                count = result if isinstance(result, int) else len(result)
                if count > 0:
                    self.octets.set(name, (self.octets.get(name) or 0) + count)
            return result

        return counted


class Policy:
    """Refuses calls that write below a folder, whatever their name."""

    def __init__(self, system: System, folder: str) -> None:
        self.system = system
        self.folder = folder
        self.refused: list[str] = []

    def wrap(self, call: Call, inner: Callable[..., Any]) -> Callable[..., Any] | None:
        if WRITE not in call.permissions:
            return None

        def asked(*args: Any) -> Any:
            for path in call.paths(list(args)):
                if (self.system.absolute(path) + '/').startswith(self.folder + '/'):
                    self.refused.append(call.name)
                    return -EACCES
            return inner(*args)

        return asked


class Transport:
    """Calls as messages, [name, arguments], and the side that answers them."""

    def __init__(self, answer: Callable[[str, list], Any]) -> None:
        self.answer = answer
        self.messages: list[str] = []

    def wrap(self, call: Call, inner: Callable[..., Any]) -> Callable[..., Any] | None:
        def sent(*args: Any) -> Any:
            self.messages.append(call.name)
            return self.answer(call.name, list(args))

        return sent


def test_accounting() -> None:
    system = fresh()
    meter = Meter()
    put_front(system, lambda call, inner: meter.wrap(call, inner))
    assert system.write_file('/f', encode('content')) == 7
    assert meter.calls == 1  # calls that write_file makes itself aren't counted again
    fd = system.open('/f', 2)
    assert system.read(fd, alloc(3), 0, 3) == 3
    assert system.read_file('/f') == encode('content')
    assert system.read_file('/g') == -ENOENT
    assert system.write(fd, encode('xy'), 0, 2) == 2
    assert meter.calls == 6
    assert meter.octets.get(INPUT) == 10 and meter.octets.get(OUTPUT) == 9
    assert system.close(fd) == 0 and meter.calls == 6


def test_a_policy() -> None:
    system = fresh()
    system.mkdir('/kept', 0o755)
    system.write_file('/kept/f', encode('content'))
    system.chdir('/kept')
    policy = Policy(system, '/kept')
    put_front(system, lambda call, inner: policy.wrap(call, inner))
    assert system.unlink('f') == -EACCES
    assert system.rename('/x', '/kept/g') == -EACCES
    assert system.rename_all([['/x', '/y'], ['/z', 'f']]) == -EACCES
    assert system.open('/kept/new', CREATE) == -EACCES
    assert system.mkdir('/other', 0o755) == 0
    assert system.read_file('f') == encode('content')
    assert policy.refused == ['unlink', 'rename', 'rename_all', 'open']


def test_a_transport() -> None:
    """A system whose calls another one performs, and which has no state of its own."""
    far = fresh()
    near = fresh()
    carried: Map[str, Callable[..., Any]] = Map()
    put_front(far, lambda call, inner: note(carried, call, inner))
    transport = Transport(lambda name, args: found(carried, name)(*args))
    put_front(near, lambda call, inner: transport.wrap(call, inner))
    assert near.write_file('/f', encode('far')) == 3
    assert far.read_file('/f') == encode('far')
    assert near.read_file('/f') == encode('far')
    assert near.getcwd() == '/'
    assert transport.messages == ['write_file', 'read_file', 'getcwd']


def note(carried: Map[str, Callable[..., Any]], call: Call, inner: Callable[..., Any]) -> None:
    carried.set(call.name, inner)


def found(carried: Map[str, Callable[..., Any]], name: str) -> Callable[..., Any]:
    call = carried.get(name)
    assert call is not None
    return call


def test_two_fronts_and_other_processes() -> None:
    """The front that was added last is called first; another System of the same machine has none."""
    system = fresh()
    other = System(system.machine, 0, '/', lambda launch: None)
    meter = Meter()
    policy = Policy(system, '/kept')
    put_front(system, lambda call, inner: meter.wrap(call, inner))
    put_front(system, lambda call, inner: policy.wrap(call, inner))
    assert system.write_file('/kept', encode('x')) == -EACCES and meter.calls == 0
    assert system.write_file('/f', encode('x')) == 1 and meter.calls == 1
    assert other.write_file('/kept', encode('x')) == 1 and meter.calls == 1
    assert isinstance(system, System)
    assert system.cwd == '/'


def test_rows() -> None:
    names = [call.name for call in TABLE]
    for name in names:
        assert names.count(name) == 1, name
    assert call_named('open').place('flags') == 1 and call_named('open').place('mode') == 2
    assert call_named('link').paths(['a', '/b']) == ['a', '/b'] and call_named('symlink').paths(['text', 'name']) == [
        'name'
    ]
    assert call_named('getcwd').names() == [] and call_named('getcwd').place('path') == -1
    assert len(owners()) > 10
    for call in TABLE:
        assert call.about != '' and call.gives != '', call.name
