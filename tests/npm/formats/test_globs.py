"""Patterns for paths, as minimatch reads them."""

from runtime_py.npm.formats.globs import expand_braces, has_magic, matches


def test_patterns() -> None:
    for pattern, path, wanted in [
        ['packages/*', 'packages/a', True],
        ['packages/*', 'packages/a/b', False],
        ['packages/**', 'packages/a/b', True],
        ['**/x', 'x', True],
        ['a?c', 'abc', True],
        ['[a-c]x', 'bx', True],
        ['[!a-c]x', 'bx', False],
        ['{a,b}/c', 'b/c', True],
        ['*', '.hidden', False],
        ['.*', '.hidden', True],
    ]:
        assert matches(path, pattern) == wanted, pattern
    assert has_magic('a*') and has_magic('{a,b}') and not has_magic('plain/path')


def test_braces() -> None:
    assert expand_braces('a{b,c}d') == ['abd', 'acd']
    assert expand_braces('plain') == ['plain']
