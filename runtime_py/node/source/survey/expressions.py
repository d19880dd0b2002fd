"""The grammar of members, calls and primary expressions (ECMA-262, 13.2, 13.3)."""

from __future__ import annotations

from typing import Any

from runtime_py.node.esm.scopes import CALL, ITERATED, MEMBER, NEW, READ
from runtime_py.node.source.survey.description import (
    CALLED,
    FUNCTION_BODY,
    IDENTIFIER,
    LITERAL,
    MEMBER_OF,
    OTHER,
)
from runtime_py.node.source.survey.found import (
    DYNAMIC_IMPORT,
    EVAL_CALL,
    META,
    USE,
)
from runtime_py.node.source.survey.operators import Operators
from runtime_py.node.source.survey.tokens import (
    ARROW,
    CLOSE_BRACE,
    CLOSE_PAREN,
    CLOSE_SQUARE,
    COMMA,
    DOT,
    ELLIPSIS,
    NAME,
    NUMBER,
    OPEN_BRACE,
    OPEN_PAREN,
    OPEN_SQUARE,
    OPTIONAL,
    PRIVATE,
    SLASH,
    SLASH_ASSIGN,
    STRING,
    TEMPLATE,
    WORD,
    Unsure,
)
from runtime_py.node.source.survey.words import (
    ASYNC,
    AWAIT,
    CLASS,
    CONSTANT,
    EVAL,
    FIRST_RESERVED,
    FUNCTION,
    GLOBAL,
    IMPORT,
    SUPER,
    THIS,
    YIELD,
)
from runtime_py.node.source.survey.words import (
    NEW as NEW_WORD,
)


