"""How patterns match under the options of `shopt`: extglob, nocasematch, nocaseglob, dotglob, globstar, nullglob,
failglob. Pure."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.shell.bash.extglob import has_group, matches_extended
from runtime_py.shell.pattern import has_magic, matches


class PatternRules:
    """`has(option)` tells whether an option is on."""

    def __init__(self, has: Callable[[str], bool]) -> None:
        self.extended = has('extglob')
        self.folds = has('nocasematch')
        self.folds_names = has('nocaseglob')
        self.hidden = has('dotglob')
        self.deep = has('globstar')
        self.empties = has('nullglob')
        self.fails = has('failglob')

    def showing_hidden(self) -> PatternRules:
        """These with dotglob."""
        made = PatternRules(lambda option: False)
        made.extended, made.folds, made.folds_names = self.extended, self.folds, self.folds_names
        made.deep, made.empties, made.fails = self.deep, self.empties, self.fails
        made.hidden = True
        return made

    def has_magic(self, pattern: str) -> bool:
        return has_magic(pattern) or (self.extended and has_group(pattern))

    def matches(self, pattern: str, text: str) -> bool:
        return match_by(pattern, text, self.extended, self.folds)

    def matches_name(self, pattern: str, name: str) -> bool:
        """For pathname expansion."""
        return match_by(pattern, name, self.extended, self.folds_names)


def match_by(pattern: str, text: str, extended: bool, folds: bool) -> bool:
    if folds:
        return match_by(pattern.lower(), text.lower(), extended, False)
    return matches_extended(pattern, text) if extended and has_group(pattern) else matches(pattern, text)


def rules_of(has: Callable[[str], bool]) -> PatternRules | None:
    """None while patterns are POSIX's."""
    for option in ['extglob', 'nocasematch', 'nocaseglob', 'dotglob', 'globstar', 'nullglob', 'failglob']:
        if has(option):
            return PatternRules(has)
    return None
