"""`python -m toolchain.room_maps`: the map at the top of each room's `__init__.py` names every module and folder of the
room, and none that doesn't exist. `gateway_*` names all that begin so."""

import ast
import re
import sys
from pathlib import Path

from toolchain.environment import ROOT

WITHOUT = {'__init__', '__pycache__', 'cpython', 'table'}


def rooms() -> list[Path]:
    return [*sorted(path.parent for path in (ROOT / 'runtime_py').glob('*/__init__.py')), ROOT / 'service_worker']


def members(room: Path) -> set[str]:
    """Names of modules, and of folders as `folder/`."""
    modules = {path.stem for path in room.glob('*.py')} - WITHOUT
    folders = {path.name for path in room.iterdir() if path.is_dir() and list(path.rglob('*.py'))} - WITHOUT
    return modules | {f'{name}/' for name in folders}


def problems_of(room: Path, names: set[str], text: str) -> list[str]:
    words = set(re.findall(r'[a-z_0-9]+(?:/|\*)?', text))
    prefixes = [word[:-1] for word in words if word.endswith('*')]
    missing = sorted(
        name for name in names if name not in words and not any(name.startswith(each) for each in prefixes)
    )
    # an indented line begins with names, which are separated from what they are by spaces
    listed = {
        name
        for line in text.split('\n')[1:]
        if line.startswith('    ')
        for name in re.findall(r'[a-z_0-9]+', re.split(r'  +', line.strip())[0])
    }
    known = {path.stem for path in room.rglob('*')}
    stale = sorted(word for word in listed - known - set(prefixes) if '_' in word)
    return [f'{room.name}/__init__.py: the map lacks {name}' for name in missing] + [
        f'{room.name}/__init__.py: the map has {name}, which does not exist' for name in stale
    ]


def main() -> int:
    found = []
    for room in rooms():
        text = ast.get_docstring(ast.parse((room / '__init__.py').read_text(encoding='utf-8'))) or ''
        found += problems_of(room, members(room), text)
    print('\n'.join([*found, f'maps of the rooms: {len(found)} problems']))
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
