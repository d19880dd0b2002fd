"""The read-run loop of an interactive shell: prompt, line, continuation lines, jobs, history."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.futures import start
from runtime_py.resources.prediction.commands import commands_of
from runtime_py.resources.prediction.typed_packages import packages_in_line
from runtime_py.shell.bash.history import history_of
from runtime_py.shell.completion import Completer
from runtime_py.shell.context import Interrupted
from runtime_py.shell.flow import JobStopped, ShellExit
from runtime_py.shell.glob import absolute
from runtime_py.shell.history import History
from runtime_py.shell.interpreter import Interpreter
from runtime_py.shell.io import Io
from runtime_py.shell.jsh import JshOptions, Marks, is_jsh, start_file
from runtime_py.shell.line_editor import LineEditor
from runtime_py.shell.source_reader import SourceReader
from runtime_py.shell.start_files import StartOptions, bash_files, logout_file, read_files, sh_files
from runtime_py.shell.state import env_pairs


async def run_interactive(interpreter: Interpreter, io: Io, jsh: JshOptions, options: StartOptions) -> int:
    """Runs until `exit` or the end of the input; returns the exit status."""
    shell = interpreter.shell
    state = interpreter.state
    shell.be_interactive()
    if state.bash:
        state.options.set('monitor', shell.monitor)
    home = state.get('HOME') or ''
    history = (
        history_of(interpreter)
        if state.bash
        else History(shell.system, absolute(home, state.cwd) if home != '' else '')
    )
    shell.history = history
    editor = LineEditor(shell, history, Completer(interpreter, io))
    editor.on_pause = lambda line: tell_packages(interpreter, line)
    marks = Marks(shell, jsh.marks)
    if not await _read_start_files(interpreter, io, options):
        await interpreter.trap_runner.run_exit(io)
        return state.status
    if state.bash:
        history_of(interpreter).load()
    if state.restrictions is None:
        state.restrictions = jsh.restrictions()
    await marks.put('interactive')
    folder = ''
    while True:
        if state.cwd != folder:
            folder = state.cwd
            tell_commands(interpreter, [])
        for line in shell.jobs.take_news():
            await shell.tell(line + '\n')
        if not await _run_prompt_command(interpreter, io):
            break
        await marks.put('prompt')
        source = await SourceReader(interpreter, editor, io).read()
        if source is None:
            await shell.tell(state.beyond.farewell() if state.bash else 'exit\n')
            if await shell.may_leave():
                break
            continue
        shell.take_signals()  # discard a Ctrl-C from before the line: it isn't meant for the command
        await interpreter.trap_runner.run_pending(io)
        if source.strip() == '':
            continue
        tell_commands(interpreter, commands_of(source))
        shell.interrupts.clear()
        shell.commands_read += 1
        shell.exit_warned = max(0, shell.exit_warned - 1)
        if not await _run(interpreter, source, io):
            break
        await marks.put(f'exit={state.status}:{state.status}')
    if state.bash and options.login:
        await read_files(interpreter, [logout_file(interpreter)], lambda source: _run(interpreter, source, io))
    await interpreter.trap_runner.run_exit(io)
    return state.status


def tell_commands(interpreter: Interpreter, commands: list[str]) -> None:
    """The machine learns from the normal forms of commands, which have no arguments; [] tells of the folder, at the
    first prompt and after `cd`. A confined shell may not tell it."""
    start(interpreter.system.ask_kernel('predict.typed', commands, interpreter.state.cwd), lambda error: None)


def tell_packages(interpreter: Interpreter, line: str) -> None:
    """Somebody pauses while typing `npm i NAME`: the machine may fetch it meanwhile."""
    names = packages_in_line(line)
    if len(names) > 0:
        env = env_pairs(interpreter.state.environment())
        start(interpreter.system.ask_kernel('predict.names', names, interpreter.state.cwd, env), lambda error: None)


async def _read_start_files(interpreter: Interpreter, io: Io, options: StartOptions) -> bool:
    if is_jsh(interpreter.state.name):
        paths = [start_file(interpreter)]
    elif interpreter.state.bash:
        paths = await bash_files(interpreter, options, True)
    else:
        paths = await sh_files(interpreter, io)
    return await read_files(interpreter, paths, lambda source: _run(interpreter, source, io))


async def _run_prompt_command(interpreter: Interpreter, io: Io) -> bool:
    """PROMPT_COMMAND sees the status of the last command, and doesn't change it. False when it ends the shell."""
    state = interpreter.state
    command = state.get('PROMPT_COMMAND')
    if command is None or command.strip() == '':
        return True
    status = state.status
    goes_on = await _run(interpreter, command, io)
    if goes_on:
        state.status = status
    return goes_on


async def _run(interpreter: Interpreter, source: str, io: Io) -> bool:
    """False when the shell must end."""
    state = interpreter.state
    interpreter.shell.guard.begin_line()
    try:
        status = await interpreter.run_source(source, io)
        if interpreter.leaving is not None:
            state.status = interpreter.take_leave(status)
    except ShellExit as leave:
        state.status = leave.status
        return False
    except JobStopped as stop:
        state.status = stop.status
    except Interrupted as stop:
        state.status = stop.status
        await interpreter.shell.tell('\n')
    finally:
        reset_after(interpreter)
    return True


def reset_after(interpreter: Any) -> None:
    """Resets what an aborted command left behind."""
    interpreter.untested = 0
    interpreter.depth = 0
    interpreter.leaving = None
    interpreter.job = None
    interpreter.shell.interrupts.clear()
    interpreter.shell.foreground_is_ours()
