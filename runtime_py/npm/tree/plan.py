"""Plans the change of node_modules to the ideal tree: which packages to add, change, remove and keep. Pure."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.formats.lockfile import parents_first
from runtime_py.npm.formats.manifest import text_of
from runtime_py.npm.tree.tree import Node, make_child
from runtime_py.platform.maps import Map, Set


class Plan:
    """`wanted`: all nodes of the result, parents first. `removes`: locations, parents first. `installed`: the present
    packages."""

    def __init__(self, installed: Map[str, Map[str, Any]]) -> None:
        self.installed = installed
        self.wanted: list[Node] = []
        self.adds: list[Node] = []
        self.changes: list[Node] = []
        self.removes: list[str] = []

    def without_changes(self) -> Plan:
        """The same result, with node_modules left as it is (--package-lock-only)."""
        kept = Plan(self.installed)
        kept.wanted = self.wanted
        return kept

    @property
    def writes(self) -> list[Node]:
        return [*self.adds, *self.changes]

    @property
    def is_empty(self) -> bool:
        return len(self.adds) == 0 and len(self.changes) == 0 and len(self.removes) == 0


def is_omitted(node: Node, omit: Set[str]) -> bool:
    if omit.has('peer') and node.peer:
        return True
    if omit.has('dev') and node.dev:
        return True
    if omit.has('optional') and node.optional:
        return True
    return node.dev_optional and omit.has('dev') and omit.has('optional')


class Choice:
    """The locations to change (None: all), and the present tree, which supplies the others."""

    def __init__(self, locations: Set[str] | None, actual: Node) -> None:
        self.locations = locations
        self.actual = actual

    def has(self, location: str) -> bool:
        return self.locations is None or self.locations.has(location)


def make_plan(root: Node, installed: Map[str, Map[str, Any]], omit: Set[str], choice: Choice | None = None) -> Plan:
    plan = Plan(installed)
    choice = Choice(None, root) if choice is None else choice
    by_location: Map[str, Node] = Map()
    for node in root.inventory.values():
        if node.parent is not None and not node.inert and not is_omitted(node, omit) and choice.has(node.location()):
            by_location.set(node.location(), node)
    kept: Set[str] = Set()
    for node in choice.actual.inventory.values():
        location = node.location()
        if node.parent is not None and not choice.has(location) and installed.has(location):
            by_location.set(location, node)
            kept.add(location)
    for location in parents_first(list(by_location.keys())):
        node = by_location.get(location)
        if node is None or (
            node.parent is not None and node.parent.parent is not None and not by_location.has(node.parent.location())
        ):
            by_location.delete(location)  # its parent isn't there, so neither is it
            continue
        plan.wanted.append(node)
        if node.in_dependency_bundle() or kept.has(location):
            continue  # it is part of its bundler's archive, or must not be touched
        entry = installed.get(location)
        if entry is None:
            plan.adds.append(node)
        elif not is_same(node, entry):
            plan.changes.append(node)
    for location in parents_first(list(installed.keys())):
        if not by_location.has(location) and location.find('node_modules/') >= 0 and choice.has(location):
            plan.removes.append(location)
    return plan


def keep_bundles(root: Node, installed: Map[str, Map[str, Any]]) -> None:
    """Adds what came in the archives of packages that stay as they are: a tree made without a lockfile doesn't know."""
    known: Map[str, Node] = Map()
    for node in root.inventory.values():
        known.set(node.location(), node)
    for location in parents_first(list(installed.keys())):
        entry = installed.get(location)
        at = location.rfind('/node_modules/')
        if entry is None or entry.get('inBundle') is not True or known.has(location) or at < 0:
            continue
        above = known.get(location[:at])
        of_above = installed.get(location[:at])
        if above is None or of_above is None or not is_same(above, of_above):
            continue
        manifest: Map[str, Any] = Map(list(entry.entries()))
        if not manifest.has('name'):
            manifest.set('name', location[at + 14 :])
        child = make_child(location[at + 14 :], manifest, root, above)
        child.extraneous = False
        child.dev = above.dev
        child.optional = above.optional
        child.dev_optional = above.dev_optional
        child.peer = above.peer
        known.set(location, child)


def is_same(node: Node, entry: Map[str, Any]) -> bool:
    """Whether the installed package is the wanted one."""
    if node.target is not None or entry.get('link') is True:
        return node.target is not None and entry.get('link') is True and text_of(entry, 'resolved') == link_text(node)
    if text_of(entry, 'version') != node.version or entry.get('pendingScripts') is True:
        return False
    integrity = text_of(entry, 'integrity')
    if integrity != '' and node.integrity != '':
        return integrity == node.integrity
    resolved = text_of(entry, 'resolved')
    if resolved != '' and node.resolved != '' and not resolved.startswith('file:'):
        return resolved == node.resolved
    name = text_of(entry, 'name')
    return name == '' or node.package_name == '' or name == node.package_name


def link_text(node: Node) -> str:
    """The target of a link, as lockfiles have it."""
    return '' if node.target is None else node.target.location()
