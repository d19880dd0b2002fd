"""A project on the disk: package.json, its lockfiles, the content of node_modules; reads them into trees and writes
them back."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.files import FOLDER, LINK, Disk
from runtime_py.npm.formats.collation import sorted_names
from runtime_py.npm.formats.json_files import Style, style_of, write_json
from runtime_py.npm.formats.lockfile import Lockfile, parse_lockfile
from runtime_py.npm.formats.manifest import map_of, normalise_manifest, parse_package, text_of
from runtime_py.npm.formats.paths import dirname, join
from runtime_py.npm.tree.tree import Node, make_root
from runtime_py.npm.tree.workspaces import map_workspaces
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
        self.lock_name = (
            'npm-shrinkwrap.json' if disk.exists(join(path, 'npm-shrinkwrap.json')) else 'package-lock.json'
        )
        known = map_of(self.manifest, 'peerDependencies')
        self._of_both: list[str] = [name for name in map_of(self.manifest, 'dependencies').keys() if known.has(name)]
        self._lock_text = disk.read_text(join(path, self.lock_name))

    def lockfile(self) -> Lockfile | None:
        return None if self._lock_text is None else parse_lockfile(self._lock_text, join(self.path, self.lock_name))

    def lock_style(self) -> Style:
        """The lockfile's style: indented as package.json; if that is on a single line, the lockfile's own style is
        kept."""
        known = style_of(self._lock_text)
        return Style(self.style.indent or known.indent or '  ', known.newline or '\n', True)

    def manifest_text(self) -> str:
        """Sorts dependencies by name; what is optional isn't a plain dependency, too; everything else stays."""
        plain = map_of(self.manifest, 'dependencies')
        for name in map_of(self.manifest, 'optionalDependencies').keys():
            plain.delete(name)
        peers = map_of(self.manifest, 'peerDependencies')
        for name in self._of_both:
            if peers.has(name):  # as npm: what was in both fields gets the peer's range
                plain.set(name, peers.get(name))
                self.manifest.set('dependencies', plain)
        for field in _DEPENDENCY_FIELDS:
            table = self.manifest.get(field)
            if isinstance(table, Map):
                ordered: Map[str, Any] = Map()
                for name in sorted_names(list(table.keys())):
                    ordered.set(name, table.get(name))
                self.manifest.set(field, ordered)
                if ordered.size == 0:
                    self.manifest.delete(field)
        return write_json(self.manifest, self.style)

    def make_root(self, home: str) -> Node:
        """The root of a tree, its edges not loaded. The manifest is a copy, so that normalization doesn't affect the
        file."""
        manifest: Any = parse(stringify(self.manifest))
        normalise_manifest(manifest)
        root = make_root(manifest, self.path, home)
        root.workspaces = self.workspaces()
        return root

    def workspaces(self) -> Map[str, str]:
        """Name -> folder. Raises NpmError."""
        return map_workspaces(self.disk, self.path, self.manifest)


def no_manifest(folder: str) -> NpmError:
    """For what needs the package.json of this folder."""
    file = join(folder, 'package.json')
    return NpmError(
        'ENOENT',
        f'syscall open\npath {file}\nerrno -2\n'
        f"enoent Could not read package.json: Error: ENOENT: no such file or directory, open '{file}'\n"
        'enoent This is related to npm not being able to find a file.\nenoent',
        file,
    )


def read_installed(disk: Disk, path: str) -> Map[str, Map[str, Any]]:
    """Location -> entry for each package in node_modules: from the hidden lockfile if that is accurate, otherwise by
    scanning."""
    text = disk.read_text(join(path, 'node_modules', '.package-lock.json'))
    if text is not None:
        try:
            lock = parse_lockfile(text, path)
        except NpmError:
            return scan_with_origins(disk, path)
        out: Map[str, Map[str, Any]] = Map()
        for location, entry in lock.packages.entries():
            if location != '' and (disk.exists(join(path, location, 'package.json')) or entry.get('link') is True):
                out.set(location, entry)
        if _same_top_level(disk, path, out):
            return out
    return scan_with_origins(disk, path)


def scan_with_origins(disk: Disk, path: str) -> Map[str, Map[str, Any]]:
    """The packages found, with their origins where the lockfile has the same version in the same place."""
    out = scan_installed(disk, path)
    text = disk.read_text(join(path, 'package-lock.json'))
    if text is None:
        return out
    try:
        lock = parse_lockfile(text, path)
    except NpmError:
        return out
    for location, entry in out.entries():
        known = lock.packages.get(location)
        if known is None or entry.get('link') is True or text_of(known, 'version') != text_of(entry, 'version'):
            continue
        for key in ['resolved', 'integrity']:
            if known.has(key):
                entry.set(key, known.get(key))
    return out


def _same_top_level(disk: Disk, path: str, known: Map[str, Map[str, Any]]) -> bool:
    """Whether the lockfile has all packages at the top level; not if some were added by hand."""
    for folder in package_folders(disk, join(path, 'node_modules')):
        if not known.has('node_modules/' + folder):
            return False
    return True


def package_folders(disk: Disk, modules: str) -> list[str]:
    """The names of the packages in one node_modules folder."""
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
                _add_target(disk, path, join(dirname(location), target), out, waiting)
            else:
                entry = read_manifest(disk, join(path, location))
                waiting.append(location)
            out.set(location, entry)
    return out


def _add_target(disk: Disk, path: str, location: str, out: Map[str, Map[str, Any]], waiting: list[str]) -> None:
    """Adds the target of a link inside the project, which has packages of its own."""
    if not out.has(location) and not location.startswith('..') and location.find('node_modules') < 0:
        out.set(location, read_manifest(disk, join(path, location)))
        waiting.append(location)


def read_manifest(disk: Disk, folder: str) -> Map[str, Any]:
    """The package.json of an installed package; empty when it is missing or broken."""
    text = disk.read_text(join(folder, 'package.json'))
    if text is None:
        return Map()
    try:
        return parse_package(text, folder)
    except NpmError:
        return Map()


def dependency_field(manifest: Map[str, Any], name: str) -> str:
    """The dependency field that names the package; '' for none."""
    for field in ['devDependencies', 'optionalDependencies', 'dependencies', 'peerDependencies']:
        if map_of(manifest, field).has(name):
            return field
    return ''
