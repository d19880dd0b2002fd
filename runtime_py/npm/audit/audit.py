"""Asks the registry for advisories about the packages of a tree, and finds what they affect there: packages whose version
is affected, and, upwards, those that have no other choice but an affected version of a dependency.

As arborist's AuditReport. Must not know how a report is printed, or how it is mended."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.audit.advisory import Advisory, Derived, Published
from runtime_py.npm.audit.vulnerability import EASY, NONE, Fix, Vulnerability
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.spec import Spec
from runtime_py.npm.registry.pick import Packument, pick_unaffected
from runtime_py.npm.registry.registry import Registry
from runtime_py.npm.tree.edge import Edge
from runtime_py.npm.tree.plan import is_omitted
from runtime_py.npm.tree.tree import Node
from runtime_py.platform.maps import Map, Set


class Audit:
    """`chosen`: the nodes to which it is limited, None for all; `omit`: the kinds of dependencies that don't count.
    `tops`: what no update within the ranges of package.json mends."""

    def __init__(self, registry: Registry, tree: Node, omit: Set[str], chosen: Set[Node] | None, tag: str) -> None:
        self.registry = registry
        self.tree = tree
        self.found: Map[str, Vulnerability] = Map()
        self.tops: Map[str, Vulnerability] = Map()
        self._tag = tag
        self._omit = omit
        self._chosen = chosen
        self._nodes: Map[str, list[Node]] = Map()
        self._derived: Map[str, Derived] = Map()
        self._queued: Set[Derived] = Set()
        self._answer: Map[str, Any] = Map()
        for node in tree.inventory.values():
            if self._counts(node):
                known = self._nodes.get(node.package_name) or []
                known.append(node)
                self._nodes.set(node.package_name, known)

    def _counts(self, node: Node) -> bool:
        if node.version == '' or node.is_root or node.is_link or node.parent is None:
            return False
        return not is_omitted(node, self._omit) and (self._chosen is None or self._chosen.has(node))

    async def run(self) -> None:
        """Raises NpmError when the registry doesn't answer; a registry may have no advisories."""
        await self.ask()
        await self.evaluate()

    async def ask(self) -> None:
        """Only names and versions go out, so this can happen before package.json has its final ranges."""
        asked: Map[str, Any] = Map()
        for name, nodes in self._nodes.entries():
            versions: Set[str] = Set([node.version for node in nodes])
            asked.set(name, list(versions.values()))
        if asked.size == 0:
            return
        self._answer = await self.registry.advisories(asked)

    async def evaluate(self) -> None:
        """Finds what the answer affects, judged by the ranges that the tree has now."""
        waiting = await self._published(self._answer)
        seen: Set[str] = Set()
        k = 0
        while k < len(waiting):
            await self._take(waiting[k], seen, waiting)
            k += 1

    async def _published(self, answer: Map[str, Any]) -> list[Advisory]:
        out: list[Advisory] = []
        for name, given in answer.entries():
            if not isinstance(given, list) or not self._nodes.has(name):
                continue
            packument = await self._packument(name)
            out.extend([Published(packument, each) for each in given if isinstance(each, Map)])
        return out

    async def _packument(self, name: str) -> Packument:
        """Without versions when it isn't of the registry: every version may be affected then."""
        try:
            return await self.registry.packument(name)
        except NpmError:
            return Packument(Map([['name', name], ['versions', Map()]]))

    async def _take(self, advisory: Advisory, seen: Set[str], waiting: list[Advisory]) -> None:
        """Notes what the advisory affects, and adds what follows from it for their dependents."""
        vulnerability = self.found.get(advisory.name)
        if vulnerability is None:
            vulnerability = Vulnerability(advisory)
            self.found.set(advisory.name, vulnerability)
        else:
            vulnerability.add_advisory(advisory)
        key = f'{advisory.name}@{advisory.range}'
        if not seen.has(key):
            seen.add(key)
            for node in self._nodes.get(advisory.name) or []:
                if advisory.affects(node.version):
                    await self._note(vulnerability, advisory, node, waiting)
        if vulnerability.nodes.size == 0:
            self.found.delete(advisory.name)
        else:
            vulnerability.drop_unrelated()

    async def _note(
        self, vulnerability: Vulnerability, advisory: Advisory, node: Node, waiting: list[Advisory]
    ) -> None:
        cause = self.found.get(advisory.dependency) if advisory.is_derived else None
        if cause is not None:
            vulnerability.add_via(cause)
        if vulnerability.nodes.has(node):
            return
        vulnerability.nodes.add(node)
        for edge in node.edges_in.values():
            if edge.origin.is_top:
                self._judge_top(vulnerability, edge)
            else:
                await self._follow(advisory, edge, waiting)

    def _judge_top(self, vulnerability: Vulnerability, edge: Edge) -> None:
        if vulnerability.tops.has(edge.origin):
            return
        vulnerability.set_fix(self._fix(vulnerability, edge))
        if vulnerability.fix is not EASY:
            self.tops.set(vulnerability.name, vulnerability)
            vulnerability.tops.add(edge.origin)

    def _fix(self, vulnerability: Vulnerability, edge: Edge) -> Fix:
        try:
            spec: Spec = edge.parsed()
            if not vulnerability.covers(spec):
                return EASY
            inner = spec.target if spec.target is not None else spec
            if not inner.from_registry:
                return NONE
            found = pick_unaffected(vulnerability.packument, inner, self._tag, vulnerability.range())
            return Fix(vulnerability.name, found.version, found.is_major)
        except NpmError:
            return NONE

    async def _follow(self, advisory: Advisory, edge: Edge, waiting: list[Advisory]) -> None:
        name = edge.origin.package_name
        key = f'{name} {advisory.key}'
        derived = self._derived.get(key)
        if derived is None:
            derived = Derived(await self._packument(name), advisory)
            self._derived.set(key, derived)
        if not self._queued.has(derived) and derived.affects(edge.origin.version, edge.spec()):
            self._queued.add(derived)
            waiting.append(derived)

    def is_affected(self, node: Node) -> bool:
        found = self.found.get(node.package_name)
        return found is not None and found.affects(node)

    def avoided(self, name: str) -> str:
        """The affected versions of a package; '' for none."""
        found = self.found.get(name)
        return '' if found is None else found.range()
