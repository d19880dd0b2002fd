"""`python -m toolchain.imports`: checks that imports between rooms only go down the list in DESIGN.md, and that
JavaScript is named only where allowed."""

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


def main() -> int:
    problems = [
        problem for path in sources.runtime_files() for problem in wrong_arrows(path, path.read_text(encoding='utf-8'))
    ]
    for problem in problems:
        print(problem)
    print(f'import directions: {len(problems)} wrong')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
