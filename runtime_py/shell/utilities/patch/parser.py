"""Parses patches: unified, context and normal differences, with the headers of git (GNU diffutils, "Output formats").
Pure.

Lines keep their line feed; one marked by `\\ No newline at end of file` has none."""

from __future__ import annotations

from runtime_py.platform.regexp import Match
from runtime_py.platform.regexp import compile as compile_regexp

_UNIFIED = compile_regexp('^@@ -([0-9]+)(?:,([0-9]+))? \\+([0-9]+)(?:,([0-9]+))? @@', '')
_CONTEXT_OLD = compile_regexp('^\\*\\*\\* ([0-9]+)(?:,([0-9]+))? \\*\\*\\*\\*', '')
_CONTEXT_NEW = compile_regexp('^--- ([0-9]+)(?:,([0-9]+))? ----', '')
_NORMAL = compile_regexp('^([0-9]+)(?:,([0-9]+))?([acd])([0-9]+)(?:,([0-9]+))?\\r?\\n?$', '')
_EPOCH = compile_regexp(
    '\\t(1970-01-01 0?0:00:00(?:\\.0+)? \\+0000|1969-12-31 |1970-01-01 |Thu Jan  1 00:00:00 1970)', ''
)
_NOWHERE = '/dev/null'


class PatchError(Exception):
    """The error with which patch gives up; includes the line number."""


class Line:
    """`kind` is ' ', '-' or '+'."""

    def __init__(self, kind: str, text: str) -> None:
        self.kind = kind
        self.text = text


class Hunk:
    """`first` and `new_first` count from 1."""

    def __init__(self, first: int, new_first: int, lines: list[Line]) -> None:
        self.first = first
        self.new_first = new_first
        self.lines = lines

    def old(self) -> list[str]:
        return [line.text for line in self.lines if line.kind != '+']

    def new(self) -> list[str]:
        return [line.text for line in self.lines if line.kind != '-']

    def reversed(self) -> Hunk:
        """The hunk that undoes it. Removed lines precede added ones, as diff writes them."""
        kept: list[Line] = []
        added: list[Line] = []
        for line in self.lines:
            if line.kind == '-':
                added.append(Line('+', line.text))
                continue
            if line.kind == ' ':
                kept.extend(added)
                added = []
            kept.append(line if line.kind == ' ' else Line('-', line.text))
        return Hunk(self.new_first, self.first, [*kept, *added])

    def context(self) -> list[int]:
        """The numbers of context lines at its start and its end."""
        before = 0
        while before < len(self.lines) and self.lines[before].kind == ' ':
            before += 1
        after = 0
        while after < len(self.lines) - before and self.lines[len(self.lines) - 1 - after].kind == ' ':
            after += 1
        return [before, after]


class FilePatch:
    """The patch for one file. `lead` is the text before its first hunk, `at` the number of the line after that."""

    def __init__(self, kind: str) -> None:
        self.kind = kind  # unified, context or normal
        self.lead: list[str] = []
        self.at = 1
        self.old_name = ''
        self.new_name = ''
        self.index_name = ''
        self.old_header = ''
        self.new_header = ''
        self.old_is_missing = False  # the patch creates the file
        self.new_is_missing = False  # the patch removes it
        self.empties = False  # the result is empty
        self.mode = -1  # the new permissions, from git's header
        self.is_rename = False
        self.is_binary = False
        self.hunks: list[Hunk] = []

    def reverse(self) -> None:
        self.old_name, self.new_name = self.new_name, self.old_name
        self.old_header, self.new_header = self.new_header, self.old_header
        self.old_is_missing, self.new_is_missing = self.new_is_missing, self.old_is_missing
        self.hunks = [hunk.reversed() for hunk in self.hunks]
        self.mode = -1


def parse_patch(lines: list[str]) -> list[FilePatch]:
    """Raises PatchError. Text that isn't part of a patch is skipped, wherever it is."""
    return _Parser(lines).files()


