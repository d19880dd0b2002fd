"""The grammar of statements (ECMA-262, 14)."""

from __future__ import annotations

from runtime_py.node.esm.scopes import ITERATED
from runtime_py.node.source.survey.description import IDENTIFIER, LITERAL
from runtime_py.node.source.survey.found import EACH, LOOP_AWAIT, WRITE
from runtime_py.node.source.survey.functions import Functions
from runtime_py.node.source.survey.patterns import HOISTED, LEXICAL
from runtime_py.node.source.survey.tokens import (
    ASSIGN,
    CLOSE_BRACE,
    CLOSE_PAREN,
    COLON,
    COMMA,
    END,
    OPEN_BRACE,
    OPEN_PAREN,
    OPEN_SQUARE,
    SEMICOLON,
    STAR,
    WORD,
    Unsure,
)
from runtime_py.node.source.survey.words import (
    ASYNC,
    AWAIT,
    BREAK,
    CASE,
    CATCH,
    CLASS,
    CONST,
    CONTINUE,
    DEBUGGER,
    DEFAULT,
    DO,
    ELSE,
    FINALLY,
    FIRST_RESERVED,
    FOR,
    FUNCTION,
    IF,
    IN,
    INSTANCEOF,
    LET,
    OF,
    RETURN,
    SWITCH,
    THROW,
    TRY,
    USING,
    VAR,
    WHILE,
    WITH,
)


