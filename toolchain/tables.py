"""Tables of the modules in a folder: the shell's utilities and builtins, Node's bindings, npm's commands, the kinds of
open files. `python -m toolchain.tables`.

They are generated before anything reads the rooms (build, tests, types, lint), and aren't committed: to add a utility,
add its file. A module adds the function that has its own name (`main` of rev.py is `rev`; an underscore is a hyphen
there); one that adds several, or others, lists them: `COMMANDS = [['gzip', gzip], ...]`. A module that does neither is
an error, which the build reports by name."""

import ast
import sys
from dataclasses import dataclass
from pathlib import Path

from toolchain.environment import ROOT

LIST = 'COMMANDS'
# Modules of such folders that aren't entries.
APART = ('__init__', 'table', 'special', 'kind', 'facts', 'lookup')


class TableError(Exception):
    """A module of the folder that adds nothing."""


@dataclass
class Table:
    """`folder` below runtime_py; `name` of the table; `function` that a module adds under its own name, '' for a
    function with the module's name; `title` for the docstring. `is_map`: a Map for the pure rooms; otherwise a plain
    object."""

    folder: str
    name: str
    function: str
    title: str
    is_map: bool = True

    @property
    def target(self) -> Path:
        return ROOT / 'runtime_py' / self.folder / 'table.py'


TABLES = [
    Table('shell/utilities', 'UTILITIES', 'main', 'All utilities by name'),
    Table('shell/builtins', 'BUILTINS', '', "All of the shell's builtins by name"),
    Table(
        'shell/bash/builtins', 'BASH_BUILTINS', '', 'The builtins of bash by name, those of a POSIX shell among them'
    ),
    Table('npm/commands', 'COMMANDS', 'run', "All of npm's commands by name"),
    Table('sys/kinds', 'KINDS', 'create', 'The makers of all kinds of open files, by module'),
    Table('node/bindings', 'BINDINGS', 'create', 'All bindings that have functions or classes of ours, by name', False),
]


def modules_of(table: Table) -> dict[str, Path]:
    """{name: module}: NAME.py, or NAME/main.py."""
    folder = table.target.parent
    found = {path.stem: path for path in folder.glob('*.py') if path.stem not in APART}
    found.update({path.parent.name: path for path in folder.glob('*/main.py')})
    return dict(sorted(found.items()))


def gives(path: Path, function: str) -> str:
    """LIST, or the function; raises TableError."""
    names = set()
    for node in ast.parse(path.read_text(encoding='utf-8')).body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            names.update(
                target.id
                for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
                if isinstance(target, ast.Name)
            )
    for name in (LIST, function):
        if name in names:
            return name
    raise TableError(
        f'{path.relative_to(ROOT)}: a module of this folder has `{function}`, which becomes {path.stem}, or {LIST} (toolchain/tables.py)'
    )


def text_of(table: Table) -> str:
    imports, rows = [], []
    for name, path in modules_of(table).items():
        given = gives(path, table.function or name)
        dotted = '.'.join(path.relative_to(ROOT).with_suffix('').parts)
        alias = f'{name}_{given.lower()}'
        imports.append(f'from {dotted} import {given} as {alias}')
        rows.append(
            f'*{alias}' if given == LIST else f"['{name.replace('_', '-') if table.is_map else name}', {alias}]"
        )
    head = f'"""{table.title}. Written by toolchain/tables.py out of the files of this folder: don\'t change it, and don\'t commit it."""\nfrom __future__ import annotations\n\n'
    if not table.is_map:
        fields = ''.join(f'    {row[1:-1].replace(",", ":", 1)},\n' for row in rows)
        return head + '\n'.join(imports) + f'\n\n{table.name} = {{\n{fields}}}\n'
    listed = ''.join(f'    {row},\n' for row in rows)
    return (
        head
        + 'from typing import Any\n\nfrom runtime_py.platform.maps import Map\n'
        + '\n'.join(imports)
        + f'\n\n{table.name}: Map[str, Any] = Map()\nfor _name, _function in [\n{listed}]:\n    {table.name}.set(_name, _function)\n'
    )


def write() -> None:
    """Writes the tables that changed, each atomically, because several commands may write at the same time. Raises
    TableError."""
    for table in TABLES:
        text = text_of(table)
        if not table.target.exists() or table.target.read_text(encoding='utf-8') != text:
            fresh = table.target.with_suffix('.py.new')
            fresh.write_text(text, encoding='utf-8')
            fresh.replace(table.target)


if __name__ == '__main__':
    try:
        write()
    except TableError as error:
        sys.exit(str(error))
