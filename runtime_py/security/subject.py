"""The subject of a rule: who acts. A process has one subject for its whole life; its children get a subject derived
from it.

Must not know what the subject requests."""

from __future__ import annotations

COMMAND = 'command'  # started by the user, at the terminal or through the embedder
SCRIPT = 'script'  # a lifecycle script of a dependency
TOOL = 'tool'  # by `npx`, from a package that wasn't installed
SERVICE = 'service'  # a worker of the machine's own

KINDS = [COMMAND, SCRIPT, TOOL, SERVICE]


class Subject:
    """`package_name` and `script` are '' if no package started the process. `parent` is the program that started it."""

    def __init__(
        self, program: str, kind: str = COMMAND, package_name: str = '', script: str = '', parent: str = ''
    ) -> None:
        self.program = program
        self.kind = kind
        self.package = package_name
        self.script = script
        self.parent = parent

    def child(self, program: str) -> Subject:
        """A child acts for the same package and script: starting another program doesn't remove them."""
        return Subject(program, self.kind, self.package, self.script, self.program)

    def text(self) -> str:
        """For display: `sh (postinstall of left-pad)`."""
        if self.package == '':
            return self.program
        return (
            f'{self.program} ({self.script} of {self.package})'
            if self.script != ''
            else f'{self.program} (of {self.package})'
        )
