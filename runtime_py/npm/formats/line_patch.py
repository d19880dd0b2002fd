"""What `npm diff` writes of a changed file: hunks of lines. Pure.

Of several shortest ways from one text to the other it is the one that npm's own library finds: forward only, and a
deletion rather than an insertion where both reach as far."""

from __future__ import annotations

from runtime_py.platform.maps import Map

NO_NEWLINE = '\\ No newline at end of file'
_KEPT = ' '
_ADDED = '+'
_REMOVED = '-'


class _Run:
    """Lines with the same fate. `sign` is how a patch marks them."""

    def __init__(self, sign: str, count: int, before: _Run | None) -> None:
        self.sign = sign
        self.count = count
        self.before = before


class _Way:
    """How far a diagonal reaches: `old` lines of the old text are done."""

    def __init__(self, old: int, last: _Run | None) -> None:
        self.old = old
        self.last = last

    def with_one(self, sign: str) -> _Way:
        last = self.last
        old = self.old + (1 if sign == _REMOVED else 0)
        if last is not None and last.sign == sign:
            return _Way(old, _Run(sign, last.count + 1, last.before))
        return _Way(old, _Run(sign, 1, last))


class _Texts:
    def __init__(self, old: list[str], fresh: list[str], ignores_space: bool) -> None:
        self.old = old
        self.new = fresh
        self._compared_old = [line.strip() for line in old] if ignores_space else old
        self._compared_new = [line.strip() for line in fresh] if ignores_space else fresh

    def follow(self, way: _Way, diagonal: int) -> int:
        """Takes all equal lines; the number of new lines that are done then."""
        fresh = way.old - diagonal
        count = 0
        while (
            way.old < len(self.old)
            and fresh < len(self.new)
            and self._compared_old[way.old] == self._compared_new[fresh]
        ):
            way.old += 1
            fresh += 1
            count += 1
        if count > 0:
            way.last = _Run(_KEPT, count, way.last)
        return fresh

    def shortest(self) -> list[_Run]:
        way = _Way(0, None)
        fresh = self.follow(way, 0)
        if way.old >= len(self.old) and fresh >= len(self.new):
            return _in_order(way)
        return self._search(way)

    def _search(self, start: _Way) -> list[_Run]:
        """One round for each number of changes. A diagonal at an edge of either text ends the search beyond it."""
        most = len(self.old) + len(self.new)
        ways: Map[int, _Way] = Map([[0, start]])
        lowest = -most
        highest = most
        for edits in range(1, most + 1):
            for diagonal in range(max(lowest, -edits) + (max(lowest, -edits) + edits) % 2, min(highest, edits) + 1, 2):
                way = self._step(ways, diagonal)
                if way is None:
                    continue
                fresh = self.follow(way, diagonal)
                if way.old >= len(self.old) and fresh >= len(self.new):
                    return _in_order(way)
                ways.set(diagonal, way)
                if way.old >= len(self.old):
                    highest = min(highest, diagonal - 1)
                if fresh >= len(self.new):
                    lowest = max(lowest, diagonal + 1)
        return []

    def _step(self, ways: Map[int, _Way], diagonal: int) -> _Way | None:
        removing = ways.get(diagonal - 1)
        adding = ways.get(diagonal + 1)
        ways.delete(diagonal - 1)  # nobody else starts from there
        can_add = adding is not None and 0 <= adding.old - diagonal - 1 < len(self.new)
        if removing is not None and removing.old < len(self.old):
            if not (can_add and adding is not None and removing.old < adding.old):
                return removing.with_one(_REMOVED)
        if adding is not None and can_add:
            return adding.with_one(_ADDED)
        ways.delete(diagonal)
        return None


def _in_order(way: _Way) -> list[_Run]:
    out: list[_Run] = []
    run = way.last
    while run is not None:
        out.append(run)
        run = run.before
    out.reverse()
    return out


def lines_of(text: str) -> list[str]:
    """With their ends."""
    parts = text.split('\n')
    out = [part + '\n' for part in parts[: len(parts) - 1]]
    return [*out, parts[-1]] if parts[-1] != '' else out


class _Hunk:
    def __init__(self, old_start: int, new_start: int) -> None:
        self.old_start = old_start
        self.new_start = new_start
        self.lines: list[str] = []

    def add(self, sign: str, lines: list[str]) -> None:
        for line in lines:
            if line.endswith('\n'):
                self.lines.append(sign + line[: len(line) - 1])
            else:
                self.lines.extend([sign + line, NO_NEWLINE])

    def text(self, old_end: int, new_end: int) -> str:
        """The ends are line numbers, exclusive. An empty range is named by the line before it."""
        old_count = old_end - self.old_start
        new_count = new_end - self.new_start
        old_start = self.old_start - (1 if old_count == 0 else 0)
        new_start = self.new_start - (1 if new_count == 0 else 0)
        head = f'@@ -{old_start},{old_count} +{new_start},{new_count} @@\n'
        return head + ''.join([line + '\n' for line in self.lines])


def hunks_of(old_text: str, new_text: str, context: int, ignores_space: bool) -> str:
    """All hunks, `context` unchanged lines around each change. White space at a line's ends may be ignored."""
    texts = _Texts(lines_of(old_text), lines_of(new_text), ignores_space)
    runs = texts.shortest()
    out = ''
    hunk: _Hunk | None = None
    old = 1
    fresh = 1
    before: list[str] = []
    for i in range(len(runs)):
        run = runs[i]
        if run.sign == _KEPT:
            lines = texts.new[fresh - 1 : fresh - 1 + run.count]
            before = lines[max(0, len(lines) - context) :]
            if hunk is not None and (len(lines) > context * 2 or i == len(runs) - 1):
                after = min(len(lines), context)
                hunk.add(_KEPT, lines[:after])
                out += hunk.text(old + after, fresh + after)
                hunk = None
            elif hunk is not None:
                hunk.add(_KEPT, lines)
            old += run.count
            fresh += run.count
            continue
        if hunk is None:
            hunk = _Hunk(old - len(before), fresh - len(before))
            hunk.add(_KEPT, before)
        before = []
        if run.sign == _ADDED:
            hunk.add(_ADDED, texts.new[fresh - 1 : fresh - 1 + run.count])
            fresh += run.count
        else:
            hunk.add(_REMOVED, texts.old[old - 1 : old - 1 + run.count])
            old += run.count
    return out if hunk is None else out + hunk.text(old, fresh)
