"""The builtins that bash shares with a POSIX shell; modules after this one in the alphabet replace some."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.builtins.table import BUILTINS

COMMANDS: list[Any] = [[name, run] for name, run in BUILTINS.entries()]
