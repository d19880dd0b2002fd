"""Applies redirections (POSIX XCU 2.7) to an Io."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from runtime_py.platform.errno import EMFILE
from runtime_py.platform.futures import start
from runtime_py.platform.octets import to_bytes
from runtime_py.shell.ast import Redirection, Word
from runtime_py.shell.bash.references import assign_text, text_at
from runtime_py.shell.expansion import Expander, Scope
from runtime_py.shell.flow import Problem
from runtime_py.shell.glob import absolute
from runtime_py.shell.io import Io, descriptor_path
from runtime_py.shell.restrictions import refused_file
from runtime_py.shell.state import State
from runtime_py.shell.strerror import reason_for_open, strerror
from runtime_py.vfs.flags import O_APPEND, O_CREAT, O_RDWR, O_TRUNC, O_WRONLY
from runtime_py.vfs.layout import S_IFMT, S_IFREG

LOWEST_CHOSEN = 10


class RedirectionProblem(Problem):
    """A file can't be opened, or a descriptor is closed. Without a message it was reported."""


async def nobody_hears(line: int, message: str, io: Io) -> None:
    return


def _keep(outer: Io, io: Io, fd: int) -> None:
    """bash's {name}>file lasts: the shell has the descriptor when the command has ended."""
    if outer is io:
        return
    own = io.get(fd)
    if own < 0:
        outer.drop(fd)
    else:
        outer.put(fd, own, io.gives_up(own))


