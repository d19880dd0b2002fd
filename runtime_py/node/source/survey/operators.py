"""The grammar of expressions with operators (ECMA-262, 13.4 to 13.16), as far as the survey needs it: no tree is made.

It accepts more than the language does; the engine checks what it accepted. Must not know: what is done with the
events."""

from __future__ import annotations

from typing import Any

from runtime_py.node.esm.scopes import READ
from runtime_py.node.source.survey.description import (
    FUNCTION_BODY,
    IDENTIFIER,
    LITERAL,
    MEMBER_OF,
    SEQUENCE,
    Description,
)
from runtime_py.node.source.survey.found import (
    ARGUMENTS,
    OPERAND,
    TOP_AWAIT,
    Found,
)
from runtime_py.node.source.survey.tokens import (
    ASSIGN,
    ASSIGN_WITH,
    CLOSE_BRACE,
    CLOSE_PAREN,
    CLOSE_SQUARE,
    COLON,
    COMMA,
    END,
    NOT,
    OPERATOR,
    QUESTION,
    SEMICOLON,
    SIGN,
    SLASH_ASSIGN,
    STAR,
    STEP,
    WORD,
    Unsure,
)
from runtime_py.node.source.survey.words import (
    AWAIT,
    DELETE,
    IN,
    INSTANCEOF,
    TYPEOF,
    VOID,
    YIELD,
)


class Operators(Description):
    targets: Any
    primary: Any
    subscripts: Any

    def with_in(self) -> None:
        """An expression in brackets."""
        no_in = self.no_in
        self.no_in = False
        self.expression()
        self.no_in = no_in

    # operators

    def expression(self) -> None:
        start = self.start
        self.assignment()
        if self.kind == COMMA:
            while self.kind == COMMA:
                self.advance()
                self.assignment()
            self.sequence(start)

    def sequence(self, start: int) -> None:
        place = self.x_place
        evaluates = self.x_eval
        self.done(start)
        self.x_form = SEQUENCE
        self.x_place = place
        self.x_eval = 0 if evaluates == 0 else 2

    def assignment(self) -> None:
        if self.kind == WORD and self.word == YIELD and self.in_generator:
            self.yielded()
            return
        start = self.start
        before = self.last_end
        mark = self.events.length
        self.binary()
        kind = self.kind
        if self.x_form == FUNCTION_BODY:
            return
        if kind == QUESTION:
            self.conditional(start)
        elif kind == ASSIGN or kind == ASSIGN_WITH or kind == SLASH_ASSIGN:
            self.assigned(start, before, mark)

    def conditional(self, start: int) -> None:
        first = self.x_first
        waits = self.x_waits
        no_in = self.no_in
        self.no_in = False
        self.advance()
        self.assignment()
        self.no_in = no_in
        self.expect(COLON)
        self.assignment()
        self.done_first(start, first, waits)

    def assigned(self, start: int, before: int, mark: int) -> None:
        names = []
        is_plain = self.kind == ASSIGN
        is_simple = is_plain and self.x_form == IDENTIFIER
        if self.x_form == LITERAL and is_plain:
            self.events.length = mark
            self.go_back(before)
            self.targets(names)
            if self.kind != ASSIGN:
                raise Unsure
        else:
            self.set_target(names)
        self.advance()
        self.assignment()
        if is_simple:
            self.done_first(start, self.x_first, self.x_waits)
        else:
            self.done(start)
        self.written(start, names)

    def is_binary(self) -> bool:
        kind = self.kind
        if kind >= OPERATOR and kind <= STAR:
            return True
        return kind == WORD and ((self.word == IN and not self.no_in) or self.word == INSTANCEOF)

    def binary(self) -> None:
        start = self.start
        self.unary()
        if self.x_form == FUNCTION_BODY or not self.is_binary():
            return
        first = self.x_first
        waits = self.x_waits
        while self.is_binary():
            self.advance()
            self.unary()
            if self.x_form == FUNCTION_BODY:
                raise Unsure
        self.done_first(start, first, waits)

    def unary(self) -> None:
        kind = self.kind
        if kind == WORD:
            word = self.word
            if word == AWAIT and self.is_awaiting():
                self.awaited()
                return
            if word == TYPEOF or word == VOID or word == DELETE:
                self.prefixed(word)
                return
        elif kind == NOT or kind == SIGN:
            self.prefixed(0)
            return
        elif kind == STEP:
            start = self.start
            self.advance()
            self.unary()
            self.stepped(start)
            return
        start = self.start
        self.primary()
        if self.x_form != FUNCTION_BODY:
            self.subscripts(start, True)
            if self.kind == STEP and not self.is_after_line_end:
                self.advance()
                self.stepped(start)

    def prefixed(self, word: int) -> None:
        start = self.start
        self.advance()
        self.unary()
        found = self.x_found
        if found is not None and word == TYPEOF and self.x_form == IDENTIFIER and found.kind == ARGUMENTS:
            found.detail = True
        elif found is not None and word == DELETE:
            if self.x_form != MEMBER_OF:
                raise Unsure
            found.detail = READ
        self.done_first(start, self.x_first, self.x_waits)

    def stepped(self, start: int) -> None:
        names = []
        self.set_target(names)
        self.done(start)
        self.written(start, names)

    def is_awaiting(self) -> bool:
        if self.refuses_await:
            raise Unsure
        if self.in_async:
            return True
        if self.is_module and self.functions > 0:
            raise Unsure
        return self.is_module

    def operand(self) -> Found:
        """What is awaited follows, and is read by the caller, who then calls `fill`."""
        found = self.add(OPERAND, 0, 0)
        found.is_top = self.functions == 0
        return found

    def fill(self, found: Found) -> None:
        found.start = self.x_start
        found.end = self.x_end
        found.place = self.x_place
        found.is_sequence = self.x_form == SEQUENCE

    def awaited(self) -> None:
        start = self.start
        top = None
        if self.functions == 0:
            top = self.add(TOP_AWAIT, start, 0)
            top.begins = start == self.list_start
        found = self.operand()
        self.advance()
        self.unary()
        if self.x_form == FUNCTION_BODY:
            raise Unsure  # no operand, but it would be one in the brackets that the loaders add
        self.fill(found)
        self.done_first(start, self.x_first, True)
        if top is not None:
            top.end = self.last_end
            if self.kind == OPERATOR and self.code.startswith('**', self.start):
                raise Unsure

    def ends_operand(self) -> bool:
        kind = self.kind
        return (
            self.is_after_line_end
            or kind == CLOSE_PAREN
            or kind == CLOSE_SQUARE
            or kind == CLOSE_BRACE
            or kind == COMMA
            or kind == SEMICOLON
            or kind == COLON
            or kind == END
            or self.is_word(IN)
        )

    def yielded(self) -> None:
        start = self.start
        self.advance()
        if self.ends_operand():
            self.done(start)
            return
        is_waiting = self.in_async
        found = None
        if self.kind == STAR and not self.is_after_line_end:
            self.advance()
        elif is_waiting:
            found = self.operand()
        self.assignment()
        if found is not None:
            self.fill(found)
        self.done_first(start, self.x_first, self.x_waits or is_waiting)
