"""Children of npm: `sh -c`, with its streams inherited or its output collected. Signals that arrive meanwhile are
passed on to the child."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.session import Session
from runtime_py.platform.bytes import Bytes, alloc, concat, decode
from runtime_py.platform.errno import message_of, name_of
from runtime_py.sys.children import SpawnRequest
from runtime_py.sys.signals import SIGHUP, SIGINT, SIGTERM

_CHUNK = 65536
_FORWARDED = [SIGHUP, SIGTERM]


class Ended:
    """`signal` is 0 when it exited by itself; `output` is its output, if that was collected."""

    def __init__(self, status: int, output: str) -> None:
        self.code = status & 0xFF
        self.signal = (status >> 8) & 0xFF
        self.output = output

    @property
    def exit_code(self) -> int:
        """The exit status as a shell reports it."""
        return 128 + self.signal if self.signal != 0 else self.code


async def run_shell(session: Session, script: str, cwd: str, env: list[str], collect: bool, policy: str = '') -> Ended:
    """`policy`: a confinement of the script. Raises NpmError when there is no shell."""
    system = session.system
    shell = session.config.text('script-shell') or 'sh'
    pipe = system.pipe() if collect else [-1, -1]
    fds = [0, pipe[1], pipe[1]] if collect else [0, 1, 2]
    if collect:
        system.set_cloexec(pipe[0], True)
    request = SpawnRequest(shell, [shell, '-c', script], env, cwd, fds)
    request.search = session.environment()
    request.policy = policy
    await session.flush()
    pid = system.spawn(request)
    if collect:
        system.close(pipe[1])
    if pid < 0:
        raise NpmError(name_of(-pid), f'could not start {shell}: {message_of(-pid)}', cwd)
    _pass_signals_on(session, pid, True)
    output = await _read_all(session, pipe[0]) if collect else ''
    status = await system.wait_child(pid)
    while status & 0x10000 != 0:
        status = await system.wait_child(pid)  # stopped, not ended
    system.reap(pid)
    _pass_signals_on(session, pid, False)
    return Ended(status, output)


def _pass_signals_on(session: Session, pid: int, on: bool) -> None:
    """Ctrl-C reaches the child from the terminal; npm itself only has to survive it, to report how the child ended."""
    system = session.system
    for number in [SIGINT, *_FORWARDED]:
        system.set_signal_handled(number, on)
    if on:
        system.reactor.on_signal(lambda number: _forward(session, pid, number))


def _forward(session: Session, pid: int, number: int) -> None:
    if number in _FORWARDED:
        session.system.kill(pid, number)


async def _read_all(session: Session, fd: int) -> str:
    parts: list[Bytes] = []
    while True:
        buffer = alloc(_CHUNK)
        count = await session.system.read_async(fd, buffer, 0, _CHUNK)
        if count <= 0:
            break
        parts.append(buffer[0:count])
    session.system.close(fd)
    return decode(concat(parts))
