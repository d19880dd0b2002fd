"""Features of bash that this shell, which is POSIX's with a few of bash's expansions, doesn't implement. `bash` refuses
them by name: another result would be worse.

When run as `sh` it does what dash does: most of these are a syntax error there, or a command that isn't found."""

from __future__ import annotations

BUILTINS = [
    'bind',
    'builtin',
    'caller',
    'compgen',
    'complete',
    'compopt',
    'declare',
    'dirs',
    'disown',
    'enable',
    'fc',
    'help',
    'history',
    'logout',
    'mapfile',
    'popd',
    'pushd',
    'readarray',
    'shopt',
    'suspend',
    'typeset',
]
VARIABLES = [
    'BASHOPTS',
    'BASHPID',
    'BASH_ALIASES',
    'BASH_ARGC',
    'BASH_ARGV',
    'BASH_ARGV0',
    'BASH_CMDS',
    'BASH_COMMAND',
    'BASH_LINENO',
    'BASH_REMATCH',
    'BASH_SOURCE',
    'BASH_SUBSHELL',
    'BASH_VERSINFO',
    'BASH_VERSION',
    'COMP_WORDS',
    'COMPREPLY',
    'COPROC',
    'DIRSTACK',
    'EPOCHREALTIME',
    'EPOCHSECONDS',
    'EUID',
    'FUNCNAME',
    'GROUPS',
    'HOSTTYPE',
    'MACHTYPE',
    'MAPFILE',
    'OSTYPE',
    'PIPESTATUS',
    'SECONDS',
    'SHELLOPTS',
    'SRANDOM',
    'UID',
    '_',
]


def refused_call(argv: list[str]) -> str:
    """The part of a command that only bash has, '' when there is none."""
    name = argv[0]
    if name in BUILTINS:
        return name
    first = argv[1] if len(argv) > 1 else ''
    if (name == 'printf' and first.startswith('-v')) or (
        name in ('test', '[') and first in ('-v', '-R') and len(argv) > 2
    ):
        return f'{name} {first}'
    if (name == 'wait' and first in ('-n', '-p', '-f')) or (name == 'exec' and first in ('-a', '-c', '-l')):
        return f'{name} {first}'
    if name == 'trap' and argv[-1] in ('ERR', 'DEBUG', 'RETURN'):
        return f'trap {argv[-1]}'
    return ''


def refusal(what: str) -> str:
    """The message for a construct or a name."""
    return f'{what}: not supported: only bash has it, and this is a POSIX shell'


def is_bash(name: str) -> bool:
    """Whether a shell with this name should be bash: bash, -bash, /bin/bash."""
    return name.rpartition('/')[2].removeprefix('-') == 'bash'
