"""The builtins that POSIX treats specially. Lists of names; the functions are in the modules of this folder."""

from __future__ import annotations

# POSIX's special builtins: found before functions, and assignments before them persist
SPECIAL = [
    ':',
    '.',
    'break',
    'continue',
    'eval',
    'exec',
    'exit',
    'export',
    'local',
    'readonly',
    'return',
    'set',
    'shift',
    'source',
    'times',
    'trap',
    'unset',
]
# arguments that look like assignments are expanded as such: neither split nor a pattern
DECLARING = ['alias', 'declare', 'export', 'local', 'readonly', 'typeset']
# utilities that are builtins in a native shell (dash): found whatever PATH is
OWN_COMMANDS = ['echo', 'printf', 'pwd', 'test', '[', 'kill', 'true', 'false']
