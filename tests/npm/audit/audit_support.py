"""Packages with versions, and advisories about them, for tests of both worlds."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.audit.audit import Audit
from runtime_py.npm.errors import NpmError
from runtime_py.npm.registry.pick import Packument
from runtime_py.platform.maps import Map, Set
from tests.npm.tree.made_registry_support import Shelf, build, text


def packument(name: str, versions: list[list[str]]) -> Packument:
    """Of [version, dependency, range]."""
    table: Map[str, Any] = Map()
    for version, dependency, wanted in versions:
        dependencies: Map[str, str] = Map([[dependency, wanted]] if dependency != '' else [])
        table.set(version, Map([['name', name], ['version', version], ['dependencies', dependencies]]))
    newest = versions[-1][0] if len(versions) > 0 else ''
    return Packument(Map([['name', name], ['versions', table], ['dist-tags', Map([['latest', newest]])]]))


def releases(name: str, texts: list[str]) -> Packument:
    return packument(name, [[text, '', ''] for text in texts])


def about(number: int, severity: str, versions: str) -> Map[str, Any]:
    return Map(
        [['id', number], ['title', 'T'], ['url', 'U'], ['severity', severity], ['vulnerable_versions', versions]]
    )


class FakeRegistry:
    """Answers with these advisories; `asked` is what it was asked for."""

    def __init__(self, shelf, answer):
        self.shelf = shelf
        self.answer = answer
        self.asked = Map()

    async def advisories(self, versions):
        self.asked = versions
        return self.answer

    async def packument(self, name):
        found = self.shelf.packuments.get(name)
        if found is None:
            raise NpmError('E404', name)
        return Packument(found)


TEXTS = [
    text('leaf', '1.0.0'),
    text('leaf', '1.1.0'),
    text('middle', '1.0.0', '"dependencies": {"leaf": "1.0.0"}'),
    text('middle', '2.0.0', '"dependencies": {"leaf": "1.1.0"}'),
    text('top', '1.0.0', '"dependencies": {"middle": "1"}'),
    text('own', '1.0.0'),
]


async def audited(dependencies, answer, omit):
    tree = await build(f'{{"name": "app", "version": "1.0.0", {dependencies}}}', TEXTS)
    registry = FakeRegistry(Shelf(TEXTS), answer)
    audit = Audit(registry, tree, Set(omit), None, 'latest')
    await audit.run()
    return audit
