"""The fields that a word becomes while it is expanded (POSIX XCU 2.6.5).

Each is kept twice: as text, and as a pattern in which everything quoted is escaped. Knows IFS, but no parts of words."""

from __future__ import annotations

from runtime_py.shell.pattern import quote, quote_regexp
from runtime_py.shell.state import State

DEFAULT_IFS = ' \t\n'


class Field:
    def __init__(self) -> None:
        self.text = ''
        self.pattern = ''
        self.present = False  # whether it has any content, even an empty quoted string


class Fields:
    """`splits`: whether the result of an unquoted expansion is split at IFS. `regexp`: patterns are regular
    expressions."""

    def __init__(self, state: State, splits: bool, regexp: bool) -> None:
        self.state = state
        self.splits = splits
        self.regexp = regexp
        self.ended: list[Field] = []
        self.field = Field()  # the one that is being built

    def end_field(self) -> None:
        if self.field.present:
            self.ended.append(self.field)
        self.field = Field()

    def finish(self) -> list[Field]:
        self.end_field()
        return self.ended

    def literal(self, text: str) -> None:
        if text != '':
            self.field.text += text
            self.field.pattern += text
            self.field.present = True

    def quoted(self, text: str) -> None:
        self.field.text += text
        self.field.pattern += quote_regexp(text) if self.regexp else quote(text)
        self.field.present = True

    def expanded(self, text: str) -> None:
        """Adds the result of an unquoted expansion: it is split at IFS and may be a pattern."""
        if not self.splits:
            self.literal(text)
            return
        found = self.state.get('IFS')
        ifs = DEFAULT_IFS if found is None else found
        closed = not self.field.present and len(self.ended) > 0
        for char in text:
            if char not in ifs:
                self.field.text += char
                self.field.pattern += char  # a backslash quotes here, too
                self.field.present = True
                closed = False
            elif char in ' \t\n':
                if self.field.present:
                    self.end_field()
                    closed = True
            elif closed:
                closed = False  # this delimiter belongs to the white space before it
            else:
                self.field.present = True
                self.end_field()


def joined(fields: list[Field]) -> str:
    return ' '.join([field.text for field in fields])
