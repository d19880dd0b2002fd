"""`python -m toolchain.imports`: checks that imports between rooms only go down the list in DESIGN.md, and that
no modules import each other in a circle (what only types need, below TYPE_CHECKING, doesn't count)."""

import ast
import sys
from pathlib import Path

from toolchain import sources
from toolchain.lowering.signatures import ROOT

# From the top down: a room may import rooms of its own level (itself) and below.
LEVELS: list[list[str]] = [
    ['ide', 'api'],
    ['kernel'],
    ['node', 'shell', 'npm', 'network', 'devserver'],
    ['sys'],
    ['security', 'resources', 'archive'],
    ['vfs'],
    ['ipc'],
    ['platform'],
]
LEVEL_OF = {room: level for level, rooms in enumerate(LEVELS) for room in rooms}
# The page is built on the public module; both are on the same level.
SIDEWAYS = {('ide', 'api')}


def room_of(dotted: str) -> str:
    """`runtime_py.vfs.heap` -> `vfs`; the service worker is a room of its own."""
    parts = dotted.split('.')
    return (
        'service_worker'
        if parts[0] == 'service_worker'
        else parts[1]
        if parts[0] == 'runtime_py' and len(parts) > 1
        else ''
    )


def allowed(source: str, target: str) -> bool:
    if source == target or not target:
        return True
    if source == 'service_worker':
        return target in ('platform', 'devserver')
    if target == 'service_worker':
        return False
    return (source, target) in SIDEWAYS or LEVEL_OF[target] > LEVEL_OF[source]


def wrong_arrows(path: Path, text: str) -> list[str]:
    """Imports of one module that go up or sideways."""
    relative = path.resolve().relative_to(ROOT)
    source = room_of('.'.join(relative.with_suffix('').parts))
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module and not allowed(source, room_of(node.module)):
            found.append(f'{relative}:{node.lineno}: {source} must not import {node.module} (docs/DESIGN.md, Rooms)')
    return found


def imports_of(text: str) -> set[str]:
    """Modules that are imported when the module runs."""
    return {node.module for node in ast.parse(text).body if isinstance(node, ast.ImportFrom) and node.module}


def circles(imports: dict[str, set[str]]) -> list[str]:
    """`imports`: module -> what it imports. Takes away, again and again, the modules that import none that are left:
    what remains lies on a circle, or imports one."""
    left = {name: targets & imports.keys() for name, targets in imports.items()}
    while True:
        done = {name for name, targets in left.items() if not targets & left.keys()}
        if not done:
            return sorted(left)
        left = {name: targets for name, targets in left.items() if name not in done}


def main() -> int:
    texts = {path: path.read_text(encoding='utf-8') for path in sources.runtime_files()}
    problems = [problem for path, text in texts.items() for problem in wrong_arrows(path, text)]
    imports = {'.'.join(path.relative_to(ROOT).with_suffix('').parts): imports_of(text) for path, text in texts.items()}
    problems += [f'{name}: is on a circle of imports, or leads to one' for name in circles(imports)]
    for problem in problems:
        print(problem)
    print(f'import directions: {len(problems)} wrong')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
