"""Bytes of dist/, raw and brotli, and the content of each bundle."""

import shutil
import subprocess
from pathlib import Path

from benchmarks.context import Context
from benchmarks.row import Row
from toolchain.bundle import REALMS, contents_of
from toolchain.environment import DIST, node

BROTLI = "const z = require('zlib'), fs = require('fs'); console.log(z.brotliCompressSync(fs.readFileSync(process.argv[1])).length)"
SHOWN = 6


def brotli_size(file: Path) -> int:
    """With the quality that static hosts use."""
    if shutil.which('brotli'):
        return len(subprocess.run(['brotli', '-q', '11', '-c', str(file)], capture_output=True, check=True).stdout)
    return int(subprocess.run([node(), '-e', BROTLI, str(file)], capture_output=True, text=True, check=True).stdout)


def run(context: Context) -> list[Row]:
    """Here `ours` is raw and `theirs` is brotli: the ratio is the compression."""
    files = [file for file in sorted(DIST.rglob('*')) if file.is_file() and file.suffix != '.map']
    rows = [
        Row(file.relative_to(DIST).as_posix(), file.stat().st_size / 1000, brotli_size(file) / 1000, 'KB')
        for file in files
    ]
    rows.append(Row('dist/ in all', sum(row.ours for row in rows), sum(row.theirs or 0 for row in rows), 'KB'))
    for realm in REALMS:
        contents = contents_of(realm.name)
        if contents:
            print(f'{realm.name}: ' + ', '.join(f'{part} {size / 1000:.0f} KB' for part, size in contents[:SHOWN]))
    return rows
