"""Override rules, and which of two is more specific."""

from __future__ import annotations

from runtime_py.npm.tree.overrides import OverrideSet, more_specific, sets_conflict
from tests.npm.tree.made_registry_support import build, text


async def test_rules() -> None:
    root = await build(
        '{"dependencies": {"a": "1"}, "overrides": {"leaf": "2", "a": {"other": "3"}}}',
        [
            text('leaf', '1.0.0'),
            text('leaf', '2.0.0'),
            text('other', '1.0.0'),
            text('other', '3.0.0'),
            text('a', '1.0.0', '"dependencies": {"leaf": "1", "other": "1"}'),
        ],
    )
    assert root.resolve('leaf').version == '2.0.0' and root.resolve('other').version == '3.0.0'
    rules = root.overrides
    assert isinstance(rules, OverrideSet) and rules.is_equal(rules) and not rules.is_equal(None)
    below = rules.rule_for('a', '1')
    assert not below.is_equal(rules) and not sets_conflict(rules, rules)
    assert more_specific(rules, rules) is not None
