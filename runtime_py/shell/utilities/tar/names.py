"""tar --transform: names of members, changed by sed's s command."""

from __future__ import annotations

from runtime_py.archive.member import HARDLINK, SYMLINK, ArchiveError, Member
from runtime_py.shell.support.options import Options
from runtime_py.shell.utilities.sed.machine import substituted
from runtime_py.shell.utilities.sed.parser import Command, SedProblem, parse_script

_WHERE = 'rRsShHx'  # flags that tar adds: to which names it applies, and extended expressions


class Names:
    def __init__(self, options: Options) -> None:
        self._commands: list[Command] = []
        for text in [*options.all_values('transform'), *options.all_values('xform')]:
            self._add(text)

    def _add(self, text: str) -> None:
        end = len(text)
        while end > 0 and text[end - 1] in _WHERE and text[:end].count(text[1:2]) >= 3:
            end -= 1
        try:
            script = parse_script(text[:end], 'x' in text[end:])
        except SedProblem as problem:
            raise ArchiveError(f'Invalid transform expression: {problem.message}')
        for command in script.commands:
            if command.name != 's' or command.runs or command.file != '':
                raise ArchiveError('Invalid transform expression')
            self._commands.append(command)

    def changed(self, name: str) -> str:
        for command in self._commands:
            if command.pattern is not None:
                found = substituted(command, command.pattern, name)
                name = name if found is None else found
        return name

    def change(self, member: Member) -> None:
        if len(self._commands) == 0:
            return
        member.path = self.changed(member.path)
        if member.kind in (SYMLINK, HARDLINK):
            member.target = self.changed(member.target)
