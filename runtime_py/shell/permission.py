"""What is asked before a command runs: the shell's restrictions and its guard.

Knows how a refusal is worded and its status; not how commands run."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.dangers import Place
from runtime_py.shell.flow import ShellExit
from runtime_py.shell.io import Io
from runtime_py.shell.programs import NOT_EXECUTABLE
from runtime_py.shell.restrictions import refused_command


class Permission:
    """Of one environment."""

    def __init__(self, interpreter: Any) -> None:
        self.interpreter = interpreter
        self.guard = interpreter.shell.guard
        self.system = interpreter.system
        self.state = interpreter.state

    async def check_applet(self, argv: list[str], io: Io) -> int:
        """As `check`, for a utility in a process of its own."""
        if not self.guard.wants(argv[0]):
            return -1
        return await self.check(argv, self.state.cwd, self.state.get('PATH'), io, False)

    async def check(self, argv: list[str], cwd: str, path: str | None, io: Io, by_utility: bool) -> int:
        """The status of a command that must not run; -1 if it may. Only for names that the guard wants."""
        place = Place(
            self.state.get('HOME') or '',
            cwd,
            path or '',
            lambda name: self.system.exists(name),
            lambda folder: self._names_in(folder),
            lambda name: self._real(name),
        )
        problem = await self.guard.check(self.interpreter, argv, place, io.get(2), by_utility)
        if problem == '':
            return -1
        await self.interpreter.complain(f'{argv[0]}: {problem}', io)
        return NOT_EXECUTABLE

    def _names_in(self, folder: str) -> list[str]:
        names = self.system.readdir(folder)
        return [] if isinstance(names, int) else names

    def _real(self, path: str) -> str:
        found = self.system.realpath(path)
        return found if isinstance(found, str) else path

    def is_restricted(self, name: str) -> bool:
        return self.state.restrictions is not None and not self.state.restrictions.allows(name)

    async def say_restricted(self, name: str, io: Io) -> int:
        await self.interpreter.complain(refused_command(name), io)
        return NOT_EXECUTABLE

    async def defuse(self, name: str, io: Io) -> None:
        """Ends this copy of a function that starts itself without end. Raises ShellExit."""
        said = self.guard.bomb(name)
        if said != '':
            await self.interpreter.complain(said, io)
        raise ShellExit(NOT_EXECUTABLE)
