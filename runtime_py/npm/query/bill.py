"""A software bill of materials of a tree: CycloneDX 1.5 and SPDX 2.3, as npm writes them. Pure."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.integrity import content_address
from runtime_py.npm.formats.licenses import COMPOUND, SINGLE, parse_license
from runtime_py.npm.formats.manifest import map_of, text_of
from runtime_py.npm.tree.edge import DEV, INVALID, MISSING, OPTIONAL, PEER, PEER_OPTIONAL, Edge
from runtime_py.npm.tree.listing import identity_of
from runtime_py.npm.tree.tree import Node
from runtime_py.npm.versions import NPM_VERSION
from runtime_py.platform.maps import Map, Set

_NOTHING = 'NOASSERTION'
_ALGORITHMS: Map[str, str] = Map([['sha1', 'SHA-1'], ['sha256', 'SHA-256'], ['sha512', 'SHA-512']])
_RELATIONS: Map[str, str] = Map(
    [[PEER, 'PREREQUISITE_FOR'], [OPTIONAL, 'OPTIONAL_DEPENDENCY_OF'], [DEV, 'DEV_DEPENDENCY_OF']]
)


class Bill:
    """`nodes` begin with the root, in the order of their places. `kind`: of the root (--sbom-type); `time`, `uuid`:
    what makes the document unique."""

    def __init__(self, nodes: list[Node], kind: str, time: str, uuid: str) -> None:
        self.nodes = nodes
        self.root = nodes[0]
        self.kind = kind
        self.time = time
        self.uuid = uuid
        self._known: Set[Node] = Set(nodes)
        self._before_build = False

    def _once(self, text_for: Any) -> list[Node]:
        """Each package once, without links and the root."""
        seen: Set[str] = Set()
        out: list[Node] = []
        for node in self.nodes:
            key = text_for(node)
            if not node.is_root and not node.is_link and not seen.has(key):
                seen.add(key)
                out.append(node)
        return out

    def cyclonedx(self, before_build: bool) -> Map[str, Any]:
        """`before_build`: of a lockfile, where what is only for development counts as optional."""
        self._before_build = before_build
        parts = self._once(_name_and_version)
        tool = Map([['vendor', 'npm'], ['name', 'cli'], ['version', NPM_VERSION]])
        about = Map(
            [
                ['timestamp', self.time],
                ['lifecycles', [Map([['phase', 'pre-build' if before_build else 'build']])]],
                ['tools', [tool]],
                ['component', self._component(self.root, self.kind)],
            ]
        )
        return Map(
            [
                ['$schema', 'http://cyclonedx.org/schema/bom-1.5.schema.json'],
                ['bomFormat', 'CycloneDX'],
                ['specVersion', '1.5'],
                ['serialNumber', f'urn:uuid:{self.uuid}'],
                ['version', 1],
                ['metadata', about],
                ['components', [self._component(node, 'library') for node in parts]],
                ['dependencies', [self._dependencies(node) for node in [self.root, *parts]]],
            ]
        )

    def _component(self, node: Node, kind: str) -> Map[str, Any]:
        manifest = node.manifest
        out: Map[str, Any] = Map([['bom-ref', _name_and_version(node)], ['type', kind]])
        out.set('name', _folder_of(node) if node.is_root else node.name)
        out.set('version', node.version)
        is_optional = node.optional or node.dev_optional or (node.dev and self._before_build)
        out.set('scope', 'optional' if is_optional else 'required')
        for key, text in [
            ['author', text_of(manifest, 'author') or text_of(map_of(manifest, 'author'), 'name')],
            ['description', text_of(manifest, 'description')],
        ]:
            if text != '':
                out.set(key, text)
        out.set('purl', purl_of(node))
        out.set('properties', _properties(node, manifest))
        out.set('externalReferences', _references(node, manifest))
        digest = content_address(node.integrity)
        if len(digest) > 0:
            out.set('hashes', [Map([['alg', _ALGORITHMS.get(digest[0]) or 'SHA-512'], ['content', digest[1]]])])
        text = _license_of(manifest)
        found = parse_license(text)
        if found.kind == SINGLE:
            out.set('licenses', [Map([['license', Map([['id', found.id]])]])])
        elif found.kind == COMPOUND:
            out.set('licenses', [Map([['expression', text]])])
        return out

    def _edges(self, node: Node) -> list[Edge]:
        return [edge for edge in node.edges_out.values() if edge.to is not None and self._known.has(edge.to)]

    def _dependencies(self, node: Node) -> Map[str, Any]:
        names: Set[str] = Set([_name_and_version(edge.to) for edge in self._edges(node) if edge.to is not None])
        return Map([['ref', _name_and_version(node)], ['dependsOn', list(names.values())]])

    def spdx(self) -> Map[str, Any]:
        name = _pkgid(self.root)
        escaped = self.root.package_name.replace('/', '%2f')
        version = self.root.version
        relations: list[Any] = [_relation('SPDXRef-DOCUMENT', _spdx_id(self.root), 'DESCRIBES')]
        seen: Set[Node] = Set()
        for given in self.nodes:
            node = given if given.target is None else given.target
            if not seen.has(node):
                seen.add(node)
                relations.extend(self._relations(node))
        for node in self.nodes:
            if node.extraneous:
                relations.append(_relation(_spdx_id(node), _spdx_id(self.root), 'OPTIONAL_DEPENDENCY_OF'))
        packages = [self._package(self.root, self.kind)]
        packages.extend([self._package(node, '') for node in self._once(_spdx_id)])
        return Map(
            [
                ['spdxVersion', 'SPDX-2.3'],
                ['dataLicense', 'CC0-1.0'],
                ['SPDXID', 'SPDXRef-DOCUMENT'],
                ['name', name],
                ['documentNamespace', f'http://spdx.org/spdxdocs/{escaped}-{version}-{self.uuid}'],
                ['creationInfo', Map([['created', self.time], ['creators', [f'Tool: npm/cli-{NPM_VERSION}']]])],
                ['documentDescribes', [_spdx_id(self.root)]],
                ['packages', packages],
                ['relationships', relations],
            ]
        )

    def _relations(self, node: Node) -> list[Any]:
        out: list[Any] = []
        seen: Set[str] = Set()
        for edge in self._edges(node):
            if edge.to is None:
                continue
            kind = _RELATIONS.get(edge.kind) or 'DEPENDENCY_OF'
            key = f'{_spdx_id(edge.to)} {kind}'
            if not seen.has(key):
                seen.add(key)
                out.append(_relation(_spdx_id(edge.to), _spdx_id(node), kind))
        return out

    def _package(self, node: Node, kind: str) -> Map[str, Any]:
        manifest = node.manifest
        location = node.location()
        for link in node.links_in.values() if node.is_workspace else []:
            location = link.location()
            break
        out: Map[str, Any] = Map([['name', node.package_name], ['SPDXID', _spdx_id(node)]])
        out.set('versionInfo', node.version)
        out.set('packageFileName', location)
        if text_of(manifest, 'description') != '':
            out.set('description', text_of(manifest, 'description'))
        if kind != '':
            out.set('primaryPackagePurpose', kind.upper())
        out.set('downloadLocation', node.resolved if node.resolved != '' and not node.is_link else _NOTHING)
        out.set('filesAnalyzed', False)
        out.set('homepage', text_of(manifest, 'homepage') or _NOTHING)
        out.set('licenseDeclared', _license_of(manifest) or _NOTHING)
        reference = Map(
            [
                ['referenceCategory', 'PACKAGE-MANAGER'],
                ['referenceType', 'purl'],
                ['referenceLocator', purl_of(node)],
            ]
        )
        out.set('externalRefs', [reference])
        digest = content_address(node.integrity)
        if len(digest) > 0:
            out.set('checksums', [Map([['algorithm', digest[0].upper()], ['checksumValue', digest[1]]])])
        return out


def problems_of(nodes: list[Node]) -> list[str]:
    """Why there can be no bill: dependencies that are missing or don't fit."""
    out: Set[str] = Set()
    for node in nodes:
        for edge in node.edges_out.values():
            if edge.error() == MISSING and edge.kind not in [OPTIONAL, PEER_OPTIONAL]:
                out.add(f'missing: {edge.name}@{edge.spec()}, required by {_pkgid(node)}')
            if edge.error() == INVALID and edge.to is not None:
                out.add(f'invalid: {_pkgid(edge.to)}, {edge.spec() or "*"} required by {_pkgid(node)}')
    return list(out.values())


