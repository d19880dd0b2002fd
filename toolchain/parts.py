"""Parts of a bundle: scripts that a worker loads when it first needs them, and that share the bundle's modules instead
of duplicating them.

An engine parses all of a script before it runs, and a worker has no code cache. So process.js has only what every
process needs; code for one kind of program is a part (`node.js`, `shell.js`, `npm.js`). Modules that two parts need are
in the bundle. How it works: the bundle's entry publishes what parts import from its modules (`share`,
runtime_py/platform/parts.py); a part is bundled from a mirrored tree in which each shared module is a stub that takes
the published names. A name that is reassigned after its module has run can't be shared: BundleError."""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from toolchain.environment import WORK
from toolchain.transpile import JS

IMPORT = re.compile(r'^import \{(.*)\} from "(\.[^"]*)";$', re.MULTILINE)
MUTABLE = re.compile(r'^export let (\w+)', re.MULTILINE)
HOST = 'runtime_py/kernel/process_main.js'
PUBLISHER = JS / 'runtime_py' / 'kernel' / 'process_with_parts.js'
SHARE = './../platform/parts.js'


@dataclass
class Part:
    name: str
    entry: str  # the lowered module


PARTS = [
    Part('node.js', 'runtime_py/kernel/parts/node.js'),
    Part('shell.js', 'runtime_py/kernel/parts/shell.js'),
    Part('npm.js', 'runtime_py/kernel/parts/npm.js'),
    Part('serve.js', 'runtime_py/kernel/parts/serve.js'),
]


class SharingError(Exception):
    """A module that can't be shared in its present form."""


def imports_of(module: str) -> list[tuple[str, list[str]]]:
    """(module, names) of each import in a lowered module, by paths below .build/js; npm packages are left out."""
    folder = os.path.dirname(module)
    found = []
    for names, path in IMPORT.findall((JS / module).read_text(encoding='utf-8')):
        found.append(
            (os.path.normpath(os.path.join(folder, path)), [name.split(' as ')[0].strip() for name in names.split(',')])
        )
    return found


def reachable(entry: str) -> set[str]:
    seen: set[str] = set()
    waiting = [entry]
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting.extend(target for target, _names in imports_of(module))
    return seen


class Division:
    """Which module is in which script, and what the bundle must publish."""

    def __init__(self) -> None:
        reached = {part.name: reachable(part.entry) for part in PARTS}
        everywhere = [module for modules in reached.values() for module in modules]
        self.shared = reachable(HOST) | {module for module in everywhere if everywhere.count(module) > 1}
        for module in sorted(self.shared):  # imports of a shared module are in the bundle too
            self.shared |= reachable(module)
        self.own = {name: modules - self.shared for name, modules in reached.items()}
        self.published: dict[str, set[str]] = {}
        for modules in self.own.values():
            for module in modules:
                for target, names in imports_of(module):
                    if target in self.shared:
                        self.published.setdefault(target, set()).update(names)
        self._check()

    def _check(self) -> None:
        for module, names in self.published.items():
            wrong = names & set(MUTABLE.findall((JS / module).read_text(encoding='utf-8')))
            if wrong:
                raise SharingError(
                    f"{module}: {', '.join(sorted(wrong))} is assigned again, so a part (toolchain/parts.py) can't share it: return it from a function"
                )


def write_publisher(division: Division) -> Path:
    """Writes the bundle's entry: the original one, plus the names for the parts."""
    lines = [f'import "./{os.path.basename(HOST)}";', f'import {{share}} from "{SHARE}";']
    members = []
    for number, (module, names) in enumerate(sorted(division.published.items())):
        path = os.path.relpath(module, os.path.dirname(HOST))
        lines.append(
            f'import {{{", ".join(f"{name} as m{number}_{name}" for name in sorted(names))}}} from "./{path}";'
        )
        members.append(f'"{module}": {{{", ".join(f"{name}: m{number}_{name}" for name in sorted(names))}}}')
    lines.append(f'share({{{", ".join(members)}}});')
    PUBLISHER.write_text('\n'.join(lines) + '\n', encoding='utf-8')
    return PUBLISHER


def write_tree(division: Division, part: Part) -> Path:
    """Writes the mirrored tree of a part; returns its entry. It has the same depth as .build/js, since source maps have
    relative paths."""
    tree = WORK / f'part-{part.name.removesuffix(".js")}'
    shutil.rmtree(tree, ignore_errors=True)
    for module in division.own[part.name]:
        target = tree / module
        target.parent.mkdir(parents=True, exist_ok=True)
        for suffix in ('', '.map'):
            if (JS / (module + suffix)).exists():
                shutil.copyfile(JS / (module + suffix), str(target) + suffix)
    for module, names in division.published.items():
        target = tree / module
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            f'export const {{{", ".join(sorted(names))}}} = globalThis.TERRARIUM_SHARED["{module}"];\n',
            encoding='utf-8',
        )
    return tree / part.entry
