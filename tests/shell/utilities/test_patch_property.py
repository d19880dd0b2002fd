"""patch compared with GNU patch: the same folder, output and status, for hunks that fit, are offset, fuzzy, reversed,
damaged, in every format."""

from __future__ import annotations

import asyncio
import os
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.shell.machine_support import Box

pytestmark = pytest.mark.skipif(
    shutil.which('patch') is None or shutil.which('diff') is None, reason='needs GNU patch and diff'
)
ENVIRONMENT = {'PATH': os.environ['PATH'], 'LC_ALL': 'C', 'TZ': 'UTC'}
HOME = '/home/user'


def natively(script: str, folder: Path) -> tuple[str, int]:
    """Without a terminal: questions get no answer."""
    done = subprocess.run(
        ['setsid', '--wait', 'dash', '-c', script],
        cwd=folder,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env=ENVIRONMENT,
    )
    return (done.stdout + done.stderr).decode('utf-8', 'replace'), done.returncode


def without_times(text: str) -> str:
    return re.sub(r'\t(\d{4}-\d\d-\d\d|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d) [^\r\n]*', '\tTIME', text)


def files_of(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): without_times(file.read_bytes().decode('utf-8', 'replace'))
        for file in sorted(folder.rglob('*'))
        if file.is_file()
    }


def both(script: str, folder: Path, files: dict[str, str]) -> None:
    """Runs the script natively in `folder` and in a machine, and compares all results."""
    folder.mkdir(exist_ok=True)
    box = Box()
    box.system.umask(0o022)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, newline='')
        for parent in reversed(Path(name).parents[:-1]):
            box.system.mkdir(f'{HOME}/{parent.as_posix()}', 0o755)
        box.write(f'{HOME}/{name}', text)
    expected = natively(script, folder)
    ours = asyncio.run(box.sh(script))
    assert (without_times(ours.out + ours.err), ours.status) == (without_times(expected[0]), expected[1]), script
    found = asyncio.run(box.sh('find . -type f | sort | sed "s,^./,,"')).out.split('\n')
    left = {
        name: without_times(asyncio.run(box.sh(f"cat '{name}'")).out)
        for name in found
        if name not in ('', '.sh_history')
    }
    assert left == files_of(folder), script


LINES = [f'line {k}\n' for k in range(1, 21)]
TEXT = ''.join(LINES)
CHANGED = TEXT.replace('line 5\n', 'line five\n').replace('line 15\n', '').replace('line 18\n', 'line 18\nadded\n')
MADE = {
    'a': TEXT,
    'b': CHANGED,
    'start': TEXT.replace('line 1\n', 'first\n'),
    'end': TEXT + 'last\n',
    'noend': TEXT.rstrip('\n'),
    'empty': '',
    'blanks': TEXT.replace(' ', '  '),
}
SCRIPTS = [
    'diff -u a b > p; patch a < p',
    'diff -c a b > p; patch a < p',
    'diff a b > p; patch a < p',
    'diff -U1 a b > p; patch a p',
    'diff -U0 a b > p; patch a p',
    'diff -u a b > p; patch -R b p',
    'diff -c a b > p; patch -R b p',
    'diff a b > p; patch -R b p',
    'diff -u a b > p; patch a p; patch a p',
    'diff -u a b > p; patch -N b p',
    'diff -u a b > p; patch -t b p',
    'diff -u a b > p; patch -f b p',
    'diff -u a b > p; patch -R a p',
    'diff -u a b > p; (echo x; echo y; cat a) > t; patch t p',
    'diff -u a b > p; sed 1,2d a > t; patch t p',
    'diff -u a b > p; sed "s/line 3/other/" a > t; patch t p',
    'diff -u a b > p; sed "s/line 3/other/" a > t; patch -F 0 t p',
    'diff -u a b > p; sed "s/line 5/other/" a > t; patch t p',
    'diff -c a b > p; sed "s/line 5/other/" a > t; patch t p',
    'diff a b > p; sed "s/line 5$/other/" a > t; patch t p',
    'diff -u a b > p; sed "s/line 15/x/" a > t; patch -b t p',
    'diff -u a b > p; patch -b a p',
    'diff -u a b > p; patch -z .old a p',
    'diff -u a b > p; patch -o out a p',
    'diff -u a b > p; patch --dry-run a p',
    'diff -u a b > p; patch -s a p',
    'diff -u a b > p; sed "s/line 5/x/" a > t; patch -s t p',
    'diff -u a b > p; sed "s/line 5/x/" a > t; patch -r rejects t p',
    'diff -u a b > p; sed "s/line 5/x/" a > t; patch -r - t p',
    'diff -u a b > p; patch -l blanks p',
    'diff -u a b > p; patch blanks p',
    'diff -u a start > p; patch a p',
    'diff -u a start > p; (echo x; cat a) > t; patch t p',
    'diff -u a end > p; patch a p',
    'diff -u a end > p; echo more >> a; patch a p',
    'diff -u a noend > p; patch a p',
    'diff -u noend end > p; patch noend p',
    'diff -u a noend > p; patch -R noend p',
    'diff -u empty a > p; patch empty p',
    'diff -u a empty > p; patch a p; ls -s a',
    'diff -u a empty > p; patch -E a p',
    'diff -u a b | sed "s,^--- a.*,--- /dev/null,;s,^+++ b.*,+++ x/new," > p; patch -p0 < p',
    "printf -- '--- /dev/null\\n+++ b/x/y/new\\n@@ -0,0 +1,2 @@\\n+1\\n+2\\n' > p; patch -p1 < p; patch -p1 -R < p; ls",
    "printf -- '--- a/a\\n+++ /dev/null\\n@@ -1,2 +0,0 @@\\n-1\\n-2\\n' > p; printf '1\\n2\\n' > a; patch -p1 < p; ls",
    "printf -- '--- a/a\\n+++ /dev/null\\n@@ -1,2 +0,0 @@\\n-1\\n-2\\n' > p; printf '1\\n2\\n3\\n' > a; patch -p1 < p; ls",
    'echo hello > p; patch a p',
    'patch a empty',
    'patch a missing',
    'patch -d nowhere a p',
    'diff -u a b > p; rm a b; patch < p',
    'diff -u a b > p; rm a b; patch -p0 < p',
    'diff -u a b > p; rm a b; patch -f -p0 < p',
    "printf -- '--- ../a\\n+++ ../a\\n@@ -1 +1 @@\\n-1\\n+2\\n' | patch -p0",
    'mkdir d; cp a d/f; cp b d/g; (diff -u a b | sed "s,^--- a,--- o/d/f,;s,^+++ b,+++ n/d/f,"; diff -u b a | sed "s,^--- b,--- o/d/g,;s,^+++ a,+++ n/d/g,") > p; '
    'patch -p1 < p; cd d; ls',
    'mkdir d; cp a d/f; (echo "Some words"; echo; diff -u a b | sed "s,^--- a,--- f,;s,^+++ b,+++ f,"; echo "-- "; echo 2.1) > p; patch -d d < p; patch -d d -R -i ../p',
    "diff -u a b | sed 's/$/\\r/' > p; patch a p",
    "cp a 'a b'; diff -u a b > p; patch 'a b' p",
    'diff -u a b > p; patch -p x a p',
    'diff -u a b > p; patch -Q a p 2>&1 | head -1',
]


