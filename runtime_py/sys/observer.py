"""A front that notes what a process does, for the monitor of behaviour (security/monitor.py), and restrains it when the
kernel says so: kinds of files, hosts, links, executables. It sees calls that open, remove, connect and start; never a
read or a write.

What is counted lies in the process's entry of the table, where the kernel finds it even if the process ends at once.
`tell` gets only what is rare, and each thing once. A program can bypass it by writing to the shared memory, as it can
bypass everything in its own worker (SECURITY.md). Must not know what is suspicious."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.ipc.hosts import host_number
from runtime_py.platform.atomics import add, load, wait
from runtime_py.platform.bytes import decode
from runtime_py.platform.clock import now_ms
from runtime_py.platform.errno import EACCES
from runtime_py.platform.layers import method_of, put_layer
from runtime_py.platform.maps import Map, Set
from runtime_py.security.actions import ALLOW, CONNECT
from runtime_py.security.areas import (
    AREAS,
    HOME,
    OUTPUT,
    POLICY,
    PROGRAMS,
    PROJECT,
    SCRATCH,
    SECRETS,
    SETTINGS,
    STARTUP,
    SYSTEM,
    Areas,
    Surroundings,
)
from runtime_py.security.objects import clean_path
from runtime_py.security.patterns import host_text
from runtime_py.security.policy import Decision, Policy
from runtime_py.security.reading import BadPolicy
from runtime_py.security.restriction import DENIED, SLOWED
from runtime_py.security.scrambled import is_packed_name
from runtime_py.security.subject import Subject
from runtime_py.security.trace import EXECUTABLE, HOST, LINK, READ, WRITE
from runtime_py.security.writing import read_confinement
from runtime_py.sys.children import SpawnRequest
from runtime_py.sys.layout import (
    AREA,
    FIREWALL,
    RESTRAINT,
    SEEN_READ,
    SEEN_REMOVED,
    SEEN_WRITTEN,
    SEEN_WRITTEN_FILES,
    entry,
)
from runtime_py.vfs.flags import O_ACCMODE, O_CREAT, O_TRUNC

FIREWALL_POLICY = '/var/lib/terrarium/firewall.policy'
REWRITTEN = 'rewritten'  # told of: the last files that it wrote, a line each
SLOW_MS = 40.0
# calls that wait while the process is slowed; the kernel lets those of a confined one wait (messages/server.py)
RESTRAINED = [
    'open',
    'open_wait',
    'write_file',
    'truncate',
    'rename',
    'rename_all',
    'link',
    'chmod',
    'fchmod',
    'chown',
    'lchown',
    'mknod',
    'try_copy',
    'unlink',
    'symlink',
    'socket_connect',
    'spawn',
]
_SEEN = ['read_file']  # and those that are only looked at
_CHANGING = O_CREAT | O_TRUNC
_FIRST_REPORT = 20  # files replaced; then at twice as many each time
_REMOVED_LEAST = 10
_BORN = 16  # seconds, then nanoseconds, in what lstat fills (rooms/sys.md)
_KEPT_PATHS = 16
_TOLD_MOST = 12  # paths of one kind
_HOSTS_MOST = 64
_TOLD_READS = [SECRETS, SETTINGS, HOME]
_TOLD_WRITES = [SECRETS, SETTINGS, HOME, STARTUP, PROGRAMS, POLICY, SYSTEM]
_FILES_OF_USER = [PROJECT, SECRETS, SETTINGS, HOME]


class Observer:
    """`tell(what, thing)`: `what` is a kind of fact of security/trace.py, or REWRITTEN. `refuse(host, decision)` hears
    what the firewall denied."""

    def __init__(
        self,
        system: Any,
        around: Surroundings,
        subject: Subject,
        tell: Callable[[str, str], None],
        refuse: Callable[[str, Decision], None],
    ) -> None:
        self._system = system
        self._words = system.memory.i32
        self._entry = entry(system.slot) >> 2
        self._subject = subject
        self._tell = tell
        self._refuse = refuse
        self._areas = Areas(around, method_of(system, 'absolute'))
        self._exists = method_of(system, 'exists')
        self._lstat = method_of(system, 'lstat')
        self._readlink = method_of(system, 'readlink')
        self._status = [0.0 for _ in range(18)]
        self._began = now_ms()
        self._outside_name = method_of(system, 'outside_name')
        self._read_file = method_of(system, 'read_file')
        self._told: Set[str] = Set()
        self._told_of: Map[str, int] = Map()
        self._paths: list[str] = []
        self._replaced = 0
        self._next_report = _FIRST_REPORT
        self._firewall: Policy | None = None
        self._firewall_version = 0
        self._tells_reads = [area in _TOLD_READS for area in range(AREAS)]
        self._tells_writes = [area in _TOLD_WRITES for area in range(AREAS)]
        self._counts_writes = [area in _FILES_OF_USER for area in range(AREAS)]

    def put(self) -> None:
        system = self._system
        wraps: Map[str, Callable[[Callable[..., Any]], Callable[..., Any]]] = Map(
            [
                ['open', lambda inner: self._opening(inner)],
                ['open_wait', lambda inner: self._opening(inner)],
                ['read_file', lambda inner: self._reading(inner)],
                ['write_file', lambda inner: self._writing(inner)],
                ['truncate', lambda inner: self._changing(inner, 0)],
                ['rename', lambda inner: self._renaming(inner)],
                ['rename_all', lambda inner: self._moving(inner)],
                ['link', lambda inner: self._changing(inner, 1)],
                ['try_copy', lambda inner: self._copying(inner)],
                ['unlink', lambda inner: self._removing(inner)],
                ['symlink', lambda inner: self._linking(inner)],
                ['chmod', lambda inner: self._permitting(inner)],
                ['fchmod', lambda inner: self._permitting_open(inner)],
                ['chown', lambda inner: self._owning(inner)],
                ['lchown', lambda inner: self._owning(inner)],
                ['mknod', lambda inner: self._owning(inner)],
                ['socket_connect', lambda inner: self._connecting(inner)],
                ['spawn', lambda inner: self._starting(inner)],
            ]
        )
        methods: Map[str, Callable[..., Any]] = Map()
        for name in [*RESTRAINED, *_SEEN]:
            methods.set(name, wraps.get(name)(method_of(system, name)))
        put_layer(system, methods)

    # files

    def _area(self, path: str) -> int:
        return self._areas.of(path)

    def _saw_read(self, path: str) -> None:
        area = self._area(path)
        bit = 1 << area
        seen = self._words[self._entry + SEEN_READ]
        if (seen & bit) == 0:
            self._words[self._entry + SEEN_READ] = seen | bit
        if self._tells_reads[area]:
            self._tell_once(READ, self._areas.full(path))

    def _was_there(self, path: str) -> bool:
        """Whether a file of the user is about to be replaced."""
        return self._counts_writes[self._area(path)] and self._exists(path)

    def _saw_write(self, path: str, was_there: bool) -> None:
        area = self._area(path)
        bit = 1 << area
        seen = self._words[self._entry + SEEN_WRITTEN]
        if (seen & bit) == 0:
            self._words[self._entry + SEEN_WRITTEN] = seen | bit
        if self._counts_writes[area]:
            self._count_write(path, was_there)
        if self._tells_writes[area]:
            self._tell_once(WRITE, self._areas.full(path))

    def _count_write(self, path: str, was_there: bool) -> None:
        """What replaces a file is looked at; and what is new, once many others were removed."""
        add(self._words, self._entry + SEEN_WRITTEN_FILES, 1)
        if is_packed_name(path) or not (was_there or self._words[self._entry + SEEN_REMOVED] >= _REMOVED_LEAST):
            return
        self._replaced += 1
        self._paths.append(self._areas.full(path))
        if len(self._paths) > _KEPT_PATHS:
            self._paths.pop(0)
        if self._replaced >= self._next_report:
            self._next_report = self._replaced * 2
            self._tell(REWRITTEN, '\n'.join(self._paths))

    def _tell_once(self, what: str, thing: str) -> None:
        key = f'{what} {thing}'
        if self._told.has(key):
            return
        count = (self._told_of.get(what) or 0) + 1
        if count <= (_HOSTS_MOST if what == HOST else _TOLD_MOST):
            self._told.add(key)
            self._told_of.set(what, count)
            self._tell(what, thing)

    def _opening(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: str, flags: int, mode: int = 0o666) -> Any:
            writes = (flags & O_ACCMODE) != 0 or (flags & _CHANGING) != 0
            if self._words[self._entry + RESTRAINT] >= SLOWED and self._is_denied(path, writes):
                return -EACCES
            was_there = writes and self._was_there(path)
            found = inner(path, flags, mode)
            if found >= 0:
                if writes:
                    self._saw_write(path, was_there)
                    if (mode & 0o111) != 0 and (flags & O_CREAT) != 0:
                        self._tell_once(EXECUTABLE, self._areas.full(path))
                else:
                    self._saw_read(path)
            return found

        return call

    def _reading(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: str, scratch: Any = None) -> Any:
            found = inner(path, scratch)
            if not isinstance(found, int):
                self._saw_read(path)
            return found

        return call

    def _writing(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: str, data: Any, mode: int = 0o666) -> Any:
            if self._words[self._entry + RESTRAINT] >= SLOWED and self._is_denied(path, True):
                return -EACCES
            was_there = self._was_there(path)
            found = inner(path, data, mode)
            if found >= 0:
                self._saw_write(path, was_there)
                if (mode & 0o111) != 0:
                    self._tell_once(EXECUTABLE, self._areas.full(path))
            return found

        return call

    def _changing(self, inner: Callable[..., Any], place: int) -> Callable[..., Any]:
        """A call of two arguments, which changes the path at `place`."""

        def call(one: Any, other: Any) -> Any:
            path = one if place == 0 else other
            if self._words[self._entry + RESTRAINT] >= SLOWED and self._is_denied(path, True):
                return -EACCES
            found = inner(one, other)
            if found >= 0:
                self._saw_write(path, place == 0)
                if place == 1:
                    self._saw_read(one)
            return found

        return call

    def _renaming(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        def call(old_path: str, new_path: str) -> Any:
            if self._words[self._entry + RESTRAINT] >= SLOWED and self._is_denied(new_path, True):
                return -EACCES
            was_there = self._was_there(new_path)
            found = inner(old_path, new_path)
            if found >= 0:
                self._saw_write(new_path, was_there)
            return found

        return call

    def _moving(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        """Many renames as one: all of them, or none."""

        def call(moves: list[list[str]]) -> Any:
            if self._words[self._entry + RESTRAINT] >= SLOWED:
                for move in moves:
                    if self._is_denied(move[1], True):
                        return -EACCES
            there = [self._was_there(move[1]) for move in moves]
            found = inner(moves)
            if found >= 0:
                for k, move in enumerate(moves):
                    self._saw_write(move[1], there[k])
            return found

        return call

    def _copying(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        """False lets the caller copy with the other calls, which are refused then."""

        def call(old_path: str, new_path: str, bits: int) -> Any:
            if self._words[self._entry + RESTRAINT] >= SLOWED and self._is_denied(new_path, True):
                return False
            was_there = self._was_there(new_path)
            found = inner(old_path, new_path, bits)
            if found:
                self._saw_read(old_path)
                self._saw_write(new_path, was_there)
            return found

        return call

    def _removing(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: str) -> Any:
            if self._words[self._entry + RESTRAINT] >= SLOWED and self._is_denied(path, True):
                return -EACCES
            is_older = self._counts_writes[self._area(path)] and self._is_older(path)
            found = inner(path)
            if found >= 0 and is_older:
                add(self._words, self._entry + SEEN_REMOVED, 1)
            return found

        return call

    def _is_older(self, path: str) -> bool:
        """Whether it was there before this program: what a program makes, it may remove."""
        status = self._status
        return self._lstat(path, status) >= 0 and status[_BORN] * 1000 + status[_BORN + 1] / 1000000 < self._began

    def _linking(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        def call(target: str, path: str) -> Any:
            if self._words[self._entry + RESTRAINT] >= SLOWED and self._is_denied(path, True):
                return -EACCES
            found = inner(target, path)
            if found >= 0:
                full = self._areas.full(path)
                aim = clean_path(target if target.startswith('/') else f'{full[: full.rfind("/")]}/{target}')
                if aim is not None and self._areas.of(aim) in [SECRETS, HOME, SYSTEM, SCRATCH]:
                    self._tell_once(LINK, aim)
            return found

        return call

    def _permitting(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: str, mode: int) -> Any:
            if self._words[self._entry + RESTRAINT] >= SLOWED and self._is_denied(path, True):
                return -EACCES
            found = inner(path, mode)
            if found >= 0:
                self._saw_mode(path, mode)
            return found

        return call

    def _permitting_open(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        def call(fd: int, mode: int) -> Any:
            path = self._readlink(f'/proc/self/fd/{fd}')
            path = path if isinstance(path, str) else ''
            if self._words[self._entry + RESTRAINT] >= SLOWED and self._is_denied(path, True):
                return -EACCES
            found = inner(fd, mode)
            if found >= 0 and path != '':
                self._saw_mode(path, mode)
            return found

        return call

    def _saw_mode(self, path: str, mode: int) -> None:
        if (mode & 0o111) != 0 and self._area(path) != OUTPUT:
            self._tell_once(EXECUTABLE, self._areas.full(path))

    def _owning(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        """A call of a path and two numbers."""

        def call(path: str, one: int, other: int) -> Any:
            if self._words[self._entry + RESTRAINT] >= SLOWED and self._is_denied(path, True):
                return -EACCES
            return inner(path, one, other)

        return call

    # hosts and programs

    def _connecting(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        def call(host: str, port: int, bound: int = -1) -> Any:
            if host_number(host) >= 0:
                return inner(host, port, bound)
            if self._words[self._entry + RESTRAINT] >= SLOWED and self._is_denied('', True):
                return -EACCES
            name = self._outside_name(host)
            thing = host_text(name if name != '' else host, port)
            if thing is not None:
                self._tell_once(HOST, thing)
                if not self._firewall_allows(thing):
                    return -EACCES
            return inner(host, port, bound)

        return call

    def _firewall_allows(self, thing: str) -> bool:
        """The kernel gives the firewall a new version with each change, 0 while it denies nothing."""
        version = load(self._words, (AREA >> 2) + FIREWALL)
        if version == 0:
            return True
        if version != self._firewall_version:
            content = self._read_file(FIREWALL_POLICY)
            try:
                found = read_confinement('' if isinstance(content, int) else decode(content)).policy()
            except BadPolicy:
                return False
            self._firewall = found
            self._firewall_version = version
        if self._firewall is None:
            return True
        decision = self._firewall.decide(self._subject, CONNECT, thing)
        if decision.effect == ALLOW:
            return True
        self._refuse(thing, decision)
        return False

    def _starting(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        def call(request: SpawnRequest) -> Any:
            if self._words[self._entry + RESTRAINT] >= SLOWED and self._is_denied('', True):
                return -EACCES
            return inner(request)

        return call

    # restraint

    def _is_denied(self, path: str, writes: bool) -> bool:
        """What is slowed waits here, unless the kernel does the call, which lets it wait (messages/server.py). Reading
        and temporary files are never denied: a program must be able to end in order."""
        word = self._entry + RESTRAINT
        level = load(self._words, word)
        if level == SLOWED and self._system.context.may_sleep:
            wait(self._words, word, level, SLOW_MS)
        if load(self._words, word) < DENIED or not writes:
            return False
        return path == '' or self._area(path) not in [SCRATCH, OUTPUT] or self._areas.full(path).startswith('/proc/')
