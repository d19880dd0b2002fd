"""The grammar of functions, object literals and classes (ECMA-262, 13.2.5, 15)."""

from __future__ import annotations

from typing import Any

from runtime_py.node.esm.scopes import ITERATED, SHORTHAND
from runtime_py.node.source.survey.description import FUNCTION_BODY, LITERAL, MEMBER_OF
from runtime_py.node.source.survey.found import CALL_ARROW, CALL_BODY
from runtime_py.node.source.survey.patterns import LEXICAL, Patterns
from runtime_py.node.source.survey.tokens import (
    ARROW,
    ASSIGN,
    CLOSE_BRACE,
    CLOSE_PAREN,
    CLOSE_SQUARE,
    COLON,
    COMMA,
    ELLIPSIS,
    END,
    NAME,
    NUMBER,
    OPEN_BRACE,
    OPEN_PAREN,
    OPEN_SQUARE,
    PRIVATE,
    SEMICOLON,
    STAR,
    STRING,
    WORD,
    Unsure,
)
from runtime_py.node.source.survey.words import (
    ASYNC,
    AWAIT,
    EXTENDS,
    FIRST_RESERVED,
    GET,
    SET,
    STATIC,
    YIELD,
)

HostSet = globalThis.Set


class Context:
    """What a function replaces until it ends."""

    def __init__(self, grammar: object) -> None:
        self.scope = grammar.scope
        self.in_async = grammar.in_async
        self.in_generator = grammar.in_generator
        self.refuses_await = grammar.refuses_await
        self.no_in = grammar.no_in
        self.vars = grammar.vars
        self.direct = grammar.direct

    def restore(self, grammar: object) -> None:
        grammar.scope = self.scope
        grammar.in_async = self.in_async
        grammar.in_generator = self.in_generator
        grammar.refuses_await = self.refuses_await
        grammar.no_in = self.no_in
        grammar.vars = self.vars
        grammar.direct = self.direct


