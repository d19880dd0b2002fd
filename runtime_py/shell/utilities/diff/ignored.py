"""What diff's patterns say: changes that don't count (-I), and the line above a hunk that names its function (-p, -F)."""

from __future__ import annotations

from runtime_py.platform.regexp import Regexp
from runtime_py.shell.support.options import Options
from runtime_py.shell.support.regex.compile import compile_posix
from runtime_py.shell.utilities.diff.format import Side

_FUNCTION = '^[[:alpha:]$_]'
_MOST_OF_HEADING = 40


class Ignored:
    def __init__(self, options: Options) -> None:
        self._texts = [*options.all_values('I'), *options.all_values('ignore-matching-lines')]
        self._function = options.value('F', options.value('show-function-line'))
        if self._function == '' and options.any(['p', 'show-c-function']):
            self._function = _FUNCTION
        self._patterns: list[Regexp] = []
        self._headings: list[Regexp] = []

    def prepare(self) -> None:
        """Raises PatternProblem."""
        self._patterns = [compile_posix(text, False, False).regexp for text in self._texts]
        if self._function != '':
            self._headings = [compile_posix(self._function, False, False).regexp]

    def covers(self, lines: list[str]) -> bool:
        """Whether each of the changed lines matches a pattern."""
        if len(self._patterns) == 0:
            return False
        return all([any([pattern.test(line) for pattern in self._patterns]) for line in lines])

    def heading(self, side: Side, start: int) -> str:
        """The last line above that begins a function, behind a blank; '' without one."""
        for pattern in self._headings:
            for k in range(start - 1, -1, -1):
                if pattern.test(side.lines[k]):
                    return ' ' + side.lines[k][:_MOST_OF_HEADING].rstrip()
        return ''
