"""`python -m toolchain.typed_rooms`: runs mypy over the rooms for the browser.

CPython's mypy doesn't know JavaScript, so it reads a copy of the rooms (below .build) whose modules import typings/javascript.pyi, with stubs of
Python's own classes to which typings/members.pyi was added."""

import ast
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import mypy

from toolchain import sources
from toolchain.environment import ROOT, WORK

TYPINGS = ROOT / 'toolchain' / 'typings'
TREE = WORK / 'typed'
FUTURE = 'from __future__ import annotations\n'
IMPORT = 'from javascript import *'
EMPTY_FIELD = re.compile(r'^(\s+self\.(\w+)) = None(?=\s*(?:#.*)?$)')
SETTINGS = """[mypy]
python_version = 3.11
check_untyped_defs = true
namespace_packages = true
explicit_package_bases = true
ignore_missing_imports = true
strict_optional = false
disable_error_code = var-annotated, has-type, unused-coroutine
"""
PLACE = re.compile(r'^((?:runtime_py|service_worker)/[^:]+):(\d+): error: (.*)$', re.MULTILINE)


def with_names(text: str, names: set[str]) -> str:
    """The module with JavaScript's `names`, with the same line numbers. A field that begins as None may hold anything
    later, so it gets the type Any. A function or class of the module hides the name of JavaScript that it has; a
    variable (`Map = globalThis.Map`) keeps the type of the name."""
    body = ast.parse(text).body
    own = {node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    lines = _with_open_fields(text.split('\n'))
    for node in body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in names:
            line, end = lines[node.end_lineno - 1], node.end_col_offset
            lines[node.end_lineno - 1] = f'{line[:end]}  # type: ignore{line[end:]}'
    text = '\n'.join(lines)
    wanted = IMPORT if own.isdisjoint(names) else f'from javascript import {", ".join(sorted(names - own))}'
    return text.replace(FUTURE, f'{FUTURE[:-1]}; {wanted}\n', 1) if FUTURE in text else f'{wanted}; {text}'


def javascript_names() -> set[str]:
    names = set()
    for node in ast.parse((TYPINGS / 'javascript.pyi').read_text(encoding='utf-8')).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            names.add(node.targets[0].id)
    return {name for name in names if not name.startswith('_')}


def _with_open_fields(lines: list[str]) -> list[str]:
    """The first assignment in its class declares the field; later ones assign the same field."""
    known: set[str] = set()
    out = []
    for line in lines:
        if line.startswith('class '):
            known = set()
        found = EMPTY_FIELD.match(line)
        out.append(EMPTY_FIELD.sub(r'\1: object = None', line) if found and found[2] not in known else line)
        known |= {name for name in re.findall(r'self\.(\w+)(?:: [^=]+)? = ', line)}
    return out


def write_tree() -> None:
    """Files that haven't changed keep their modification time, so that mypy's own cache stays valid."""
    wanted: set[Path] = set()
    names = javascript_names()
    for path in sources.runtime_files():
        target = TREE / path.relative_to(ROOT)
        text = path.read_text(encoding='utf-8')
        wanted.add(target)
        _write(target, with_names(text, names) if sources.touches_javascript(path) else text)
    for target in [*(TREE / 'runtime_py').rglob('*.py'), *(TREE / 'service_worker').rglob('*.py')]:
        if target not in wanted:
            target.unlink()
    _write(TREE / 'javascript.pyi', (TYPINGS / 'javascript.pyi').read_text(encoding='utf-8'))
    _write(TREE / 'mypy.ini', SETTINGS)
    _write_typeshed()


def _write(target: Path, text: str) -> None:
    if not target.exists() or target.read_text(encoding='utf-8') != text:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding='utf-8')


def _write_typeshed() -> None:
    """mypy's own stubs, with the additional members of JavaScript's values."""
    own = Path(mypy.__file__).parent / 'typeshed'
    copy = TREE / 'typeshed'
    if not copy.exists():
        shutil.copytree(own, copy)
    members = (TYPINGS / 'members.pyi').read_text(encoding='utf-8')
    for name in ['builtins.pyi', 'typing.pyi']:
        _write(copy / 'stdlib' / name, with_members((own / 'stdlib' / name).read_text(encoding='utf-8'), members))


def with_members(stubs: str, additions: str) -> str:
    """`additions` has classes of the same names; their members are inserted at the beginning of each."""
    lines = stubs.split('\n')
    theirs = {node.name: node for node in ast.parse(stubs).body if isinstance(node, ast.ClassDef)}
    added = [
        (theirs[node.name].body[0], [ast.unparse(member) for member in node.body])
        for node in ast.parse(additions).body
        if isinstance(node, ast.ClassDef) and node.name in theirs
    ]
    for first, members in sorted(added, key=lambda pair: -pair[0].lineno):
        at = min([first.lineno, *(decorator.lineno for decorator in getattr(first, 'decorator_list', []))]) - 1
        lines[at:at] = [
            f'    {line}  # type: ignore'
            for member in members
            for line in member.replace(':\n    ...', ': ...').split('\n')
        ]
    return '\n'.join(lines)


def mistakes() -> dict[str, list[str]]:
    """{module: ['line: message']} for all rooms that use JavaScript."""
    write_tree()
    done = subprocess.run(
        [
            sys.executable,
            '-m',
            'mypy',
            '--config-file',
            'mypy.ini',
            '--custom-typeshed-dir',
            'typeshed',
            '--no-error-summary',
            '--hide-error-context',
            'runtime_py',
            'service_worker',
        ],
        cwd=TREE,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise SystemExit(done.stdout + done.stderr)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, line, what in PLACE.findall(done.stdout):
        if sources.touches_javascript(ROOT / name):
            found[name].append(f'{line}: {what}')
    return found


def main(arguments: list[str]) -> int:
    """The errors of these modules, or of all."""
    found = mistakes()
    problems = [
        f'{name}:{each}' for name in sorted(found) if not arguments or name in arguments for each in found[name]
    ]
    print('\n'.join([*problems, f'types of the rooms for the browser: {len(problems)} problems']))
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
