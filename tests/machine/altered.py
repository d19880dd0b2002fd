"""A copy of dist/ whose kernel worker runs something first: a browser that refuses, hangs or is full, as the kernel sees it."""
import hashlib
import re
import shutil
from pathlib import Path

from toolchain.environment import DIST


def altered_dist(folder: Path, script: str) -> Path:
    target = folder / 'dist'
    shutil.copytree(DIST, target)
    kernel = (target / 'kernel.js').read_bytes()
    altered = script.encode() + kernel
    (target / 'kernel.js').write_bytes(altered)
    worker = (target / 'sw.js').read_text()
    before = hashlib.sha256(kernel).hexdigest()
    assert before[:16] in worker
    (target / 'sw.js').write_text(re.sub(before[:16] + '[0-9a-f]*', hashlib.sha256(altered).hexdigest(), worker))
    return target