@pytest.mark.parametrize('script', SCRIPTS)
def test_as_gnu_patch(script: str, tmp_path: Path) -> None:
    both(script, tmp_path, MADE)


def altered(lines: list[str], chance: random.Random, most: int) -> list[str]:
    found = list(lines)
    for _ in range(chance.randrange(1, most)):
        at = chance.randrange(len(found) + 1)
        kind = chance.randrange(3)
        if kind == 0:
            found.insert(at, f'new {chance.randrange(5)}\n')
        elif found and kind == 1:
            del found[min(at, len(found) - 1)]
        elif found:
            found[min(at, len(found) - 1)] = f'changed {chance.randrange(5)}\n'
    return found


@pytest.mark.parametrize('seed', range(60))
def test_random_differences(seed: int, tmp_path: Path) -> None:
    """A file of few distinct lines, a change of it, and another change that conflicts."""
    chance = random.Random(seed)
    old = [f'{chance.randrange(8)}\n' for _ in range(chance.randrange(1, 40))]
    files = {'old': ''.join(old), 'new': ''.join(altered(old, chance, 6)), 'target': ''.join(altered(old, chance, 4))}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    # GNU's diff, since there may be several shortest edit scripts
    files['p'] = natively(f'diff {chance.choice(["-u", "-c", "", "-U1", "-U0"])} old new', tmp_path)[0]
    both(f'patch {chance.choice(["", "-R", "-N", "-f", "-t", "-b"])} target p', tmp_path, files)


def test_a_damaged_patch_changes_nothing() -> None:
    box = Box()
    box.write(f'{HOME}/a', TEXT)
    good = '--- a\n+++ a\n@@ -1,2 +1,1 @@\n line 1\n-line 2\n'
    for damage, told in [
        ('--- a\n+++ a\n@@ -5,2 +4,2 @@\n line 5\n*line 6\n+x\n', 'malformed patch at line 10: *line 6'),
        ('--- a\n+++ a\n@@ -5,9 +4,9 @@\n line 5\n', 'malformed patch at line 10: '),
    ]:
        box.write(f'{HOME}/p', good + damage)
        ran = asyncio.run(box.sh('patch < p'))
        assert (ran.out, ran.err, ran.status) == ('', f'patch: **** {told}\n', 2)
        assert asyncio.run(box.out('cat a')) == TEXT
