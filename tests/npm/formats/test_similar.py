"""Suggestions for mistyped names."""

from runtime_py.npm.formats.similar import did_you_mean, distance


def test_distance() -> None:
    assert distance('', 'abc') == 3 and distance('kitten', 'sitting') == 3 and distance('same', 'same') == 0


def test_suggestions() -> None:
    assert 'install' in did_you_mean('instal', ['install', 'uninstall', 'test'])
    assert did_you_mean('zzzzzzzz', ['install']) == ''
