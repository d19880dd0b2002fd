"""Entry of the shell's processes: `sh -c`, a script, standard input, or interactive; and utilities that run as separate
processes."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import alloc, concat
from runtime_py.platform.clock import call_soon
from runtime_py.platform.maps import Map
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.shell.bash.beginning import be_ready, begin_bash, comes_from, run_env_file, set_shopts, version_text
from runtime_py.shell.bash.builtins.shopts import set_bash_option
from runtime_py.shell.bash.posix import POSIX
from runtime_py.shell.bash.restricted import is_restricted_name, restrict
from runtime_py.shell.bash_only import is_bash
from runtime_py.shell.context import Context, Interrupted
from runtime_py.shell.glob import absolute
from runtime_py.shell.interactive import run_interactive
from runtime_py.shell.interpreter import Interpreter
from runtime_py.shell.io import Io, inherited_io, standard_io
from runtime_py.shell.jsh import JshOptions, is_jsh
from runtime_py.shell.option_names import BASH_LETTERS, BASH_OPTIONS, LETTERS, OPTIONS
from runtime_py.shell.programs import NOT_FOUND
from runtime_py.shell.scanner import name_at
from runtime_py.shell.shell import Shell
from runtime_py.shell.start_files import StartOptions, bash_files, is_login_name, read_files, run_once
from runtime_py.shell.state import State, Variable
from runtime_py.shell.strerror import reason_for_open, strerror

USAGE_ERROR = 2
# options of bash without effect here
LONG_OPTIONS = ['--noediting']


class _Arguments:
    def __init__(self) -> None:
        self.command: str | None = None
        self.interactive = False
        self.read_stdin = False
        self.options: list[list] = []
        self.rest: list[str] = []
        self.problem = ''
        self.jsh = JshOptions()
        self.start = StartOptions()
        # of bash
        self.shopts: list[list] = []
        self.shows_version = False
        self.restricted = False


def _parse(argv: list[str], bash: bool) -> _Arguments:
    found = _Arguments()
    found.start.login = is_login_name(argv[0])
    found.restricted = bash and is_restricted_name(argv[0])
    options, letters = (BASH_OPTIONS, BASH_LETTERS) if bash else (OPTIONS, LETTERS)
    wants_command = False
    k = 1
    while k < len(argv) and len(argv[k]) > 1 and argv[k][0] in '-+':
        arg = argv[k]
        if is_jsh(argv[0]):
            after = found.jsh.take(argv, k)
            if after > 0:
                k = after
                continue
        after = found.start.take(argv, k)
        if after > 0:
            k = after
            continue
        k += 1
        if arg == '--':
            break
        if arg == '--version' and bash:
            found.shows_version = True
            continue
        if arg in ('-O', '+O') and bash and k < len(argv):
            found.shopts.append([argv[k], arg[0] == '-'])
            k += 1
            continue
        if arg == '--restricted' and bash:
            found.restricted = True
            continue
        if arg == '--posix' and bash:
            found.options.append([POSIX, True])
            continue
        if arg in LONG_OPTIONS or arg == '--posix':
            continue
        if arg.startswith('--'):
            found.problem = f'{arg}: invalid option' if bash else f'Illegal option {arg}'
            break
        for letter in arg[1:]:
            if letter == 'c':
                wants_command = True
            elif letter == 'i':
                found.interactive = True
            elif letter == 's':
                found.read_stdin = True
            elif letter == 'l':
                found.start.login = True
            elif letter == 'r' and bash:
                found.restricted = True
            elif letter == 'o' and k < len(argv):
                if argv[k] in options:
                    found.options.append([argv[k], arg[0] == '-'])
                else:
                    found.problem = f'{argv[k]}: invalid option name' if bash else f'Illegal option -o {argv[k]}'
                k += 1
            elif bash and letter in 'Bh':
                found.options.append(['braceexpand' if letter == 'B' else 'hashall', arg[0] == '-'])
            elif letter in letters:
                found.options.append([options[letters.index(letter)], arg[0] == '-'])
            else:
                found.problem = f'{arg[0]}{letter}: invalid option' if bash else f'Illegal option {arg[0]}{letter}'
    found.rest = argv[k:]
    if wants_command:
        if len(found.rest) == 0:
            found.problem = '-c requires an argument'
        else:
            found.command = found.rest[0]
            found.rest = found.rest[1:]
    return found


def make_state(system: Any, name: str, env: list[str]) -> State:
    state = State(name, system.pid, system.getcwd())
    for pair in env:
        at = pair.find('=')
        key = pair[:at]
        if at > 0 and name_at(key, 0) == key:
            state.variables.set(key, Variable(pair[at + 1 :], True, False))
    if state.get('PATH') is None:
        state.set('PATH', '/usr/local/bin:/usr/bin:/bin')
    state.set('PWD', state.cwd)
    state.export('PWD')
    state.set('IFS', ' \t\n')
    state.set('PPID', str(system.getppid()))
    state.set('OPTIND', '1')
    state.umask = system.umask(-1)
    state.open_files = system.open_files_limits()
    system.lift_own_limit()
    system.outlive_file_size()
    return state


async def main(system: Any, argv: list[str], env: list[str], applet: str = '') -> int:
    """Runs a shell; its exit status. `applet` says which, when its name doesn't (`exec -a`)."""
    bash = applet == 'bash' if applet != '' else is_bash(argv[0])
    given = _parse(argv, bash)
    shell = Shell(system)
    call_soon(lambda: system.begin())  # at the first wait: by then a script has set its initial traps
    state = make_state(system, argv[0], env)
    if bash != state.bash:
        state.be(bash)
    interpreter = Interpreter(shell, state, shell.interrupts, None)
    io = inherited_io(system)
    if state.bash:
        if given.shows_version:
            await interpreter.shell.system.write_async(1, to_bytes(version_text()), 0, len(to_bytes(version_text())))
            return 0
        begin_bash(interpreter, env)
        given.problem = set_shopts(interpreter, given.shopts) if given.problem == '' else given.problem
    if given.problem != '':
        await interpreter.complain(given.problem if state.bash else f'0: {given.problem}', io)
        return USAGE_ERROR
    for name, on in given.options:
        if state.bash:
            set_bash_option(interpreter, name, on)
        else:
            state.options.set(name, on)
    if given.command is not None or len(given.rest) > 0:
        state.restrictions = given.jsh.restrictions()
    has_script = given.command is not None or (len(given.rest) > 0 and not given.read_stdin)
    interactive = given.interactive or (not has_script and system.isatty(0) and system.isatty(2))
    if state.bash:
        be_ready(interpreter, interactive, given.start.login)
    if interactive and not has_script:
        state.parameters = given.rest
        comes_from(state, 's', '')
        if given.restricted:
            restrict(state)
        return await run_interactive(interpreter, io, given.jsh, given.start)
    if state.bash:
        paths = await bash_files(interpreter, given.start, interactive)
        if not await read_files(interpreter, paths, lambda source: run_once(interpreter, source, io)):
            return state.status
    if given.restricted:
        restrict(state)
    if given.command is not None:
        return await _run_command(interpreter, given, io)
    if has_script:
        return await _run_file(interpreter, given.rest, io)
    state.parameters = given.rest
    comes_from(state, 's', '')
    if not given.restricted:
        state.restrictions = given.jsh.restrictions()
    return await run_text(interpreter, to_text(await _read_stdin(system)), io, True)


