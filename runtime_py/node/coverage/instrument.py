"""Counters in a program's text, since a browser doesn't tell how often code ran: each function and each place where
control may branch or not return counts.

The ranges are V8's (src/ast/ast-source-ranges.h, src/parsing/parser-base.h): the branches of `if`, `? :`, `&&`, `||`,
`??`, `switch` and `try`, bodies of loops, and what follows a statement that may leave. The inserted texts are known to
original_text.py. Knows: acorn's trees. Must not know: the counts."""

from __future__ import annotations

from runtime_py.node.coverage.names import inferred_names
from runtime_py.node.coverage.ranges import OPEN
from runtime_py.node.source.syntax_tree import each_child
from runtime_py.node.vm.context_source import BLOCK_CLOSING, BLOCK_OPENING, after_directives, behind_directives

COUNTS = '$terrarium_counts'
COUNTED = '$terrarium_counted'
INNER = '/*$counted*/'
AFTER = ';/*$counts*/'
NO_COUNTER = -1

_FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']
_LOOPS = ['ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement']
_FOLLOWED = [
    *['ReturnStatement', 'ThrowStatement', 'BreakStatement', 'ContinueStatement'],
    *['IfStatement', 'SwitchStatement', 'TryStatement', 'BlockStatement'],
]
_SUSPENDING = ['AwaitExpression', 'YieldExpression']
_DECLARING = ['FunctionDeclaration', 'ClassDeclaration', 'VariableDeclaration']
_UNNAMED = ['FunctionExpression', 'ArrowFunctionExpression', 'ClassExpression']
_IN_CLASSES = ['PropertyDefinition', 'StaticBlock']
_OF_INSTANCES = '<instance_members_initializer>'
_OF_THE_CLASS = '<static_initializer>'


class CountedFunction:
    """`blocks`: [start, end or OPEN, number of the counter]; `counter` is NO_COUNTER for a script, which runs once."""

    def __init__(self, name: str, start: int, end: int, counter: int) -> None:
        self.name = name
        self.start = start
        self.end = end
        self.counter = counter
        self.is_placed = False  # whether the counter of a class's fields is in the text
        self.blocks = []


class Instrumented:
    """`counters`: how many there are."""

    def __init__(self) -> None:
        self.edits = []
        self.functions = []
        self.counters = 0


def instrument(code: str, program: object, first: int) -> Instrumented:
    """`first`: the number of the first counter."""
    walk = _Walk(code, first)
    walk.script(program)
    return walk.found


