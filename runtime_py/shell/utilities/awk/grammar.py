"""The grammar of awk's rules, functions and statements (POSIX XCU awk, Grammar); parser.py has the expressions."""

from __future__ import annotations

from runtime_py.shell.utilities.awk.expressions import Constant, Group, In, Name, Node, Target
from runtime_py.shell.utilities.awk.lexer import CALL, END, NAME, NEWLINE
from runtime_py.shell.utilities.awk.parser import ExpressionParser
from runtime_py.shell.utilities.awk.program import Program, Rule, empty
from runtime_py.shell.utilities.awk.statements import (
    BREAK,
    CONTINUE,
    NEXT,
    NEXT_FILE,
    Block,
    Delete,
    Evaluation,
    Exit,
    ForIn,
    Function,
    If,
    Jump,
    Loop,
    Print,
    Return,
    Statement,
)
from runtime_py.shell.utilities.awk.values import AwkProblem


def parse_program(source: str) -> Program:
    """Raises AwkProblem."""
    parser = _Parser(source)
    parser.read()
    parser.program.settle()
    return parser.program


class _Parser(ExpressionParser):
    def __init__(self, source: str) -> None:
        super().__init__(source)
        self._loops = 0
        self._rule = ''  # the kind of the rule being read

    def read(self) -> None:
        self._skip_ends()
        while self.token.kind != END:
            if self.at('function'):
                self._function()
            else:
                self._read_rule()
            self._skip_ends()

    def _skip_ends(self) -> None:
        while self.token.kind == NEWLINE or self.at(';'):
            self.advance()

    def _read_rule(self) -> None:
        self._rule = ''
        patterns: list[Node] = []
        if self.at('BEGIN') or self.at('END'):
            self._rule = self.advance().text
            if not self.at('{'):
                raise self.wrong()
        elif not self.at('{'):
            patterns.append(self.expression())
            if self.take(','):
                self.skip_newlines()
                patterns.append(self.expression())
        action: Statement = Print([], False, '', None, self.token.line)
        if self.at('{'):
            action = self._block()
        elif self.token.kind not in (NEWLINE, END) and not self.at(';'):
            raise self.wrong()
        self.program.rules.append(Rule(self._rule, patterns, action))

    def _function(self) -> None:
        self.advance()
        token = self.token
        if token.kind not in (NAME, CALL):
            raise self.wrong()
        self.advance()
        if self.program.functions.has(token.text):
            raise AwkProblem(f'function {token.text} is defined twice', token.line)
        self.need('(')
        routine = Function(token.text, self._parameters(token.text), token.line)
        self.program.functions.set(token.text, routine)
        self.skip_newlines()
        self.function = routine
        self._rule = 'function'
        routine.body = self._block()
        self.function = None

    def _parameters(self, routine: str) -> list[str]:
        names: list[str] = []
        self.skip_newlines()
        while not self.at(')'):
            if self.token.kind != NAME:
                raise self.wrong()
            name = self.advance().text
            if name in names or name == routine:
                raise AwkProblem(f'function {routine}: duplicate parameter {name}', self.token.line)
            names.append(name)
            self.skip_newlines()
            if not self.take(','):
                break
            self.skip_newlines()
        self.need(')')
        return names

    # statements

    def _block(self) -> Block:
        self.need('{')
        statements: list[Statement] = []
        self._skip_ends()
        while not self.at('}'):
            if self.token.kind == END:
                raise self.wrong()
            statements.append(self._statement())
            self._skip_ends()
        self.advance()
        return Block(statements)

    def _statement(self) -> Statement:
        if self.at('{'):
            return self._block()
        if self.take(';'):
            return empty()
        if self.take('if'):
            return self._if()
        if self.take('while'):
            self.need('(')
            condition = self._condition()
            if self.take(';'):
                return Loop(empty(), condition, empty(), empty(), True)
            return Loop(empty(), condition, empty(), self._loop_body(), True)
        if self.take('do'):
            return self._do()
        if self.take('for'):
            return self._for()
        statement = self._simple()
        self._end()
        return statement

    def _end(self) -> None:
        """The end of a simple statement."""
        if self.token.kind == NEWLINE or self.at(';'):
            self.advance()
        elif not self.at('}') and self.token.kind != END:
            raise self.wrong()

    def _body(self) -> Statement:
        self.skip_newlines()
        return self._statement()

    def _loop_body(self) -> Statement:
        self._loops += 1
        body = self._body()
        self._loops -= 1
        return body

    def _condition(self) -> Node:
        """A condition and the closing parenthesis."""
        condition = self.free_expression()
        self.need(')')
        return condition

    def _if(self) -> Statement:
        self.need('(')
        condition = self._condition()
        yes = self._body()
        # the end of the statement may have been consumed; an `else` may still follow
        place, line, token = self.lexer.at, self.lexer.line, self.token
        self._skip_ends()
        if self.take('else'):
            return If(condition, yes, self._body())
        self.lexer.at, self.lexer.line, self.token = place, line, token
        return If(condition, yes, empty())

    def _do(self) -> Statement:
        body = self._loop_body()
        self._skip_ends()
        self.need('while')
        self.need('(')
        condition = self._condition()
        self._end()
        return Loop(empty(), condition, empty(), body, False)

    def _for(self) -> Statement:
        self.need('(')
        first: Statement = empty()
        if not self.at(';'):
            first = self._simple()
            if self.at(')') and isinstance(first, Evaluation):
                return self._for_in(first.parts[0])
        self.need(';')
        self.skip_newlines()
        condition: Node = Constant(1)
        if not self.at(';'):
            condition = self.free_expression()
        self.need(';')
        self.skip_newlines()
        step: Statement = empty()
        if not self.at(')'):
            step = self._simple()
        self.need(')')
        if self.take(';'):
            return Loop(first, condition, step, empty(), True)
        return Loop(first, condition, step, self._loop_body(), True)

    def _for_in(self, node: Node) -> Statement:
        if isinstance(node, Group) and not node.is_list:
            node = node.parts[0]
        if not isinstance(node, In) or len(node.parts) != 1 or not isinstance(node.parts[0], Name):
            raise self.wrong()
        self.advance()
        if self.take(';'):
            return empty()
        target: Target = node.parts[0]
        return ForIn(target, node.array, self._loop_body())

    def _simple(self) -> Statement:
        line = self.token.line
        if self.at('print') or self.at('printf'):
            return self._print(self.advance().text == 'printf', line)
        if self.at('break') or self.at('continue'):
            flow = BREAK if self.advance().text == 'break' else CONTINUE
            if self._loops == 0:
                raise AwkProblem(f'{"break" if flow == BREAK else "continue"} outside of a loop', line)
            return Jump(flow, line)
        if self.at('next') or self.at('nextfile'):
            if self._rule == 'BEGIN' or self._rule == 'END':
                raise AwkProblem(f'{self.token.text} in {self._rule}', line)
            return Jump(NEXT if self.advance().text == 'next' else NEXT_FILE, line)
        if self.take('exit'):
            return Exit(self._optional_value(), line)
        if self.take('return'):
            if self.function is None:
                raise AwkProblem('return outside of a function', line)
            return Return(self._optional_value(), line)
        if self.take('delete'):
            return self._delete()
        return Evaluation([self.expression()], line)

    def _optional_value(self) -> list[Node]:
        return [] if self._at_end() else [self.expression()]

    def _at_end(self) -> bool:
        return self.token.kind in (NEWLINE, END) or self.at(';') or self.at('}') or self.at(')')

    def _delete(self) -> Statement:
        array = self.array_name()
        if not self.take('['):
            return Delete(array, [])
        keys = self.expressions_to(']')
        if len(keys) == 0:
            raise self.wrong()
        return Delete(array, keys)

    def _print(self, is_format: bool, line: int) -> Statement:
        args: list[Node] = []
        while not self._at_end() and not self._redirects():
            args.append(self.printed_expression())
            if not self.take(','):
                break
            self.skip_newlines()
        if len(args) == 1 and isinstance(args[0], Group) and args[0].is_list:
            args = args[0].parts
        if is_format and len(args) == 0:
            raise AwkProblem('printf without a format', line)
        mode = ''
        name: Node | None = None
        if self._redirects():
            mode = self.advance().text
            name = self.concatenation()
        return Print(args, is_format, mode, name, line)

    def _redirects(self) -> bool:
        return self.at('>') or self.at('>>') or self.at('|')
