"""An edge of the dependency tree: the dependent, the spec, and the node that it resolves to. As arborist's Edge.

States (`error()`): valid (''), MISSING, INVALID (the node doesn't satisfy the spec), PEER LOCAL (a peer dependency
inside its own dependent). The state is cached until the node changes or `reload(True)` is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.manifest import texts_of
from runtime_py.npm.formats.paths import relative
from runtime_py.npm.formats.range import satisfies
from runtime_py.npm.formats.spec import ALIAS, DIRECTORY, FILE, RANGE, REMOTE, TAG, VERSION, Spec, parse_dependency
from runtime_py.npm.tree.overrides import OverrideSet, sets_conflict
from runtime_py.platform.maps import Map

if TYPE_CHECKING:
    from runtime_py.npm.tree.tree import Node

PROD = 'prod'
DEV = 'dev'
OPTIONAL = 'optional'
PEER = 'peer'
PEER_OPTIONAL = 'peerOptional'
WORKSPACE = 'workspace'

MISSING = 'MISSING'
INVALID = 'INVALID'
PEER_LOCAL = 'PEER LOCAL'
_OK = 'OK'
_UNKNOWN = ''


class Edge:
    """`raw_spec` is the text in package.json; `spec()` is the spec after overrides. `peer_conflicted`: nothing could
    satisfy it, and that was accepted."""

    def __init__(self, kind: str, name: str, spec: str, accept: str, origin: Node) -> None:
        self.kind = kind
        self.name = name
        self.raw_spec = spec
        self.accept = accept
        self.origin: Node = origin
        self.to: Node | None = None
        self.overrides: OverrideSet | None = None
        self.peer_conflicted = False
        self.detached = False
        self._state = _UNKNOWN
        previous = origin.edges_out.get(name)
        if previous is not None:
            previous.detach()
        if origin.overrides is not None:
            self.overrides = origin.overrides.rule_for(name, spec)
        origin.edges_out.set(name, self)
        self.reload(True)

    @property
    def is_peer(self) -> bool:
        return self.kind == PEER or self.kind == PEER_OPTIONAL

    @property
    def is_optional(self) -> bool:
        return self.kind == OPTIONAL or self.kind == PEER_OPTIONAL

    @property
    def is_dev(self) -> bool:
        return self.kind == DEV

    def spec(self) -> str:
        rule = self.overrides
        if rule is None or rule.name != self.name or rule.value == '' or rule.value == '*':
            return self.raw_spec
        return self._referred(rule.value) if rule.value.startswith('$') else rule.value

    def _referred(self, value: str) -> str:
        """`$name`: the root's own spec for `name`."""
        name = value[1:]
        source = self.origin.source_reference
        root = self.origin.root if source is None else source.root
        for node in [root, self.origin]:
            for field in ['devDependencies', 'optionalDependencies', 'dependencies', 'peerDependencies']:
                found = texts_of(node.manifest, field).get(name)
                if found is not None:
                    return found
        raise NpmError('EOVERRIDE', f'Unable to resolve reference {value}')

    def parsed(self) -> Spec:
        return parse_dependency(self.name, self.spec() or '*', self.origin.real_path(), self.origin.home)

    def satisfied_by(self, node: Node) -> bool:
        if node.name != self.name or self.detached:
            return False
        rule = self.overrides
        if rule is None or rule.key_spec == '' or node.has_shrinkwrap or node.in_bundle():
            return self._fits(node, self.raw_spec if node.has_shrinkwrap or node.in_bundle() else self.spec())
        if self._fits(node, self.spec()):
            return True
        # It isn't what the override asks for, but a version that the rule doesn't cover: the original spec applies.
        return self._fits(node, self.raw_spec) and not self._fits(node, rule.key_spec)

    def _fits(self, node: Node, text: str) -> bool:
        if self._answers(node, text or '*'):
            return True
        return self.accept != '' and self._answers(node, self.accept)

    def _answers(self, node: Node, text: str) -> bool:
        try:
            return is_answer(node, parse_dependency(self.name, text, self.origin.real_path(), self.origin.home))
        except NpmError:
            return False  # an invalid spec is reported when something tries to fetch it

    def error(self) -> str:
        """'' when the edge is valid."""
        if self._state == _UNKNOWN:
            self._state = self._judge()
        return '' if self._state == _OK else self._state

    @property
    def valid(self) -> bool:
        return self.error() == ''

    def _judge(self) -> str:
        to = self.to
        if to is None:
            return _OK if self.is_optional else MISSING
        if self.is_peer and self.origin is to.parent and not self.origin.is_top:
            return PEER_LOCAL
        if not self.satisfied_by(to):
            return INVALID
        if (
            self.overrides is not None
            and to.overrides is not None
            and to.edges_out.size > 0
            and sets_conflict(self.overrides, to.overrides)
        ):
            return INVALID
        return _OK

    def reload(self, hard: bool) -> None:
        """Resolves the edge again. `hard` drops the cached state even when it leads to the same node."""
        previous = self.overrides
        changed = False
        if self.origin.overrides is not None:
            rule = self.origin.overrides.rule_for(self.name, self.raw_spec)
            changed = not rule.is_equal(previous)
            self.overrides = rule
        else:
            self.overrides = None
        to = self.origin.resolve(self.name)
        if to is not self.to:
            if self.to is not None:
                self.to.delete_edge_in(self)
            self.to = to
            self._state = _UNKNOWN
            if to is not None:
                to.add_edge_in(self)
        elif hard:
            self._state = _UNKNOWN
        elif changed and to is not None:
            to.edge_overrides_removed(previous)
            to.edge_overrides_added(self.overrides)

    def detach(self) -> None:
        if self.to is not None:
            self.to.delete_edge_in(self)
        self.origin.edges_out.delete(self.name)
        self.to = None
        self.detached = True
        self._state = 'DETACHED'


