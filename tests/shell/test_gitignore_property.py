"""Checks each of the facts with git, so that they stay correct: only under CPython."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.shell.gitignore_facts import CASES


@pytest.mark.skipif(shutil.which('git') is None, reason='there is no git')
@pytest.mark.parametrize('number', range(len(CASES)))
def test_git_says_so(number: int, tmp_path: Path) -> None:
    files, left_out, kept = CASES[number]
    subprocess.run(['git', 'init', '-q', '.'], cwd=tmp_path, check=True)
    for name, text in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    for path in [*left_out.split(), *kept.split()]:
        # git checks the disk to find out what is a folder, so each path is created for its own query
        said = check(tmp_path, path)
        assert said == (path in left_out.split()), (files, path)


def check(root: Path, path: str) -> bool:
    made = root / path.removesuffix('/')
    parents = [parent for parent in made.parents if root in parent.parents and not parent.exists()]
    made.parent.mkdir(parents=True, exist_ok=True)
    if path.endswith('/'):
        made.mkdir()
    else:
        made.write_text('')
    said = (
        subprocess.run(
            ['git', 'check-ignore', '-q', '--no-index', path.removesuffix('/')], cwd=root, check=False
        ).returncode
        == 0
    )
    if path.endswith('/'):
        made.rmdir()
    else:
        made.unlink()
    for parent in parents:
        parent.rmdir()
    return said
