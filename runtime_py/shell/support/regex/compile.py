"""Compiles POSIX patterns for searching."""

from __future__ import annotations

from runtime_py.platform.regexp import Regexp, compile
from runtime_py.platform.text import error_text
from runtime_py.shell.support.regex.problem import PatternProblem
from runtime_py.shell.support.regex.translate import translate


class Pattern:
    def __init__(self, regexp: Regexp, groups: int) -> None:
        self.regexp = regexp
        self.groups = groups


def compile_posix(
    pattern: str, extended: bool, ignore_case: bool, lines: bool = False, escapes: bool = False
) -> Pattern:
    """`lines`: ^ and $ match at each line of the text. Raises PatternProblem."""
    found = translate(pattern, extended, escapes)
    return Pattern(compile_host(found.source, ignore_case, lines), found.groups)


def compile_host(source: str, ignore_case: bool, lines: bool = False) -> Regexp:
    """Compiles a pattern in the host's own syntax, which is close to Perl's (grep -P)."""
    try:
        return compile(source, 'su' + ('i' if ignore_case else '') + ('m' if lines else ''))
    except ValueError as error:
        raise PatternProblem(error_text(error))
