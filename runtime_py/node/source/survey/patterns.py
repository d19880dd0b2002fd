"""The scopes of names, and the grammar of patterns (ECMA-262, 13.15.5, 14.3.3).

Must not know: what the names are for."""

from __future__ import annotations

from runtime_py.node.esm.scopes import SHORTHAND
from runtime_py.node.source.survey.description import IDENTIFIER, MEMBER_OF
from runtime_py.node.source.survey.expressions import Expressions
from runtime_py.node.source.survey.found import Scope
from runtime_py.node.source.survey.tokens import (
    ASSIGN,
    CLOSE_BRACE,
    CLOSE_SQUARE,
    COLON,
    COMMA,
    DOT,
    ELLIPSIS,
    NAME,
    NUMBER,
    OPEN_BRACE,
    OPEN_PAREN,
    OPEN_SQUARE,
    OPTIONAL,
    STRING,
    WORD,
    Unsure,
)
from runtime_py.node.source.survey.words import (
    ARGUMENTS,
    AWAIT,
    FIRST_RESERVED,
    YIELD,
)

HostSet = globalThis.Set

# how a pattern declares its names
LEXICAL = 0  # in the current scope
HOISTED = 1  # `var`


class Patterns(Expressions):
    """`vars`, `direct`: the names that an async function declares by `var` and by functions in its body, if calls are
    told. `bound`: where patterns put their names."""

    def __init__(self, code: str, words: object, is_module: bool, tells_calls: bool) -> None:
        super().__init__(code, words, is_module)
        self.tells_calls = tells_calls
        self.vars = None
        self.direct = None
        self.bound = None
        self.top_names = js_new(HostSet)  # declared in the module's own scope, without `var`
        self.top_vars = js_new(HostSet)
        self.behind_directives = 0

    # scopes

    def enter(self, is_function: bool) -> None:
        self.scope = Scope(self.scope, is_function)

    def leave(self) -> None:
        self.scope = self.scope.parent

    def declare(self, how: int, start: int, end: int, word: int) -> None:
        if word == AWAIT and self.is_module:
            raise Unsure
        if how == HOISTED and self.vars is not None:
            self.vars.push(self.code[start:end])
        if self.bound is not None:
            self.bound.push(self.code[start:end])
        if not self.is_module:
            return
        scope = self.scope
        if how == HOISTED:
            while scope is not None and not scope.is_function:
                scope = scope.parent
        if scope is None:
            (self.top_vars if how == HOISTED else self.top_names).add(self.code[start:end])
        elif word != 0 and self.interest_in(word, start, end) != 0:
            scope.declare(self.code[start:end])

    def declare_here(self, how: int) -> None:
        """The token is the declared name."""
        if not self.is_name():
            raise Unsure
        self.declare(how, self.start, self.end, self.word if self.kind == WORD else 0)
        self.advance()

    # patterns

    def binding(self, how: int) -> None:
        if self.kind == OPEN_BRACE:
            self.object_binding(how)
        elif self.kind == OPEN_SQUARE:
            self.array_binding(how)
        else:
            self.declare_here(how)

    def binding_element(self, how: int) -> None:
        self.binding(how)
        self.default_value()

    def default_value(self) -> None:
        if self.kind == ASSIGN:
            bound = self.bound
            no_in = self.no_in
            self.bound = None
            self.no_in = False
            self.advance()
            self.assignment()
            self.bound = bound
            self.no_in = no_in

    def key_in_brackets(self) -> None:
        bound = self.bound
        self.bound = None
        self.advance()
        self.with_in()
        self.expect(CLOSE_SQUARE)
        self.bound = bound

    def object_binding(self, how: int) -> None:
        self.advance()
        while self.kind != CLOSE_BRACE:
            if self.kind == ELLIPSIS:
                self.advance()
                self.declare_here(how)
            elif self.kind == OPEN_SQUARE:
                self.key_in_brackets()
                self.expect(COLON)
                self.binding_element(how)
            elif self.kind == NAME or self.kind == WORD:
                start = self.start
                end = self.end
                word = self.word if self.kind == WORD else 0
                self.advance()
                if self.kind == COLON:
                    self.advance()
                    self.binding_element(how)
                else:
                    if word >= FIRST_RESERVED:
                        raise Unsure
                    self.declare(how, start, end, word)
                    self.default_value()
            elif self.kind == STRING or self.kind == NUMBER:
                self.advance()
                self.expect(COLON)
                self.binding_element(how)
            else:
                raise Unsure
            if self.kind != CLOSE_BRACE:
                self.expect(COMMA)
        self.advance()

    def array_binding(self, how: int) -> None:
        self.advance()
        while self.kind != CLOSE_SQUARE:
            if self.kind == COMMA:
                self.advance()
                continue
            if self.kind == ELLIPSIS:
                self.advance()
                self.binding(how)
            else:
                self.binding_element(how)
            if self.kind != CLOSE_SQUARE:
                self.expect(COMMA)
        self.advance()

    def targets(self, names: list) -> None:
        """An assignment pattern; `names` gets the exported names that it sets."""
        if self.kind == OPEN_SQUARE:
            self.advance()
            while self.kind != CLOSE_SQUARE:
                if self.kind == COMMA:
                    self.advance()
                    continue
                if self.kind == ELLIPSIS:
                    self.advance()
                self.target(names)
                if self.kind != CLOSE_SQUARE:
                    self.expect(COMMA)
            self.advance()
            return
        self.advance()
        while self.kind != CLOSE_BRACE:
            if self.kind == ELLIPSIS:
                self.advance()
                self.target(names)
            else:
                self.target_property(names)
            if self.kind != CLOSE_BRACE:
                self.expect(COMMA)
        self.advance()

    def target_property(self, names: list) -> None:
        if self.kind == OPEN_SQUARE:
            self.key_in_brackets()
            self.expect(COLON)
            self.target(names)
            return
        start = self.start
        end = self.end
        kind = self.kind
        word = self.word if kind == WORD else 0
        if kind != NAME and kind != WORD and kind != STRING and kind != NUMBER:
            raise Unsure
        self.advance()
        if self.kind == COLON:
            self.advance()
            self.target(names)
            return
        is_reserved = word >= FIRST_RESERVED or word == AWAIT or word == YIELD
        if (kind != NAME and kind != WORD) or is_reserved or (word == ARGUMENTS and self.is_module):
            raise Unsure
        self.note(SHORTHAND, word, start, end)
        self.set_name(word, start, end, names)
        self.default_value()

    def target(self, names: list) -> None:
        if self.kind == OPEN_SQUARE or self.kind == OPEN_BRACE:
            self.targets(names)
            if self.kind == DOT or self.kind == OPEN_SQUARE or self.kind == OPEN_PAREN or self.kind == OPTIONAL:
                raise Unsure
        else:
            start = self.start
            self.primary()
            self.subscripts(start, True)
            if self.x_form != IDENTIFIER and self.x_form != MEMBER_OF:
                raise Unsure
            self.set_target(names)
        self.default_value()