class Statements(Functions):
    def semicolon(self) -> None:
        """The end of a statement."""
        if self.kind == SEMICOLON:
            self.advance()
        elif self.kind != CLOSE_BRACE and self.kind != END and not self.is_after_line_end:
            raise Unsure

    def statement(self, in_list: bool, is_direct: bool) -> None:
        """`in_list`: another may be inserted before it. `is_direct`: in a function's body."""
        kind = self.kind
        if kind == WORD:
            word = self.word
            if word >= FIRST_RESERVED:
                self.reserved(word, in_list, is_direct)
                return
            if word == ASYNC and self.is_async_function():
                if is_direct:
                    self.note_direct()
                self.function_declaration(True)
                return
            if word == LET and self.is_declared_by_let():
                self.declarations(LEXICAL)
                self.semicolon()
                return
            if word == USING or (word == AWAIT and self.is_awaiting_using()):
                raise Unsure
            self.expression_statement(in_list, True)
        elif kind == OPEN_BRACE:
            self.block()
        elif kind == SEMICOLON:
            self.advance()
        else:
            self.expression_statement(in_list, self.is_name())

    def expression_statement(self, in_list: bool, may_be_label: bool) -> None:
        start = self.start
        mark = self.events.length
        if in_list:
            self.list_start = start
        self.expression()
        if self.kind == COLON and may_be_label and self.x_form == IDENTIFIER and self.x_start == start:
            self.events.length = mark
            self.advance()
            self.statement(False, False)
            return
        self.note_place(start)
        self.semicolon()

    def is_async_function(self) -> bool:
        """Whether `async function` begins here; if so, `function` becomes the token."""
        before = self.last_end
        self.advance()
        if self.kind == WORD and self.word == FUNCTION and not self.is_after_line_end:
            return True
        self.go_back(before)
        return False

    def is_declared_by_let(self) -> bool:
        """If so, the token behind `let` becomes the token."""
        before = self.last_end
        self.advance()
        is_declared = self.kind == OPEN_BRACE or self.kind == OPEN_SQUARE or self.is_name()
        if is_declared and not (self.kind == WORD and (self.word == IN or self.word == INSTANCEOF)):
            return True
        self.go_back(before)
        return False

    def is_awaiting_using(self) -> bool:
        before = self.last_end
        self.advance()
        is_using = self.kind == WORD and self.word == USING
        self.go_back(before)
        return is_using

    def note_direct(self) -> None:
        """A function is declared here, whose name follows."""
        if self.direct is None:
            return
        before = self.last_end
        self.advance()
        if self.kind == STAR:
            self.advance()
        self.direct.push(self.name())
        self.go_back(before)

    def reserved(self, word: int, in_list: bool, is_direct: bool) -> None:
        if word == CONST or word == VAR:
            self.advance()
            self.declarations(LEXICAL if word == CONST else HOISTED)
            self.semicolon()
        elif word == IF:
            self.if_()
        elif word == RETURN:
            self.return_()
        elif word == FUNCTION:
            if is_direct:
                self.note_direct()
            self.function_declaration(False)
        elif word == FOR:
            self.for_()
        elif word == THROW:
            start = self.start
            self.advance()
            self.expression()
            self.note_place(start)
            self.semicolon()
        elif word == TRY:
            self.try_()
        elif word == SWITCH:
            self.switch()
        elif word == CLASS:
            self.class_declaration()
        elif word == BREAK or word == CONTINUE:
            self.advance()
            if self.is_name() and not self.is_after_line_end:
                self.advance()
            self.semicolon()
        elif word == WHILE:
            self.advance()
            self.tested()
            self.statement(False, False)
        elif word == DO:
            self.do()
        elif word == DEBUGGER:
            self.advance()
            self.semicolon()
        elif word == WITH and not self.is_module:
            self.advance()
            self.head()
            self.statement(False, False)
        else:
            self.expression_statement(in_list, False)

    def head(self) -> None:
        """An expression in parentheses."""
        self.expect(OPEN_PAREN)
        self.expression()
        self.expect(CLOSE_PAREN)

    def tested(self) -> None:
        """The head of a loop, whose failures are reported at its expression."""
        self.expect(OPEN_PAREN)
        self.expression()
        self.note_place(self.x_start)
        self.expect(CLOSE_PAREN)

    def block(self) -> None:
        if self.kind != OPEN_BRACE:
            raise Unsure
        self.enter(False)
        self.advance()
        while self.kind != CLOSE_BRACE:
            if self.kind == END:
                raise Unsure
            self.statement(True, False)
        self.leave()
        self.advance()

    def declarations(self, how: int) -> None:
        """Behind `var`, `let` or `const`."""
        while True:
            self.declarator(how)
            if self.kind != COMMA:
                return
            self.advance()

    def declarator(self, how: int) -> None:
        is_array = self.kind == OPEN_SQUARE
        self.binding(how)
        self.initializer(is_array)

    def initializer(self, is_array: bool) -> None:
        if self.kind == ASSIGN:
            bound = self.bound
            self.bound = None
            self.advance()
            self.assignment()
            if is_array:
                self.use_as(ITERATED)
            self.note_place(self.x_start)
            self.bound = bound

    def if_(self) -> None:
        start = self.start
        self.advance()
        self.expect(OPEN_PAREN)
        self.expression()
        self.note_place(start)
        self.expect(CLOSE_PAREN)
        self.statement(False, False)
        if self.kind == WORD and self.word == ELSE:
            self.advance()
            self.statement(False, False)

    def return_(self) -> None:
        if self.is_module and self.functions == 0:
            raise Unsure
        start = self.start
        self.advance()
        if self.kind != SEMICOLON and self.kind != CLOSE_BRACE and self.kind != END and not self.is_after_line_end:
            found = self.operand() if self.in_async and self.in_generator else None
            self.expression()
            if found is not None:
                self.fill(found)
                self.x_waits = True
            self.note_place(start)
        self.semicolon()

    def do(self) -> None:
        self.advance()
        self.statement(False, False)
        if not self.is_word(WHILE):
            raise Unsure
        self.advance()
        self.tested()
        if self.kind == SEMICOLON:
            self.advance()

    def try_(self) -> None:
        self.advance()
        self.block()
        if self.is_word(CATCH):
            self.advance()
            self.enter(False)
            if self.kind == OPEN_PAREN:
                self.advance()
                self.binding(LEXICAL)
                self.expect(CLOSE_PAREN)
            self.block()
            self.leave()
        if self.is_word(FINALLY):
            self.advance()
            self.block()

    def switch(self) -> None:
        start = self.start
        self.advance()
        self.expect(OPEN_PAREN)
        self.expression()
        self.note_place(start)
        self.expect(CLOSE_PAREN)
        self.expect(OPEN_BRACE)
        self.enter(False)
        while self.kind != CLOSE_BRACE:
            if self.is_word(CASE):
                self.advance()
                self.expression()
            elif self.is_word(DEFAULT):
                self.advance()
            else:
                raise Unsure
            self.expect(COLON)
            while self.kind != CLOSE_BRACE and not self.is_word(CASE) and not self.is_word(DEFAULT):
                if self.kind == END:
                    raise Unsure
                self.statement(True, False)
        self.leave()
        self.advance()

    def function_declaration(self, is_async: bool) -> None:
        """The token is `function`."""
        self.advance()
        is_generator = self.kind == STAR
        if is_generator:
            self.advance()
        self.declare_here(LEXICAL)
        self.function(is_async, is_generator, None)

    def class_declaration(self) -> None:
        self.advance()
        if not self.is_name():
            raise Unsure
        self.declare(LEXICAL, self.start, self.end, self.word if self.kind == WORD else 0)
        self.class_rest(True)

    # for

    def for_(self) -> None:
        start = self.start
        outer = self.scope
        names = []
        self.advance()
        awaits = self.is_word(AWAIT)
        if awaits:
            if not self.is_awaiting():
                raise Unsure
            self.advance()
        self.expect(OPEN_PAREN)
        self.enter(False)
        if self.is_word(USING) or self.is_word(AWAIT):
            raise Unsure
        head = self.for_head(names, outer)
        if head is not None:
            self.for_each(head, awaits)
        elif awaits:
            raise Unsure
        else:
            self.for_rest()
        self.expect(CLOSE_PAREN)
        body = {'type': 'BlockStatement' if self.kind == OPEN_BRACE else '', 'start': self.start}
        self.statement(False, False)
        self.leave()
        if names.length > 0 and self.functions + self.fields > 0:
            found = self.add(WRITE, start, self.last_end)
            found.names = names
            found.detail = {'type': 'ForStatement', 'start': start, 'end': self.last_end, 'body': body}

    def for_head(self, names: list, outer: object) -> object:
        """Up to `of` or `in`, or the first semicolon: what the loop sets, [start, end], or None."""
        self.no_in = True
        found = None
        if self.kind != SEMICOLON:
            is_let = self.is_word(LET) and self.is_declared_by_let()
            if is_let or self.is_word(CONST) or self.is_word(VAR):
                how = LEXICAL if is_let or self.word == CONST else HOISTED
                if not is_let:
                    self.advance()
                found = self.for_declaration(how)
            else:
                found = self.for_targets(names, outer)
        self.no_in = False
        return found

    def for_declaration(self, how: int) -> object:
        start = self.start
        is_array = self.kind == OPEN_SQUARE
        self.binding(how)
        if self.is_word(OF) or self.is_word(IN):
            return [start, self.last_end]
        self.initializer(is_array)
        if self.kind == COMMA:
            self.advance()
            self.declarations(how)
        return None

    def for_targets(self, names: list, outer: object) -> object:
        start = self.start
        before = self.last_end
        mark = self.events.length
        self.expression()
        if not self.is_word(OF) and not self.is_word(IN):
            return None
        inner = self.scope
        self.scope = outer
        if self.x_form == LITERAL and self.x_start == start:
            self.events.length = mark
            self.go_back(before)
            self.targets(names)
        else:
            self.set_target(names)
        self.scope = inner
        return [start, self.last_end]

    def for_each(self, head: list, awaits: bool) -> None:
        if awaits and self.functions == 0:
            self.add(LOOP_AWAIT, head[0], head[1])
        is_of = self.word == OF
        self.advance()
        if not is_of:
            if awaits:
                raise Unsure
            self.expression()
            return
        found = None
        if awaits:
            found = self.add(EACH, 0, 0)
            found.is_top = self.functions == 0
        self.assignment()
        self.use_as(ITERATED)
        self.note_place(self.x_start)
        if found is not None:
            self.fill(found)

    def for_rest(self) -> None:
        self.expect(SEMICOLON)
        if self.kind != SEMICOLON:
            self.expression()
            self.note_place(self.x_start)
        self.expect(SEMICOLON)
        if self.kind != CLOSE_PAREN:
            self.expression()
