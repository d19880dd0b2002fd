"""Chooses the file's name from a patch's header (POSIX XCU patch, "Filename Determination"; GNU patch, "Picking the
File to Patch"). Pure."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.shell.support.paths import base_name
from runtime_py.shell.utilities.patch.parser import FilePatch


def stripped(name: str, count: int) -> str:
    """The name without `count` leading parts; -1: only its last part. '' when it has too few parts, or leaves the
    folder."""
    if name in ('', '/dev/null'):
        return ''
    if count < 0:
        found = base_name(name)
    else:
        parts = _parts(name)
        leading = 1 if name.startswith('/') else 0
        if count == 0:
            found = name
        elif count >= len(parts) + leading:
            return ''
        else:
            found = '/'.join(parts[count - leading :])
    return '' if found.startswith('/') or '..' in _parts(found) else found


def _parts(name: str) -> list[str]:
    return [part for part in name.split('/') if part != '']


def choose_name(patch: FilePatch, count: int, exists: Callable[[str], bool]) -> str:
    """'' when there is none. Among existing files, the name with the fewest parts, then with the shortest last part,
    then the shortest."""
    names = [stripped(name, count) for name in [patch.old_name, patch.new_name, patch.index_name]]
    there = [name for name in names if name != '' and exists(name)]
    if len(there) > 0 and not (patch.old_is_missing and names[1] != '' and names[1] not in there):
        return _best(there)
    if patch.old_is_missing or patch.is_rename:
        wanted = [name for name in [names[1], names[2], names[0]] if name != '']
        return wanted[0] if len(wanted) > 0 else ''
    return ''


def _best(names: list[str]) -> str:
    best = names[0]
    for name in names[1:]:
        if _is_better(name, best):
            best = name
    return best


def _is_better(name: str, than: str) -> bool:
    for a, b in [
        [len(_parts(name)), len(_parts(than))],
        [len(base_name(name)), len(base_name(than))],
        [len(name), len(than)],
    ]:
        if a != b:
            return a < b
    return False
