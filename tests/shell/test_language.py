"""The shell's language: what scripts print, and their status, as in dash."""
from __future__ import annotations

from tests.shell.language_facts import CASES
from tests.shell.machine_support import Box


async def test_scripts_print_what_they_print_in_dash():
    found = []
    for script, out, status in CASES:
        box = Box()
        box.system.umask(0o022)
        ours = await box.sh(script)
        if ours.out != out or ours.status != status:
            found.append(f'{script}: {ours.out} {ours.status} {ours.err}, expected {out} {status}')
    assert found == []
