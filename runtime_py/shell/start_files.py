"""The files that a shell reads when it starts. bash: /etc/profile and one of ~/.bash_profile, ~/.bash_login and ~/.profile
for a login shell, ~/.bashrc for another interactive one. sh: ~/.profile, and the file that ENV names. jsh has its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from runtime_py.platform.octets import to_text
from runtime_py.shell.bash.beyond import Frame
from runtime_py.shell.bash.dynamic import SOURCE
from runtime_py.shell.flow import ShellExit
from runtime_py.shell.glob import absolute
from runtime_py.shell.io import Io
from runtime_py.shell.prompt import prompt_shown

SYSTEM_PROFILE = '/etc/profile'
LOGIN_FILES = ['.bash_profile', '.bash_login', '.profile']
PROFILE = '.profile'
RC = '.bashrc'
LOGOUT = '.bash_logout'


class StartOptions:
    """What the command line says of start files."""

    def __init__(self) -> None:
        self.login = False
        self.no_profile = False
        self.no_rc = False
        self.rc_file = ''

    def take(self, argv: list[str], k: int) -> int:
        """The index after the option at k; -1 when it isn't one of these."""
        if argv[k] in ('--rcfile', '--init-file'):
            self.rc_file = argv[k + 1] if k + 1 < len(argv) else ''
            return k + 2
        if argv[k] == '--login':
            self.login = True
        elif argv[k] == '--noprofile':
            self.no_profile = True
        elif argv[k] == '--norc':
            self.no_rc = True
        else:
            return -1
        return k + 1


def is_login_name(name: str) -> bool:
    return name.startswith('-')


async def bash_files(interpreter: Any, options: StartOptions, interactive: bool) -> list[str]:
    """Paths; they need not exist."""
    if options.login:
        if options.no_profile:
            return []
        found = [path for path in [_at_home(interpreter, name) for name in LOGIN_FILES] if _exists(interpreter, path)]
        return [SYSTEM_PROFILE, *found[:1]]
    if not interactive or options.no_rc:
        return []
    return [_at_home(interpreter, RC) if options.rc_file == '' else options.rc_file]


async def sh_files(interpreter: Any, io: Io) -> list[str]:
    """~/.profile also without a login: this shell was a terminal's first one for long."""
    env = interpreter.state.get('ENV')
    shown = '' if env is None or env == '' else await prompt_shown(interpreter, env, io)
    return [_at_home(interpreter, PROFILE), *([shown] if shown != '' else [])]


def logout_file(interpreter: Any) -> str:
    return _at_home(interpreter, LOGOUT)


def _at_home(interpreter: Any, name: str) -> str:
    return f'{interpreter.state.get("HOME") or ""}/{name}'


def _exists(interpreter: Any, path: str) -> bool:
    return bool(interpreter.system.exists(absolute(path, interpreter.state.cwd)))


async def read_files(interpreter: Any, paths: list[str], run: Callable[[str], Awaitable[bool]]) -> bool:
    """Runs those that exist. False when one has ended the shell."""
    state = interpreter.state
    for path in paths:
        content = interpreter.system.read_file(absolute(path, state.cwd))
        if isinstance(content, int):
            continue
        if state.bash:
            state.beyond.frames.append(Frame(SOURCE, path, 0))
        try:
            if not await run(to_text(content)):
                return False
        finally:
            if state.bash:
                state.beyond.frames.pop()
            state.line = 1
    return True


async def run_once(interpreter: Any, source: str, io: Io) -> bool:
    """For a shell that isn't interactive. False when it must end."""
    state = interpreter.state
    try:
        state.status = interpreter.take_leave(await interpreter.run_source(source, io))
    except ShellExit as leave:
        state.status = leave.status
        return False
    return True
