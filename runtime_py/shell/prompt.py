"""Prompts: PS1 and PS2 with bash's escapes; the default shows the folder."""
from __future__ import annotations

from typing import Any

DEFAULT_PS1 = '\\[\\e[1;34m\\]\\w\\[\\e[0m\\] \\$ '
DEFAULT_PS2 = '> '


def prompt_text(interpreter: Any, name: str) -> str:
    """What is written, with its escape sequences."""
    found = interpreter.state.get(name)
    template = (DEFAULT_PS1 if name == 'PS1' else DEFAULT_PS2) if found is None else found
    text = ''
    k = 0
    while k < len(template):
        if template[k] == '\\' and k + 1 < len(template):
            k += 1
            text += _escape(interpreter, template[k])
        else:
            text += template[k]
        k += 1
    return text


def _escape(interpreter: Any, letter: str) -> str:
    if letter == 'w' or letter == 'W':
        shown = short_path(interpreter)
        return shown if letter == 'w' or shown in ('/', '~') else shown[shown.rfind('/') + 1:]
    if letter == 'e':
        return '\x1b'
    if letter == '$':
        return '$'
    if letter == 'n':
        return '\n'
    if letter == '[' or letter == ']':
        return ''
    if letter == 'u':
        return interpreter.state.get('USER') or 'user'
    if letter == 'h' or letter == 'H':
        return interpreter.state.get('HOSTNAME') or 'terrarium'
    if letter == 's':
        return 'sh'
    return '\\' if letter == '\\' else '\\' + letter


def short_path(interpreter: Any) -> str:
    """The cwd with the home folder as ~."""
    cwd = interpreter.state.cwd
    home = interpreter.state.get('HOME')
    if home is not None and home != '' and (cwd == home or cwd.startswith(home + '/')):
        return '~' + cwd[len(home):]
    return cwd
