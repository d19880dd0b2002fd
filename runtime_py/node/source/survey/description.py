"""What the grammar of expressions leaves of what it has read, and the names' uses that it notes (survey/expressions.py).

Must not know: the grammar."""

from __future__ import annotations

from typing import Any

from runtime_py.node.esm.scopes import READ
from runtime_py.node.source.survey.found import (
    ARGUMENTS,
    IMPORT_WRITE,
    PLACE,
    USE,
    WRITE,
    Found,
)
from runtime_py.node.source.survey.tokens import (
    NAME,
    WORD,
    Tokens,
    Unsure,
)
from runtime_py.node.source.survey.words import (
    ARGUMENTS as ARGUMENTS_WORD,
)
from runtime_py.node.source.survey.words import (
    EXPORTED,
    FIRST_RESERVED,
    IMPORTED,
)

# x_form
OTHER = 0
IDENTIFIER = 1
MEMBER_OF = 2
CALLED = 3
SEQUENCE = 4
LITERAL = 5  # of an object or array: perhaps a pattern
FUNCTION_BODY = 6  # an arrow function, which no operator may follow


class Description(Tokens):
    """`x_start`, `x_end`: where the expression lies, without its parentheses. `x_place`: the position that V8 reports
    when its value is unusable. `x_first`: the position of the name that is evaluated first, as await_places.py has it,
    or -1, and `x_waits` whether an await is before it. `x_found`: the find of the name that it is, or whose member it
    is. `x_eval`: 1 for the name `eval`, 2 for others of its ways. `x_word`: the number of the name that it is."""

    interests: Any

    def __init__(self, code: str, words: object, is_module: bool) -> None:
        super().__init__(code, words)
        self.is_module = is_module
        self.events = []
        self.scope = None
        self.functions = 0
        self.fields = 0  # initializers, which are like functions to what they set
        self.own_arguments = 0
        self.in_async = False
        self.in_generator = False
        self.refuses_await = False  # in initializers of fields, and in static blocks
        self.no_in = False
        self.has_spread = False  # of some arguments that have been read
        self.list_start = -1  # of the last statement in a list
        self.x_form = OTHER
        self.x_start = 0
        self.x_end = 0
        self.x_place = 0
        self.x_first = -1
        self.x_waits = False
        self.x_found = None
        self.x_eval = 0
        self.x_word = 0

    # helpers

    def expect(self, kind: int) -> None:
        if self.kind != kind:
            raise Unsure
        self.advance()

    def is_word(self, word: int) -> bool:
        return self.kind == WORD and self.word == word

    def is_name(self) -> bool:
        """Whether the token can be a variable's name."""
        return self.kind == NAME or (self.kind == WORD and self.word < FIRST_RESERVED)

    def done(self, start: int) -> None:
        """An expression has been read in which nothing else is of interest."""
        self.x_form = OTHER
        self.x_start = start
        self.x_end = self.last_end
        self.x_place = start
        self.x_first = -1
        self.x_waits = False
        self.x_found = None
        self.x_eval = 0
        self.x_word = 0

    def done_first(self, start: int, first: int, waits: bool) -> None:
        """The same; `first` and `waits` are those of its first part."""
        self.done(start)
        self.x_first = first
        self.x_waits = waits

    def add(self, kind: int, start: int, end: int) -> Found:
        found = Found(kind, start, end, self.scope)
        self.events.push(found)
        return found

    def interest_in(self, word: int, start: int, end: int) -> int:
        """IMPORTED, EXPORTED or 0, of a name with this number."""
        if word <= EXPORTED:
            return word
        return self.interests.get(self.code[start:end]) or 0

    def note(self, kind: int, word: int, start: int, end: int) -> object:
        """A name's use; its find, or None."""
        if word == 0 or not self.is_module:
            return None
        if self.interest_in(word, start, end) == IMPORTED:
            found = self.add(USE, start, end)
            found.detail = kind
            found.begins = start == self.list_start
            return found
        if word == ARGUMENTS_WORD and self.own_arguments == 0:
            found = self.add(ARGUMENTS, start, end)
            found.detail = False
            return found
        return None

    def use_as(self, kind: int) -> None:
        """The name that was just read is used this way."""
        if self.x_form == IDENTIFIER and self.x_found is not None and self.x_found.kind == USE:
            self.x_found.detail = kind

    def set_target(self, names: list) -> None:
        """What was just read is assigned."""
        if self.x_form == IDENTIFIER:
            self.set_name(self.x_word, self.x_start, self.x_end, names)
        elif self.x_form == MEMBER_OF and self.x_found is not None:
            self.x_found.detail = READ

    def set_name(self, word: int, start: int, end: int, names: list) -> None:
        if word == ARGUMENTS_WORD and self.is_module:
            raise Unsure
        interest = 0 if word == 0 else self.interest_in(word, start, end)
        if interest == EXPORTED:
            names.push(self.code[start:end])
        elif interest == IMPORTED:
            self.add(IMPORT_WRITE, start, end)

    def written(self, start: int, names: list) -> None:
        if names.length > 0 and self.functions + self.fields > 0:
            found = self.add(WRITE, start, self.last_end)
            found.names = names
            found.detail = {'type': 'Assignment', 'start': start, 'end': self.last_end}

    def note_place(self, place: int) -> None:
        if self.x_waits and self.x_first >= 0:
            self.add(PLACE, self.x_first, self.x_first).place = place
