"""Changes of package.json that the user requested: packages to add and to remove, in which field, and with which range
they are saved."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.config import Config
from runtime_py.npm.formats.manifest import bundled_names, map_of, text_of
from runtime_py.npm.formats.paths import relative
from runtime_py.npm.formats.range import covers, intersects
from runtime_py.npm.formats.spec import DIRECTORY, FILE, RANGE, TAG, VERSION, Spec, parse_argument
from runtime_py.npm.install.project import dependency_field
from runtime_py.npm.tree.edge import WORKSPACE, Edge
from runtime_py.npm.tree.ideal_tree import Source
from runtime_py.platform.maps import Map

_FIELDS: Map[str, str] = Map(
    [
        ['prod', 'dependencies'],
        ['dev', 'devDependencies'],
        ['optional', 'optionalDependencies'],
        ['peer', 'peerDependencies'],
    ]
)


def save_type(config: Config) -> str:
    """'' when the user gave no option."""
    for kind in ['dev', 'optional', 'peer', 'prod']:
        if config.given('save-' + kind) is not None and config.flag('save-' + kind):
            return kind
    return ''


async def resolve_requests(arguments_given: list[str], cwd: str, home: str, source: Source) -> list[Spec]:
    """Adds names to specs: for a folder, an archive or a tag only the package itself has it. Raises NpmError."""
    out: list[Spec] = []
    for text in arguments_given:
        spec = parse_argument(text, cwd, home)
        if spec.type == DIRECTORY:
            manifest = source.folder(spec.fetch)
            spec.name = spec.name or text_of(manifest, 'name') or spec.fetch[spec.fetch.rfind('/') + 1 :]
        elif spec.name is None or spec.type == TAG:
            manifest = await source.manifest(spec)
            name = spec.name or text_of(manifest, 'name')
            if spec.type == TAG:
                spec = Spec(VERSION, name, text_of(manifest, 'version'), text_of(manifest, 'version'))
            spec.name = name
        out.append(spec)
    return out


def asked_text(spec: Spec, root: str) -> str:
    """The value for package.json before the version is known."""
    if spec.type == FILE or spec.type == DIRECTORY:
        return 'file:' + relative(root, spec.fetch)
    return spec.raw or '*'


def add_dependency(manifest: Map[str, Any], name: str, text: str, kind: str) -> None:
    """Adds to its field, and removes from the fields that exclude it. As arborist's add-rm-pkg-deps."""
    chosen = _FIELDS.get(kind) or dependency_field(manifest, name) or 'dependencies'
    if chosen == 'dependencies':
        _drop(manifest, 'devDependencies', name)
        _drop(manifest, 'peerDependencies', name)
    elif chosen == 'devDependencies':
        _drop(manifest, 'dependencies', name)
    elif chosen == 'optionalDependencies':
        _drop(manifest, 'peerDependencies', name)
    else:
        _drop(manifest, 'dependencies', name)
        _drop(manifest, 'optionalDependencies', name)
    table = map_of(manifest, chosen)
    if text != '*' or not table.has(name):
        table.set(name, text)
    manifest.set(chosen, table)
    if chosen == 'optionalDependencies':  # also there, for old versions of npm; the file has it only once
        dependencies = map_of(manifest, 'dependencies')
        dependencies.set(name, table.get(name))
        manifest.set('dependencies', dependencies)
    developed = map_of(manifest, 'devDependencies')
    if chosen == 'peerDependencies' and developed.has(name):  # to be tested with the same
        developed.set(name, table.get(name))


def remove_dependency(manifest: Map[str, Any], name: str) -> None:
    for field in _FIELDS.values():
        _drop(manifest, field, name)
    names = bundled_names(manifest)
    if name in names:
        manifest.set('bundleDependencies', [other for other in names if other != name])


def _drop(manifest: Map[str, Any], field: str, name: str) -> None:
    table = map_of(manifest, field)
    if table.delete(name) and table.size == 0:
        manifest.delete(field)
    if field == 'peerDependencies':
        meta = map_of(manifest, 'peerDependenciesMeta')
        if meta.delete(name) and meta.size == 0:
            manifest.delete('peerDependenciesMeta')


def saved_text(spec: Spec, edge: Edge, config: Config) -> str:
    """The value for package.json now that the version is known: `^1.2.3`, or the user's own range if that is
    narrower."""
    node = edge.to
    if node is None:
        return asked_text(spec, edge.origin.base)
    prefix = '' if config.flag('save-exact') else config.text('save-prefix')
    found = prefix + node.version if node.version != '' else '*'
    if edge.kind == WORKSPACE:
        return found
    if not spec.from_registry:
        return asked_text(spec, edge.origin.base)
    inner = spec.target if spec.target is not None else spec
    if inner.type == RANGE and not covers(inner.fetch, found):
        found = inner.fetch
    return f'npm:{node.package_name}@{found}' if node.package_name != '' and node.package_name != node.name else found


def add_bundled(manifest: Map[str, Any], name: str) -> None:
    names = bundled_names(manifest)
    if name not in names:
        manifest.set('bundleDependencies', sorted([*names, name]))


def set_dependency(manifest: Map[str, Any], name: str, text: str, kind: str = '') -> None:
    """`kind`: the field that the user named; else all that have it."""
    field = _FIELDS.get(kind) or dependency_field(manifest, name)
    if field == '':
        return
    map_of(manifest, field).set(name, text)
    if kind != '':
        return
    for other in _FIELDS.values():
        table = map_of(manifest, other)
        if table.has(name) and (
            field != 'devDependencies' or other == 'dependencies' or not _overlap(table, name, text)
        ):
            table.set(name, text)


def _overlap(table: Map[str, Any], name: str, text: str) -> bool:
    """Whether the range there allows some of what the other allows."""
    return intersects(text, text_of(table, name))