class Redirector:
    def __init__(self, system: Any, state: State, expander: Expander) -> None:
        self.system = system
        self.state = state
        self.expander = expander
        # called before a file that exists is emptied: its path, and whether the command has several redirections
        self.before: Callable[[str, bool, Io], Awaitable[None]] | None = None
        self.complain: Callable[[int, str, Io], Awaitable[None]] = nobody_hears
        self.told: Callable[[str], None] = lambda text: None  # called with the text of << and <<<

    async def apply(self, redirections: list[Redirection], io: Io, scope: Scope) -> None:
        """Changes `io` itself; the words are expanded in `scope`. Raises RedirectionProblem; descriptors opened until then are closed with io."""
        errors = io.get(2)
        for redirection in redirections:
            try:
                await self._apply(redirection, io, scope, len(redirections) > 1)
            except RedirectionProblem as problem:
                if io.get(2) != errors:  # `2>log >nowhere/x`: it belongs into the log
                    await self.complain(redirection.word.line, problem.message, io)
                    problem.message = ''
                raise

    async def _apply(self, redirection: Redirection, io: Io, scope: Scope, several: bool) -> None:
        op = redirection.op
        fd = redirection.fd
        if op == '<<' or op == '<<<':
            text = await self.expander.text(redirection.word, scope)
            self.told(text)
            self._document(io, 0 if fd < 0 else fd, text + ('\n' if op == '<<<' else ''))
            return
        target = await self._target(redirection.word, scope)
        if scope.processes is not None:
            scope.processes.give(io)
        if redirection.variable != '':
            fd = self._chosen(redirection, target, io)
            await self._at(redirection, fd, target, io, scope, several)
            _keep(scope.io, io, fd)
            return
        await self._at(redirection, fd, target, io, scope, several)

    async def _at(self, redirection: Redirection, fd: int, target: str, io: Io, scope: Scope, several: bool) -> None:
        """A redirection of descriptor `fd`, -1 for the operator's own."""
        op = redirection.op
        if op == '<&' or op == '>&':
            number = (0 if op == '<&' else 1) if fd < 0 else fd
            if target.endswith('-') and target[:-1].isdigit():
                self._move(io, number, target)
                return
            if op == '>&' and fd < 0 and not target.isdigit() and target != '-':
                self._both(io, target, '&>')
            else:
                self._duplicate(io, number, target, redirection.word.source)
        elif op == '&>' or op == '&>>':
            self._both(io, target, op)
        else:
            number = (0 if op in ('<', '<>') else 1) if fd < 0 else fd
            self._need_number(number, target, op)
            own = scope.processes.end_of(target) if scope.processes is not None else -1
            if own >= 0:
                io.put(number, own, False)  # the end of a pipe, of bash's <( ) or >( )
                return
            flags = self._flags(op, target)
            if (flags & O_TRUNC) != 0:
                await self._tell_before(target, several, io)
            io.put(number, self._open(io, target, flags), True)

    def _move(self, io: Io, number: int, target: str) -> None:
        """bash's n>&m-"""
        source = target[:-1]
        if not self.state.bash:
            raise RedirectionProblem(f'{target}: Bad file descriptor')
        self._duplicate(io, number, source)
        if int(source) != number:
            io.drop(int(source))

    async def _target(self, word: Word, scope: Scope) -> str:
        if not self.state.bash:
            return await self.expander.text(word, scope)
        found = await self.expander.fields([word], scope)
        if len(found) != 1:
            raise RedirectionProblem(f'{word.source}: ambiguous redirect')
        return found[0]

    def _chosen(self, redirection: Redirection, target: str, io: Io) -> int:
        """The descriptor of bash's {name}>file: a new one, whose number the variable gets; to close it, the variable's."""
        name = redirection.variable
        if target == '-' and redirection.op in ('<&', '>&'):
            value = (text_at(self.state, name) if '[' in name else self.state.get(name)) or ''
            return int(value) if value.isdigit() and len(value) < 5 else LOWEST_CHOSEN
        number = LOWEST_CHOSEN
        while io.get(number) >= 0:
            number += 1
        if '[' in name:
            assign_text(self.state, name, str(number), False)
        else:
            self.state.set(name, str(number))
        return number

    async def _tell_before(self, target: str, several: bool, io: Io) -> None:
        path = self._absolute(target)
        if self.before is not None and (self.system.mode_of(path) & S_IFMT) == S_IFREG:
            await self.before(path, several, io)

    def _flags(self, op: str, target: str) -> int:
        if op == '<':
            return 0
        if op == '<>':
            return O_RDWR | O_CREAT
        if op in ('>>', '&>>'):
            return O_WRONLY | O_CREAT | O_APPEND
        if (
            op in ('>', '&>')
            and self.state.has_option('noclobber')
            and (self.system.mode_of(self._absolute(target)) & S_IFMT) == S_IFREG
        ):
            raise RedirectionProblem(
                f'{target}: cannot overwrite existing file'
                if self.state.bash
                else f'cannot create {target}: File exists'
            )
        return O_WRONLY | O_CREAT | O_TRUNC

    def _need_number(self, number: int, target: str, op: str) -> None:
        """Raises for a descriptor above the script's limit."""
        if number >= self.state.open_files[0]:
            action = 'open' if op in ('<', '<>') else 'create'
            raise RedirectionProblem(f'cannot {action} {target}: {strerror(EMFILE)}')

    def _absolute(self, path: str) -> str:
        return absolute(path, self.state.cwd)

    def _open(self, io: Io, path: str, flags: int) -> int:
        if (flags & O_CREAT) != 0 and self.state.restrictions is not None and self.state.restrictions.no_output_files:
            raise RedirectionProblem(refused_file(path))
        self.state.apply_umask(self.system)
        opened = self.system.open(
            descriptor_path(self._absolute(path), lambda fd: io.get(fd)) if path != '' else '', flags, 0o666
        )
        if opened < 0:
            if self.state.bash:
                raise RedirectionProblem(f'{path}: {strerror(-opened)}')
            creates = (flags & O_CREAT) != 0
            action = 'create' if creates else 'open'
            raise RedirectionProblem(f'cannot {action} {path}: {reason_for_open(-opened, creates)}')
        self.system.set_cloexec(opened, True)
        return opened

    def _both(self, io: Io, target: str, op: str) -> None:
        opened = self._open(io, target, self._flags(op, target))
        io.put(1, opened, True)
        io.put(2, opened, False)

    def _duplicate(self, io: Io, number: int, target: str, written: str = '') -> None:
        if target == '-':
            io.drop(number)
            return
        source = io.get(int(target)) if target.isdigit() else -1
        if source < 0:
            shown = written if written != '' and self.state.bash else target
            raise RedirectionProblem(f'{shown}: Bad file descriptor')
        if number >= self.state.open_files[0]:
            raise RedirectionProblem(f'{number}: Bad file descriptor')
        io.put(number, source, False)

    def _document(self, io: Io, number: int, text: str) -> None:
        """Passes the document through a pipe, written as the reader takes it."""
        ends = self.system.pipe()
        if ends[0] < 0:
            raise RedirectionProblem(f'here-document: {strerror(-ends[0])}')
        io.put(number, ends[0], True)
        start(self._feed(ends[1], text), lambda error: None)

    async def _feed(self, fd: int, text: str) -> None:
        data = to_bytes(text)
        await self.system.write_async(fd, data, 0, len(data))
        self.system.close(fd)
