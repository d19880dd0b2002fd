"""`build.py run FILE [ARGUMENT …]`: runs one program in a machine without a browser, and prints what it prints.

The machine is that of `build.py conformance node --native`, so what only a browser shows isn't shown here: its limits of
stacks, the network, the page."""

import sys
import tempfile
from pathlib import Path

from toolchain import build as builder
from toolchain.conformance import native_machine
from toolchain.conformance.machine import Job, Outcome

LIMIT = 120.0  # seconds
LATE = 124  # as `timeout` exits


def job_of(file: Path, arguments: list[str]) -> Job:
    """A program in JavaScript or TypeScript runs with `node`, one in shell with `sh`."""
    path = f'{native_machine.MOUNT_POINT}/{file.name}'
    return Job(file.name, 'sh' if file.suffix == '.sh' else 'node', [path, *arguments], '', {}, LIMIT)


def main(name: str, arguments: list[str]) -> int:
    """Returns the program's exit code, 2 if there is no such file."""
    file = Path(name)
    if not file.is_file():
        print(f'no such file: {name}', file=sys.stderr)
        return 2
    if builder.main():
        return 1
    found: list[Outcome] = []
    with tempfile.TemporaryDirectory() as folder:
        native_machine.FOLDER = Path(folder)  # others may run at the same time
        native_machine.link_files(file.resolve().parent, [file.name])
        native_machine.run([job_of(file, arguments)], 1, found.append)
    sys.stdout.write(found[0].output)
    if found[0].code is None:
        print(f'stopped after {LIMIT:.0f} s', file=sys.stderr)
        return LATE
    return found[0].code