def _pkgid(node: Node) -> str:
    return f'{node.package_name}@{node.version}' if node.is_root else identity_of(node)


def purl_of(node: Node) -> str:
    """Raises NpmError for a package without a version."""
    if node.version == '':
        raise NpmError(
            'EINVALIDPURLTYPE',
            f'Invalid type "range" of package "{_pkgid(node)}": Purl can only be generated for "version" types.',
        )
    name = node.package_name or node.name
    return f'pkg:npm/{"%40" + name[1:] if name.startswith("@") else name}@{node.version}'


def _folder_of(node: Node) -> str:
    """npm names a project by its folder here; below a scope's folder with the scope."""
    parts = node.path().split('/')
    above = parts[-2] if len(parts) > 1 else ''
    return f'{above}/{parts[-1]}' if above.startswith('@') else parts[-1]


def _name_and_version(node: Node) -> str:
    return f'{node.package_name}@{node.version}'


def _spdx_id(node: Node) -> str:
    name = node.package_name
    return f'SPDXRef-Package-{(name[1:] if name.startswith("@") else name).replace("/", ".")}-{node.version}'


def _relation(element: str, related: str, kind: str) -> Map[str, str]:
    return Map([['spdxElementId', element], ['relatedSpdxElement', related], ['relationshipType', kind]])


def _license_of(manifest: Map[str, Any]) -> str:
    given: Any = manifest.get('license')
    if isinstance(given, Map):
        return text_of(given, 'type')
    if isinstance(given, str) and given != '':
        return given
    listed: Any = manifest.get('licenses')
    found: list[str] = []
    for each in listed if isinstance(listed, list) else []:
        text = text_of(each, 'type') if isinstance(each, Map) else each
        if isinstance(text, str) and text != '':
            found.append(text)
    return ' OR '.join(found)


def _properties(node: Node, manifest: Map[str, Any]) -> list[Any]:
    names: list[str] = []
    if node.dev:
        names.append('development')
    if manifest.get('private') is True:
        names.append('private')
    if node.extraneous:
        names.append('extraneous')
    if node.in_bundle():
        names.append('bundled')
    return [Map([['name', f'cdx:npm:package:{name}'], ['value', 'true']]) for name in names]


def _references(node: Node, manifest: Map[str, Any]) -> list[Any]:
    out: list[Any] = []
    for kind, url in [
        ['distribution', '' if node.is_link else node.resolved],
        ['vcs', text_of(map_of(manifest, 'repository'), 'url')],
        ['website', text_of(manifest, 'homepage')],
        ['issue-tracker', text_of(map_of(manifest, 'bugs'), 'url')],
    ]:
        if url != '':
            out.append(Map([['type', kind], ['url', url]]))
    return out