class _Walk:
    def __init__(self, code: str, first: int) -> None:
        self._code = code
        self._first = first
        self._names = js_new(globalThis.WeakMap)
        self.found = Instrumented()
        self._owner = None

    def script(self, program: object) -> None:
        inferred_names(program, self._names)
        self._owner = CountedFunction('', 0, self._code.length, NO_COUNTER)
        self.found.functions.push(self._owner)
        self._list(program.body, True)

    # edits

    def _counter(self) -> int:
        number = self._first + self.found.counters
        self.found.counters += 1
        return number

    def _insert(self, at: int, text: str) -> None:
        self.found.edits.push([at, at, text])

    def _block(self, start: int, end: int) -> int:
        """A counter for a range of the function."""
        number = self._counter()
        self._owner.blocks.push([start, end, number])
        return number

    # statements

    def _list(self, statements: list, is_last_silent: bool) -> None:
        """`is_last_silent`: what follows the last statement is counted by the block around it."""
        for k, statement in enumerate(statements):
            self._visit(statement)
            is_last = k == statements.length - 1
            is_silent = is_last and is_last_silent and not has_own_scope(statement)
            if not is_silent and is_followed(statement):
                self._insert(statement.end, f'{AFTER}{COUNTS}[{self._block(statement.end, OPEN)}]++;')

    def _body(self, node: object, number: int) -> None:
        """A branch or a loop's body, which counts when it begins."""
        if node.type == 'BlockStatement':
            self._insert(node.start + 1, f'{COUNTS}[{number}]++;')
            self._list(node.body, True)
        elif node.type in _DECLARING:
            self._visit(node)
        else:
            self._insert(node.start, f'{BLOCK_OPENING}{COUNTS}[{number}]++;')
            self._visit(node)
            self._insert(node.end, BLOCK_CLOSING)

    def _value(self, node: object, number: int) -> None:
        """An expression that counts when it is evaluated."""
        self._insert(node.start, f'({COUNTS}[{number}]++,{INNER}')
        self._visit(node)
        self._insert(node.end, f'{INNER})')

    def _visit(self, node: object) -> None:
        kind = node.type
        if kind in _FUNCTIONS:
            self._function(node, node.start)
        elif kind == 'MethodDefinition' or (kind == 'Property' and is_method(node)):
            self._method(node)
        elif kind == 'Property' and node.shorthand:
            self._visit(node.value)
        elif kind == 'ClassBody':
            self._class_body(node)
        elif kind == 'IfStatement':
            self._if(node)
        elif kind in _LOOPS:
            self._loop(node)
        elif kind == 'SwitchStatement':
            self._switch(node)
        elif kind == 'TryStatement':
            self._try(node)
        elif kind == 'BlockStatement':
            self._list(node.body, True)
        elif kind == 'ConditionalExpression':
            self._conditional(node)
        elif kind == 'LogicalExpression':
            self._logical(node)
        elif kind in _SUSPENDING:
            self._suspended(node)
        else:
            each_child(node, lambda child: self._visit(child))

    def _if(self, node: object) -> None:
        self._visit(node.test)
        self._body(node.consequent, self._block(node.consequent.start, node.consequent.end))
        if node.alternate is not None:
            number = self._block(node.consequent.end, node.alternate.end)
            if node.alternate.type != 'EmptyStatement':
                self._body(node.alternate, number)

    def _loop(self, node: object) -> None:
        def visit(child):
            if child is node.body:
                self._body(child, self._block(child.start, child.end))
            else:
                self._visit(child)

        each_child(node, visit)

    def _switch(self, node: object) -> None:
        self._visit(node.discriminant)
        for clause in node.cases:
            if clause.test is not None:
                self._visit(clause.test)
            number = self._block(clause.start, clause.end)
            at = self._code.indexOf(':', clause.start + 7 if clause.test is None else clause.test.end) + 1
            if is_plain_gap(self._code, clause, at):
                self._insert(at, f'{COUNTS}[{number}]++;')
            self._list(clause.consequent, True)

    def _try(self, node: object) -> None:
        handler = node.handler
        has_both = handler is not None and node.finalizer is not None
        number = self._block(handler.end, OPEN) if has_both else NO_COUNTER
        self._list(node.block.body, True)
        self._end_of_part(node.block, number)
        if handler is not None:
            if handler.param is not None:
                self._visit(handler.param)
            self._body(handler.body, self._block(handler.start, handler.end))
            self._end_of_part(handler.body, number)
        if node.finalizer is not None:
            before = node.block.end if handler is None else handler.end
            start = self._code.indexOf('finally', before)
            self._body(node.finalizer, self._block(start, node.finalizer.end))

    def _end_of_part(self, block: object, number: int) -> None:
        if number != NO_COUNTER:
            self._insert(block.end - 1, f'{AFTER}{COUNTS}[{number}]++;')

    # expressions

    def _conditional(self, node: object) -> None:
        self._visit(node.test)
        first = find_token(self._code, '?', node.test.end, node.consequent.start)
        self._value(node.consequent, self._block(first, closed_end(self._code, first + 1, node.consequent)))
        second = find_token(self._code, ':', node.consequent.end, node.alternate.start)
        self._value(node.alternate, self._block(second, closed_end(self._code, second + 1, node.alternate)))

    def _logical(self, node: object) -> None:
        self._visit(node.left)
        start = find_token(self._code, node.operator, node.left.end, node.right.start)
        end = closed_end(self._code, start + node.operator.length, node.right)
        self._value(node.right, self._block(start, end))

    def _suspended(self, node: object) -> None:
        self._insert(node.start, f'{COUNTED}({self._block(after_semicolon(self._code, node.end), OPEN)},{INNER}')
        each_child(node, lambda child: self._visit(child))
        self._insert(node.end, f'{INNER})')

    # functions

    def _function(self, node: object, start: int) -> None:
        name = '' if node.id is None else node.id.name
        self._counted(node, name or self._names.get(node) or '', start)

    def _method(self, node: object) -> None:
        if node.computed:
            self._visit(node.key)
        name = method_name(node) or self._names.get(node.value) or ''
        is_accessor = (node.kind == 'get' or node.kind == 'set') and not node.computed
        prefix = f'{node.kind} ' if is_accessor else ''
        if node.kind == 'constructor':
            name = self._names.get(node.value) or name
        self._counted(node.value, prefix + name, self._method_start(node))

    def _method_start(self, node: object) -> int:
        """`static` isn't part of it."""
        if not node.static:
            return node.start
        at = node.start + len('static')
        while self._code[at].trim() == '':
            at += 1
        return at

    def _counted(self, node: object, name: str, start: int) -> None:
        around = self._owner
        is_block = node.body.type == 'BlockStatement'
        self._owner = CountedFunction(name, start, node.end, self._counter())
        self.found.functions.push(self._owner)
        for parameter in node.params:
            self._visit(parameter)
        if is_block:
            at = behind_directives(node.body)
            self._insert(at, f'{after_directives(self._code, at)}{COUNTS}[{self._owner.counter}]++;')
            self._list(node.body.body, True)
        else:
            self._value(node.body, self._owner.counter)
        self._owner = around

    def _class_body(self, node: object) -> None:
        """Fields and static blocks belong to functions of their own, one for the instances and one for the class."""
        around = self._owner
        initializers = {}
        for is_static in [False, True]:
            members = members_of(node, is_static)
            if members.some(lambda member: can_count(member)):
                start = members[0].start
                name = _OF_THE_CLASS if is_static else _OF_INSTANCES
                made = CountedFunction(name, start, member_end(members.at(-1)), self._counter())
                initializers[is_static] = made
                self.found.functions.push(made)
        for member in node.body:
            if member.type in _IN_CLASSES:
                if member.computed:
                    self._visit(member.key)
                self._owner = initializers[is_static_member(member)] or around
                self._initializer(member, self._owner is not around)
                self._owner = around
            else:
                self._visit(member)

    def _initializer(self, member: object, counts: bool) -> None:
        is_first = counts and not self._owner.is_placed
        if is_first and can_count(member):
            self._owner.is_placed = True
        else:
            is_first = False
        if member.type == 'StaticBlock':
            if is_first:
                self._insert(self._code.indexOf('{', member.start) + 1, f'{COUNTS}[{self._owner.counter}]++;')
            self._list(member.body, True)
        elif member.value is not None:
            if is_first:
                self._value(member.value, self._owner.counter)
            else:
                self._visit(member.value)


