"""The forms of arguments of a confined program's system calls: each value is checked before a call sees it.

A value of the wrong type raises BadMessage; one that this process may not use raises NotAllowed with an errno. Knows the
process table, to tell the process's own descendants from others. Must not know messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.ipc.datagram import BROADCAST, MULTICAST_LOOP, ONLY_V6, REUSE_ADDRESS, REUSE_PORT
from runtime_py.ipc.termios import NCCS, Termios
from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import EBADF, EINVAL, EPERM
from runtime_py.platform.maps import Map
from runtime_py.platform.numbers import is_integer
from runtime_py.resources.limits import DESCRIPTORS, UNLIMITED, Bounds
from runtime_py.sys.accounts import MOST_LIMITS
from runtime_py.sys.children import SpawnRequest
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.layout import PGID, PID, PPID
from runtime_py.sys.limits import bounds_of
from runtime_py.sys.messages.codec import BadMessage
from runtime_py.sys.messages.records import MARK
from runtime_py.sys.signals import HIGHEST
from runtime_py.vfs.fdtable import CAPACITY as MOST_DESCRIPTORS
from runtime_py.vfs.watch import LARGE_CAPACITY

MOST_TEXT = 1_000_000
MOST_FDS = 1024
MOST_WATCHED = 200_000
SPAWN_FIELDS = 14
_EXACT = 9007199254740991
_INT_LEAST = -0x80000000
_INT_MOST = 0x7FFFFFFF
_LEAST_CAPACITY = 4096
_ADDRESS_OCTETS = 16
_SOCKET_FLAGS = [REUSE_ADDRESS, REUSE_PORT, ONLY_V6, BROADCAST, MULTICAST_LOOP]


class NotAllowed(Exception):
    def __init__(self, number: int) -> None:
        super().__init__(f'errno {number}')
        self.number = number


def integer(value: Any, least: float, most: float) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not is_integer(value):
        raise BadMessage('an argument is no integer')
    if value < least or value > most:
        raise BadMessage('an argument is out of range')
    return int(value)


def number(value: Any) -> float:
    """A time may have a fraction; none is beyond what integers can count, nor infinite, nor NaN."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not -_EXACT <= value <= _EXACT:
        raise BadMessage('an argument is no number')
    return value


def _bound(value: Any) -> float:
    return UNLIMITED if value == UNLIMITED else integer(value, 0, _EXACT)


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadMessage('an argument is neither true nor false')
    return value


def text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MOST_TEXT:
        raise BadMessage('an argument is no text')
    return value


def path(value: Any) -> str:
    if '\0' in text(value):
        raise NotAllowed(EINVAL)
    return text(value)


