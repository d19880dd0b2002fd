"""Paths of a WASI program: each begins at a directory descriptor and must stay below it, with `..` and symbolic links.

Knows: system calls. Every component is checked here, so the kernel never follows a link."""

from __future__ import annotations

from runtime_py.node.wasi.abi import INVAL, LOOP, NOTCAPABLE
from runtime_py.node.wasi.descriptors import Descriptor

MOST_LINKS = 32


class Resolved:
    """`errno` is 0 and `path` the machine's path, without links except perhaps the last component."""

    def __init__(self, path: str, errno: int) -> None:
        self.path = path
        self.errno = errno


def resolve(system: object, directory: Descriptor, path: str, follow: bool) -> Resolved:
    """`follow`: a link as the last component is followed, too."""
    if path == '' or '\0' in path:
        return Resolved('', INVAL)
    if path.startswith('/'):
        return Resolved('', NOTCAPABLE)
    at = directory.path
    left = path.split('/')
    wants_directory = path.endswith('/')
    links = 0
    while left.length > 0:
        part = left.shift()
        if part == '' or part == '.':
            continue
        if part == '..':
            if at == directory.path:
                return Resolved('', NOTCAPABLE)
            at = parent_of(at)
            continue
        found = joined(at, part)
        is_last = not left.some(lambda piece: piece != '' and piece != '.')
        target: object = system.readlink(found) if follow or wants_directory or not is_last else -1
        if js_typeof(target) != 'string':
            at = found
            continue
        links += 1
        if links > MOST_LINKS:
            return Resolved('', LOOP)
        if target.startswith('/'):
            return Resolved('', NOTCAPABLE)
        left = [*target.split('/'), *left]
    return Resolved(at + '/' if wants_directory and at != '/' else at, 0)


def leads_out(path: str) -> bool:
    """Whether a relative path that begins at a directory leaves it, without looking at the file system."""
    depth = 0
    for part in path.split('/'):
        if part == '..':
            depth -= 1
        elif part not in ('', '.'):
            depth += 1
        if depth < 0:
            return True
    return False


def joined(folder: str, name: str) -> str:
    return folder + name if folder.endswith('/') else f'{folder}/{name}'


def parent_of(path: str) -> str:
    at = path.rfind('/')
    return '/' if at <= 0 else path[:at]
