"""Unpacks a package's archive into a folder, as pacote does: strips the first folder, leaves out links, makes commands
executable.

The folder must be new; nothing outside it is touched (npm/install/tar.py refuses such members)."""

from __future__ import annotations

from typing import Any

from runtime_py.archive.member import FILE, FOLDER, HARDLINK, SYMLINK, Member
from runtime_py.npm.files import Disk
from runtime_py.npm.formats.manifest import bins_of, parse_package
from runtime_py.npm.formats.paths import basename, dirname, join
from runtime_py.npm.install.tar import check_link, inner_path, members
from runtime_py.platform.bytes import Bytes, decode, equal, view
from runtime_py.platform.maps import Map, Set

_ELF = b'\x7fELF'


class Extracted:
    """`manifest` of the package; `bundled`: paths of packages in its own node_modules; `addon`: path of native code for
    Linux in it, or ''."""

    def __init__(self, manifest: Map[str, Any], bundled: list[str], addon: str) -> None:
        self.manifest = manifest
        self.bundled = bundled
        self.addon = addon


def extract(archive: Bytes, folder: str, disk: Disk, what: str) -> Extracted:
    """Raises NpmError before anything is written when the archive is invalid, OsError when a write fails."""
    found = members(archive, what)
    files: Map[str, Member] = Map()
    for member in found:
        path = inner_path(member, what)
        if member.kind == SYMLINK:
            check_link(member, what)
        if path != '' and member.kind != SYMLINK and member.kind != HARDLINK:
            files.set(_renamed(path, files), member)
    manifest = _manifest(files, what)
    executables: Set[str] = Set(list(bins_of(manifest).values()))
    made: Set[str] = Set()
    _make(folder, disk, made)
    bundled: list[str] = []
    addon = ''
    for path, member in files.entries():
        target = join(folder, path)
        if member.kind == FOLDER:
            _make(target, disk, made)
        elif member.kind == FILE:
            _make(dirname(target), disk, made)
            disk.write(target, member.data, member.mode | 0o644 | (0o111 if executables.has(path) else 0))
            if _is_bundled_manifest(path):
                bundled.append(dirname(path))
            if (
                addon == ''
                and path.endswith('.node')
                and equal(view(member.data, 0, min(len(member.data), len(_ELF))), _ELF)
            ):
                addon = path
    return Extracted(manifest, bundled, addon)


def _renamed(path: str, files: Map[str, Member]) -> str:
    """A .gitignore would take effect in the user's repository, so npm renames it to .npmignore."""
    if basename(path) != '.gitignore':
        return path
    other = join(dirname(path), '.npmignore')
    return path if files.has(other) else other


def _manifest(files: Map[str, Member], what: str) -> Map[str, Any]:
    found = files.get('package.json')
    return Map() if found is None else parse_package(decode(found.data), f'package.json in {what}')


def _make(path: str, disk: Disk, made: Set[str]) -> None:
    if not made.has(path):
        disk.make_folder(path)
        made.add(path)


def _is_bundled_manifest(path: str) -> bool:
    """`node_modules/a/package.json`, at any depth."""
    if not path.startswith('node_modules/') or basename(path) != 'package.json':
        return False
    parts = path[: path.rfind('/')].split('/')
    at = 0
    while at < len(parts):
        if parts[at] != 'node_modules' or at + 1 >= len(parts):
            return False
        at += 3 if parts[at + 1].startswith('@') else 2
    return at == len(parts)
