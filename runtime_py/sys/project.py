"""The project that a process works in: the outermost folder above its working folder, but below the home folder, that
has a package.json or a repository. Must not know what is done with it."""

from __future__ import annotations

from collections.abc import Callable

_MARKS = ['package.json', '.git']
_MOST = 12  # folders


def project_of(cwd: str, home: str, exists: Callable[[str], bool]) -> str:
    """The working folder itself if no folder above has one."""
    found = cwd
    folder = cwd
    for _ in range(_MOST):
        if folder in ['', '/', home] or home.startswith(folder + '/'):
            break
        for mark in _MARKS:
            if exists(f'{folder}/{mark}'):
                found = folder
        folder = folder[: folder.rfind('/')]
    return found
