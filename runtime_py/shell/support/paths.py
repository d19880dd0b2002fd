"""Paths as text: last part, folder, joining (POSIX basename and dirname)."""

from __future__ import annotations

from runtime_py.vfs.path_text import normal


def base_name(path: str) -> str:
    stripped = path.rstrip('/')
    if stripped == '':
        return '/' if path.startswith('/') else ''
    return stripped[stripped.rfind('/') + 1 :]


def folder_name(path: str) -> str:
    stripped = path.rstrip('/')
    if stripped == '':
        return '/' if path.startswith('/') else '.'
    at = stripped.rfind('/')
    if at < 0:
        return '.'
    folder = stripped[:at].rstrip('/')
    return '/' if folder == '' else folder


def join(folder: str, name: str) -> str:
    return folder + name if folder.endswith('/') or folder == '' else f'{folder}/{name}'


def full(cwd: str, path: str) -> str:
    """Absolute and normalized: for a recipient with another working folder."""
    return normal(path if path.startswith('/') else join(cwd, path))


def relative(folder: str, path: str) -> str:
    """The relative path from an absolute folder to an absolute path."""
    here = [part for part in normal(folder).split('/') if part != '']
    there = [part for part in normal(path).split('/') if part != '']
    common = 0
    while common < len(here) and common < len(there) and here[common] == there[common]:
        common += 1
    parts = [*['..' for _ in here[common:]], *there[common:]]
    return '/'.join(parts) if len(parts) > 0 else '.'