def items(value: Any, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise BadMessage('an argument is no list, or too long')
    return value


def texts(value: Any) -> list[str]:
    """As argv and the environment, which have no NUL."""
    return [path(item) for item in items(value, MOST_TEXT)]


def octets(value: Any) -> Bytes:
    if value is None or isinstance(value, (bool, int, float, str, list)):
        raise BadMessage('an argument is no octets')
    found: Bytes = value
    return found


def _descriptor(value: Any) -> int:
    """-1 stands for none in some calls."""
    found = integer(value, _INT_LEAST, _INT_MOST)
    if found < -1 or found >= MOST_DESCRIPTORS:
        raise NotAllowed(EBADF)
    return found


def _moment(value: Any) -> list[int]:
    found = items(value, 2)
    if len(found) != 2:
        raise BadMessage('a time has two parts')
    return [integer(part, -_EXACT, _EXACT) for part in found]


def _moves(value: Any) -> list[list[str]]:
    moves = [[path(part) for part in items(move, 2)] for move in items(value, MOST_TEXT)]
    if len([move for move in moves if len(move) != 2]) > 0:
        raise BadMessage('a move has two paths')
    return moves


def _address(value: Any) -> list[int]:
    found = items(value, _ADDRESS_OCTETS)
    if len(found) != _ADDRESS_OCTETS:
        raise BadMessage('an address has 16 octets')
    return [integer(octet, 0, 255) for octet in found]


def _termios(value: Any) -> Termios:
    fields = items(value, 7)
    if len(fields) != 7 or fields[0] != MARK or fields[1] != 'termios' or len(items(fields[6], NCCS)) != NCCS:
        raise BadMessage('no attributes of a terminal')
    modes = [integer(field, _INT_LEAST, _INT_MOST) for field in fields[2:6]]
    return Termios(modes[0], modes[1], modes[2], modes[3], [integer(item, 0, 255) for item in fields[6]])


def _watched(value: Any) -> list[int]:
    found = items(value, MOST_WATCHED)
    if len(found) % 2 != 0:
        raise BadMessage('a descriptor without events')
    return [integer(item, _INT_LEAST, _INT_MOST) for item in found]


def _pids(value: Any) -> list[int]:
    return [integer(item, 0, _INT_MOST) for item in items(value, SLOTS)]


def _socket_flag(value: Any) -> int:
    found = integer(value, 0, _INT_MOST)
    if found not in _SOCKET_FLAGS:
        raise NotAllowed(EINVAL)
    return found


class Forms:
    """The forms that depend on the process are methods."""

    def __init__(self, context: ProcessContext) -> None:
        self.context = context
        self.processes = context.processes
        self._checks: Map[str, Callable[[Any], Any]] = Map(
            [
                ['fd', _descriptor],
                ['int', lambda value: integer(value, _INT_LEAST, _INT_MOST)],
                ['size', lambda value: integer(value, -1, _EXACT)],
                ['offset', lambda value: integer(value, -_EXACT, _EXACT)],
                ['time', number],
                ['bound', _bound],
                ['moment', _moment],
                ['flag', flag],
                ['path', path],
                ['text', text],
                ['texts', texts],
                ['moves', _moves],
                ['octets', octets],
                ['address', _address],
                ['address?', lambda value: None if value is None else _address(value)],
                ['termios', _termios],
                ['watched', _watched],
                ['pids', _pids],
                ['signal', lambda value: integer(value, 0, HIGHEST)],
                ['place', lambda value: integer(value, 0, MOST_LIMITS - 1)],
                ['short', lambda value: integer(value, 0, 65535)],
                ['capacity', lambda value: integer(value, _LEAST_CAPACITY, LARGE_CAPACITY)],
                ['socket flag', _socket_flag],
                ['child', lambda value: self._below(integer(value, 0, _INT_MOST))],
                ['target', lambda value: self._target(integer(value, _INT_LEAST, _INT_MOST))],
                ['group', lambda value: self._group(integer(value, 0, _INT_MOST))],
                ['spawn', lambda value: self._spawn(value)],
            ]
        )

    def check(self, form: str, value: Any) -> Any:
        """The argument as the call takes it. Raises BadMessage or NotAllowed."""
        found = self._checks.get(form)
        if found is None:
            raise BadMessage(f'no form {form}')
        return found(value)

    # which processes are its own

    def is_below(self, slot: int) -> bool:
        """Whether a process is this one, or was started by it or by one below it."""
        for _ in range(SLOTS):
            if slot < 0 or slot == 0:
                return False
            if slot == self.context.slot:
                return True
            slot = self.processes.find(self.processes.get(slot, PPID))
        return False

    def _below(self, pid: int) -> int:
        """A process that isn't there is left to the call."""
        slot = self.context.slot if pid == 0 else self.processes.find(pid)
        if slot >= 0 and not self.is_below(slot):
            raise NotAllowed(EPERM)
        return pid

    def _members(self, pgid: int) -> list[int]:
        return [
            slot
            for slot in range(1, SLOTS)
            if self.processes.is_process(slot) and self.processes.get(slot, PGID) == pgid
        ]

    def _target(self, pid: int) -> int:
        """Whom a signal goes to: a group only if all its members are below."""
        if pid > 0:
            return self._below(pid)
        members = self._members(self.context.own_pgid() if pid == 0 else -pid)
        if len([slot for slot in members if not self.is_below(slot)]) > 0:
            raise NotAllowed(EPERM)
        return pid

    def _group(self, pgid: int) -> int:
        """A group that is to be made, or has a member below."""
        leader = self.context.slot if pgid == 0 else self.processes.find(pgid)
        if leader >= 0 and self.is_below(leader):
            return pgid
        if len([slot for slot in self._members(pgid) if self.is_below(slot)]) == 0:
            raise NotAllowed(EPERM)
        return pgid

    def _spawn(self, value: Any) -> SpawnRequest:
        """As spawn_fields of transport.py. A child gets no limit above ours, and no better priority."""
        fields = items(value, SPAWN_FIELDS)
        if len(fields) != SPAWN_FIELDS:
            raise BadMessage('no request for a child')
        pgid = integer(fields[5], -1, _INT_MOST)
        request = SpawnRequest(
            path(fields[0]),
            texts(fields[1]),
            texts(fields[2]),
            path(fields[3]),
            [_descriptor(fd) for fd in items(fields[4], MOST_FDS)],
            pgid if pgid <= 0 else self._group(pgid),
        )
        request.new_session = flag(fields[6])
        request.search = request.env if fields[7] is None else texts(fields[7])
        request.umask = integer(fields[8], -1, 0o777)
        request.open_files = None if fields[9] is None else self._open_files(fields[9])
        request.nice = integer(fields[10], 0, 40)
        request.policy = text(fields[11])
        request.limits = [self._limit(item) for item in items(fields[12], MOST_LIMITS)]
        request.ignored = [integer(item, 1, HIGHEST) for item in items(fields[13], HIGHEST)]
        return request

    def _open_files(self, value: Any) -> list[int]:
        found = [integer(item, 0, MOST_DESCRIPTORS) for item in items(value, 2)]
        if len(found) != 2:
            raise BadMessage('a limit has two parts')
        most = int(bounds_of(self.context, self.context.slot, DESCRIPTORS).hard)
        return [min(each, most) for each in found]

    def _limit(self, value: Any) -> tuple[int, Bounds]:
        fields = items(value, 3)
        if len(fields) != 3:
            raise BadMessage('a limit has a place and two bounds')
        place = integer(fields[0], 0, MOST_LIMITS - 1)
        found = Bounds(_bound(fields[1]), _bound(fields[2]))
        if found.problem(bounds_of(self.context, self.context.slot, place)) != '':
            raise NotAllowed(EPERM)
        return (place, found)

    def own_pids(self) -> list[int]:
        """Of this process and those below it."""
        return [
            self.processes.get(slot, PID)
            for slot in range(1, SLOTS)
            if self.processes.is_process(slot) and self.is_below(slot)
        ]