async def _run_command(interpreter: Interpreter, given: _Arguments, io: Io) -> int:
    if len(given.rest) > 0:
        interpreter.state.name = given.rest[0]
        interpreter.state.parameters = given.rest[1:]
    comes_from(interpreter.state, 'c', '')
    text = given.command
    if interpreter.state.bash:
        interpreter.state.beyond.execution = text
    return await run_text(interpreter, '' if text is None else text, io)


async def _run_file(interpreter: Interpreter, rest: list[str], io: Io) -> int:
    content = interpreter.system.read_file(absolute(rest[0], interpreter.state.cwd))
    if isinstance(content, int):
        if not interpreter.state.bash:
            await interpreter.complain(f'0: cannot open {rest[0]}: {reason_for_open(-content, False)}', io)
            return USAGE_ERROR
        await interpreter.complain(f'{rest[0]}: {strerror(-content)}', io)
        return NOT_FOUND
    interpreter.state.name = rest[0]
    comes_from(interpreter.state, '', rest[0])
    interpreter.state.parameters = rest[1:]
    return await run_text(interpreter, to_text(content), io, True)


async def _read_stdin(system: Any) -> Any:
    parts = []
    buffer = alloc(65536)
    count = await system.read_async(0, buffer, 0, len(buffer))
    while count > 0:
        parts.append(buffer[0:count])
        count = await system.read_async(0, buffer, 0, len(buffer))
    return concat(parts)


async def run_text(interpreter: Interpreter, text: str, io: Io, shows: bool = False) -> int:
    """Runs a whole script, with its EXIT trap."""
    state = interpreter.state
    if state.bash:
        await run_env_file(interpreter, io)
    status = await interpreter.settle(interpreter.run_source(text, io, shows), io)
    state.status = status
    if interpreter.ended_by != 0:
        # it has survived only because a subshell has a trap
        interpreter.system.set_signal_handled(interpreter.ended_by, False)
        interpreter.system.kill(interpreter.system.pid, interpreter.ended_by)
        return status
    await interpreter.trap_runner.run_pending(io)
    await interpreter.trap_runner.run_exit(io)
    for ends in interpreter.shell.coprocesses:
        ends.close(interpreter.system)
    # commands in this worker would end with it, while those of a real shell would continue
    for job in interpreter.shell.jobs.all:
        if job.needs_worker and not job.done:
            await interpreter.interrupts.pass_gate(job.finished)
    for ended in interpreter.shell.writers:
        await interpreter.interrupts.pass_gate(ended)
    return state.status


async def run_applet(system: Any, name: str, argv: list[str], env: list[str]) -> int:
    """Runs a utility as a process (spawned by a program, or by its path)."""
    shell = Shell(system)
    utility = shell.utilities.get(name)
    state = make_state(system, 'sh', env)
    if not any([pair.startswith('PWD=') for pair in env]):
        state.unset('PWD')  # a shell adds it to its variables, a utility doesn't
    interpreter = Interpreter(shell, state, shell.interrupts, None)
    if utility is None:
        await interpreter.complain(f'{name}: no such program', standard_io())
        return NOT_FOUND
    values: Map[str, str] = Map()
    context: Context = interpreter.commands.context(argv, inherited_io(system), values)
    context.owns_process = True
    system.begin()
    refused = await interpreter.commands.permission.check_applet(argv, standard_io())
    if refused >= 0:
        return refused
    try:
        return await interpreter.commands.run_utility(utility, context)
    except Interrupted as stop:
        return stop.status
