"""A copy of dist/ whose workers first run a given script, to simulate a browser that refuses, hangs, is full or lacks a
feature."""

import hashlib
import re
import shutil
from pathlib import Path

from toolchain.environment import DIST


def altered_dist(folder: Path, script: str, names: tuple[str, ...] = ('kernel.js',)) -> Path:
    target = folder / 'dist'
    shutil.copytree(DIST, target)
    worker = (target / 'sw.js').read_text()
    for name in names:
        original = (target / name).read_bytes()
        altered = script.encode() + original
        (target / name).write_bytes(altered)
        before = hashlib.sha256(original).hexdigest()
        assert before[:16] in worker
        worker = re.sub(before[:16] + '[0-9a-f]*', hashlib.sha256(altered).hexdigest(), worker)
    (target / 'sw.js').write_text(worker)
    return target
