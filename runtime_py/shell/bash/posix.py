"""bash's POSIX mode (`set -o posix`, --posix): what it changes here.

Special builtins are found before functions, assignments before them stay, and their errors end a script; aliases are
expanded; substitutions inherit errexit; `set` shows no functions; `export -p`, `readonly -p` and `trap` print what every
POSIX shell reads."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.builtins.special import SPECIAL

POSIX = 'posix'
VARIABLE = 'POSIXLY_CORRECT'


def follow_posix(interpreter: Any, on: bool) -> None:
    """The option has changed."""
    state = interpreter.state
    options = state.beyond.options
    options.set('expand_aliases', on or bool(interpreter.shell.interactive))
    options.set('inherit_errexit', on)
    options.set('shift_verbose', on)
    if on:
        if state.get(VARIABLE) is None:
            state.set(VARIABLE, 'y')
    else:
        state.unset(VARIABLE)
    interpreter.use_options()


def special_first(state: Any, name: str) -> bool:
    """Whether a name is a special builtin, which comes before functions."""
    if name not in SPECIAL:
        return False
    return not state.bash or (name != 'local' and bool(state.has_option(POSIX)))


def ends_script(interpreter: Any) -> bool:
    """Whether what ends a POSIX script ends this one."""
    state = interpreter.state
    return not interpreter.shell.interactive and (not state.bash or bool(state.has_option(POSIX)))
