"""Every utility works in the folder of its command, whatever the worker's folder is: input, output and resulting files
are the same after `cd` in a subshell, a substitution, a background group or a part of a pipeline as at the top level,
and as in dash with the system's tools."""

from __future__ import annotations

from runtime_py.platform.bytes import decode, encode
from runtime_py.shell.utilities.table import UTILITIES
from runtime_py.vfs.reading import DIRENT_DIR
from tests.shell.process_support import Machines
from tests.shell.utilities.places_facts import COMMANDS, SITUATIONS, WITHOUT_FILES

FILES = [
    ['f', 'two\none\n\tthree\n'],
    ['g', 'gee\n'],
    ['sorted', 'a\nb\n'],
    ['n', 'b\nc\n'],
    ['exe', '#!/bin/sh\ncat f; echo ran >> log\n'],
    ['d/x', 'ex\n'],
]
DIRENT_LINK = 3
OUTSIDE = 'another '


def fill(machines: Machines, folder: str) -> None:
    """`folder`, where the shell begins, has files of the same names as `folder/b`, which no command must see."""
    system = machines.system
    for place, prefix in [[folder, OUTSIDE], [folder + '/b', '']]:
        for made in [place, place + '/d', place + '/e']:
            system.mkdir(made, 0o755)
        for name, text in FILES:
            system.write_file(place + '/' + name, encode(prefix + text), 0o755 if name == 'exe' else 0o644)
            system.utimes(place + '/' + name, 1000000000, 1000000000)
        system.symlink('f', place + '/l')


def snapshot(machines: Machines, folder: str) -> list[str]:
    """A line for each file: path, mode and content; of packed files only the name."""
    found: list[str] = []
    out = [0.0 for _ in range(18)]
    pending = ['']
    while len(pending) > 0:
        below = pending.pop()
        for name, kind in machines.system.readdir_types(f'{folder}/{below}'):
            path = below + name
            machines.system.lstat(f'{folder}/{path}', out)
            mode = int(out[1]) & 0o777
            if kind == DIRENT_DIR:
                found.append(f'{path}/ {mode}')
                pending.append(path + '/')
            elif kind == DIRENT_LINK:
                found.append(f'{path} -> {machines.system.readlink(folder + "/" + path)}')
            elif path.endswith('.gz'):
                found.append(f'{path} {mode}')
            else:
                found.append(f'{path} {mode} {decode(machines.system.read_file(folder + "/" + path))}')
    return sorted(found)


def place(situation: str, command: str) -> str:
    return situation.replace('{}', command, 1)


async def test_every_utility_is_tried():
    names = [name for name, _command in COMMANDS]
    missing = [name for name in UTILITIES.keys() if name not in names and name not in WITHOUT_FILES]
    assert missing == []


async def test_files_are_those_of_the_command_s_folder():
    wrong = []
    for name, command in COMMANDS:
        machines = Machines()
        expected = ''
        for k, situation in enumerate(SITUATIONS):
            folder = f'/home/user/{k}'
            fill(machines, folder)
            out = await machines.sh(f'cd {k}; ' + place(situation, command) + '; true')
            found = '\n'.join([out.rstrip('\n'), *snapshot(machines, folder)])
            if k == 0:
                expected = found
            elif found != expected:
                wrong.append(f'{name} in {situation}:\n{found}\nexpected\n{expected}')
        if len(machines.errors) > 0 or 'internal error' in expected or 'not found' in expected:
            wrong.append(f'{name}: {machines.errors} {expected}')
    assert '\n\n'.join(wrong) == ''
