"""Regular expressions in the subset that JavaScript and Python's `re` share; POSIX patterns are translated to it by
shell/support/regex/translate.py."""

from runtime_py.platform.text import error_text


class Match:
    """`start` and `end` of the whole match; `groups[i]` is the text of group i (0 is the whole) or None; `spans[i]` is
    [start, end] or None."""

    def __init__(self, start: int, end: int, groups: list[str | None], spans: list[list[int] | None]) -> None:
        self.start = start
        self.end = end
        self.groups = groups
        self.spans = spans


class Regexp:
    def __init__(self, source: str, flags: str) -> None:
        self.source = source
        try:
            self._search = globalThis.RegExp(source, 'gd' + flags)
        except Exception as error:
            raise ValueError(error_text(error))

    def exec(self, text: str, start: int = 0) -> Match | None:
        """The first match at or after `start`."""
        self._search.lastIndex = start
        found = self._search.exec(text)
        if found is None:
            return None
        groups = [None if g is None else g for g in found]
        spans = [None if s is None else [s[0], s[1]] for s in found.indices]
        return Match(found.index, found.index + len(found[0]), groups, spans)

    def test(self, text: str) -> bool:
        self._search.lastIndex = 0
        return self._search.test(text)


def compile(source: str, flags: str = '') -> Regexp:
    """Flags: `i` ignores case, `m` lets ^ and $ match at lines, `s` lets . match newlines. Raises ValueError."""
    return Regexp(source, flags)
