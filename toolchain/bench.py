"""`build.py bench`: runs benchmarks/bench_*.py in one session and prints their rows together."""

import importlib
import sys
import traceback

from benchmarks.context import Context
from benchmarks.row import Row
from toolchain import build
from toolchain.environment import ROOT


def show(rows: list[Row]) -> None:
    for row in rows:
        theirs = '' if row.theirs is None else f'{row.theirs:.3g}' if row.theirs < 1000 else f'{row.theirs:,.0f}'
        ours = f'{row.ours:.3g}' if row.ours < 1000 else f'{row.ours:,.0f}'
        ratio = '' if row.ratio is None else f'{row.ratio:.2f}'
        bar = '' if row.bar is None else f'{row.bar:g}'
        print(f'{row.what:<42}{ours:>10}{theirs:>10} {row.unit:<5}{ratio:>8}{bar:>7}  {row.verdict}', flush=True)


def main(only: list[str]) -> int:
    """Missed targets are reported, but aren't failures, since computers differ. A benchmark that can't run is a
    failure."""
    names = [file.stem.removeprefix('bench_') for file in sorted((ROOT / 'benchmarks').glob('bench_*.py'))]
    unknown = [name for name in only if name not in names]
    if unknown:
        print(f'no such benchmark: {", ".join(unknown)}; there are {", ".join(names)}', file=sys.stderr)
        return 2
    build.build()
    context = Context()
    failed = 0
    try:
        for name in only or names:
            print(f'\n==== {name}\n{"":<42}{"ours":>10}{"other":>10} {"":<5}{"ratio":>8}{"bar":>7}')
            try:
                show(importlib.import_module(f'benchmarks.bench_{name}').run(context))
            except Exception:
                failed += 1
                traceback.print_exc()
    finally:
        context.close()
    return 1 if failed else 0
