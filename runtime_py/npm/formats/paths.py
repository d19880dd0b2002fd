"""Paths as text: joining, resolving `.` and `..`, relative paths. Knows no file system."""

from __future__ import annotations


def normalise(path: str) -> str:
    """Without `.`, `..`, double and trailing slashes. An absolute path never climbs above `/`; an empty one is `.`."""
    absolute = path.startswith('/')
    parts: list[str] = []
    for part in path.split('/'):
        if part == '' or part == '.':
            continue
        if part != '..':
            parts.append(part)
        elif len(parts) > 0 and parts[-1] != '..':
            parts.pop()
        elif not absolute:
            parts.append('..')
    joined = '/'.join(parts)
    return '/' + joined if absolute else (joined or '.')


def join(*parts: str) -> str:
    return normalise('/'.join([part for part in parts if part != '']))


def resolve(base: str, path: str) -> str:
    """`path` resolved against the absolute folder `base`."""
    return normalise(path) if path.startswith('/') else normalise(base + '/' + path)


def relative(start: str, path: str) -> str:
    """`path` relative to the folder `start`, both absolute; '' when they are the same."""
    a = [part for part in start.split('/') if part != '']
    b = [part for part in path.split('/') if part != '']
    same = 0
    while same < len(a) and same < len(b) and a[same] == b[same]:
        same += 1
    return '/'.join([*['..' for _ in range(len(a) - same)], *b[same:]])


def dirname(path: str) -> str:
    at = path.rfind('/')
    if at < 0:
        return '.'
    return path[:at] if at > 0 else '/'


def basename(path: str) -> str:
    return path[path.rfind('/') + 1 :]


def is_inside(folder: str, path: str) -> bool:
    """Whether a normal path is the folder or below it."""
    return path == folder or path.startswith(folder if folder.endswith('/') else folder + '/')
