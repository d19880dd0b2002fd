"""Workspaces: the folders that the patterns in package.json match, and the selection on the command line. As
@npmcli/map-workspaces."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.files import FOLDER, Disk
from runtime_py.npm.formats.collation import sorted_names
from runtime_py.npm.formats.globs import expand_braces, has_magic, matches
from runtime_py.npm.formats.manifest import parse_package, text_of
from runtime_py.npm.formats.paths import basename, dirname, join, relative, resolve
from runtime_py.platform.maps import Map, Set


def map_workspaces(disk: Disk, path: str, manifest: Map[str, Any]) -> Map[str, str]:
    """Name -> folder, in the order of the patterns. Raises EDUPLICATEWORKSPACE, EWORKSPACESCONFIG, EJSONPARSE."""
    patterns, negated = _patterns(manifest.get('workspaces'))
    folders: Set[str] = Set()
    for pattern in patterns:
        for plain in expand_braces(pattern):
            for found in sorted_names(_matching(disk, path, plain)):
                if not _is_negated(found, negated):
                    folders.add(found)
    paths: Map[str, list[str]] = Map()
    for folder in folders.values():
        text = disk.read_text(join(path, folder, 'package.json'))
        if text is not None:
            full = join(path, folder)
            name = text_of(parse_package(text, join(full, 'package.json')), 'name') or _name_of(full)
            known = paths.get(name)
            if known is None:
                paths.set(name, [full])
            else:
                known.append(full)
    _check_names(paths)
    return Map([[name, found[0]] for name, found in paths.entries()])


def _name_of(path: str) -> str:
    above = basename(dirname(path))
    return f'{above}/{basename(path)}' if above.startswith('@') else basename(path)


def _check_names(paths: Map[str, list[str]]) -> None:
    lines = ['must not have multiple workspaces with the same name']
    for name, found in paths.entries():
        if len(found) > 1:
            lines.append(f"package '{name}' has conflicts in the following paths:")
            lines.extend(['    ' + path for path in found])
    if len(lines) > 1:
        raise NpmError('EDUPLICATEWORKSPACE', '\n'.join(lines))


def _patterns(field: Any) -> list[list[str]]:
    """The positive patterns and the negated ones (`!pattern`); repeating a pattern later cancels its negation."""
    listed = field.get('packages') if isinstance(field, Map) else field
    if listed is None:
        return [[], []]
    if not isinstance(listed, list):
        raise NpmError('EWORKSPACESCONFIG', 'workspaces config expects an Array')
    wanted: list[str] = []
    negated: list[str] = []
    for item in listed:
        if not isinstance(item, str):
            raise NpmError('EWORKSPACESCONFIG', 'workspaces config expects an Array of strings')
        plain = item.lstrip('!')
        is_no = (len(item) - len(plain)) % 2 == 1
        if plain.startswith('./'):
            plain = plain[1:]
        plain = '/'.join([part for part in plain.split('/') if part != '' and part != '.'])
        if is_no:
            negated.append(plain)
        else:
            negated = [no for no in negated if not matches(plain, no)]
            wanted.append(plain)
    return [wanted, negated]


def _is_negated(folder: str, negated: list[str]) -> bool:
    for pattern in negated:
        if matches(folder, pattern):
            return True
    return False


def _matching(disk: Disk, path: str, pattern: str) -> list[str]:
    """Folders below `path`, never in node_modules."""
    parts = pattern.split('/')
    found: list[str] = ['']
    for part in parts:
        following: list[str] = []
        for folder in found:
            if part == '**':
                following.extend(_all_below(disk, path, folder))
            elif not has_magic(part):
                if disk.is_folder(join(path, folder, part)):
                    following.append(join(folder, part))
            else:
                following.extend(
                    [join(folder, name) for name in _folders(disk, join(path, folder)) if matches(name, part)]
                )
        found = following
    return [folder for folder in Set(found).values() if folder != '']


def _all_below(disk: Disk, path: str, folder: str) -> list[str]:
    """The folder and all unhidden folders below."""
    out = [folder]
    i = 0
    while i < len(out):
        out.extend(
            [
                join(out[i], name)
                for name, kind in disk.entries(join(path, out[i]))
                if kind == FOLDER and name != 'node_modules' and not name.startswith('.')
            ]
        )
        i += 1
    return out


def _folders(disk: Disk, path: str) -> list[str]:
    return [
        name
        for name, kind in disk.entries(path)
        if name != 'node_modules' and (kind == FOLDER or disk.is_folder(join(path, name)))
    ]


def select(workspaces: Map[str, str], filters: list[str], root: str, cwd: str) -> Map[str, str]:
    """The workspaces that the filters name: by name, by folder, or by a folder that contains several. Without filters,
    all. Raises NpmError when a filter matches none."""
    if len(filters) == 0:
        chosen = workspaces
    else:
        chosen = Map()
        start = cwd if cwd == root or cwd.startswith(root + '/') else root
        for text in filters:
            for name, path in workspaces.entries():
                if _is_meant(text, name, path, start, root):
                    chosen.set(name, path)
    return chosen


def _is_meant(text: str, name: str, path: str, start: str, root: str) -> bool:
    if text == name or resolve(start, text) == path:
        return True
    from_start = relative(start, path)
    if text.startswith('./'):
        from_start = './' + from_start
    return matches(from_start, text.rstrip('/') + '/*') or (
        text.startswith('/') and matches(from_start, relative(root, text) + '/*')
    )


def none_found(filters: list[str]) -> NpmError:
    if len(filters) == 0:
        return NpmError('', 'No workspaces found!')
    return NpmError('', 'No workspaces found:\n ' + ''.join([f' --workspace={text}' for text in filters]))
