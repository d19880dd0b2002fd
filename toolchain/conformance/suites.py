"""The suites of tests: fetched once into .build/suites, and converted to snapshots that a machine can mount.

The lists and the fetching script were given to the project; they are read, never changed. They are in the folder that
TERRARIUM_CONFORMANCE names, by default shared/conformance beside the repository. Must not know how tests run."""

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from toolchain.environment import ROOT, WORK

SHARED = Path(os.environ.get('TERRARIUM_CONFORMANCE', ROOT.parent / 'shared' / 'conformance'))
SUITES = WORK / 'suites'
FETCH_TIME = 600.0
CHUNK = 4 << 20
# Large folders of fixtures that no listed test outside wpt and snapshot reads.
LEFT_OUT = ('fixtures/wpt', 'fixtures/snapshot')


class NoSuite(Exception):
    """The suite isn't here and can't be fetched; the message says why."""


@dataclass
class Test:
    file: str
    area: str
    tier: str
    flags: list[str] = field(default_factory=list)
    expect_output: str | None = None


def fetch() -> Path:
    """The folder with `node` and `busybox`. Raises NoSuite."""
    if (SUITES / '.complete').exists():
        return SUITES
    script = SHARED / 'fetch-suites.sh'
    if not script.exists():
        raise NoSuite(f'{script} does not exist; TERRARIUM_CONFORMANCE can name another folder')
    said = _run_script(script.read_text())
    if said is not None:
        # Debian's pool removes a package's .dsc when a newer revision appears, but keeps the upstream archive, which is
        # all that is used.
        said = _run_script(script.read_text().replace('source --download-only', 'source --download-only --tar-only'))
    if said is not None:
        raise NoSuite(f'{script.name} failed: {said}')
    return SUITES


def _run_script(text: str) -> str | None:
    """None, or the script's last message when it failed."""
    WORK.mkdir(exist_ok=True)
    copy = WORK / 'fetch-suites.sh'
    copy.write_text(text)
    try:
        done = subprocess.run(
            ['bash', str(copy), str(SUITES)], capture_output=True, text=True, timeout=FETCH_TIME, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode == 0:
        return None
    return ' '.join((done.stdout + done.stderr).strip().split('\n')[-2:])


def node_tests() -> list[Test]:
    listed = json.loads((SHARED / 'node-public.json').read_text())['tests']
    return [
        Test(one['file'], one['area'], one['tier'], one.get('flags', []), one.get('expect_output')) for one in listed
    ]


def sample_of(names: list[str], count: int) -> set[str]:
    """The same names every time, spread over the whole list."""
    return set(sorted(names, key=lambda name: hashlib.sha256(('sample ' + name).encode()).hexdigest())[:count])


_NAMED_TEST = re.compile(r'\btest-[\w-]+\.[cm]?js\b')


def node_files(tests: list[Test]) -> list[str]:
    """The files that the tests need, as paths below the suite: the tests and all shared files."""
    top = fetch() / 'node'
    found = {test.file for test in tests} | {test.expect_output for test in tests if test.expect_output is not None}
    for folder in sorted({os.path.dirname(test.file) for test in tests}):
        # helpers are beside the tests; other tests aren't needed, unless they are named
        found.update(
            f'{folder}/{path.name}'
            for path in (top / folder).iterdir()
            if not path.name.startswith('test-') and path.is_file()
        )
        for inner in (top / folder).iterdir():
            if inner.is_dir() and not inner.is_symlink():
                found.update(_below(top, inner))
    for test in tests:
        named = (f'{os.path.dirname(test.file)}/{name}' for name in _NAMED_TEST.findall((top / test.file).read_text()))
        found.update(name for name in named if (top / name).is_file())
    for shared in ('test/common', 'test/fixtures'):
        found.update(name for name in _below(top, top / shared) if not name.removeprefix('test/').startswith(LEFT_OUT))
    return sorted(found)


def shell_files() -> list[str]:
    return sorted(_below(fetch() / 'busybox', fetch() / 'busybox'))


def _below(top: Path, folder: Path) -> list[str]:
    found = []
    for parent, folders, files in os.walk(folder):
        links = [name for name in folders if os.path.islink(os.path.join(parent, name))]
        found += [os.path.relpath(os.path.join(parent, name), top) for name in files + links]
    return found


def write_snapshots(top: Path, names: list[str], target: Path, rename: str = '') -> list[str]:
    """Writes snapshots of @webcontainer/snapshot (in JSON) of about 4 MB each to `target`; returns their names.
    `rename` is prefixed to all paths."""
    target.mkdir(parents=True, exist_ok=True)
    made: list[str] = []
    root: dict[str, dict] = {}
    size = 0
    for number, name in enumerate(names):
        path = top / name
        node = root
        *folders, last = (rename + name).split('/')
        for folder in folders:
            node = node.setdefault(folder, {'d': {}})['d']
        if path.is_symlink():
            node[last] = {'f': {'l': os.readlink(path)}}
        else:
            data = path.read_bytes()
            size += len(data)
            node[last] = {'f': {'c': data.decode('latin-1'), 'b': True}}
        if size > CHUNK or number == len(names) - 1:
            made.append(f'{len(made)}.json')
            (target / made[-1]).write_text(json.dumps({'d': root}))
            root, size = {}, 0
    return made


def say(text: str) -> None:
    print(text, flush=True)


def complain(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