def is_answer(node: Node, spec: Spec) -> bool:
    """Whether the node satisfies the spec."""
    if spec.type == ALIAS and spec.target is not None:
        return is_answer(node, spec.target)
    if spec.type == RANGE and spec.fetch == '*':
        return True
    if spec.type == RANGE or spec.type == VERSION:
        return satisfies(node.version, spec.fetch, True)
    if spec.type == DIRECTORY:
        return node.is_link and node.target is not None and relative(node.target.real_path(), spec.fetch) == ''
    if spec.type == FILE:
        return not node.is_link and node.resolved == 'file:' + spec.fetch
    if spec.type == TAG:
        return node.resolved.startswith('http')
    return spec.type == REMOTE and node.resolved == spec.fetch


def load_edges(node: Node) -> None:
    """Loads the edges for package.json, in arborist's order: when two fields name the same package, the later wins."""
    manifest = node.manifest
    accept = texts_of(manifest, 'acceptDependencies')
    for name, path in node.workspaces.entries():
        _add(node, WORKSPACE, name, 'file:' + path, accept)
    if not node.legacy_peers:
        optional = _optional_peers(node)
        peers = texts_of(manifest, 'peerDependencies')
        for name, spec in peers.entries():
            if not optional.has(name):
                _add(node, PEER, name, spec, accept)
        for name, spec in peers.entries():
            if optional.has(name):
                _add(node, PEER_OPTIONAL, name, spec, accept)
    for name, spec in texts_of(manifest, 'dependencies').entries():
        _add(node, PROD, name, spec, accept)
    for name, spec in texts_of(manifest, 'optionalDependencies').entries():
        _add(node, OPTIONAL, name, spec, accept)
    source = node.source_reference
    if (
        node.base != ''
        and node.is_top
        and not node.is_global_top
        and (source is None or (source.is_top and not source.is_global_top))
    ):
        for name, spec in texts_of(manifest, 'devDependencies').entries():
            _add(node, DEV, name, spec, accept)


def _optional_peers(node: Node) -> Map[str, bool]:
    out: Map[str, bool] = Map()
    meta = node.manifest.get('peerDependenciesMeta')
    if isinstance(meta, Map):
        for name, value in meta.entries():
            if isinstance(value, Map) and value.get('optional') is True:
                out.set(name, True)
    return out


def _add(node: Node, kind: str, name: str, spec: str, accept: Map[str, str]) -> None:
    current = node.edges_out.get(name)
    if current is None or current.kind != WORKSPACE:
        Edge(kind, name, spec, accept.get(name) or '', node)