class _Parser:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.k = 0

    def files(self) -> list[FilePatch]:
        found: list[FilePatch] = []
        start = 0
        while self.k < len(self.lines):
            patch = self._next()
            if patch is None:
                continue
            patch.lead = self.lines[start : self.k]
            patch.at = self.k + 1
            self._hunks(patch)
            start = self.k
            found.append(patch)
        return found

    def _line(self, k: int) -> str:
        return self.lines[k] if k < len(self.lines) else ''

    def _next(self) -> FilePatch | None:
        """The header of the next patch, with `k` then at its first hunk; None when the line isn't a header."""
        line = self._line(self.k)
        if line.startswith('diff --git '):
            return self._git()
        if line.startswith('Index:'):
            name = line[6:].strip()
            self.k += 1
            while (
                self.k < len(self.lines)
                and not self._begins_file(self.k)
                and not self._line(self.k).startswith('Index:')
            ):
                self.k += 1
            patch = self._plain()
            if patch is not None:
                patch.index_name = name
            return patch
        return self._plain()

    def _begins_file(self, k: int) -> bool:
        line = self._line(k)
        if line.startswith('--- '):
            return self._line(k + 1).startswith('+++ ') and _UNIFIED.exec(self._line(k + 2), 0) is not None
        if line.startswith('*** '):
            return self._line(k + 1).startswith('--- ') and self._line(k + 2).startswith('***************')
        return _NORMAL.exec(line, 0) is not None and self._line(k + 1)[:2] in ('< ', '> ')

    def _plain(self) -> FilePatch | None:
        if not self._begins_file(self.k):
            self.k += 1
            return None
        line = self._line(self.k)
        if not line.startswith(('--- ', '*** ')):
            return FilePatch('normal')
        patch = FilePatch('unified' if line.startswith('--- ') else 'context')
        self._names(patch)
        return patch

    def _names(self, patch: FilePatch) -> None:
        patch.old_header = self._line(self.k)[4:]
        patch.new_header = self._line(self.k + 1)[4:]
        patch.old_name = _name_of(patch.old_header)
        patch.new_name = _name_of(patch.new_header)
        self.k += 2

    def _git(self) -> FilePatch:
        """git's extended header; hunks may be missing, as for a pure rename."""
        patch = FilePatch('unified')
        names = self._line(self.k)[11:].strip()
        half = names.find(' b/')
        patch.old_name = names[:half]
        patch.new_name = names[half + 1 :]
        self.k += 1
        while self.k < len(self.lines):
            line = self._line(self.k).strip()
            if self._begins_file(self.k):
                self._names(patch)
                break
            if line.startswith('diff --git ') or line == '' or line.startswith(('-- ', '@@')):
                break
            self._extended(patch, line)
            self.k += 1
        return patch

    def _extended(self, patch: FilePatch, line: str) -> None:
        if line.startswith('new file mode '):
            patch.old_is_missing = True
            patch.mode = int(line[14:], 8) & 0o777
        elif line.startswith('deleted file mode '):
            patch.new_is_missing = True
        elif line.startswith('new mode '):
            patch.mode = int(line[9:], 8) & 0o777
        elif line.startswith(('rename from ', 'rename to ')):
            patch.is_rename = True
        elif line.startswith(('GIT binary patch', 'Binary files ')):
            patch.is_binary = True

    def _hunks(self, patch: FilePatch) -> None:
        hunk = self._hunk(patch.kind)
        if hunk is not None:
            patch.old_is_missing = patch.old_is_missing or (
                len(hunk.old()) == 0 and hunk.first == 1 and _is_nothing(patch.old_name, patch.old_header)
            )
            patch.empties = patch.kind != 'normal' and len(hunk.new()) == 0 and hunk.new_first == 1
            patch.new_is_missing = patch.new_is_missing or (
                patch.empties and _is_nothing(patch.new_name, patch.new_header)
            )
        while hunk is not None:
            patch.hunks.append(hunk)
            hunk = self._hunk(patch.kind)

    def _hunk(self, kind: str) -> Hunk | None:
        if kind == 'unified':
            return self._unified()
        return self._context() if kind == 'context' else self._normal()

    def _unified(self) -> Hunk | None:
        head = _UNIFIED.exec(self._line(self.k), 0)
        if head is None:
            return None
        self.k += 1
        old = _count(head, 2)
        added = _count(head, 4)
        lines: list[Line] = []
        while old > 0 or added > 0:
            kind = self._line(self.k)[:1]
            if kind in ('\n', '\t', ''):
                kind = ' '  # an editor has removed the trailing blank
            if (
                self.k >= len(self.lines)
                or kind not in ('+', '-', ' ')
                or (kind != '+' and old == 0)
                or (kind != '-' and added == 0)
            ):
                raise PatchError(f'malformed patch at line {self.k + 1}: {self._line(self.k)}')
            old -= 0 if kind == '+' else 1
            added -= 0 if kind == '-' else 1
            text = self._line(self.k)
            lines.append(Line(kind, text[1:] if text[:1] == kind else text))
            self.k += 1
            self._take_end(lines)
        first = int(_group(head, 1))
        new_first = int(_group(head, 3))
        return Hunk(first + (1 if _count(head, 2) == 0 else 0), new_first + (1 if _count(head, 4) == 0 else 0), lines)

    def _take_end(self, lines: list[Line]) -> None:
        if self._line(self.k).startswith('\\ '):
            lines[-1].text = lines[-1].text.removesuffix('\n')
            self.k += 1

    def _context(self) -> Hunk | None:
        if not self._line(self.k).startswith('***************'):
            return None
        head = _CONTEXT_OLD.exec(self._line(self.k + 1), 0)
        if head is None:
            raise PatchError(f'malformed patch at line {self.k + 2}: {self._line(self.k + 1)}')
        self.k += 2
        old = self._half('-')
        middle = _CONTEXT_NEW.exec(self._line(self.k), 0)
        if middle is None:
            raise PatchError(f'malformed patch at line {self.k + 1}: {self._line(self.k)}')
        self.k += 1
        added = self._half('+')
        if len(old) == 0:
            old = [line for line in added if line.kind == ' ']
        if len(added) == 0:
            added = [line for line in old if line.kind == ' ']
        first = int(_group(head, 1))
        new_first = int(_group(middle, 1))
        return Hunk(
            max(first, 1) if len(old) > 0 else first + 1,
            max(new_first, 1) if len(added) > 0 else new_first + 1,
            _merged(old, added),
        )

    def _half(self, kind: str) -> list[Line]:
        """One half of a context hunk; `!` lines are of `kind`."""
        lines: list[Line] = []
        while self.k < len(self.lines):
            text = self._line(self.k)
            mark = text[:2]
            if mark not in ('  ', kind + ' ', '! '):
                break
            lines.append(Line(' ' if mark == '  ' else kind, text[2:]))
            self.k += 1
            self._take_end(lines)
        return lines

    def _normal(self) -> Hunk | None:
        head = _NORMAL.exec(self._line(self.k), 0)
        if head is None:
            return None
        self.k += 1
        command = _group(head, 3)
        lines: list[Line] = []
        while self._line(self.k).startswith('< '):
            self._take(lines, '-')
        if command == 'c' and self._line(self.k).startswith('---'):
            self.k += 1
        while self._line(self.k).startswith('> '):
            self._take(lines, '+')
        if len(lines) == 0:
            raise PatchError(f'unexpected end of file in patch at line {self.k + 1}')
        return Hunk(
            int(_group(head, 1)) + (1 if command == 'a' else 0),
            int(_group(head, 4)) + (1 if command == 'd' else 0),
            lines,
        )

    def _take(self, lines: list[Line], kind: str) -> None:
        lines.append(Line(kind, self._line(self.k)[2:]))
        self.k += 1
        self._take_end(lines)


