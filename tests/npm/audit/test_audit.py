"""What advisories affect in a tree."""

from runtime_py.npm.audit.vulnerability import EASY, NONE
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map
from tests.npm.audit.audit_support import about, audited


async def test_upwards_to_the_project():
    answer = Map([['leaf', [about(1, 'high', '<1.1.0')]]])
    audit = await audited('"dependencies": {"top": "1"}', answer, [])
    assert stringify(audit.registry.asked) == '{"top":["1.0.0"],"middle":["1.0.0"],"leaf":["1.0.0"]}'
    assert sorted(list(audit.found.keys())) == ['leaf', 'middle', 'top']
    assert audit.found.get('top').fix is NONE and list(audit.tops.keys()) == ['top']
    assert audit.found.get('leaf').fix is NONE and audit.found.get('top').range() == '*'
    assert audit.avoided('middle') == '1.0.0'
    assert audit.avoided('own') == ''


async def test_fixes():
    answer = Map([['leaf', [about(1, 'high', '<1.1.0')]]])
    easy = await audited('"dependencies": {"leaf": "1.0.0 || 1.1.0", "middle": "1 || 2"}', answer, [])
    assert easy.found.size == 0  # the newest are taken
    forced = await audited('"dependencies": {"middle": "1"}', answer, [])
    fix = forced.found.get('middle').fix
    assert fix.version == '2.0.0' and fix.is_major and forced.found.get('leaf').fix is fix
    near = await audited('"dependencies": {"leaf": "1.0.0"}', answer, [])
    assert near.found.get('leaf').fix.version == '1.1.0' and not near.found.get('leaf').fix.is_major
    node = near.tree.children.get('leaf')
    assert near.is_affected(node) and not near.is_affected(near.tree)


async def test_what_does_not_count():
    answer = Map([['leaf', [about(1, 'low', '*')]], ['unknown', [about(2, 'low', '*')]], ['own', 'nonsense']])
    audit = await audited('"devDependencies": {"leaf": "1.0.0"}, "dependencies": {"own": "1"}', answer, ['dev'])
    assert audit.found.size == 0 and list(audit.registry.asked.keys()) == ['own']
    nothing = await audited('"dependencies": {}', answer, [])
    assert nothing.found.size == 0 and nothing.registry.asked.size == 0


async def test_an_advisory_beside_one_that_is_about_nothing():
    answer = Map([['own', [about(1, 'critical', '>2'), about(2, 'low', '*'), None]]])
    audit = await audited('"dependencies": {"own": "1"}', answer, [])
    assert audit.found.get('own').severity == 'low' and audit.found.get('own').fix is not EASY
