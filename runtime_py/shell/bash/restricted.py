"""The restricted shell, `bash -r` and `rbash`: what it refuses. As in bash it is no boundary of security: a program that it
may run can do all of this.

Output to files is refused by Restrictions, as for jsh."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.restrictions import Restrictions

VARIABLES = ['PATH', 'SHELL', 'ENV', 'BASH_ENV', 'HISTFILE']
_ALWAYS = ['cd', 'exec']
_SOURCES = ['.', 'source']


def is_restricted_name(name: str) -> bool:
    return name.rpartition('/')[2].removeprefix('-') == 'rbash'


def restrict(state: Any, from_start: bool = True) -> None:
    """From here on; nothing lifts it again. What only the start does: those variables can't be changed."""
    state.beyond.restricted = True
    state.beyond.options.set('restricted_shell', True)
    state.restrictions = Restrictions(None if state.restrictions is None else state.restrictions.commands, True)
    for name in VARIABLES if from_start else []:
        state.declare(name).readonly = True


def refused_call_of(argv: list[str]) -> str:
    """What is said of a command that must not run, '' when it may."""
    name = argv[0]
    args = argv[1:]
    if '/' in name:
        return f"{name}: restricted: cannot specify `/' in command names"
    if name in _ALWAYS:
        return f'{name}: restricted'
    if name in _SOURCES and len(args) > 0 and '/' in args[0]:
        return f'{name}: {args[0]}: restricted'
    if name == 'command' and _has(args, 'p'):
        return 'command: -p: restricted'
    if name == 'enable' and (_has(args, 'f') or _has(args, 'd')):
        return 'enable: restricted'
    if name == 'hash' and _has(args, 'p'):
        paths = [arg for arg in args if '/' in arg]
        return f'hash: {paths[0]}: restricted' if len(paths) > 0 else ''
    return ''


def _has(args: list[str], letter: str) -> bool:
    for arg in args:
        if not arg.startswith('-') or arg == '--':
            return False
        if letter in arg:
            return True
    return False
