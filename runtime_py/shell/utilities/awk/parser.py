"""The grammar of awk's expressions (POSIX XCU awk, Grammar), lowest precedence first: a recursive descent parser that
builds the nodes of expressions.py."""

from __future__ import annotations

from runtime_py.shell.utilities.awk.expressions import (
    Assignment,
    Calculation,
    Choice,
    Comparison,
    Concatenation,
    Constant,
    Field,
    Getline,
    Group,
    In,
    Index,
    Junction,
    Matches,
    Name,
    Node,
    Not,
    Pattern,
    Sign,
    Step,
    Target,
)
from runtime_py.shell.utilities.awk.functions import BuiltinCall, Substitution, check_count
from runtime_py.shell.utilities.awk.lexer import (
    BUILTIN,
    CALL,
    KEYWORD,
    NAME,
    NEWLINE,
    NUMBER,
    STRING,
    SYMBOL,
    Lexer,
    Token,
)
from runtime_py.shell.utilities.awk.program import ArgumentName, Program
from runtime_py.shell.utilities.awk.regex import Patterns
from runtime_py.shell.utilities.awk.statements import Call, Function
from runtime_py.shell.utilities.awk.values import AwkProblem

_ASSIGNING = ['=', '+=', '-=', '*=', '/=', '%=', '^=']
_COMPARING = ['<', '<=', '==', '!=', '>', '>=']