def members_of(body: object, is_static: bool) -> list:
    return body.body.filter(lambda member: member.type in _IN_CLASSES and is_static_member(member) == is_static)


def is_static_member(member: object) -> bool:
    return member.type == 'StaticBlock' or member.static


def member_end(member: object) -> int:
    """Without a semicolon."""
    if member.type == 'StaticBlock':
        return member.end
    return member.key.end if member.value is None else member.value.end


def can_count(member: object) -> bool:
    """A function without a name of its own gets that of its field, unless something stands around it."""
    return member.type == 'StaticBlock' or (member.value is not None and member.value.type not in _UNNAMED)


def is_method(node: object) -> bool:
    return node.method or node.kind == 'get' or node.kind == 'set'


def method_name(node: object) -> str:
    if node.computed:
        return ''
    if node.key.type == 'PrivateIdentifier':
        return f'#{node.key.name}'
    return node.key.name if node.key.type == 'Identifier' else String(node.key.value)


def is_plain_gap(code: str, clause: object, at: int) -> bool:
    """Whether the colon was found outside of comments."""
    before = code[clause.start + 7 if clause.test is None else clause.test.end : at - 1]
    return '/' not in before


def after_semicolon(code: str, at: int) -> int:
    end = at
    while end < code.length and code[end].trim() == '':
        end += 1
    return end + 1 if code[end] == ';' else at


def find_token(code: str, token: str, start: int, end: int) -> int:
    """Where the token stands; comments and closing parentheses may surround it."""
    at = behind_comments(code, start)
    while at < end:
        if code.startsWith(token, at):
            return at
        at = behind_comments(code, at + 1)
    return start


def behind_comments(code: str, start: int) -> int:
    at = start
    while True:
        if code.startsWith('/*', at):
            at = code.indexOf('*/', at) + 2
        elif code.startsWith('//', at):
            at = code.indexOf('\n', at)
        else:
            return at


def closed_end(code: str, start: int, node: object) -> int:
    """The end of the expression with the parentheses that open between `start` and it."""
    end = node.end
    at = behind_comments(code, start)
    while at < node.start:
        if code[at] == '(':
            end = find_token(code, ')', end, code.length) + 1
        at = behind_comments(code, at + 1)
    return end


def is_followed(statement: object) -> bool:
    """Whether V8 counts how often it goes on behind the statement."""
    kind = statement.type
    if kind == 'LabeledStatement':
        return is_followed(statement.body)
    return kind in _FOLLOWED or kind in _LOOPS


def has_own_scope(statement: object) -> bool:
    """A loop that declares a variable is a block in V8's tree: what follows it counts also where it is the last."""
    head = statement.init or statement.left
    return statement.type in _LOOPS and head is not None and head.type == 'VariableDeclaration' and head.kind != 'var'
