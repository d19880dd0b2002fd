"""Who acts. A process has one subject for its whole life; its children get one made from it.

Must not know what the subject wants."""
from __future__ import annotations

COMMAND = 'command'     # started by the person, at the terminal or by the embedder
SCRIPT = 'script'       # a lifecycle script of a dependency
TOOL = 'tool'           # by `npx`, of a package that wasn't installed
SERVICE = 'service'     # a worker of the machine's own

KINDS = [COMMAND, SCRIPT, TOOL, SERVICE]


class Subject:
    """`package_name` and `script` are '' where no package started it. `parent` is the program that started this one."""

    def __init__(self, program: str, kind: str = COMMAND, package_name: str = '', script: str = '', parent: str = '') -> None:
        self.program = program
        self.kind = kind
        self.package = package_name
        self.script = script
        self.parent = parent

    def child(self, program: str) -> Subject:
        """A child acts for the same package and script: nobody gets rid of them by starting something else."""
        return Subject(program, self.kind, self.package, self.script, self.program)

    def text(self) -> str:
        """For people: `sh (postinstall of left-pad)`."""
        if self.package == '':
            return self.program
        return f'{self.program} ({self.script} of {self.package})' if self.script != '' else f'{self.program} (of {self.package})'