class ExpressionParser:
    """`token` is the present token."""

    def __init__(self, source: str) -> None:
        self.lexer = Lexer(source)
        self.program = Program()
        self.function: Function | None = None  # the function whose body is being read
        self.token: Token = self.lexer.next()
        self._patterns = Patterns()
        self._no_in = False
        self._no_greater = False  # in print: `>` begins a redirection

    # tokens

    def advance(self) -> Token:
        before = self.token
        self.token = self.lexer.next()
        return before

    def at(self, text: str) -> bool:
        return self.token.text == text and (self.token.kind == SYMBOL or self.token.kind == KEYWORD)

    def take(self, text: str) -> bool:
        if self.at(text):
            self.advance()
            return True
        return False

    def need(self, text: str) -> None:
        if not self.take(text):
            raise self.wrong()

    def wrong(self) -> AwkProblem:
        return AwkProblem(f'syntax error at {self.token.shown()}', self.token.line)

    def skip_newlines(self) -> None:
        while self.token.kind == NEWLINE:
            self.advance()

    # expressions

    def free_expression(self) -> Node:
        """Within parentheses or brackets: `>` and `in` have their usual meaning."""
        no_in, no_greater = self._no_in, self._no_greater
        self._no_in = False
        self._no_greater = False
        found = self.expression()
        self._no_in, self._no_greater = no_in, no_greater
        return found

    def printed_expression(self) -> Node:
        self._no_greater = True
        found = self.expression()
        self._no_greater = False
        return found

    def expression(self) -> Node:
        condition = self._or()
        if not self.take('?'):
            return condition
        self.skip_newlines()
        yes = self.expression()
        self.skip_newlines()
        self.need(':')
        self.skip_newlines()
        return Choice([condition, yes, self.expression()])

    def _or(self) -> Node:
        left = self._and()
        while self.take('||'):
            self.skip_newlines()
            left = Junction(False, left, self._and())
        return left

    def _and(self) -> Node:
        left = self._membership()
        while self.take('&&'):
            self.skip_newlines()
            left = Junction(True, left, self._membership())
        return left

    def _membership(self) -> Node:
        left = self._matching()
        while not self._no_in and self.take('in'):
            left = In(left.parts if isinstance(left, Group) and left.is_list else [left], self.array_name())
        return left

    def _matching(self) -> Node:
        left = self._comparison()
        while self.at('~') or self.at('!~'):
            token = self.advance()
            left = Matches(left, as_pattern(self._comparison()), token.text == '!~', token.line)
        return left

    def _comparison(self) -> Node:
        left = self._piped()
        while self.token.kind == SYMBOL and self.token.text in _COMPARING and not (self._no_greater and self.at('>')):
            operator = self.advance().text
            left = Comparison(operator, left, self._piped())
        return left

    def _piped(self) -> Node:
        """`command | getline`, after any concatenation."""
        left = self.concatenation()
        while self.at('|'):
            token = self.token
            place = self.lexer.at
            line = self.lexer.line
            self.advance()
            if not self.at('getline'):
                # print's pipe
                self.lexer.at = place
                self.lexer.line = line
                self.token = token
                return left
            self.advance()
            left = Getline('|', left, self._optional_target(), token.line)
        return left

    def concatenation(self) -> Node:
        left = self._sum()
        while self._begins_operand():
            left = Concatenation([left, self._sum()])
        return left

    def _begins_operand(self) -> bool:
        kind = self.token.kind
        if kind in (NAME, CALL, NUMBER, STRING, BUILTIN):
            return True
        return kind == SYMBOL and self.token.text in ('$', '!', '(', '-', '+', '++', '--')

    def _sum(self) -> Node:
        left = self._product()
        while self.at('+') or self.at('-'):
            token = self.advance()
            left = Calculation(token.text, left, self._product(), token.line)
        return left

    def _product(self) -> Node:
        left = self._unary()
        while self.at('*') or self.at('/') or self.at('%'):
            token = self.advance()
            left = Calculation(token.text, left, self._unary(), token.line)
        return left

    def _unary(self) -> Node:
        if self.take('!'):
            return Not([self._unary()])
        if self.take('-'):
            return Sign(-1, self._unary())
        if self.take('+'):
            return Sign(1, self._unary())
        return self._power()

    def _power(self) -> Node:
        left = self._stepped()
        if not self.at('^'):
            return left
        line = self.advance().line
        right = self._unary_power()
        return Calculation('^', left, right, line)

    def _unary_power(self) -> Node:
        """The right operand of ^: a sign, or another power."""
        if self.take('-'):
            return Sign(-1, self._unary_power())
        if self.take('+'):
            return Sign(1, self._unary_power())
        if self.take('!'):
            return Not([self._unary_power()])
        return self._power()

    def _stepped(self) -> Node:
        if self.at('++') or self.at('--'):
            step = 1 if self.advance().text == '++' else -1
            return Step(self._target(), step, False)
        found = self.primary()
        if isinstance(found, Target) and (self.at('++') or self.at('--')):
            return Step(found, 1 if self.advance().text == '++' else -1, True)
        if isinstance(found, Target) and self.token.kind == SYMBOL and self.token.text in _ASSIGNING:
            # an assignment is accepted anywhere, as in `ok && n = 1`
            token = self.advance()
            self.skip_newlines()
            return Assignment(found, token.text[: len(token.text) - 1], self.expression(), token.line)
        return found

    def _target(self) -> Target:
        token = self.token
        found = self.primary()
        if not isinstance(found, Target):
            raise AwkProblem(f'syntax error at {token.shown()}', token.line)
        return found

    def primary(self) -> Node:
        token = self.token
        if token.kind == NUMBER:
            self.advance()
            return Constant(token.number)
        if token.kind == STRING:
            self.advance()
            return Constant(token.text)
        if token.kind == NAME:
            self.advance()
            return self._name(token)
        if token.kind == CALL:
            self.advance()
            return self._call(token)
        if token.kind == BUILTIN:
            self.advance()
            return self._builtin(token)
        if self.at('/') or self.at('/='):
            return self._regex(token)
        if self.take('$'):
            return Field(self._field_number(), token.line)
        if self.take('('):
            return self._group(token.line)
        if self.take('getline'):
            target = self._optional_target()
            if self.take('<'):
                return Getline('<', self._stepped(), target, token.line)
            return Getline('', None, target, token.line)
        if self.at('-') or self.at('+') or self.at('!'):
            return self._unary()
        raise self.wrong()

    def _field_number(self) -> Node:
        if self.at('++') or self.at('--'):
            step = 1 if self.advance().text == '++' else -1
            return Step(self._target(), step, False)
        return self.primary()

    def _regex(self, token: Token) -> Node:
        text = self.lexer.regex(token)
        self.token = self.lexer.next()
        try:
            pattern = Pattern(self._patterns.get(text))
        except AwkProblem as problem:
            raise AwkProblem(problem.message, token.line)
        return Matches(Field(Constant(0), token.line), pattern, False, token.line, True)

    def _group(self, line: int) -> Node:
        parts = self.expressions_to(')')
        if len(parts) == 0:
            raise self.wrong()
        return Group(parts, line)

    def expressions_to(self, end: str) -> list[Node]:
        """Expressions separated by commas, and the closing token."""
        parts: list[Node] = []
        self.skip_newlines()
        while not self.at(end):
            parts.append(self.free_expression())
            self.skip_newlines()
            if not self.take(','):
                break
            self.skip_newlines()
        self.need(end)
        return parts

    def _optional_target(self) -> Target | None:
        if self.token.kind == NAME or self.at('$'):
            return self._target()
        return None

    # names

    def make_name(self, token: Token) -> Name:
        routine = self.function
        if routine is not None and token.text in routine.parameters:
            return Name(token.text, routine.parameters.index(token.text), True, token.line)
        return Name(token.text, self.program.number_of(token.text), False, token.line)

    def array_name(self) -> Name:
        if self.token.kind != NAME and self.token.kind != CALL:
            raise self.wrong()
        name = self.make_name(self.advance())
        self.program.mark_array(name, self.function)
        return name

    def _name(self, token: Token) -> Node:
        name = self.make_name(token)
        if self.take('['):
            self.program.mark_array(name, self.function)
            keys = self.expressions_to(']')
            if len(keys) == 0:
                raise self.wrong()
            return Index(name, keys, token.line)
        self.program.scalars.append(name)
        self.program.scalar_functions.append(self.function)
        return name

    def _no_scalar(self, node: Node) -> Name | None:
        """The name that an expression consists of, which may be an array's after all."""
        if not isinstance(node, Name):
            return None
        scalars = self.program.scalars
        at = len(scalars) - 1
        while at >= 0 and scalars[at] is not node:
            at -= 1
        if at >= 0:
            scalars.pop(at)
            self.program.scalar_functions.pop(at)
        return node

    def _call(self, token: Token) -> Node:
        self.need('(')
        call = Call(token.text, self.expressions_to(')'), token.line)
        for place, part in enumerate(call.parts):
            name = self._no_scalar(part)
            if name is not None:
                self.program.arguments.append(ArgumentName(call, place, name, self.function))
        self.program.calls.append(call)
        self.program.callers.append(self.function)
        return call

    def _builtin(self, token: Token) -> Node:
        name = token.text
        args: list[Node] = []
        if self.take('('):
            args = self.expressions_to(')')
        elif name != 'length':
            raise self.wrong()
        check_count(name, len(args), token.line)
        if name == 'length' and len(args) == 1:
            self._no_scalar(args[0])
        if name == 'split':
            array = self._no_scalar(args[1])
            if array is None:
                raise AwkProblem('the second argument of split must be an array', token.line)
            self.program.mark_array(array, self.function)
            args = [args[0], array, *[as_pattern(part) for part in args[2:]]]
        if name == 'match':
            args = [args[0], as_pattern(args[1])]
        if name == 'sub' or name == 'gsub':
            target = args[2] if len(args) > 2 else Field(Constant(0), token.line)
            if isinstance(target, Group) and not target.is_list:
                target = target.parts[0]
            if not isinstance(target, Target):
                raise AwkProblem(f'the third argument of {name} must be a variable, a field or an element', token.line)
            return Substitution(as_pattern(args[0]), args[1], target, name == 'gsub', token.line)
        return BuiltinCall(name, args, token.line)


def as_pattern(node: Node) -> Node:
    """Here a regular expression is a pattern, not a match against $0."""
    return node.parts[1] if isinstance(node, Matches) and node.is_bare else node
