"""package-lock.json, version 3: writes and reads the tree. The hidden lockfile (node_modules/.package-lock.json)
records in the same form what is really installed. Versions 1 and 2 are read. Pure: text in, text out; the output is the
same as npm's, byte by byte, for the same tree."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.json_files import Style, sorted_json, write_json
from runtime_py.npm.formats.manifest import has_install_scripts, list_of, map_of, text_of
from runtime_py.npm.formats.paths import basename, normalise, relative, resolve
from runtime_py.npm.tree.tree import Node, make_link, make_top
from runtime_py.platform.json import parse
from runtime_py.platform.maps import Map, Set
from runtime_py.platform.regexp import compile
from runtime_py.platform.text import error_text

VERSION = 3
# an archive's name often has the version
_ARCHIVE = compile('(?:-([0-9]+\\.[0-9]+\\.[0-9]+[^/]*))?\\.(?:tgz|tar\\.gz|tar)$')
_FIELDS = [
    'version',
    'dependencies',
    'peerDependencies',
    'peerDependenciesMeta',
    'optionalDependencies',
    'bundleDependencies',
    'acceptDependencies',
    'funding',
    'engines',
    'os',
    'cpu',
    'libc',
    'license',
    'bin',
    'deprecated',
    'workspaces',
]


class Lockfile:
    """`packages`: location -> entry. `version` as written in the file."""

    def __init__(self, packages: Map[str, Map[str, Any]], version: int) -> None:
        self.packages = packages
        self.version = version


def parse_lockfile(text: str, path: str) -> Lockfile:
    """Raises EJSONPARSE."""
    try:
        document: Any = parse(text)
    except ValueError as error:
        hint = '\nThe file has merge conflicts; resolve them, or remove it.' if text.find('<<<<<<<') >= 0 else ''
        raise NpmError('EJSONPARSE', f'{path}: {error_text(error)}{hint}', path)
    if not isinstance(document, Map):
        raise NpmError('EJSONPARSE', f'{path}: it must be an object', path)
    version = document.get('lockfileVersion')
    packages: Map[str, Map[str, Any]] = Map()
    listed = document.get('packages')
    if isinstance(listed, Map):
        for location, entry in listed.entries():
            if isinstance(entry, Map) and _is_location(location):
                packages.set(location, entry)
    else:
        packages.set('', Map())
        _read_old(document, '', packages)
    return Lockfile(packages, version if isinstance(version, int) else 1)


def _is_location(location: str) -> bool:
    """Lockfiles aren't trusted: each location must be one where packages can be."""
    parts = location.split('/')
    return (
        not location.startswith('/')
        and ('node_modules' not in parts or '..' not in parts)
        and '.' not in parts
        and location.find('\\') < 0
    )


def _read_old(node: Map[str, Any], location: str, packages: Map[str, Map[str, Any]]) -> None:
    """Reads version 1: packages nested as in node_modules; of a package's requirements only name and range are
    known."""
    for name, entry in map_of(node, 'dependencies').entries():
        if not isinstance(entry, Map):
            continue
        below = (location + '/' if location != '' else '') + 'node_modules/' + name
        made = _upgraded(entry)
        packages.set(below, made)
        above = packages.get(location)
        if made.get('inBundle') is True and location != '' and above is not None:
            above.set('bundleDependencies', [*list_of(above, 'bundleDependencies'), name])
        if made.get('link') is True:  # what is below it belongs to the folder
            below = text_of(made, 'resolved')
            if not packages.has(below):
                packages.set(below, _without(_upgraded(entry), ['link', 'resolved']))
        _read_old(entry, below, packages)


def _without(entry: Map[str, Any], keys: list[str]) -> Map[str, Any]:
    for key in keys:
        entry.delete(key)
    return entry


