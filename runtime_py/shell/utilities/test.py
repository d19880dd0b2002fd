"""test and [ as programs (find -exec, env); in the shell they are builtins with the same evaluation."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.builtins.test import test
from runtime_py.shell.context import Context
from runtime_py.shell.io import Io


async def main(context: Context) -> int:
    return await test(None, context, Io())


COMMANDS: list[Any] = [['test', main], ['[', main]]
