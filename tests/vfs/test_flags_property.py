"""Flags and modes are each defined in one module: O_* in vfs/flags.py, S_IF* in vfs/layout.py, POLL* in ipc/pipe.py."""

import ast
import os
import select
import stat

from runtime_py.ipc import pipe
from runtime_py.vfs import flags, layout
from toolchain.environment import ROOT

HOMES = {'O_': 'runtime_py/vfs/flags.py', 'S_IF': 'runtime_py/vfs/layout.py', 'POLL': 'runtime_py/ipc/pipe.py'}
ANOTHER_SYSTEM = 'runtime_py/node/wasi/abi.py'  # WASI's own flags


def test_nobody_else_defines_them() -> None:
    found = []
    for path in (ROOT / 'runtime_py').rglob('*.py'):
        name = str(path.relative_to(ROOT))
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                target = node.targets[0].id.lstrip('_')
                for prefix, home in HOMES.items():
                    if (
                        target.startswith(prefix)
                        and name not in (home, ANOTHER_SYSTEM)
                        and isinstance(node.value, ast.Constant)
                    ):
                        found.append(f'{name}: {target}')
    assert found == []


def test_they_are_linuxs() -> None:
    for name in dir(flags):
        if name.startswith('O_'):
            assert getattr(flags, name) == (0o20000000 if name == 'O_TMPFILE' else getattr(os, name)), name
    for name in dir(layout):
        if name.startswith('S_IF'):
            assert getattr(layout, name) == (0xF000 if name == 'S_IFMT' else getattr(stat, name)), name
    for name in ('POLLIN', 'POLLOUT', 'POLLERR', 'POLLHUP', 'POLLRDHUP'):
        assert getattr(pipe, name) == getattr(select, name), name
