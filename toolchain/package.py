"""`build.py package`: makes the npm package from dist/ and package/, and packs it by `npm pack`."""

import json
import re
import shutil
import subprocess
from pathlib import Path

from toolchain import build
from toolchain.environment import DIST, ROOT, WORK, npm_command

SOURCES = ROOT / 'package'
FOLDER = WORK / 'package'
# bundlers would look for the source map; files of dist/ must match the service worker's list
IMPORTED = ('terrarium.js', 'utils.js', 'connect.js')


def assemble() -> Path:
    """Makes the package's folder. Source maps are left out: they are larger than everything else."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.copytree(SOURCES, FOLDER)
    shutil.copytree(DIST, FOLDER / 'dist', ignore=shutil.ignore_patterns('*.map', '*-test.*'))
    shutil.copy(ROOT / 'LICENSE', FOLDER)
    for name in IMPORTED:
        text = (DIST / name).read_text(encoding='utf-8')
        (FOLDER / name).write_text(re.sub(r'\n//# sourceMappingURL=.*\n?$', '\n', text), encoding='utf-8')
    described = json.loads((FOLDER / 'package.json').read_text(encoding='utf-8'))
    described['version'] = json.loads((ROOT / 'package.json').read_text(encoding='utf-8'))['version']
    (FOLDER / 'package.json').write_text(json.dumps(described, indent=2) + '\n', encoding='utf-8')
    return FOLDER


def pack() -> Path:
    """Packs what `assemble` made; returns the tarball."""
    done = subprocess.run(
        [*npm_command(), 'pack', '--json', '--ignore-scripts', '--pack-destination', str(WORK)],
        cwd=FOLDER,
        check=True,
        capture_output=True,
        text=True,
    )
    return WORK / json.loads(done.stdout)[0]['filename']


def main() -> int:
    failed = build.main()
    if failed:
        return failed
    assemble()
    print(pack())
    return 0