class Expressions(Operators):
    object: Any
    arrow: Any
    function_expression: Any
    class_expression: Any

    # members and calls

    def subscripts(self, start: int, has_calls: bool) -> None:
        """Members, calls and templates behind an expression that begins at `start`."""
        is_chain = False
        while True:
            kind = self.kind
            if kind == DOT:
                self.advance()
                self.member(start)
            elif kind == OPEN_PAREN:
                if not has_calls:
                    return
                self.called(start)
            elif kind == OPEN_SQUARE:
                self.computed(start)
            elif kind == OPTIONAL:
                if not has_calls:
                    raise Unsure
                is_chain = True
                self.advance()
                if self.kind == OPEN_PAREN:
                    self.called(start)
                elif self.kind == OPEN_SQUARE:
                    self.computed(start)
                else:
                    self.member(start)
            elif kind == TEMPLATE:
                self.use_as(CALL)
                self.template()
                self.done(start)
            else:
                break
        if is_chain:
            self.done_first(start, self.x_first, self.x_waits)

    def member(self, start: int) -> None:
        """The token is the property's name."""
        if self.kind != NAME and self.kind != WORD and self.kind != PRIVATE:
            raise Unsure
        evaluates = 2 if self.is_word(EVAL) and self.x_form == IDENTIFIER and self.x_word == GLOBAL else 0
        place = self.start
        self.advance()
        self.member_read(start, place, evaluates)

    def member_read(self, start: int, place: int, evaluates: int) -> None:
        found = None
        if self.x_form == IDENTIFIER and self.x_found is not None and self.x_found.kind == USE:
            found = self.x_found
            found.detail = MEMBER
        self.x_form = MEMBER_OF
        self.x_start = start
        self.x_end = self.last_end
        self.x_place = place
        self.x_found = found
        self.x_eval = evaluates
        self.x_word = 0

    def computed(self, start: int) -> None:
        form = self.x_form
        found = self.x_found
        first = self.x_first
        waits = self.x_waits
        place = self.x_end
        self.advance()
        self.with_in()
        self.expect(CLOSE_SQUARE)
        self.x_form = form
        self.x_found = found
        self.x_first = first
        self.x_waits = waits
        self.member_read(start, place, 0)

    def called(self, start: int) -> None:
        is_name = self.x_form == IDENTIFIER
        place = self.x_place if self.x_form == MEMBER_OF else start
        self.use_as(CALL)
        is_direct = is_name and self.x_word == EVAL
        found = None
        if is_direct or self.x_eval == 2:
            found = self.add(EVAL_CALL, -1, -1)
            found.is_direct = is_direct
            found.is_top = self.functions == 0
        self.arguments(found)
        self.done(start)
        self.x_form = CALLED
        self.x_place = place

    def arguments(self, found: object) -> int:
        """Their number. `found`: the find that their first one completes."""
        no_in = self.no_in
        self.no_in = False
        self.advance()
        count = 0
        while self.kind != CLOSE_PAREN:
            if self.kind == ELLIPSIS:
                self.has_spread = True
                self.advance()
                self.assignment()
                self.use_as(ITERATED)
            else:
                self.assignment()
                if count == 0 and found is not None:
                    self.fill(found)
            count += 1
            if self.kind != CLOSE_PAREN:
                self.expect(COMMA)
        self.advance()
        self.no_in = no_in
        return count

    def template(self) -> int:
        """The position of the first substitution, if it is a name; else -1."""
        no_in = self.no_in
        self.no_in = False
        first = -1
        count = 0
        at = self.end
        while self.template_text(at):
            self.expression()
            if count == 0 and self.x_form == IDENTIFIER:
                first = self.x_start
            count += 1
            if self.kind != CLOSE_BRACE:
                raise Unsure
            at = self.end
        self.no_in = no_in
        return first

    # primary expressions

    def primary(self) -> None:
        kind = self.kind
        start = self.start
        if kind == NAME:
            self.variable(0)
        elif kind == WORD:
            self.word_expression()
        elif kind == STRING or kind == NUMBER or kind == PRIVATE:
            self.advance()
            self.done(start)
        elif kind == OPEN_PAREN:
            self.parenthesized()
        elif kind == OPEN_BRACE:
            self.object()
        elif kind == OPEN_SQUARE:
            self.array()
        elif kind == TEMPLATE:
            first = self.template()
            self.done_first(start, first, False)
        elif kind == SLASH or kind == SLASH_ASSIGN:
            self.regexp()
            self.advance()
            self.done(start)
        else:
            raise Unsure

    def variable(self, word: int) -> None:
        start = self.start
        end = self.end
        before = self.last_end
        mark = self.events.length
        self.x_found = None if word == 0 else self.note(READ, word, start, end)
        self.advance()
        if self.kind == ARROW and not self.is_after_line_end:
            self.arrow(start, before, mark, False)
            return
        self.x_form = IDENTIFIER
        self.x_start = start
        self.x_end = end
        self.x_place = start
        self.x_first = start
        self.x_waits = False
        self.x_eval = 1 if word == EVAL else 0
        self.x_word = word

    def word_expression(self) -> None:
        word = self.word
        start = self.start
        if word == ASYNC:
            self.after_async()
        elif word < FIRST_RESERVED:
            is_taken = self.is_module or self.in_generator if word == YIELD else self.is_module or self.in_async
            if (word == YIELD or word == AWAIT) and is_taken:
                raise Unsure
            self.variable(word)
        elif word == THIS or word == CONSTANT or word == SUPER:
            self.advance()
            self.done(start)
        elif word == FUNCTION:
            self.function_expression(start, False)
        elif word == NEW_WORD:
            self.instantiation()
        elif word == CLASS:
            self.class_expression()
        elif word == IMPORT:
            self.imported()
        else:
            raise Unsure

    def after_async(self) -> None:
        start = self.start
        end = self.end
        before = self.last_end
        mark = self.events.length
        self.x_found = self.note(READ, ASYNC, start, end)
        self.advance()
        if not self.is_after_line_end:
            behind = self.last_end
            if self.kind == ARROW:
                self.arrow(start, before, mark, False)
                return
            if self.is_word(FUNCTION):
                self.events.length = mark
                self.function_expression(start, True)
                return
            if self.is_name():
                self.arrow(start, behind, mark, True)
                return
            if self.kind == OPEN_PAREN:
                if self.x_found is not None:
                    self.x_found.detail = CALL
                self.arguments(None)
                if self.kind == ARROW and not self.is_after_line_end:
                    self.arrow(start, behind, mark, True)
                    return
                self.done(start)
                self.x_form = CALLED
                return
        found = self.x_found
        self.done(start)
        self.x_form = IDENTIFIER
        self.x_end = end
        self.x_first = start
        self.x_found = found
        self.x_word = ASYNC

    def parenthesized(self) -> None:
        start = self.start
        before = self.last_end
        mark = self.events.length
        no_in = self.no_in
        self.no_in = False
        self.advance()
        inner = self.start
        commas = 0
        while self.kind != CLOSE_PAREN and self.kind != ELLIPSIS:
            self.assignment()
            if self.kind != COMMA:
                break
            commas += 1
            self.advance()
        self.no_in = no_in
        if self.last_end <= inner or self.kind == ELLIPSIS or self.code.charCodeAt(self.last_end - 1) == 44:
            self.arrow(start, before, mark, False)
            return
        if commas > 0:
            self.sequence(inner)
        self.expect(CLOSE_PAREN)
        if self.kind == ARROW and not self.is_after_line_end:
            self.arrow(start, before, mark, False)
        elif self.x_form == LITERAL or self.x_form == FUNCTION_BODY:
            self.x_form = OTHER

    def array(self) -> None:
        start = self.start
        no_in = self.no_in
        self.no_in = False
        self.advance()
        while self.kind != CLOSE_SQUARE:
            if self.kind == COMMA:
                self.advance()
                continue
            if self.kind == ELLIPSIS:
                self.advance()
                self.assignment()
                self.use_as(ITERATED)
            else:
                self.assignment()
            if self.kind != CLOSE_SQUARE:
                self.expect(COMMA)
        self.advance()
        self.no_in = no_in
        self.done(start)
        self.x_form = LITERAL

    def instantiation(self) -> None:
        start = self.start
        self.advance()
        if self.kind == DOT:
            if self.is_module and self.own_arguments == 0:
                raise Unsure
            self.advance()
            self.advance()
            self.done(start)
            return
        if self.is_word(IMPORT):
            raise Unsure
        callee = self.start
        self.primary()
        self.subscripts(callee, False)
        self.use_as(NEW)
        first = self.x_first
        waits = self.x_waits
        if self.kind == OPEN_PAREN:
            self.arguments(None)
        self.done_first(start, first, waits)

    def imported(self) -> None:
        """import() and import.meta."""
        start = self.start
        self.advance()
        if self.kind == OPEN_PAREN:
            self.add(DYNAMIC_IMPORT, start, start)
            self.has_spread = False
            count = self.arguments(None)
            if count < 1 or count > 2 or self.has_spread:
                raise Unsure
        elif self.kind == DOT and self.is_module:
            self.advance()
            if self.name() != 'meta':
                raise Unsure
            self.advance()
            self.add(META, start, self.last_end)
        else:
            raise Unsure
        self.done(start)
