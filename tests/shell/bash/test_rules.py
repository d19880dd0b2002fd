"""Options that change how patterns match."""

from __future__ import annotations

from runtime_py.shell.bash.rules import PatternRules, match_by, rules_of


def with_options(names: list[str]) -> PatternRules:
    return PatternRules(lambda option: option in names)


def test_without_options_there_are_no_rules() -> None:
    assert rules_of(lambda option: False) is None
    assert rules_of(lambda option: option == 'dotglob') is not None


def test_matching() -> None:
    plain = with_options([])
    assert not plain.matches('+(a)', 'aa') and plain.matches('a*', 'ab') and not plain.has_magic('+(a)')
    wide = with_options(['extglob', 'nocasematch'])
    assert wide.matches('+(a)', 'aA') and wide.has_magic('+(a)') and not wide.matches_name('+(a)', 'A')
    assert match_by('@(x)', 'x', True, False) and not match_by('@(x)', 'x', False, False)
