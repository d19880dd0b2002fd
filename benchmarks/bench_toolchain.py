"""Lowered Python of the dialect, compared with the same functions written by hand in JavaScript; both in native
Node."""

import json

from benchmarks.context import Context
from benchmarks.row import Row
from toolchain.bundle import run_esbuild
from toolchain.environment import ROOT
from toolchain.lowering import lower_source

PYTHON = """
class Counter:
    def __init__(self, start: int, step: int) -> None:
        self.value = start
        self.step = step
        self.limit = 1 << 30

    def advance(self, by: int) -> int:
        self.value = (self.value + by * self.step) & self.limit - 1
        return self.value


def calls(n: int) -> int:
    counter = Counter(1, 3)
    total = 0
    for i in range(n):
        total = (total + counter.advance(i & 7)) & 0xffffff
    return total


def makes(n: int) -> int:
    total = 0
    for i in range(n):
        total = (total + Counter(i, 1).value) & 0xffffff
    return total
"""
JAVASCRIPT = """
class Counter {
  constructor(start, step) { this.value = start; this.step = step; this.limit = 1 << 30; }
  advance(by) { this.value = (this.value + by * this.step) & this.limit - 1; return this.value; }
}
export function calls(n) {
  const counter = new Counter(1, 3);
  let total = 0;
  for (let i = 0; i < n; i++) total = (total + counter.advance(i & 7)) & 0xffffff;
  return total;
}
export function makes(n) {
  let total = 0;
  for (let i = 0; i < n; i++) total = (total + new Counter(i, 1).value) & 0xffffff;
  return total;
}
"""
TIMER = """
const n = 20000000, found = {};
for (const name of ['calls', 'makes']) {
  program[name](n);
  const rounds = [];
  for (let i = 0; i < 7; i++) {
    const started = process.hrtime.bigint();
    program[name](n);
    rounds.push(Number(process.hrtime.bigint() - started) / n);
  }
  found[name] = rounds.sort((a, b) => a - b)[3];
}
console.log(JSON.stringify(found));
"""
NAMES = {'calls': 'method call', 'makes': 'instantiation'}


def measure(context: Context, code: str) -> dict[str, float]:
    """Nanoseconds per operation of a module's functions."""
    script = run_esbuild(['--bundle', '--format=iife', '--global-name=program', '--loader=js', '--target=es2023'], code)
    found: dict[str, float] = json.loads(context.native(script + TIMER))
    return found


def run(context: Context) -> list[Row]:
    # The module pretends to be at the root, where the helpers are imported from; it uses none except `range`, which is
    # a native loop.
    lowered = lower_source(PYTHON, ROOT / 'toolchain_benchmark.py').code.replace(
        './python_runtime.js', './toolchain/lowering/runtime.js'
    )
    ours, theirs = measure(context, lowered), measure(context, JAVASCRIPT)
    return [Row(f'lowered {NAMES[name]}', ours[name], theirs[name], 'ns', 1.2) for name in NAMES]
