"""`build.py build`: the steps that make dist/, in order, with the time of each."""

import sys
import time

from toolchain import bundle, licences, natives, pages, preview_host, roots
from toolchain.environment import DIST, alone
from toolchain.sources import runtime_files
from toolchain.tables import TableError
from toolchain.transpile import TranspileError, transpile


def build(previews: str = '', is_debug: bool = False) -> list[str]:
    """Makes dist/; returns the names of the bundles whose rooms don't exist. Raises TranspileError or BundleError."""
    started = time.monotonic()
    with alone():
        DIST.mkdir(exist_ok=True)
        natives.make()
        transpile(runtime_files())
        bundle.copy_static()
        bundle.copy_on_demand()
        bundle.bundle_styles()
        missing = bundle.bundle_all(is_debug)
        preview_host.make()
        roots.write()
        licences.write()
        pages.render(previews)
    print(f'built dist/ in {time.monotonic() - started:.1f} s' + (f', without {", ".join(missing)}' if missing else ''))
    return missing


def main(previews: str = '', is_debug: bool = False) -> int:
    try:
        build(previews, is_debug)
    except (TableError, TranspileError, bundle.BundleError) as error:
        print(error, file=sys.stderr)
        print('build failed', file=sys.stderr)
        return 1
    return 0
