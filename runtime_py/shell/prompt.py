"""Prompts: PS1 and PS2 with bash's escapes, then expansions by `$` and backquotes; the default shows the folder."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.clock import now_ms
from runtime_py.platform.maps import Map
from runtime_py.platform.unseen import without_unseen
from runtime_py.shell.ast import DoubleQuoted, Word
from runtime_py.shell.bash.dynamic import BASH_VERSION
from runtime_py.shell.context import Interrupted
from runtime_py.shell.expansion import Scope
from runtime_py.shell.flow import Problem
from runtime_py.shell.io import Io
from runtime_py.shell.jsh import PROMPT, is_jsh
from runtime_py.shell.parser import Parser
from runtime_py.shell.scanner import ShellSyntaxError
from runtime_py.shell.support.datetime import Moment, format_time
from runtime_py.shell.support.zone import zone_of

DEFAULT_PS1 = '\\[\\e[1;34m\\]\\w\\[\\e[0m\\] \\$ '
DEFAULT_PS2 = '> '
_SPECIAL = '$`\\'
_OCTAL = '01234567'
_TIMES: Map[str, str] = Map()
for _letter, _pattern in [['t', '%H:%M:%S'], ['T', '%I:%M:%S'], ['@', '%I:%M %p'], ['A', '%H:%M'], ['d', '%a %b %d']]:
    _TIMES.set(_letter, _pattern)


async def prompt_text(interpreter: Any, name: str, io: Io) -> str:
    """The prompt's text, with its escape sequences. Doesn't change `$?`."""
    state = interpreter.state
    found = state.get(name)
    standard = DEFAULT_PS2 if name == 'PS2' else (PROMPT if is_jsh(state.name) else DEFAULT_PS1)
    if state.bash:
        standard = ''  # it has set the variables
    text = _decoded(interpreter, standard if found is None else found)
    return await expanded_text(interpreter, text, io)


async def expanded_text(interpreter: Any, text: str, io: Io) -> str:
    """As in double quotes: PS4 has no escapes of its own."""
    return await _expanded(interpreter, text, io) if '$' in text or '`' in text else text.replace('\\\\', '\\')


async def _expanded(interpreter: Any, text: str, io: Io) -> str:
    """Expands; parts that can't be expanded are reported and left out. Ctrl-C only ends a command in it."""
    state = interpreter.state
    status = state.status
    plain = text.replace('\\\\', '\\')
    try:
        word = Word([DoubleQuoted(Parser(text, state.aliases, state.bash).lexer.document_parts(text))], 1)
        return await interpreter.expander.text(word, Scope(io))
    except Problem as problem:
        await interpreter.complain(problem.message, io)
    except ShellSyntaxError as error:
        await interpreter.complain(error.told, io)
    except Interrupted:
        interpreter.shell.interrupts.clear()
    finally:
        state.status = status
    return plain


async def prompt_shown(interpreter: Any, text: str, io: Io) -> str:
    """bash's ${name@P}: a text as if it were a prompt."""
    return await expanded_text(interpreter, _decoded(interpreter, text), io)


def _decoded(interpreter: Any, template: str) -> str:
    """Replaces escapes. Their values must stay literal in the later expansion, so `$` and the like in them get a
    backslash."""
    text = ''
    k = 0
    while k < len(template):
        if template[k] != '\\' or k + 1 == len(template):
            text += template[k]
            k += 1
            continue
        digits = template[k + 1 : k + 4]
        if len(digits) == 3 and all([digit in _OCTAL for digit in digits]):
            text += _literal(chr(int(digits, 8) & 255))
            k += 4
            continue
        if template[k + 1 : k + 3] == 'D{' and '}' in template[k:]:
            end = template.find('}', k)
            text += _literal(time_shown(interpreter.state, template[k + 3 : end]))
            k = end + 1
            continue
        text += _literal(_escape(interpreter, template[k + 1]))
        k += 2
    return text


def _literal(text: str) -> str:
    return ''.join(['\\' + letter if letter in _SPECIAL else letter for letter in text])


def _escape(interpreter: Any, letter: str) -> str:
    if letter == 'w' or letter == 'W':
        shown = without_unseen(short_path(interpreter))
        return shown if letter == 'w' or shown in ('/', '~') else shown[shown.rfind('/') + 1 :]
    if letter == 'u':
        return interpreter.state.get('USER') or 'user'
    if letter == 'h' or letter == 'H':
        return interpreter.state.get('HOSTNAME') or 'terrarium'
    if letter == 's':
        return interpreter.state.name.rpartition('/')[2]
    if letter == 'j':
        return str(len(interpreter.shell.jobs.all))
    times = _TIMES.get(letter)
    if times is not None:
        return time_shown(interpreter.state, times)
    if letter in '!#lvV':
        return _counted(interpreter, letter)
    at = '$naer[]\\'.find(letter)
    return ['$', '\n', '\x07', '\x1b', '\r', '', '', '\\'][at] if at >= 0 else '\\' + letter


def time_shown(state: Any, pattern: str, seconds: int = -1) -> str:
    """strftime of a time, or of now."""
    when = float(now_ms() // 1000) if seconds < 0 else float(seconds)
    return format_time(pattern if pattern != '' else '%X', Moment(when, zone_of(state.get('TZ'))))


def _counted(interpreter: Any, letter: str) -> str:
    history = interpreter.shell.history
    if letter == '!':
        return '1' if history is None else str(history.first + len(history.lines))
    if letter == '#':
        return str(interpreter.shell.commands_read + 1)
    if letter == 'l':
        return '0'
    return BASH_VERSION[:3] if letter == 'v' else BASH_VERSION.partition('(')[0]


def short_path(interpreter: Any) -> str:
    """The cwd with the home folder as ~. For jsh, whose working folder is beside the home folder, ~ also means
    /home."""
    cwd = interpreter.state.cwd
    homes = [interpreter.state.get('HOME') or '', *(['/home'] if is_jsh(interpreter.state.name) else [])]
    for home in homes:
        if home != '' and (cwd == home or cwd.startswith(home + '/')):
            return '~' + cwd[len(home) :]
    return cwd
