"""A policy before the table of system calls of one process. A process whose policy allows everything gets no front, and
pays nothing.

The objects of a call are compared with the policy after links are resolved. Before the call itself runs, another thread
may change a link, and memory is shared: so a front only binds programs that use system calls (SECURITY.md says which
boundary confines others). Must not know who is notified."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.errno import EACCES, ENOENT
from runtime_py.platform.layers import method_of
from runtime_py.security.actions import ALLOW, ASK, DENY
from runtime_py.security.actions import CONNECT as TO_CONNECT
from runtime_py.security.actions import EXECUTE as TO_EXECUTE
from runtime_py.security.actions import LISTEN as TO_LISTEN
from runtime_py.security.actions import READ as TO_READ
from runtime_py.security.actions import WRITE as TO_WRITE
from runtime_py.security.objects import OWN
from runtime_py.security.patterns import host_text
from runtime_py.security.policy import Decision, Policy
from runtime_py.security.subject import SCRIPT, Subject
from runtime_py.sys.children import SpawnRequest
from runtime_py.sys.front import put_front
from runtime_py.sys.policy_moves import Moves, carried
from runtime_py.sys.table import CONNECT, KERNEL, LISTEN, MOUNT, PATHS, READ, WRITE, Call
from runtime_py.vfs.flags import O_ACCMODE, O_CREAT, O_TRUNC, O_WRONLY

_CHANGING = O_CREAT | O_TRUNC
_MOST_LINKS = 40
# calls that only report whether a file exists and what it is: allowed for folders above readable paths, because
# otherwise nothing below them could be reached
_LOOKS = [
    'stat',
    'lstat',
    'exists',
    'presence',
    'mode_of',
    'access',
    'statfs',
    'realpath',
    'readlink',
    'chdir',
    'folder_of',
]
_SCRATCH = ['/tmp/', '/dev/', '/proc/']
_TOLD_OF_SCRIPTS = [TO_WRITE, TO_CONNECT, TO_LISTEN]
# calls on a name itself, which don't follow a link there
_OF_NAMES = [
    'lstat',
    'readlink',
    'mkdir',
    'mknod',
    'mkdtemp',
    'rmdir',
    'unlink',
    'symlink',
    'rename',
    'rename_all',
    'link',
    'lchown',
    'lutimes',
    'unix_bind',
]
# the requests that a confined process may send to the kernel; the kernel itself refuses others
QUESTIONS = ['sync', 'usage', 'confines', 'xdg-open', 'dev-server', 'code', 'audit.head', 'audit.note']


class PolicyFront:
    """`tell(action, object, decision)` hears of every decision that isn't `allow`, and of what an install script does
    outside of its folder. `ask` gives the effect of what must be asked: allow or deny."""

    def __init__(
        self,
        system: Any,
        policy: Policy,
        subject: Subject,
        tell: Callable[[str, str, Decision], None],
        ask: Callable[[str, str, Decision], str],
    ) -> None:
        self.system = system
        self.policy = policy
        self.subject = subject
        self._tell = tell
        self._ask = ask
        self._is_script = subject.kind == SCRIPT
        self._own = f'/proc/{system.pid}'
        self._realpath = method_of(system, 'realpath')
        self._readlink = method_of(system, 'readlink')
        self._exists = method_of(system, 'exists')
        self._absolute = method_of(system, 'absolute')
        self._resolve_program = method_of(system, 'resolve_program')
        self._outside_name = method_of(system, 'outside_name')
        self._moves = Moves(policy, subject, method_of(system, 'readdir_types'))

    def put(self) -> None:
        put_front(self.system, lambda call, inner: self._wrap(call, inner))

    def _wrap(self, call: Call, inner: Callable[..., Any]) -> Callable[..., Any] | None:
        if call.name == 'resolve_program':
            return None
        if call.name in ['open', 'open_wait']:
            return self._opening(inner)
        if call.name == 'spawn':
            return self._spawning(inner)
        if KERNEL in call.permissions:
            return self._asking(inner)
        if call.place('host') >= 0 and (CONNECT in call.permissions or LISTEN in call.permissions):
            return self._at_host(call, inner)
        if call.place('address') >= 0 and (CONNECT in call.permissions or LISTEN in call.permissions):
            return self._at_address(call, inner)
        if READ in call.permissions or WRITE in call.permissions or MOUNT in call.permissions:
            return (
                self._on_paths(call, self._moving(call, inner))
                if len([name for name in call.names() if name in [*PATHS, 'moves']]) > 0
                else None
            )
        return None

    # paths

    def real(self, path: str, follow: bool) -> str:
        """The path that a path resolves to; if the file doesn't exist, where it would be created."""
        full = self._absolute(path)
        for _ in range(_MOST_LINKS):
            if follow:
                found = self._realpath(full)
                if isinstance(found, str) and found.startswith('/'):
                    return found
                target = self._readlink(full)
                if isinstance(target, str) and target.startswith('/'):
                    full = target
                    continue
                if isinstance(target, str) and found != full and not isinstance(found, str):
                    full = f'{_folder(full)}/{target}'
                    continue
            plain = full.rstrip('/')
            name = plain[plain.rfind('/') + 1 :]
            if name == '' or name == '.' or name == '..':
                follow = True
                if plain == '':
                    return '/'
                parent = self._realpath(plain)
                return parent if isinstance(parent, str) else f'{self.real(_folder(plain), True)}/{name}'
            parent = self.real(_folder(plain), True)
            return f'{"" if parent == "/" else parent}/{name}'
        return full

    def allows(self, action: str, thing: str) -> bool:
        decision = self.policy.decide(self.subject, action, thing)
        if decision.effect == ALLOW:
            if self._is_script and action in _TOLD_OF_SCRIPTS and not self._is_ordinary(action, thing, decision):
                self._tell(action, thing, decision)
            return True
        if decision.effect == ASK and self._ask(action, thing, decision) == ALLOW:
            return True
        self._tell(action, thing, decision)
        return False

    def _is_ordinary(self, action: str, thing: str, decision: Decision) -> bool:
        """What every install script does: nobody needs to hear of it."""
        if action != TO_WRITE or decision.rule is None:
            return False
        return decision.rule.text == '{package}' or len([folder for folder in _SCRATCH if thing.startswith(folder)]) > 0

    def _allows_path(self, action: str, path: str, follow: bool) -> bool:
        real = self.real(path, follow)
        if (
            real.startswith('/proc/')
            and real != self._own
            and not real.startswith(self._own + '/')
            and real[6:7].isdigit()
        ):
            self._tell(action, real, Decision(DENY, 'what another process has'))
            return False
        return self.allows(action, real)

    def _unreadable(self, path: str) -> int:
        """A file that isn't there is said not to be there, where the listing of its folder says that too: many programs look
        for files that a project may have (Ember's for each file that it is about to make)."""
        real = self.real(path, True)
        shown = self.policy.decide(self.subject, TO_READ, _folder(real)).effect == ALLOW
        hidden = not shown or real.startswith('/proc/')  # which processes there are
        return -EACCES if hidden or self._exists(real) else -ENOENT

    def _on_paths(self, call: Call, inner: Callable[..., Any]) -> Callable[..., Any]:
        wanted = _wanted(call)
        looks = call.name in _LOOKS
        follow = call.name not in _OF_NAMES
        no = False if call.gives == 'bool' else -EACCES

        def asked(*given: Any) -> Any:
            for place, path in enumerate(call.paths(list(given))):
                if path == '':
                    continue  # a path without a name: ENOENT
                if looks:
                    # read-only lookups get an error but are not reported: loaders look into every folder above
                    if not self.policy.shows(self.subject, self.real(path, follow)):
                        return no
                    continue
                for action in wanted[min(place, len(wanted) - 1)]:
                    if not self._allows_path(action, path, follow):
                        return no if call.gives == 'bool' or action != TO_READ else self._unreadable(path)
            return inner(*given)

        return asked

    def _moving(self, call: Call, inner: Callable[..., Any]) -> Callable[..., Any]:
        """What is denied by its path isn't moved to where it is allowed."""
        if call.name == 'rename':
            return lambda old, target: -EACCES if self._frees([[old, target]]) else inner(old, target)
        if call.name == 'rename_all':
            return lambda moves: -EACCES if self._frees(moves) else inner(moves)
        return inner

    def _frees(self, moves: list[list[str]]) -> bool:
        for old, target in carried([[self.real(old, False), self.real(target, False)] for old, target in moves]):
            freed = self._moves.freed(old, target)
            if freed is not None:
                self._tell(freed.action, freed.path, freed.decision)
                return True
        return False

    def _opening(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        def asked(path: str, flags: int, mode: int = 0o666) -> int:
            if path != '':
                if (flags & O_ACCMODE) != O_WRONLY and not self._allows_path(TO_READ, path, True):
                    return -EACCES if (flags & O_CREAT) != 0 else self._unreadable(path)
                if ((flags & O_ACCMODE) != 0 or (flags & _CHANGING) != 0) and not self._allows_path(
                    TO_WRITE, path, True
                ):
                    return -EACCES
            return inner(path, flags, mode)

        return asked

    # programs, hosts, requests

    def _spawning(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        def asked(request: SpawnRequest) -> int:
            cwd = request.cwd if request.cwd != '' else self.system.getcwd()
            program = self._resolve_program(request.file, request.argv, request.search, cwd)
            if program.error == 0 and not self.allows(TO_EXECUTE, program.path):
                return -EACCES
            return inner(request)

        return asked

    def _at_host(self, call: Call, inner: Callable[..., Any]) -> Callable[..., Any]:
        action = TO_CONNECT if CONNECT in call.permissions else TO_LISTEN
        host_at = call.place('host')
        port_at = call.place('port')

        def asked(*given: Any) -> Any:
            return inner(*given) if self._allows_host(action, given[host_at], given[port_at]) else -EACCES

        return asked

    def _allows_host(self, action: str, host: str, port: int) -> bool:
        """`host`: as programs give it, possibly the stand-in address of a name."""
        name = self._outside_name(host) if host != '' else OWN
        thing = host_text(name if name != '' else host, port)
        return self.allows(action, thing if thing is not None else host)

    def _at_address(self, call: Call, inner: Callable[..., Any]) -> Callable[..., Any]:
        """Datagrams stay in the machine: their addresses are its own."""
        action = TO_CONNECT if CONNECT in call.permissions else TO_LISTEN
        port_at = call.place('port')
        address_at = call.place('address')

        def asked(*given: Any) -> Any:
            if given[address_at] is not None and not self.allows(action, f'{OWN}:{given[port_at]}'):
                return -EACCES
            return inner(*given)

        return asked

    def _asking(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        async def asked(op: str, *given: Any) -> Any:
            if op not in QUESTIONS:
                raise RefusedQuestion(op)
            return await inner(op, *given)

        return asked


def _wanted(call: Call) -> list[list[str]]:
    """The actions on each of the call's paths; the last entry also applies to all further paths. Adding a name for a
    file counts as writing it."""
    if call.name == 'link':
        return [[TO_READ, TO_WRITE], [TO_WRITE]]
    if call.name == 'try_copy':
        return [[TO_READ], [TO_WRITE]]
    if MOUNT in call.permissions or WRITE in call.permissions:
        return [[TO_WRITE]]
    return [[TO_READ]]


class RefusedQuestion(Exception):
    def __init__(self, op: str) -> None:
        super().__init__(f'{op}: not allowed by the policy of this process')
        self.message = f'{op}: not allowed by the policy of this process'


def _folder(path: str) -> str:
    at = path.rfind('/')
    return path[:at] if at > 0 else '/'