def _upgraded(entry: Map[str, Any]) -> Map[str, Any]:
    """`version` may say more in old files: `npm:NAME@VERSION`, an archive, a folder that is linked."""
    out: Map[str, Any] = Map()
    for key in ['version', 'resolved', 'integrity', 'dev', 'optional']:
        if entry.has(key):
            out.set(key, entry.get(key))
    requires = entry.get('requires')
    if isinstance(requires, Map):
        out.set('dependencies', requires)
    if entry.get('bundled') is True:
        out.set('inBundle', True)
    version = text_of(entry, 'version')
    at = version.rfind('@')
    if version.startswith('npm:') and at > 4:
        out.set('name', version[4:at])
        out.set('version', version[at + 1 :])
    elif version.startswith('file:') and _ARCHIVE.exec(version) is None:
        return Map([['link', True], ['resolved', normalise(version[5:])]])
    elif version.startswith('file:') or version.startswith('http:') or version.startswith('https:'):
        found = _ARCHIVE.exec(version)
        out.set('resolved', version)
        out.delete('version')
        if found is not None and found.groups[1] is not None:
            out.set('version', found.groups[1])
    return out


def load_tree(lock: Lockfile, root: Node) -> None:
    """Adds the lockfile's packages below the root, and loads all edges."""
    nodes: Map[str, Node] = Map()
    nodes.set('', root)
    links: list[str] = []
    for location in parents_first(list(lock.packages.keys())):
        entry = lock.packages.get(location)
        if location == '' or entry is None:
            continue
        at = location.rfind('node_modules/')
        if entry.get('link') is True:
            links.append(location)
        elif at < 0:
            nodes.set(location, make_top(resolve(root.base, location), _manifest(entry, basename(location)), root))
        else:
            parent = nodes.get(location[: at - 1] if at > 0 else '')
            if parent is not None:
                nodes.set(location, _load_node(location[at + 13 :], entry, parent))
    for location in links:
        _load_link(location, lock.packages.get(location) or Map(), nodes, root)
    # in arborist's order, which decides in which order dependents are named: tops, the root, then as in the file
    for node in nodes.values():
        if node.parent is None and node is not root:
            for edge in list(node.edges_out.values()):
                edge.reload(True)
    root.load_edges()
    for location in lock.packages.keys():
        loaded = nodes.get(location)
        if loaded is not None and loaded.parent is not None:
            loaded.load_edges()


def parents_first(locations: list[str]) -> list[str]:
    return sorted(locations, key=lambda location: len(location.split('node_modules/')))


def _manifest(entry: Map[str, Any], name: str) -> Map[str, Any]:
    manifest: Map[str, Any] = Map(list(entry.entries()))
    if not manifest.has('name'):
        manifest.set('name', name)
    return manifest


def _load_node(name: str, entry: Map[str, Any], parent: Node) -> Node:
    node = Node(name, _manifest(entry, name))
    node.legacy_peers = parent.legacy_peers
    node.home = parent.home
    resolved = text_of(entry, 'resolved')
    node.resolved = 'file:' + resolve(parent.root.base, resolved[5:]) if resolved.startswith('file:') else resolved
    node.integrity = text_of(entry, 'integrity')
    node.has_shrinkwrap = entry.get('hasShrinkwrap') is True
    node.adopt(parent)
    return node


def _load_link(location: str, entry: Map[str, Any], nodes: Map[str, Node], root: Node) -> None:
    at = location.rfind('node_modules/')
    parent = nodes.get(location[: at - 1] if at > 0 else '')
    path = resolve(root.base, text_of(entry, 'resolved'))
    if at < 0 or parent is None:
        return
    known = nodes.get(relative(root.base, path))
    target = known if known is not None else make_top(path, Map([['name', location[at + 13 :]]]), root)
    link = make_link(location[at + 13 :], target, root, None)
    link.adopt(parent)


def save_tree(root: Node, style: Style, with_origins: bool = True) -> str:
    """`with_origins`: writes the origin of registry packages, which could also be computed."""
    packages: Map[str, Any] = Map()
    packages.set('', _entry_of(root))
    for node in root.inventory.values():
        if not node.is_root and not (node.inert and node.version == ''):
            packages.set(node.location(), _entry_of(node) if with_origins else _without_origin(node))
    return write_json(sorted_json(_document(root, packages, True)), style)