class Functions(Patterns):
    statement: Any

    # functions

    def arrow(self, start: int, before: int, mark: int, is_async: bool) -> None:
        """An arrow function whose parameters follow the token that ended at `before`: they are read again as such."""
        self.events.length = mark
        self.go_back(before)
        context = Context(self)
        self.begin_function(is_async, False)
        if self.kind == OPEN_PAREN:
            self.parameters()
        else:
            self.declare_here(LEXICAL)
        if self.kind != ARROW or self.is_after_line_end:
            raise Unsure
        behind = self.end
        self.advance()
        if self.kind == OPEN_BRACE:
            self.no_in = False
            self.body(is_async)
        else:
            self.no_in = context.no_in
            self.assignment()
            self.note_place(self.x_place if self.x_form == MEMBER_OF else self.x_start)
            if is_async:
                self.add(CALL_ARROW, behind, self.last_end)
        self.functions -= 1
        context.restore(self)
        self.done(start)
        self.x_form = FUNCTION_BODY

    def begin_function(self, is_async: bool, is_generator: bool) -> None:
        self.enter(True)
        self.functions += 1
        self.in_async = is_async
        self.in_generator = is_generator
        self.refuses_await = False
        self.no_in = False
        tells = self.tells_calls and is_async and not is_generator
        self.vars = [] if tells else None
        self.direct = [] if tells else None

    def function(self, is_async: bool, is_generator: bool, name: object) -> None:
        """Its parameters and its body. `name`: [start, end, word] of what it declares in its own scope, or None."""
        context = Context(self)
        self.begin_function(is_async, is_generator)
        self.own_arguments += 1
        if name is not None:
            self.declare(LEXICAL, name[0], name[1], name[2])
        self.parameters()
        self.body(is_async and not is_generator)
        self.own_arguments -= 1
        self.functions -= 1
        context.restore(self)

    def parameters(self) -> None:
        bound = self.bound
        self.bound = None
        self.expect(OPEN_PAREN)
        while self.kind != CLOSE_PAREN:
            if self.kind == ELLIPSIS:
                self.advance()
                self.binding(LEXICAL)
            else:
                self.binding_element(LEXICAL)
            if self.kind != CLOSE_PAREN:
                self.expect(COMMA)
        self.advance()
        self.bound = bound

    def body(self, is_told: bool) -> None:
        """`is_told`: of an async function that isn't a generator."""
        if self.kind != OPEN_BRACE:
            raise Unsure
        bound = self.bound
        self.bound = None
        behind = self.end
        self.advance()
        while self.kind == STRING:
            start = self.start
            end = self.end
            self.statement(True, False)
            if self.x_start != start or self.x_end != end:
                break
            behind = self.last_end
        while self.kind != CLOSE_BRACE:
            if self.kind == END:
                raise Unsure
            self.statement(True, True)
        if is_told and self.tells_calls and self.may_be_block():
            self.add(CALL_BODY, behind, self.start)
        self.advance()
        self.bound = bound

    def may_be_block(self) -> bool:
        """As call_source.py has it."""
        names = js_new(HostSet, self.vars)
        for name in self.direct:
            if names.has(name):
                return False
            names.add(name)
        return True

    def function_expression(self, start: int, is_async: bool) -> None:
        """The token is `function`."""
        self.advance()
        is_generator = self.kind == STAR
        if is_generator:
            self.advance()
        name = None
        if self.kind != OPEN_PAREN:
            if not self.is_name():
                raise Unsure
            name = [self.start, self.end, self.word if self.kind == WORD else 0]
            self.advance()
        bound = self.bound
        self.bound = None
        self.function(is_async, is_generator, name)
        self.bound = bound
        self.done(start)

    # object literals

    def object(self) -> None:
        start = self.start
        no_in = self.no_in
        self.no_in = False
        self.advance()
        while self.kind != CLOSE_BRACE:
            if self.kind == ELLIPSIS:
                self.advance()
                self.assignment()
                self.use_as(ITERATED)
            else:
                self.property()
            if self.kind != CLOSE_BRACE:
                self.expect(COMMA)
        self.advance()
        self.no_in = no_in
        self.done(start)
        self.x_form = LITERAL

    def property(self) -> None:
        is_async = False
        is_accessor = False
        start = self.start
        end = self.end
        kind = self.kind
        word = self.word if kind == WORD else 0
        if word == ASYNC or word == GET or word == SET:
            self.advance()
            if not self.ends_key():
                is_async = word == ASYNC
                is_accessor = not is_async
                kind = self.kind
        else:
            self.skip_key()
        is_generator = False
        if is_async or is_accessor:
            is_generator = self.kind == STAR
            if is_generator:
                self.advance()
            self.skip_key()
        elif kind == STAR:
            is_generator = True
            self.skip_key()
        if self.kind == COLON and not (is_async or is_accessor or is_generator):
            self.advance()
            self.assignment()
        elif self.kind == OPEN_PAREN:
            self.function(is_async, is_generator, None)
        elif is_async or is_accessor or is_generator or (kind != NAME and kind != WORD):
            raise Unsure
        else:
            if word >= FIRST_RESERVED or word == AWAIT or word == YIELD:
                raise Unsure
            self.note(SHORTHAND, word, start, end)
            self.default_value()

    def ends_key(self) -> bool:
        kind = self.kind
        return kind == COLON or kind == COMMA or kind == OPEN_PAREN or kind == CLOSE_BRACE or kind == ASSIGN

    def skip_key(self) -> None:
        """Reads a property's name, or a * before it."""
        kind = self.kind
        if kind == OPEN_SQUARE:
            self.advance()
            self.with_in()
            self.expect(CLOSE_SQUARE)
        elif kind == NAME or kind == WORD or kind == STRING or kind == NUMBER or kind == PRIVATE or kind == STAR:
            self.advance()
        else:
            raise Unsure

    # classes

    def class_expression(self) -> None:
        start = self.start
        self.advance()
        self.class_rest(self.is_name())
        self.done(start)

    def class_rest(self, has_name: bool) -> None:
        """Behind `class`."""
        bound = self.bound
        self.bound = None
        context = Context(self)
        self.vars = None
        self.direct = None
        self.no_in = False
        self.enter(False)
        if has_name:
            self.declare_here(LEXICAL)
        if self.kind == WORD and self.word == EXTENDS:
            self.advance()
            start = self.start
            self.primary()
            self.subscripts(start, True)
        self.expect(OPEN_BRACE)
        while self.kind != CLOSE_BRACE:
            if self.kind == SEMICOLON:
                self.advance()
            else:
                self.class_member()
        self.advance()
        context.restore(self)
        self.bound = bound

    def ends_member_key(self) -> bool:
        kind = self.kind
        return kind == OPEN_PAREN or kind == ASSIGN or kind == SEMICOLON or kind == CLOSE_BRACE

    def class_member(self) -> None:
        if self.kind == WORD and self.word == STATIC:
            self.advance()
            if self.kind == OPEN_BRACE:
                self.static_block()
                return
            if self.ends_member_key():
                self.class_value(False, False)
                return
        is_async = False
        is_generator = False
        if self.kind == WORD and (self.word == ASYNC or self.word == GET or self.word == SET):
            is_async = self.word == ASYNC
            self.advance()
            if self.ends_member_key() or (self.is_after_line_end and (is_async or self.kind == STAR)):
                self.class_value(False, False)
                return
            if self.kind == STAR and not is_async:
                raise Unsure
        if self.kind == STAR:
            is_generator = True
            self.advance()
        self.skip_key()
        self.class_value(is_async, is_generator)

    def class_value(self, is_async: bool, is_generator: bool) -> None:
        """Behind the name of a method or a field."""
        if self.kind == OPEN_PAREN:
            self.function(is_async, is_generator, None)
            return
        if is_async or is_generator:
            raise Unsure
        if self.kind == ASSIGN:
            context = Context(self)
            self.in_async = False
            self.in_generator = False
            self.refuses_await = True
            self.fields += 1
            self.advance()
            self.assignment()
            self.fields -= 1
            context.restore(self)
        if self.kind == SEMICOLON:
            self.advance()
        elif self.kind != CLOSE_BRACE and not self.is_after_line_end:
            raise Unsure

    def static_block(self) -> None:
        context = Context(self)
        self.in_async = False
        self.in_generator = False
        self.refuses_await = True
        self.enter(True)
        self.advance()
        while self.kind != CLOSE_BRACE:
            if self.kind == END:
                raise Unsure
            self.statement(True, False)
        self.advance()
        context.restore(self)
