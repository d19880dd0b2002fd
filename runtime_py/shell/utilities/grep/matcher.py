"""grep's matching: patterns in one of four syntaxes, and their matches in a line. Pure."""

from __future__ import annotations

from runtime_py.platform.regexp import Regexp
from runtime_py.shell.support.regex.classes import WORD
from runtime_py.shell.support.regex.compile import compile_host
from runtime_py.shell.support.regex.perl import read_perl
from runtime_py.shell.support.regex.translate import translate

BASIC = 'basic'
EXTENDED = 'extended'
FIXED = 'fixed'
PERL = 'perl'
_SYNTAX = '^$\\.*+?()[]{}|/'


class Matcher:
    """Each line of the text is a pattern; an empty one matches everywhere. Raises PatternProblem."""

    def __init__(self, patterns: list[str], syntax: str, ignore_case: bool, words: bool, whole_lines: bool) -> None:
        self._fixed: list[str] = []
        self._regexps: list[Regexp] = []
        self._kept: list[int] = []  # of each, the group that is the match: 0, unless it has Perl's \\K
        for pattern in patterns:
            if syntax == FIXED and not (ignore_case or words or whole_lines):
                self._fixed.append(pattern)
            else:
                kept = 0
                source = _source_of(pattern, syntax)
                if syntax == PERL:
                    perl = read_perl(pattern)
                    source, kept = perl.source, perl.kept
                    ignore_case = ignore_case or perl.ignores_case
                self._regexps.append(_compile(source, ignore_case, words, whole_lines))
                self._kept.append(kept)

    def test(self, line: str) -> bool:
        for text in self._fixed:
            if text in line:
                return True
        for regexp in self._regexps:
            if regexp.test(line):
                return True
        return False

    def find(self, line: str, start: int) -> list[int] | None:
        """[start, end] of the first match, the longest if several start there."""
        best: list[int] | None = None
        for text in self._fixed:
            at = line.find(text, start)
            if at >= 0 and _is_better(at, at + len(text), best):
                best = [at, at + len(text)]
        for k, regexp in enumerate(self._regexps):
            found = regexp.exec(line, start)
            if found is None:
                continue
            span = found.spans[self._kept[k]]
            begin = found.start if span is None else span[0]
            if _is_better(begin, found.end, best):
                best = [begin, found.end]
        return best

    def spans(self, line: str) -> list[list[int]]:
        """All matches that aren't empty, without overlaps."""
        found: list[list[int]] = []
        at = 0
        while at <= len(line):
            span = self.find(line, at)
            if span is None:
                return found
            if span[1] > span[0]:
                found.append(span)
                at = span[1]
            else:
                at = span[1] + 1
        return found


def _is_better(start: int, end: int, best: list[int] | None) -> bool:
    return best is None or start < best[0] or (start == best[0] and end > best[1])


def _source_of(pattern: str, syntax: str) -> str:
    if syntax == FIXED:
        return ''.join(['\\' + char if char in _SYNTAX else char for char in pattern])
    return '' if syntax == PERL else translate(pattern, syntax == EXTENDED).source


def _compile(source: str, ignore_case: bool, words: bool, whole_lines: bool) -> Regexp:
    if whole_lines:
        source = f'^(?:{source})$'
    elif words:
        source = f'(?<![{WORD}])(?:{source})(?![{WORD}])'
    return compile_host(source, ignore_case)