def _without_origin(node: Node) -> Map[str, Any]:
    entry = _entry_of(node)
    if node.resolved.startswith('http') and _is_from_registry(node):
        entry.delete('resolved')
    return entry


def _is_from_registry(node: Node) -> bool:
    """Whether it comes from a registry, not from an address in a package.json."""
    for edge in node.edges_in.values():
        if edge.parsed().from_registry:
            return True
    return False


class Notes:
    """Further data in the hidden lockfile. `substitutes`: location -> the package installed there under another name;
    `waiting`: packages whose scripts have not run; `with_origins` as for `save_tree`."""

    def __init__(self, substitutes: Map[str, str], waiting: list[Node], with_origins: bool) -> None:
        self.with_origins = with_origins
        self.substitutes = substitutes
        self.waiting: Set[Node] = Set(waiting)


def save_hidden(root: Node, installed: list[Node], notes: Notes, named: bool, style: Style) -> str:
    """The present content of node_modules. `named`: with the project's name, which npm leaves out when it writes no
    other lockfile."""
    packages: Map[str, Any] = Map()
    for node in installed:
        entry = _entry_of(node) if notes.with_origins else _without_origin(node)
        substitute = notes.substitutes.get(node.location())
        if substitute is not None:
            entry.set('substitute', substitute)
        if notes.waiting.has(node):
            entry.set('pendingScripts', True)
        packages.set(node.location(), entry)
        if node.target is not None and node.target.parent is None:
            packages.set(node.target.location(), _entry_of(node.target))
    return write_json(sorted_json(_document(root, packages, named)), style)


def _document(root: Node, packages: Map[str, Any], named: bool) -> Map[str, Any]:
    document: Map[str, Any] = Map()
    if named:
        document.set('name', root.package_name or root.name)
    if named and root.version != '':
        document.set('version', root.version)
    document.set('lockfileVersion', VERSION)
    document.set('requires', True)
    document.set('packages', packages)
    return document


def _entry_of(node: Node) -> Map[str, Any]:
    out: Map[str, Any] = Map()
    if node.target is not None:
        out.set('resolved', relative(node.root.base, node.target.path()))
        out.set('link', True)
        return out
    manifest = node.manifest
    for key in _FIELDS:
        value = manifest.get(key)
        if key == 'license' and isinstance(value, Map) and text_of(value, 'type') != '':
            value = text_of(value, 'type')
        if _has_content(value):
            out.set(key, value)
    name = node.package_name
    if name != '' and (node.is_root or name != node.name or _folder_name(node.path()) != name):
        out.set('name', name)
    if node.is_top and _has_content(manifest.get('devDependencies')):
        out.set('devDependencies', manifest.get('devDependencies'))
    if node.integrity != '':
        out.set('integrity', node.integrity)
    if node.in_bundle():
        out.set('inBundle', True)
    if node.has_shrinkwrap:
        out.set('hasShrinkwrap', True)
    if has_install_scripts(manifest):
        out.set('hasInstallScript', True)
    if node.resolved != '':
        out.set(
            'resolved',
            'file:' + relative(node.root.base, node.resolved[5:])
            if node.resolved.startswith('file:')
            else node.resolved,
        )
    _add_flags(out, node)
    return out


def _has_content(value: Any) -> bool:
    if isinstance(value, Map):
        return value.size > 0
    if isinstance(value, list):
        return len(value) > 0
    return value is not None and value is not False and value != '' and value != 0


def _folder_name(path: str) -> str:
    """`@scope/name` or `name`."""
    parts = path.split('/')
    last = parts[-1]
    return f'{parts[len(parts) - 2]}/{last}' if len(parts) > 1 and parts[len(parts) - 2].startswith('@') else last


def _add_flags(out: Map[str, Any], node: Node) -> None:
    if node.extraneous:
        out.set('extraneous', True)
        return
    if node.peer:
        out.set('peer', True)
    if node.dev:
        out.set('dev', True)
    if node.optional:
        out.set('optional', True)
    if node.dev_optional and not node.dev and not node.optional:
        out.set('devOptional', True)
