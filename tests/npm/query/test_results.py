"""Which packages of a tree selectors find."""

from __future__ import annotations

from runtime_py.npm.query.results import Query, Sources, difference
from runtime_py.platform.maps import Map
from tests.npm.tree.made_registry_support import build, text

TEXTS = [
    text('leaf', '1.0.0', '"license": "MIT"'),
    text('leaf', '2.0.0'),
    text('middle', '1.0.0', '"dependencies": {"leaf": "1"}'),
    text('top', '1.0.0', '"dependencies": {"middle": "1", "leaf": "2"}'),
]
PROJECT = '{"name": "app", "dependencies": {"top": "1"}, "devDependencies": {"leaf": "2"}}'


class _Sources(Sources):
    async def versions(self, name):
        return ['1.0.0', '1.1.0', '2.0.0'] if name == 'leaf' else []

    async def advisories(self, versions):
        return Map([['leaf', [Map([['severity', 'low'], ['vulnerable_versions', '<2']])]]])

    def warn(self, text):
        pass


async def names(selector):
    tree = await build(PROJECT, TEXTS)
    found = await Query(tree, _Sources()).run(selector, tree)
    return ' '.join([f'{node.name}@{node.version}' for node in found])


async def test_what_is_found():
    assert await names('#leaf') == 'leaf@2.0.0 leaf@1.0.0'
    assert await names(':root > *') == 'leaf@2.0.0 top@1.0.0'
    assert await names('#middle > *') == 'leaf@1.0.0' and await names('#top *:empty') == 'leaf@2.0.0 leaf@1.0.0'
    assert await names('#leaf ~ #top') == 'top@1.0.0'
    assert await names(':has(> #leaf[license])') == 'middle@1.0.0'
    assert await names('#leaf:not(:semver(2))') == 'leaf@1.0.0'
    assert await names(':is(#top, #middle):type(registry)') == 'middle@1.0.0 top@1.0.0'
    assert await names('') == ''


async def test_what_the_registry_knows():
    assert await names('*:outdated') == 'leaf@1.0.0'
    assert await names('#leaf:outdated(minor)') == 'leaf@1.0.0'
    assert await names(':vuln') == 'leaf@1.0.0' and await names(':vuln([severity=high])') == ''


def test_differences():
    for first, second, expected in [
        ['1.0.0', '2.0.0', 'major'],
        ['1.0.0', '1.1.0-a', 'preminor'],
        ['1.1.0-a', '1.1.0', 'minor'],
        ['1.0.0-a', '1.5.0', 'major'],
        ['1.0.0', '1.0.0', ''],
        ['1.0.0-a', '1.0.0-b', 'prerelease'],
    ]:
        assert difference(first, second) == expected, [first, second]
