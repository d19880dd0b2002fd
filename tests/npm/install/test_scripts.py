"""Arguments as words for sh."""

from runtime_py.npm.install.scripts import quote


def test_quoting() -> None:
    for argument, wanted in [['', "''"], ['plain', 'plain'], ['a b', "'a b'"], ["it's", "'it'\\''s'"], ['$x', "'$x'"]]:
        assert quote(argument) == wanted
