"""What a shell that was started with `--no-redirects` or `--allow-commands` refuses. It keeps people from mistakes; it is no wall against programs."""
from __future__ import annotations


class Restrictions:
    """`commands`: the only names that may be run, None for all. Output to files is refused as bash's restricted shell does."""

    def __init__(self, commands: list[str] | None, no_output_files: bool) -> None:
        self.commands = commands
        self.no_output_files = no_output_files

    def allows(self, name: str) -> bool:
        return self.commands is None or name in self.commands


def refused_command(name: str) -> str:
    return f'{name}: restricted: this command is not allowed'


def refused_file(path: str) -> str:
    return f'{path}: restricted: cannot redirect output'