def _merged(old: list[Line], added: list[Line]) -> list[Line]:
    """Merges both halves of a context hunk into one list."""
    lines: list[Line] = []
    j = 0
    for line in old:
        if line.kind == '-':
            lines.append(line)
            continue
        while j < len(added) and added[j].kind == '+':
            lines.append(added[j])
            j += 1
        lines.append(line)
        j += 1
    return [*lines, *[line for line in added[j:] if line.kind == '+']]


def _is_nothing(name: str, header: str) -> bool:
    return name == _NOWHERE or _EPOCH.exec(header, 0) is not None


def _group(match: Match, k: int) -> str:
    found = match.groups[k]
    return '' if found is None else found


def _count(match: Match, k: int) -> int:
    text = _group(match, k)
    return 1 if text == '' else int(text)


def _name_of(header: str) -> str:
    """The name in `name TAB time`."""
    at = header.find('\t')
    name = header[:at] if at >= 0 else header
    return name.rstrip('\r\n').rstrip()


def split_lines(text: str) -> list[str]:
    """Lines with their newlines."""
    lines = [line + '\n' for line in text.split('\n')]
    last = lines.pop().removesuffix('\n')
    return lines if last == '' else [*lines, last]


def has_carriage_returns(lines: list[str]) -> bool:
    """Whether the headers of a patch end in CR LF: then all of its lines do."""
    return any([line.startswith(('--- ', '*** ')) and line.endswith('\r\n') for line in lines])


def without_carriage_returns(lines: list[str]) -> list[str]:
    return [line[: len(line) - 2] + '\n' if line.endswith('\r\n') else line for line in lines]
