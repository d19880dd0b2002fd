"""The folders that ~, ~name, ~+ and ~- stand for (POSIX XCU 2.6.1)."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import decode
from runtime_py.shell.state import State


def home_of(state: State, system: Any, name: str) -> str | None:
    """The home folder of a user, '' being this one; None when there is none."""
    if name == '':
        return state.get('HOME')
    if name == '+' or name == '-':
        return state.get('PWD' if name == '+' else 'OLDPWD')
    users = system.read_file('/etc/passwd')
    if not isinstance(users, int):
        for line in decode(users).split('\n'):
            fields = line.split(':')
            if len(fields) > 5 and fields[0] == name:
                return fields[5]
    return state.get('HOME') if name == state.get('USER') else None
