"""`python -m toolchain.unused`: reports functions, classes, methods and private constants of the runtime that no name
refers to, and modules that nothing imports.

A name counts as used if it occurs a second time as a word in a tracked file, or in Node's library, which calls our
bindings; so a name that something else has too is missed. Public constants are ignored: they are numbers of a standard,
which are kept as a whole."""

import ast
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

from toolchain import bundle, natives, parts, sources
from toolchain.environment import ROOT, WORK

WORD = re.compile(r'[A-Za-z_$][\w$]*')
TEXTS = ('.py', '.js', '.mjs', '.html', '.j2', '.ts', '.toml', '.json', '.md')
# Lists of tests that passed don't show that a name is used.
PASSED_OVER = ('tests/conformance/', 'package-lock.json')
# Members of Node's C++ classes that only programs call.
PROGRAMS_CALL = {'setMaxProto', 'enableTicketKeyCallback', 'pendingWrites'}
# Modules that a bundle includes by means other than an import (toolchain/bundle.py, preview_host.py).
TAKEN = {
    'runtime_py/devserver/transformers/host_names.py',
    'runtime_py/node/crypto/host_random.py',
    'runtime_py/node/compression/wasm_file.py',
    'service_worker/origin/main.py',
    'service_worker/origin/page.py',
    'service_worker/origin/shim.py',
}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [
        ROOT / name
        for name in listed.split('\0')
        if name.endswith(TEXTS) and not name.startswith(PASSED_OVER) and (ROOT / name).exists()
    ]


def words_of(paths: list[Path]) -> Counter[str]:
    found: Counter[str] = Counter()
    for path in paths:
        found.update(WORD.findall(path.read_text(encoding='utf-8', errors='replace')))
    return found


def library_words() -> set[str]:
    """The words of Node's own library, as the build reads it."""
    library = WORK / 'natives' / 'lib.json'
    if not library.exists():
        natives.make()
    return set(WORD.findall('\n'.join(json.loads(library.read_text(encoding='utf-8')).values())))


def definitions(text: str) -> list[tuple[str, int]]:
    """(name, line) of functions, classes and methods, and of a module's private constants."""
    tree = ast.parse(text)
    found = [
        (node.name, node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    ]
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        found += [
            (target.id, node.lineno) for target in targets if isinstance(target, ast.Name) and target.id.startswith('_')
        ]
    return [(name, line) for name, line in found if not name.startswith('__')]


def unused_names(files: dict[Path, str], words: Counter[str], elsewhere: set[str]) -> list[str]:
    """`words` counts those of all texts, `elsewhere` has names that are used without being written in one of them."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for path, text in files.items():
        for name, line in definitions(text):
            places[name].append(f'{path.relative_to(ROOT)}:{line}: nothing refers to {name}')
    return sorted(
        place
        for name, found in places.items()
        if words[name] <= len(found) and name not in elsewhere
        for place in found
    )


def unused_modules(files: list[Path], importers: list[Path], entries: set[str]) -> list[str]:
    imported: set[str] = set()
    for path in importers:
        for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
            if isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module)
    names = {path: path.relative_to(ROOT).as_posix() for path in files}
    return sorted(
        f'{name}: nothing imports this module'
        for name in names.values()
        if name not in entries and name.removesuffix('.py').replace('/', '.') not in imported
    )


def main() -> int:
    runtime = sources.runtime_files()
    texts = tracked()
    entries = (
        {realm.entry for realm in bundle.REALMS} | {part.entry.replace('.js', '.py') for part in parts.PARTS} | TAKEN
    )
    problems = unused_names(
        {path: path.read_text(encoding='utf-8') for path in runtime}, words_of(texts), library_words() | PROGRAMS_CALL
    )
    problems += unused_modules(runtime, [*runtime, *(path for path in texts if path.suffix == '.py')], entries)
    print('\n'.join([*problems, f'unused: {len(problems)} names and modules']))
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
