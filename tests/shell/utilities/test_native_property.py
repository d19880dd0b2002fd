"""The same commands here and with the GNU tools of the computer that runs the tests: one table of scripts, equal output
and status."""

from __future__ import annotations

import asyncio
import os
import subprocess
from pathlib import Path

import pytest

from tests.shell.machine_support import Box

FILES = {
    'words': 'pear\napple\nfig\nbanana\napple\nCherry\n',
    'numbers': '10\n9\n-3\n2.5\n100\n\n7 x\n',
    'table': 'b 10 x\na 9 y\nc 100 x\na 8 z\n',
    'passwd': 'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1::/usr/sbin:/bin/false\nuser:x:1000:1000::/home/user:/bin/sh\n',
    'code.js': 'import fs from "fs"\nconst a = 1\nfunction f(x) { return x + a }\n// TODO: more\nconsole.log(f(2))\n',
    'noend': 'one\ntwo',
    'empty': '',
    'tabs': 'a\tbc\td\n  x\ty\n',
}
SCRIPTS = [
    line
    for line in (Path(__file__).parent / 'native_scripts.txt').read_text().split('\n')
    if line and not line.startswith('#')
]


def gnu() -> bool:
    try:
        return 'GNU' in subprocess.run(['sed', '--version'], capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not gnu(), reason='needs the GNU tools')
@pytest.mark.parametrize('script', SCRIPTS)
def test_as_the_gnu_tools(script: str, tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    os.umask(0o022)
    expected = subprocess.run(
        ['dash', '-c', script],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={'PATH': os.environ['PATH'], 'LC_ALL': 'C', 'TZ': 'UTC'},
    )
    box = Box()
    box.system.umask(0o022)
    for name, text in FILES.items():
        box.write('/home/user/' + name, text)
    ours = asyncio.run(box.sh(script))
    assert ours.out == expected.stdout.decode('utf-8', 'replace')
    assert ours.err == expected.stderr.decode('utf-8', 'replace')
    assert ours.status == expected.returncode
