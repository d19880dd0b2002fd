"""Groups that `resume` offers: what ran side by side last time."""

from runtime_py.platform.text import repeat
from runtime_py.resources.prediction.groups import LONG_MS, MOST_LETTERS, Groups, Member, keeps_running


def member(line: str) -> Member:
    return Member(line, line, '/app')


def lines(groups: Groups) -> list[str]:
    return [each.line for each in groups.last]


def test_side_by_side():
    groups = Groups()
    groups.began(member('npm run dev'), 0)
    groups.began(member('npm install'), 10)
    groups.ended('npm install', '/app', 500)
    groups.began(member('npx tsc --watch'), 1000)
    assert lines(groups) == ['npm run dev', 'npx tsc --watch']
    groups.ended('npm run dev', '/app', 2000)
    groups.ended('npx tsc --watch', '/app', 2100)
    assert lines(groups) == ['npm run dev', 'npx tsc --watch']


def test_a_new_group_takes_its_place():
    groups = Groups()
    groups.last = [member('npm run dev'), member('npx tsc --watch')]
    groups.began(member('node api.js'), 0)
    groups.look(LONG_MS - 1)
    assert lines(groups) == ['npm run dev', 'npx tsc --watch']
    groups.look(LONG_MS)
    assert lines(groups) == ['node api.js']


def test_part_of_a_group_is_no_new_group():
    groups = Groups()
    groups.last = [member('npm run dev'), member('npx tsc --watch')]
    groups.began(member('npm run dev'), 0)
    assert len(lines(groups)) == 2


def test_what_keeps_running():
    assert keeps_running('npm run dev', 0) and keeps_running('node --watch a.js', 0)
    assert not keeps_running('npm install', 100) and keeps_running('npm install', LONG_MS)
    groups = Groups()
    groups.began(member('npm run dev ' + repeat('x', MOST_LETTERS)), 0)
    assert groups.last == []
