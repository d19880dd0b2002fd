"""Which commands run together."""

from runtime_py.resources.prediction.affinity import MOST_COMMANDS, MOST_PARTNERS, Affinity


def test_shares():
    affinity = Affinity()
    for _ in range(3):
        affinity.learn('dev', [])
        affinity.learn('check', ['dev'])
    affinity.learn('dev', [])
    found = affinity.with_command('check')
    assert found[0].command == 'dev' and found[0].share == 1
    assert 0.5 < affinity.with_command('dev')[0].share < 1
    assert affinity.with_command('unknown') == []


def test_old_company_is_forgotten():
    affinity = Affinity()
    affinity.learn('dev', ['check'])
    for _ in range(100):
        affinity.learn('dev', [])
    assert affinity.with_command('dev') == []


def test_it_stays_small():
    affinity = Affinity()
    for k in range(500):
        affinity.learn(f'c{k}', [f'p{j}' for j in range(k % 20)])
        assert affinity.commands.size <= MOST_COMMANDS
    assert all([each.weights.size <= MOST_PARTNERS for each in affinity.commands.values()])
