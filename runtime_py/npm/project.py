"""A project on the disk: package.json, its lockfiles, what lies in node_modules; read into trees and written back."""
from __future__ import annotations

from typing import Any

from runtime_py.npm.collation import sorted_names
from runtime_py.npm.errors import NpmError
from runtime_py.npm.files import FOLDER, LINK, Disk
from runtime_py.npm.json_files import Style, style_of, write_json
from runtime_py.npm.lockfile import Lockfile, parse_lockfile
from runtime_py.npm.manifest import list_of, map_of, normalise_manifest, parse_package, text_of
from runtime_py.npm.paths import basename, dirname, join
from runtime_py.npm.tree import Node, make_root
from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map

_DEPENDENCY_FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']


class Project:
    """`manifest` is package.json as written, None when there is none; `lock_name` the lockfile's name."""

    def __init__(self, disk: Disk, path: str) -> None:
        self.disk = disk
        self.path = path
        text = disk.read_text(join(path, 'package.json'))
        self.exists = text is not None
        self.manifest: Map[str, Any] = Map() if text is None else parse_package(text, join(path, 'package.json'))
        self.style = style_of(text)
        self.lock_name = 'npm-shrinkwrap.json' if disk.exists(join(path, 'npm-shrinkwrap.json')) else 'package-lock.json'
        self._lock_text = disk.read_text(join(path, self.lock_name))

    def lockfile(self) -> Lockfile | None:
        return None if self._lock_text is None else parse_lockfile(self._lock_text, join(self.path, self.lock_name))

    def lock_style(self) -> Style:
        return self.style if self._lock_text is None else style_of(self._lock_text)

    def manifest_text(self) -> str:
        """Dependencies in order of name; everything else as it was."""
        for field in _DEPENDENCY_FIELDS:
            table = self.manifest.get(field)
            if isinstance(table, Map):
                ordered: Map[str, Any] = Map()
                for name in sorted_names(list(table.keys())):
                    ordered.set(name, table.get(name))
                self.manifest.set(field, ordered)
        return write_json(self.manifest, self.style)

    def make_root(self, home: str) -> Node:
        """The root of a tree, its edges not loaded. The manifest is a copy: setting odd forms right is not for the file."""
        manifest: Any = parse(stringify(self.manifest))
        normalise_manifest(manifest)
        root = make_root(manifest, self.path, home)
        root.workspaces = self.workspaces()
        return root

    def workspaces(self) -> Map[str, str]:
        """Name -> folder, of the patterns in `workspaces`."""
        out: Map[str, str] = Map()
        field = self.manifest.get('workspaces')
        patterns = list_of(field, 'packages') if isinstance(field, Map) else list_of(self.manifest, 'workspaces')
        for pattern in patterns:
            for folder in self._matching(pattern):
                text = self.disk.read_text(join(folder, 'package.json'))
                if text is not None:
                    manifest = parse_package(text, join(folder, 'package.json'))
                    out.set(text_of(manifest, 'name') or basename(folder), folder)
        return out

    def _matching(self, pattern: str) -> list[str]:
        """Folders: each part of the pattern may be `*`, or have one."""
        folders = [self.path]
        for part in pattern.split('/'):
            if part == '' or part == '.':
                continue
            found: list[str] = []
            for folder in folders:
                if part.find('*') < 0:
                    found.append(join(folder, part))
                    continue
                before, _, after = part.partition('*')
                for name, kind in self.disk.entries(folder):
                    if kind == FOLDER and name != 'node_modules' and name.startswith(before) and name.endswith(after.replace('*', '')):
                        found.append(join(folder, name))
            folders = found
        return folders


def read_installed(disk: Disk, path: str) -> Map[str, Map[str, Any]]:
    """Location -> entry of what is in node_modules: by the hidden lockfile where it tells the truth, else by looking."""
    text = disk.read_text(join(path, 'node_modules', '.package-lock.json'))
    if text is not None:
        try:
            lock = parse_lockfile(text, path)
        except NpmError:
            return scan_installed(disk, path)
        out: Map[str, Map[str, Any]] = Map()
        for location, entry in lock.packages.entries():
            if location != '' and (disk.exists(join(path, location, 'package.json')) or entry.get('link') is True):
                out.set(location, entry)
        if _same_top_level(disk, path, out):
            return out
    return scan_installed(disk, path)


def _same_top_level(disk: Disk, path: str, known: Map[str, Map[str, Any]]) -> bool:
    """Whether somebody put packages there by hand."""
    for folder in package_folders(disk, join(path, 'node_modules')):
        if not known.has('node_modules/' + folder):
            return False
    return True


def package_folders(disk: Disk, modules: str) -> list[str]:
    """Names of the packages in one node_modules folder."""
    out: list[str] = []
    for name, kind in disk.entries(modules):
        if name.startswith('.') or (kind != FOLDER and kind != LINK):
            continue
        if not name.startswith('@'):
            out.append(name)
            continue
        for inner, inner_kind in disk.entries(join(modules, name)):
            if not inner.startswith('.') and (inner_kind == FOLDER or inner_kind == LINK):
                out.append(f'{name}/{inner}')
    return out


def scan_installed(disk: Disk, path: str) -> Map[str, Map[str, Any]]:
    out: Map[str, Map[str, Any]] = Map()
    waiting = ['']
    while len(waiting) > 0:
        above = waiting.pop()
        prefix = above + '/node_modules/' if above != '' else 'node_modules/'
        for name in package_folders(disk, join(path, prefix)):
            location = prefix + name
            entry: Map[str, Any] = Map()
            target = disk.link_target(join(path, location))
            if target is not None:
                entry.set('link', True)
                entry.set('resolved', join(dirname(location), target))
            else:
                entry = read_manifest(disk, join(path, location))
                waiting.append(location)
            out.set(location, entry)
    return out


def read_manifest(disk: Disk, folder: str) -> Map[str, Any]:
    """The package.json of an installed package; empty when there is none or it is broken."""
    text = disk.read_text(join(folder, 'package.json'))
    if text is None:
        return Map()
    try:
        return parse_package(text, folder)
    except NpmError:
        return Map()


def dependency_field(manifest: Map[str, Any], name: str) -> str:
    """The field in which a package is named already; '' when in none."""
    for field in ['devDependencies', 'optionalDependencies', 'dependencies', 'peerDependencies']:
        if map_of(manifest, field).has(name):
            return field
    return ''
