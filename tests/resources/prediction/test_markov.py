"""The Markov model: longer contexts count for more, old habits fade, and it stays small."""

from runtime_py.platform.maps import Map
from runtime_py.resources.prediction.markov import MOST_NEXT, Markov

NOTHING: Map[str, float] = Map()


def taught(lines: list[str], order: int = 3) -> Markov:
    model = Markov(order)
    for line in lines:
        words = line.split(' ')
        for k in range(len(words)):
            model.learn(words[:k], words[k])
    return model


def best(model: Markov, before: list[str]) -> str:
    found = model.distribution(before, NOTHING)
    return sorted([name for name in found.keys()], key=lambda name: -found.get(name))[0]


def test_longer_contexts_win():
    model = taught(['a b c', 'x b d', 'a b c', 'x b d', 'x b d'])
    assert best(model, ['a', 'b']) == 'c'
    assert best(model, ['x', 'b']) == 'd'
    assert best(model, ['unknown', 'b']) == 'd'
    assert model.longest_known(['x', 'b']) == 2
    assert model.longest_known(['new']) == 0
    assert Markov().longest_known(['new']) == -1


def test_habits_change():
    model = taught(['a b' for _ in range(60)])
    assert best(model, ['a']) == 'b'
    for _ in range(40):
        model.learn(['a'], 'c')
    assert best(model, ['a']) == 'c'


def test_base_is_what_nothing_is_known_about():
    base: Map[str, float] = Map([['q', 0.5]])
    assert Markov().distribution(['a'], base).get('q') == 0.5
    mixed = taught(['a b']).distribution(['a'], base)
    assert 0 < mixed.get('q') < 0.5 and mixed.get('b') > 0


def test_chances_are_at_most_one():
    model = taught(['a b c d', 'a c b', 'c c c c'])
    for before in [[], ['a'], ['c', 'c', 'c'], ['d', 'a']]:
        found = model.distribution(before, NOTHING)
        assert sum([chance for chance in found.values()]) <= 1 + 1e-9


def test_it_stays_small():
    model = Markov(2, 50)
    for k in range(2000):
        model.learn([f'a{k % 300}', f'b{k % 7}'], f'c{k % 90}')
    assert model.contexts.size <= 51
    assert all([each.weights.size <= MOST_NEXT for each in model.contexts.values()])
    assert model.contexts.has('')
    assert model.unit <= 1e6 / 0.97
