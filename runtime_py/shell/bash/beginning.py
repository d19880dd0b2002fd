"""What bash sets when it starts: SHLVL, functions from its environment, and where its script comes from."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.shell.ast import Function
from runtime_py.shell.numerals import count
from runtime_py.shell.parser import parse
from runtime_py.shell.scanner import ShellSyntaxError

_PREFIX = 'BASH_FUNC_'
_SUFFIX = '%%'


def begin_bash(interpreter: Any, env: list[str]) -> None:
    state = interpreter.state
    level = count(state.get('SHLVL') or '') or 0
    state.set('SHLVL', str(level + 1))
    state.export('SHLVL')
    for pair in env:
        name, _, text = pair.partition('=')
        if name.startswith(_PREFIX) and name.endswith(_SUFFIX) and text.startswith('()'):
            _define(state, name.removeprefix(_PREFIX).removesuffix(_SUFFIX), text)


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
