"""Variables that bash computes when they are read: SECONDS, EPOCHSECONDS, FUNCNAME, PIPESTATUS and their kin. A script
that sets or unsets one (but those below) makes it an ordinary variable."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import alloc
from runtime_py.platform.clock import now_ms
from runtime_py.platform.entropy import random_fill
from runtime_py.platform.maps import Map
from runtime_py.platform.text import pad_left
from runtime_py.shell.bash.arrays import Elements, listed
from runtime_py.shell.numerals import decimal

# the bash whose language this is
MACHINE = 'wasm32-unknown-terrarium'
VERSION = ['5', '2', '15', '1', 'release', MACHINE]
BASH_VERSION = f'{VERSION[0]}.{VERSION[1]}.{VERSION[2]}({VERSION[3]})-{VERSION[4]}'
MAIN = 'main'
SOURCE = 'source'
_ARRAYS = [
    'BASH_ALIASES',
    'BASH_ARGC',
    'BASH_ARGV',
    'BASH_CMDS',
    'BASH_LINENO',
    'BASH_SOURCE',
    'BASH_VERSINFO',
    'DIRSTACK',
    'FUNCNAME',
    'GROUPS',
    'PIPESTATUS',
]
# options of `set -o` that are on from the start
ON = ['hashall', 'interactive-comments']
# that assignments don't change
_IGNORES = ['FUNCNAME', 'BASH_SOURCE', 'BASH_LINENO', 'GROUPS', 'BASHPID', 'LINENO', 'BASH_SUBSHELL']


def dynamic_value(state: Any, name: str) -> str | None:
    found = dynamic_elements(state, name)
    if found is not None:
        return found.get('0')
    return _text(state, name)


def dynamic_names() -> list[str]:
    return [*_ARRAYS, *_TEXTS, 'RANDOM']


def dynamic_arrays() -> list[str]:
    return _ARRAYS


def is_dynamic(name: str) -> bool:
    return name in _ARRAYS or name in _TEXTS


_TEXTS = [
    'BASH',
    'BASHOPTS',
    'BASHPID',
    'BASH_ARGV0',
    'BASH_COMMAND',
    'BASH_EXECUTION_STRING',
    'BASH_SUBSHELL',
    'BASH_VERSION',
    'EPOCHREALTIME',
    'EPOCHSECONDS',
    'EUID',
    'HOSTNAME',
    'HOSTTYPE',
    'LINENO',
    'MACHTYPE',
    'OSTYPE',
    'SECONDS',
    'SHELLOPTS',
    'SRANDOM',
    'UID',
    '_',
]


def _text(state: Any, name: str) -> str | None:
    if name not in _TEXTS:
        return None
    if name == 'LINENO':
        return str(state.line)
    if name == 'SECONDS':
        return str(int((now_ms() - state.beyond.started_ms) // 1000))
    if name == 'EPOCHSECONDS':
        return str(int(now_ms() // 1000))
    if name == 'EPOCHREALTIME':
        now = now_ms()
        return f'{int(now // 1000)}.{pad_left(str(int(now % 1000 * 1000)), 6, "0")}'
    if name == 'SRANDOM':
        octets = alloc(4)
        random_fill(octets, 0, 4)
        return str(((octets[0] * 256 + octets[1]) * 256 + octets[2]) * 256 + octets[3])
    return _of_the_shell(state, name)


def _of_the_shell(state: Any, name: str) -> str | None:
    beyond = state.beyond
    if name == '_':
        return str(beyond.last_argument)
    if name == 'BASH_ARGV0':
        return str(state.name)
    if name == 'BASH_COMMAND':
        return str(beyond.command)
    if name == 'BASH_EXECUTION_STRING':
        text: str | None = beyond.execution
        return text
    if name == 'BASH_SUBSHELL':
        return str(beyond.level)
    if name == 'BASHPID':
        return str(state.pid)
    if name == 'BASHOPTS':
        return ':'.join(sorted([option for option in beyond.options.keys() if beyond.has(option)]))
    if name == 'SHELLOPTS':
        on = [option for option in state.options.keys() if state.has_option(option)]
        more = [option for option in ON if option not in beyond.off]
        return ':'.join(sorted([*(['braceexpand'] if state.braces else []), *more, *on]))
    if name == 'UID' or name == 'EUID':
        return str(beyond.user)
    return _CONSTANTS[_CONSTANTS.index(name) + 1] if name in _CONSTANTS else None


_CONSTANTS = [
    'BASH',
    '/usr/bin/bash',
    'BASH_VERSION',
    BASH_VERSION,
    'HOSTNAME',
    'terrarium',
    'HOSTTYPE',
    'wasm32',
    'MACHTYPE',
    MACHINE,
    'OSTYPE',
    'linux-gnu',
]


def next_random(seed: int) -> int:
    """The next state of RANDOM's generator (Park and Miller's)."""
    start = seed if seed != 0 else 123459876
    found = 16807 * (start % 127773) - 2836 * (start // 127773)
    return found if found >= 0 else found + 0x7FFFFFFF


def random_number(seed: int) -> int:
    return (seed // 65536 ^ seed % 65536) % 32768


def dynamic_elements(state: Any, name: str) -> Elements | None:
    """Of a dynamic array; None for any other name."""
    if name not in _ARRAYS:
        return None
    beyond = state.beyond
    if name == 'PIPESTATUS':
        return listed([str(status) for status in beyond.pipe_status])
    if name == 'BASH_VERSINFO':
        return listed(VERSION)
    if name == 'DIRSTACK':
        return listed([state.cwd, *beyond.folders])
    if name == 'GROUPS':
        return listed([str(beyond.user)])
    if name == 'BASH_ALIASES':
        return _keyed(state.aliases)
    if name == 'BASH_CMDS':
        paths: Elements = beyond.hashed.paths()
        return paths
    if name == 'BASH_ARGV':
        return listed(beyond.arguments_of(state))
    if name == 'BASH_ARGC':
        count = len(beyond.arguments_of(state))
        return listed([] if beyond.arguments is None else [str(count)])
    return _of_calls(beyond, name)


def _keyed(texts: Map[str, str]) -> Elements:
    made = Elements(True)
    for key, text in texts.entries():
        made.set(key, text)
    return made


def take_element(state: Any, name: str, key: str, text: str | None) -> bool:
    """Whether an element of a dynamic array belongs to the shell: an alias, a remembered path. None would unset it,
    which does nothing, as in bash."""
    if name == 'BASH_ALIASES':
        if text is not None:
            state.aliases.set(key, text)
        return True
    if name == 'BASH_CMDS':
        if text is not None:
            state.beyond.hashed.add(key, text, True)
        return True
    return False


def _of_calls(beyond: Any, name: str) -> Elements:
    """FUNCNAME, BASH_SOURCE and BASH_LINENO: the innermost call first; the script itself is the last."""
    frames = list(reversed(beyond.frames))
    if name == 'FUNCNAME':
        if not any([frame.name != SOURCE for frame in frames]):
            return listed([])
        return listed([*[frame.name for frame in frames], *([MAIN] if beyond.file != '' else [])])
    if name == 'BASH_LINENO':
        return listed([*[str(frame.line) for frame in frames], *(['0'] if beyond.file != '' else [])])
    return listed([*[frame.file for frame in frames], *([beyond.file] if beyond.file != '' else [])])


def is_taken(state: Any, name: str, text: str) -> bool:
    """Whether a dynamic variable keeps its meaning when it is assigned."""
    if name == 'SECONDS':
        state.beyond.started_ms = now_ms() - (decimal(text) or 0) * 1000
        return True
    if name == 'BASH_ARGV0':
        state.name = text
        return True
    if name == 'RANDOM':
        state.random = (decimal(text) or 0) % 4294967296
        return True
    return name in _IGNORES
