"""Lowers dialect modules into .build/js, which mirrors the tree, with source maps; only changed ones, in parallel.

A module is lowered again when its text, the lowering itself, or the interface of a module that it imports has changed
(keyword arguments and bound methods depend on the imported signatures). Knows nothing of bundles."""

import ast
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from toolchain.environment import ROOT, WORK
from toolchain.lowering import LoweringError, lower_file

JS = WORK / 'js'
STATE = WORK / 'transpile.json'
LOWERING = ROOT / 'toolchain' / 'lowering'
HELPERS = LOWERING / 'runtime.js'
# Starting a process costs as much as lowering a few modules.
PARALLEL_FROM = 12


class TranspileError(Exception):
    """One or more modules can't be lowered; the message has one line for each."""


def target_of(path: Path) -> Path:
    return JS / path.relative_to(ROOT).with_suffix('.js')


def _short(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]


def _interface(source: str) -> dict[str, object]:
    """The parts of a module on which the lowering of others may depend: signatures, bases, re-imports; and the modules
    that it imports."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return {'digest': _short(source.encode()), 'imports': []}
    parts: list[str] = []
    imports: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            imports.add(node.module)
            parts.append(ast.dump(node))
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            parts.append(node.name + ast.dump(node.args))
        elif isinstance(node, ast.ClassDef):
            parts.append(node.name + ''.join(ast.dump(base) for base in node.bases))
            for item in node.body:
                if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    parts.append(item.name + ast.dump(item.args) + ''.join(ast.dump(d) for d in item.decorator_list))
    return {'digest': _short('\n'.join(parts).encode()), 'imports': sorted(imports)}


def _closure_digest(module: str, interfaces: dict[str, dict]) -> str:
    """A digest of the interfaces of everything that a module imports, directly or indirectly."""
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        for name in interfaces.get(waiting.pop(), {}).get('imports', []):
            if name not in seen and name in interfaces:
                seen.add(name)
                waiting.append(name)
    return _short(''.join(name + interfaces[name]['digest'] for name in sorted(seen)).encode())


def _dotted(path: Path) -> str:
    return '.'.join(path.relative_to(ROOT).with_suffix('').parts)


def _lower(path: Path) -> str:
    """Runs in a worker process: writes the module's JavaScript; returns an error message, or nothing."""
    try:
        lowered = lower_file(path)
    except LoweringError as error:
        return str(error)
    target = target_of(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    # Relative to the map, so that esbuild can carry it over into the bundle's map.
    source = json.dumps(os.path.relpath(path, target.parent))
    source_map = lowered.source_map.replace(json.dumps('/' + str(path.relative_to(ROOT))), source, 1)
    target.with_suffix('.js.map').write_text(source_map, encoding='utf-8')
    target.write_text(f'{lowered.code}\n//# sourceMappingURL={target.name}.map\n', encoding='utf-8')
    return ''


def transpile(paths: list[Path], say: Callable[[str], None] = print) -> int:
    """Brings .build/js up to date for these modules; returns how many were lowered. Raises TranspileError."""
    state = json.loads(STATE.read_text()) if STATE.exists() else {}
    lowering = _short(b''.join(file.read_bytes() for file in sorted(LOWERING.glob('*.py'))))
    interfaces: dict[str, dict] = {}
    digests: dict[Path, str] = {}
    known = state.get('interfaces', {})
    for path in paths:
        data = path.read_bytes()
        digests[path] = _short(data)
        before = known.get(_dotted(path))
        interfaces[_dotted(path)] = (
            before
            if before and before['source'] == digests[path]
            else {'source': digests[path], **_interface(data.decode())}
        )
    keys = {path: f'{lowering}:{digests[path]}:{_closure_digest(_dotted(path), interfaces)}' for path in paths}
    done = state.get('done', {})
    stale = [path for path in paths if done.get(str(path)) != keys[path] or not target_of(path).exists()]
    if len(stale) >= PARALLEL_FROM:
        with ProcessPoolExecutor(os.cpu_count() or 2) as pool:
            problems = list(pool.map(_lower, stale, chunksize=4))
    else:
        problems = [_lower(path) for path in stale]
    for path, problem in zip(stale, problems, strict=True):
        if problem:
            done.pop(str(path), None)
        else:
            done[str(path)] = keys[path]
    WORK.mkdir(exist_ok=True)
    JS.mkdir(exist_ok=True)
    shutil.copyfile(HELPERS, JS / 'python_runtime.js')
    STATE.write_text(json.dumps({'interfaces': {**known, **interfaces}, 'done': done}))
    wrong = [problem for problem in problems if problem]
    if wrong:
        raise TranspileError('\n'.join(wrong))
    if stale:
        say(f'transpiled {len(stale)} of {len(paths)} modules')
    return len(stale)
