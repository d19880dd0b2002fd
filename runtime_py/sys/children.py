"""The argument of `spawn`, its result, and its request to the kernel; the search path of programs. Must not know a
process."""

from __future__ import annotations

from runtime_py.resources.limits import Bounds

DEFAULT_PATH = '/usr/local/bin:/usr/bin:/bin'
INTERPRETER = '/usr/bin/terrarium'
SERVICES = ['network']  # workers of the machine's own: no file starts one, since they are not walled off
STOPPED_STATUS = 0x10000  # poll_child: stopped by the signal in bits 8..15
LEAST_PRIORITY = 19


class SpawnRequest:
    """`fds[i]` is our descriptor that becomes the child's i; -1 leaves it closed. pgid -1 inherits, 0 makes the child
    the leader of a new group."""

    def __init__(self, file: str, argv: list[str], env: list[str], cwd: str, fds: list[int], pgid: int = -1) -> None:
        self.file = file
        self.argv = argv
        self.env = env
        self.cwd = cwd
        self.fds = fds
        self.pgid = pgid
        self.new_session = False
        self.search: list[str] = env  # PATH is read from this environment
        self.umask = -1  # -1 inherits
        self.open_files: list[int] | None = None  # soft and hard limit on descriptors; None inherits
        self.nice = 0  # added to the parent's
        self.policy = ''  # a confinement that the child gets besides ours (security/writing.py)
        self.limits: list[tuple[int, Bounds]] = []  # by place (resources/limits.py), over those that it inherits
        self.ignored: list[int] = []  # signals that the child ignores, besides those that we ignore


class Launch:
    """What the kernel needs to start a worker for a process that is in the process table."""

    def __init__(
        self,
        slot: int,
        pid: int,
        applet: str,
        path: str,
        argv: list[str],
        env: list[str],
        cwd: str,
        umask: int,
        policy: str = '',
    ) -> None:
        self.slot = slot
        self.pid = pid
        self.applet = applet
        self.path = path  # path of the program's file (/proc/self/exe)
        self.argv = argv
        self.env = env
        self.cwd = cwd
        self.umask = umask
        self.policy = policy  # what is added to that of the process which starts it


class Program:
    """An applet and the arguments that the `#!` lines put before argv[1:], or the error. `path` is the file, set for
    ENOEXEC too."""

    def __init__(self, error: int, applet: str, argv: list[str], path: str = '') -> None:
        self.error = error
        self.applet = applet
        self.argv = argv
        self.path = path


def path_folders(env: list[str]) -> list[str]:
    """The folders in PATH."""
    for pair in env:
        if pair.startswith('PATH='):
            return pair[5:].split(':')
    return DEFAULT_PATH.split(':')
