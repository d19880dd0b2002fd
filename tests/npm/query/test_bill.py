"""What a project is made of."""

from __future__ import annotations

from runtime_py.npm.query.bill import Bill, problems_of, purl_of
from tests.npm.tree.made_registry_support import build, text

TEXTS = [text('leaf', '1.0.0', '"license": "MIT OR ISC"'), text('@a/b', '2.0.0', '"dependencies": {"leaf": "1"}')]


async def test_both_forms():
    tree = await build('{"name": "app", "version": "1.0.0", "devDependencies": {"@a/b": "2"}}', TEXTS)
    nodes = [tree, *[node for node in tree.inventory.values() if node is not tree]]
    bill = Bill(nodes, 'application', 'TIME', 'UUID')
    found = bill.cyclonedx(True)
    names = [each.get('bom-ref') for each in found.get('components')]
    assert sorted(names) == ['@a/b@2.0.0', 'leaf@1.0.0'] and found.get('serialNumber') == 'urn:uuid:UUID'
    assert found.get('metadata').get('component').get('type') == 'application'
    kinds = [each.get('relationshipType') for each in bill.spdx().get('relationships')]
    assert kinds == ['DESCRIBES', 'DEV_DEPENDENCY_OF', 'DEPENDENCY_OF']
    assert purl_of(tree.children.get('@a/b')) == 'pkg:npm/%40a/b@2.0.0' and problems_of(nodes) == []


async def test_problems():
    tree = await build('{"name": "app", "version": "1.0.0", "dependencies": {"leaf": "1"}}', TEXTS)
    tree.children.get('leaf').detach()
    assert problems_of([tree]) == ['missing: leaf@1, required by app@1.0.0']
