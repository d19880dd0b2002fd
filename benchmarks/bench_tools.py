"""Tools at work: `tsc --version`, `eslint .` and `prettier --check .` over 50 files, as commands of a shell, natively
and in the machine."""

import json
import os
import statistics
import subprocess
import time
from pathlib import Path

from benchmarks.context import Context
from benchmarks.row import Row
from toolchain.environment import node

FILES = 50
ROUNDS = 3
BAR = 2.5
PACKAGES = {'typescript': '5.9.3', 'eslint': '9.39.1', '@eslint/js': '9.39.1', 'prettier': '3.6.2'}
CONFIG = "import js from '@eslint/js'\nexport default [js.configs.recommended, { rules: { eqeqeq: 'error', 'prefer-const': 'error' } }]\n"
SOURCE = """\
import { other } from "./file%(next)d.js";

export class Shape%(number)d {
  #sides = %(number)d;
  constructor(name, options = {}) {
    this.name = name;
    this.options = { ...options, seen: true };
  }
  get sides() {
    return this.#sides;
  }
  async *walk(tree, depth = 0) {
    for (const node of tree.children ?? []) {
      if (node.hidden) continue;
      yield { node, depth };
      yield* this.walk(node, depth + 1);
    }
  }
}

export function total(items) {
  let sum = 0;
  for (const { price, count = 1 } of items) {
    sum += price * count;
  }
  return sum > 100 ? sum * 0.9 : sum;
}

export const parsed = (text) =>
  text
    .split(/\\s*,\\s*/)
    .filter((part) => part !== "")
    .map((part, index) => ({ part, index, other }));
"""
COMMANDS = [
    ['tsc --version', 'node_modules/typescript/bin/tsc', ['--version']],
    [f'eslint . on {FILES} files', 'node_modules/eslint/bin/eslint.js', ['.']],
    [f'prettier --check . on {FILES} files', 'node_modules/prettier/bin/prettier.cjs', ['--check', '.']],
]


def project_files() -> dict[str, str]:
    package = {
        'name': 'bench-tools',
        'version': '1.0.0',
        'type': 'module',
        'private': True,
        'devDependencies': PACKAGES,
    }
    files = {
        'package.json': json.dumps(package, indent=2) + '\n',
        'eslint.config.js': CONFIG,
        '.prettierignore': 'package*.json\neslint.config.js\n',
    }
    for number in range(FILES):
        files[f'src/file{number}.js'] = SOURCE % {'number': number, 'next': (number + 1) % FILES}
    return files


def native_project(context: Context) -> Path:
    folder = context.folder / 'tools'
    for name, text in project_files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    context.registry.cache.install(folder)
    return folder


def native_time(folder: Path, script: str, arguments: list[str]) -> float:
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        done = subprocess.run([node(), script, *arguments], cwd=folder, capture_output=True, check=False)
        times.append(time.perf_counter() - started)
        if done.returncode not in (0, 1):
            raise RuntimeError(done.stderr.decode())
    return statistics.median(times)


def inside_project(context: Context) -> None:
    machine = context.machine
    for name, text in project_files().items():
        machine.api('await wc.fs.mkdir(args[0], {recursive: true})', os.path.dirname(f'bench-tools/{name}'))
        machine.write_file(f'bench-tools/{name}', text)
    said = machine.run(
        f'cd ~/project/bench-tools; npm_config_registry={context.registry.url} npm install 2>&1 | tail -n 20; cd',
        timeout=240,
    )
    if 'added' not in said:
        raise RuntimeError(said)


def inside_time(context: Context, script: str, arguments: list[str], rounds: int = ROUNDS) -> float:
    times = context.machine.api(
        """
        const times = []
        for (let i = 0; i < args[2]; i++) {
            const started = performance.now()
            const process = await wc.spawn('node', [args[0], ...args[1]], {cwd: 'bench-tools'})
            process.output.pipeTo(new WritableStream())
            const code = await process.exit
            times.push((performance.now() - started) / 1000)
            if (code > 1) throw new Error('exit code ' + code)
            await new Promise((yes) => setTimeout(yes, 500))
        }
        return times""",
        script,
        arguments,
        rounds,
    )
    return statistics.median(times)


def first_start(context: Context, folder: Path) -> Row:
    """tsc with cold caches: neither our analysis of its text nor, natively, V8's code is stored yet."""
    _name, script, arguments = COMMANDS[0]
    context.machine.run('rm -rf ~/.cache/terrarium /tmp/node-compile-cache')
    inside = inside_time(context, script, arguments, 1)
    started = time.perf_counter()
    subprocess.run(
        [node(), script, *arguments],
        cwd=folder,
        capture_output=True,
        check=True,
        env={**os.environ, 'NODE_DISABLE_COMPILE_CACHE': '1'},
    )
    return Row('tsc --version, its first start', inside, time.perf_counter() - started, 's')


def run(context: Context) -> list[Row]:
    folder = native_project(context)
    inside_project(context)
    rows = [first_start(context, folder)]
    for what, script, arguments in COMMANDS:
        rows.append(
            Row(what, inside_time(context, script, arguments), native_time(folder, script, arguments), 's', BAR)
        )
    return rows
