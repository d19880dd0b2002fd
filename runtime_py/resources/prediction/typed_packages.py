"""The packages of the registry that a line which is being typed, or a package.json, asks for. Names only: versions,
addresses, folders and archives are left out, and so are names that no registry can have. Must not know registries."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.json import parse
from runtime_py.platform.maps import Map
from runtime_py.resources.prediction.project_types import MOST_BYTES

MOST_NAMES = 12
SHORTEST = 3  # what is typed of a shorter name is probably the beginning of a longer one
_CLIENTS = ['npm', 'pnpm', 'yarn']
_VERBS = ['install', 'i', 'in', 'add']
_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789-_.~'
_FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies']


def packages_in_line(line: str) -> list[str]:
    """Of `npm i NAME ...`; the last command of the line counts."""
    words = [word for word in line.rpartition('&&')[2].rpartition(';')[2].split(' ') if word != '']
    if len(words) < 3 or words[0] not in _CLIENTS or words[1] not in _VERBS:
        return []
    return _distinct([package_of(word) for word in words[2:] if not word.startswith('-')])


def package_of(word: str) -> str:
    """The name in `name`, `name@range` and `@scope/name@range`; '' for anything else."""
    at = word.find('@', 1)
    name = word if at < 0 else word[:at]
    if at >= 0 and ':' in word[at:]:
        return ''  # an alias, or an address
    parts = name[1:].split('/') if name.startswith('@') else [name]
    if len(parts) != (2 if name.startswith('@') else 1) or not all([_is_plain(part) for part in parts]):
        return ''
    return name if SHORTEST <= len(name) <= 214 else ''


def _is_plain(part: str) -> bool:
    return part != '' and part[0] not in '._' and all([letter in _LETTERS for letter in part])


def packages_in_manifest(text: str) -> list[str]:
    """Direct dependencies that come from the registry; [] when it can't be read."""
    if len(text) > MOST_BYTES:
        return []
    try:
        found: Any = parse(text)
    except ValueError:
        return []
    names: list[str] = []
    for field in _FIELDS if isinstance(found, Map) else []:
        section = found.get(field)
        for name, value in section.entries() if isinstance(section, Map) else []:
            if isinstance(value, str) and ':' not in value and '/' not in value:
                names.append(package_of(name))
    return _distinct(names)


def _distinct(names: list[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        if name != '' and name not in found:
            found.append(name)
    return found
