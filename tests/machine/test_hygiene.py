"""A program finds no object of the runtime (its system calls, the machine's memory) on what it holds, and sees none
pass through built-ins that it replaced. This is no wall (docs/SECURITY.md): it keeps programs from using them by
accident, and a simple attack from succeeding."""

import ast
import json
from pathlib import Path

import pytest

from tests.machine.browser import Machine
from toolchain.environment import ROOT

FOLDER = Path(__file__).parent / 'hygiene'
HARMLESS = ('Watch of watching',)  # it can end itself, and leads nowhere
ROOMS = ('platform', 'ipc', 'vfs', 'sys', 'security', 'resources', 'kernel')
NODE = ('realm/realm.py', 'loop/loop.py')  # modules of the room node that hold the system itself


def runtime_classes() -> list[dict]:
    """{name, methods} of each class that programs must not reach; a class is recognised by its methods, since names
    are shortened in dist/."""
    found = []
    files = [file for room in ROOMS for file in sorted((ROOT / 'runtime_py' / room).rglob('*.py'))]
    for file in [*files, *(ROOT / 'runtime_py' / 'node' / name for name in NODE)]:
        for each in ast.walk(ast.parse(file.read_text())):
            if isinstance(each, ast.ClassDef):
                names = {
                    part.name
                    for part in each.body
                    if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef))
                    and not part.name.startswith('__')
                    and not any(isinstance(d, ast.Name) and d.id == 'staticmethod' for d in part.decorator_list)
                }
                if len(names) > 1 and f'{each.name} of {file.stem}' not in HARMLESS:
                    found.append({'name': f'{each.name} of {file.stem}', 'methods': sorted(names)})
    return found


@pytest.fixture(scope='module')
def folder(machine: Machine) -> Machine:
    machine.run('mkdir -p hygiene && cd hygiene')
    for file in FOLDER.iterdir():
        machine.write_file(f'hygiene/{file.name}', file.read_text())
    keys = (ROOT / 'tests' / 'node' / 'cases' / 'fixtures' / 'tls_keys.js').read_text()
    machine.write_file('hygiene/tls_keys.js', keys)
    machine.write_file('hygiene/runtime.json', json.dumps(runtime_classes()))
    return machine


def run(machine: Machine, program: str) -> dict:
    machine.run(f'rm -f found.json; node {program}', timeout=90)
    return json.loads(machine.read_file('hygiene/found.json'))


def test_no_runtime_object_is_on_what_programs_hold(folder: Machine) -> None:
    found = run(folder, 'walking.js')
    assert 'error' not in found, found['error']
    assert found['ways'] == [], '\n'.join(found['ways'])
    assert found['objects'] > 10000


def test_nothing_of_the_runtime_passes_through_built_ins(folder: Machine) -> None:
    """Memory and system calls; what the library of Node passes is the program's own. Nor does a listener on the global
    object hear the kernel's messages."""
    found = run(folder, 'hooking.js')
    assert 'error' not in found, found['error']
    assert found['seen'] == {}, '\n'.join(f'{way}: {stack}' for way, stack in found['seen'].items())
    assert found['heard'] == []
