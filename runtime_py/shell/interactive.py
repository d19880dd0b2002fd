"""The read-run loop of an interactive shell: prompt, line, continuation lines, jobs, history."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.futures import start
from runtime_py.platform.octets import to_text
from runtime_py.resources.prediction.commands import commands_of
from runtime_py.resources.prediction.typed_packages import packages_in_line
from runtime_py.shell.completion import Completer
from runtime_py.shell.context import SIGNALED, Interrupted
from runtime_py.shell.flow import JobStopped, ShellExit
from runtime_py.shell.glob import absolute
from runtime_py.shell.history import History
from runtime_py.shell.interpreter import Interpreter
from runtime_py.shell.io import Io
from runtime_py.shell.jsh import JshOptions, Marks, is_jsh, start_file
from runtime_py.shell.line_editor import LineEditor
from runtime_py.shell.parser import parse
from runtime_py.shell.prompt import prompt_text
from runtime_py.shell.scanner import ShellSyntaxError
from runtime_py.shell.state import env_pairs
from runtime_py.sys.signals import SIGINT

PROFILE = '.profile'


async def run_interactive(interpreter: Interpreter, io: Io, jsh: JshOptions) -> int:
    """Runs until `exit` or the end of the input; returns the exit status."""
    shell = interpreter.shell
    state = interpreter.state
    shell.be_interactive()
    home = state.get('HOME') or ''
    history = History(shell.system, absolute(home, state.cwd) if home != '' else '')
    editor = LineEditor(shell, history, Completer(interpreter))
    editor.on_pause = lambda line: tell_packages(interpreter, line)
    marks = Marks(shell, jsh.marks)
    await _run_file(
        interpreter, start_file(interpreter) if is_jsh(state.name) else absolute(f'{home}/{PROFILE}', state.cwd), io
    )
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
        source = await _read_source(interpreter, editor, io)
        if source is None:
            await shell.tell('exit\n')
            if await shell.may_leave():
                break
            continue
        shell.take_signals()  # discard a Ctrl-C from before the line: it isn't meant for the command
        await interpreter.trap_runner.run_pending(io)
        if source.strip() == '':
            continue
        history.add(source.rstrip('\n'))
        tell_commands(interpreter, commands_of(source))
        shell.interrupts.clear()
        shell.exit_warned = max(0, shell.exit_warned - 1)
        if not await _run(interpreter, source, io):
            break
        await marks.put(f'exit={state.status}:{state.status}')
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


async def _run_file(interpreter: Interpreter, path: str, io: Io) -> None:
    """Runs a file if it exists."""
    content = interpreter.system.read_file(path)
    if not isinstance(content, int):
        await _run(interpreter, to_text(content), io)


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


async def _read_source(interpreter: Interpreter, editor: LineEditor, io: Io) -> str | None:
    """One or more lines that form complete commands; None at the end of the input."""
    source = ''
    while True:
        prompt = await prompt_text(interpreter, 'PS1' if source == '' else 'PS2', io)
        line = await editor.read_line(prompt)
        if line is None:
            return None if source == '' else source
        if line == LineEditor.CANCELLED:
            interpreter.state.status = SIGNALED + SIGINT
            interpreter.interrupts.deliver(SIGINT, True)
            return ''
        source += line + '\n'
        try:
            parse(source, interpreter.state.aliases, interpreter.state.bash)
            return source
        except ShellSyntaxError as error:
            if not error.incomplete and not source.endswith('\\\n'):
                return source


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
