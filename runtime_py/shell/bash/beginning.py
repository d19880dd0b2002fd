"""What bash does when it starts: SHLVL, functions from its environment, BASH_ENV, options of `shopt`, and where its script
comes from."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.platform.octets import to_text
from runtime_py.shell.ast import Function
from runtime_py.shell.bash.beyond import Frame
from runtime_py.shell.bash.dynamic import BASH_VERSION, MACHINE, SOURCE
from runtime_py.shell.bash.history import FILE
from runtime_py.shell.bash.options import EFFECTIVE, INERT, all_options
from runtime_py.shell.bash.posix import POSIX, VARIABLE, follow_posix
from runtime_py.shell.bash_only import refusal
from runtime_py.shell.glob import absolute
from runtime_py.shell.io import Io
from runtime_py.shell.numerals import count
from runtime_py.shell.parser import parse
from runtime_py.shell.prompt import DEFAULT_PS1, DEFAULT_PS2
from runtime_py.shell.scanner import ShellSyntaxError

HISTORY_SIZE = '500'
_PREFIX = 'BASH_FUNC_'
_SUFFIX = '%%'


def begin_bash(interpreter: Any, env: list[str]) -> None:
    state = interpreter.state
    state.beyond.last_argument = state.name
    if state.get(VARIABLE) is not None:
        state.options.set(POSIX, True)
        follow_posix(interpreter, True)
    level = count(state.get('SHLVL') or '') or 0
    state.set('SHLVL', str(level + 1))
    state.export('SHLVL')
    for pair in env:
        name, _, text = pair.partition('=')
        if name.startswith(_PREFIX) and name.endswith(_SUFFIX) and text.startswith('()'):
            _define(state, name.removeprefix(_PREFIX).removesuffix(_SUFFIX), text)


def be_ready(interpreter: Any, interactive: bool, login: bool) -> None:
    """What depends on whether people type its commands. Start files look at PS1 and $-."""
    state = interpreter.state
    state.beyond.options.set('login_shell', login)
    if not interactive:
        for name in ('PS1', 'PS2'):
            state.unset(name)
        return
    state.beyond.interactive = True
    state.beyond.options.set('expand_aliases', True)
    for name in ('emacs', 'history', 'histexpand'):
        state.options.set(name, True)
    file = f'{state.get("HOME") or ""}/{FILE}'
    for name, standard in [
        ['PS1', DEFAULT_PS1],
        ['PS2', DEFAULT_PS2],
        ['HISTFILE', file],
        ['HISTSIZE', HISTORY_SIZE],
        ['HISTFILESIZE', HISTORY_SIZE],
    ]:
        if state.get(name) is None:
            state.set(name, standard)


def _define(state: Any, name: str, text: str) -> None:
    """Of `export -f` in another bash. What isn't just a function isn't taken."""
    try:
        tree = parse(f'{name} {text}', Map(), True)
    except ShellSyntaxError:
        return
    if len(tree.items) != 1 or len(tree.items[0].pipelines) != 1 or len(tree.items[0].pipelines[0].commands) != 1:
        return
    command = tree.items[0].pipelines[0].commands[0]
    if isinstance(command, Function) and command.name == name:
        state.functions.set(name, command.body)
        state.beyond.defined(command)
        state.beyond.exported_functions.set(name, True)


def comes_from(state: Any, letter: str, file: str) -> None:
    """`letter`: c, s for standard input, '' for a file."""
    beyond = state.beyond
    if beyond is not None:
        beyond.source = letter
        beyond.file = file
        beyond.origin = file if file != '' else ('environment' if letter == 'c' else 'main')


def set_shopts(interpreter: Any, wanted: list[list]) -> str:
    """Of -O and +O: '' or what is wrong."""
    for name, on in wanted:
        if name not in all_options():
            return f'{name}: invalid shell option name'
        if name not in EFFECTIVE and name not in INERT and on:
            return refusal(name)
        interpreter.state.beyond.options.set(name, on)
    interpreter.use_options()
    return ''


async def run_env_file(interpreter: Any, io: Io) -> None:
    """The file that BASH_ENV names is read before a script."""
    state = interpreter.state
    path = state.get('BASH_ENV')
    if path is None or path == '' or interpreter.shell.interactive:
        return
    content = interpreter.system.read_file(absolute(path, state.cwd))
    if isinstance(content, int):
        return
    state.beyond.frames.append(Frame(SOURCE, path, 0))
    await interpreter.settle(interpreter.run_source(to_text(content), io), io)
    state.beyond.frames.pop()


def version_text() -> str:
    return (
        f'GNU bash, version {BASH_VERSION} ({MACHINE})\n'
        "This is Terrarium's shell, which reads the language of that version.\n"
    )
