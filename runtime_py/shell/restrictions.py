"""What a shell started with `--no-redirects` or `--allow-commands` refuses. It protects users from mistakes, and isn't
a security boundary."""

from __future__ import annotations


class Restrictions:
    """`commands`: the only names that may be run, None for all. Output to files is refused as in bash's restricted
    shell."""

    def __init__(self, commands: list[str] | None, no_output_files: bool) -> None:
        self.commands = commands
        self.no_output_files = no_output_files

    def allows(self, name: str) -> bool:
        return self.commands is None or name in self.commands


def refused_command(name: str) -> str:
    return f'{name}: restricted: this command is not allowed'


def refused_file(path: str) -> str:
    return f'{path}: restricted: cannot redirect output'
