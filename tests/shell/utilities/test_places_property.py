"""The commands of places_facts.py in dash with this computer's tools: the same files in the same places."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.shell.process_support import Machines
from tests.shell.utilities.places_facts import COMMANDS, SITUATIONS
from tests.shell.utilities.test_places import FILES, OUTSIDE, fill, place, snapshot

# with real processes each one takes time
TRIED = [situation for situation in SITUATIONS if situation.startswith(('(cd', 'X=', '{ cd', 'true'))]


def native_snapshot(folder: Path) -> list[str]:
    found = []
    for path in folder.rglob('*'):
        name = path.relative_to(folder).as_posix()
        mode = path.lstat().st_mode & 0o777
        if path.is_symlink():
            found.append(f'{name} -> {path.readlink()}')
        elif path.is_dir():
            found.append(f'{name}/ {mode}')
        else:
            found.append(f'{name} {mode}' if name.endswith('.gz') else f'{name} {mode} {path.read_text()}')
    return sorted(found)


@pytest.mark.skipif(
    shutil.which('dash') is None or shutil.which('xxd') is None or shutil.which('zip') is None,
    reason='needs dash and the tools',
)
@pytest.mark.parametrize('name', [name for name, _command in COMMANDS if name == '>' or shutil.which(name) is not None])
def test_files_land_where_they_do_in_dash(name: str, tmp_path: Path) -> None:
    os.umask(0o022)
    command = dict(COMMANDS)[name]
    ours = asyncio.run(our_snapshots(command))
    for k, situation in enumerate(TRIED):
        for folder, prefix in [(tmp_path / str(k), OUTSIDE), (tmp_path / str(k) / 'b', '')]:
            for made in [folder, folder / 'd', folder / 'e']:
                made.mkdir()
            for path, text in FILES:
                (folder / path).write_text(prefix + text)
                os.utime(folder / path, (1000000000, 1000000000))
            (folder / 'exe').chmod(0o755)
            (folder / 'l').symlink_to('f')
        script = f'cd {k}; ' + place(situation, command)
        subprocess.run(
            ['dash', '-c', script],
            cwd=tmp_path,
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env={'PATH': os.environ['PATH'], 'LC_ALL': 'C', 'TZ': 'UTC', 'HOME': str(tmp_path)},
        )
        assert ours[k] == native_snapshot(tmp_path / str(k)), script


async def our_snapshots(command: str) -> list[list[str]]:
    machines = Machines()
    for k, situation in enumerate(TRIED):
        fill(machines, f'/home/user/{k}')
        await machines.sh(f'cd {k}; ' + place(situation, command))
    return [snapshot(machines, f'/home/user/{k}') for k in range(len(TRIED))]
