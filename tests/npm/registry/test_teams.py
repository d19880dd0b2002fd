"""Where a registry has what belongs to teams and organisations."""

from runtime_py.npm.registry.teams import Team


def test_a_team():
    team = Team('@my org:red/1')
    assert team.scope == 'my org' and team.name == 'red/1'
    assert team.path == '-/team/my%20org/red%2F1'
    assert team.organisation == '-/org/my%20org'
    assert team.packages == '-/team/my%20org/red%2F1/package'


def test_a_scope_alone():
    team = Team('org')
    assert team.scope == 'org' and team.name == ''
    assert team.packages == '-/org/org/package'
