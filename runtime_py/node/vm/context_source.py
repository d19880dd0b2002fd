"""Rewrites a script to run in a vm context (contexts.py), where names are looked up in an object.

Top-level declarations of a script belong to the context, not to the function that runs it: functions are passed out
before anything runs; let, const, class (and var in strict code) become assignments to names that the context declares.
`typeof` of an unknown name must not throw. Knows: acorn's trees. Must not know: the objects."""

from __future__ import annotations

from runtime_py.node.esm.declared_names import declaration_names, gather_vars, lexical_names, vars_of
from runtime_py.node.esm.scopes import Uses
from runtime_py.node.source.syntax_tree import each_child
from runtime_py.node.source.text_edits import edited

HostSet = globalThis.Set
DEFINE = '$terrarium_define'
PROBE = '$terrarium_typeof'
CALL = '0,/*$terrarium_call*/'
# before a parenthesis that begins a statement, which must not be parsed as arguments of the previous line
FIRST = ';/*$terrarium_first*/'
IGNORED = '$terrarium_ignored'
TICK = '$terrarium_tick'
# around the body of a loop, marked for original_text.py
BLOCK_OPENING = '{/*$*/'
BLOCK_CLOSING = '/*$*/}'

_LOOPS = ['WhileStatement', 'DoWhileStatement', 'ForStatement', 'ForInStatement', 'ForOfStatement']
_LISTS = ['Program', 'BlockStatement', 'StaticBlock', 'SwitchCase']
_FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']


class ScriptSource:
    """`text` to run; and what the context must declare before: `variables`, `functions`, `lexical`, `constants`."""

    def __init__(self) -> None:
        self.text = ''
        self.shift = 0
        self.edits = []
        self.variables = []
        self.functions = []
        self.lexical = []
        self.constants = []


def prepare(code: str, program: object, ticking: bool) -> ScriptSource:
    """`program` is acorn's tree of `code`. `ticking`: loops and functions call TICK, which may end them (timeout)."""
    return _Preparation(code, program, ticking).result()


def behind_directives(body: object) -> int:
    """Where the statements of a function's body begin: text before 'use strict' would cancel its effect."""
    at = body.start + 1
    for statement in body.body:
        if js_typeof(statement.directive) != 'string':
            break
        at = statement.end
    return at


def tick_edits(code: str, program: object) -> list:
    """Edits that insert a call of TICK into the script's loops and functions."""
    preparation = _Preparation(code, program, True)
    preparation.only_ticks()
    return preparation.edits


def name_edits(code: str, program: object) -> list:
    """For code with its own declarations, a module or the body of a function: edits `typeof` and calls of names that
    may be the context's."""
    preparation = _Preparation(code, program, False)
    preparation.walk_as_module()
    return preparation.edits


def own_names(program: object) -> list:
    """The names that a module or the body of a function declares at its top level."""
    names = vars_of(program)
    for statement in program.body:
        if statement.type == 'ImportDeclaration':
            names.push(*statement.specifiers.map(lambda specifier: specifier.local.name))
        else:
            declaration = statement.declaration
            lexical_names([statement if declaration is None else declaration], names)
    return names


class EveryName:
    """A set of names for scopes.py that contains every name except some."""

    def __init__(self, without: list) -> None:
        self._without = js_new(HostSet, ['arguments', *without])

    def has(self, name: str) -> bool:
        return not self._without.has(name)


class _Preparation:
    def __init__(self, code: str, program: object, ticking: bool) -> None:
        self.code = code
        self.program = program
        self.ticking = ticking
        self.source = ScriptSource()
        self.edits = []
        self._firsts = js_new(HostSet)  # starts of statements in lists
        self._free = js_new(HostSet)  # the positions of names that may belong to the context
        self._is_in_context = True
        first = program.body[0]
        self.is_strict = first is not None and first.directive == 'use strict'

    def result(self) -> ScriptSource:
        source = self.source
        for statement in self.program.body:
            self._top(statement)
        gather_vars(self.program, source.variables)
        self._find_free([])
        self._walk(self.program, False)
        head = '"use strict";' if self.is_strict else ''
        if source.functions.length > 0:
            members = ', '.join([f'{name}' for name in source.functions])
            head += f'var {IGNORED} = {DEFINE}({{__proto__: null, {members}}});'
        source.text = head + self.edited()
        source.shift = head.length
        source.edits = self.edits
        return source

    def walk_as_module(self) -> None:
        """Leaves its variables in place."""
        self.is_strict = False
        if self._is_in_context:
            self._find_free(own_names(self.program))
        self._walk(self.program, False)

    def _find_free(self, declared: list) -> None:
        """`declared`: the names that the top level of the text declares itself."""
        uses = Uses(EveryName(declared), js_new(HostSet))
        uses.walk(self.program)
        for use in uses.uses:
            self._free.add(use.node.start)

    def only_ticks(self) -> None:
        self._is_in_context = False
        self.walk_as_module()

    def _top(self, statement: object) -> None:
        kind = statement.type
        if kind == 'FunctionDeclaration':
            self.source.functions.push(statement.id.name)
        elif kind == 'ClassDeclaration':
            self.source.lexical.push(statement.id.name)
            self._edit(statement.start, statement.start, f'var {IGNORED} = ({statement.id.name} = ')
            self._edit(statement.end, statement.end, ');')
        elif kind == 'VariableDeclaration' and statement.kind != 'var':
            names = declaration_names(statement, [])
            if statement.kind == 'const':
                self.source.constants.push(*names)
            else:
                self.source.lexical.push(*names)
            self._as_assignments(statement)

    def _as_assignments(self, declaration: object) -> None:
        """`let a = 1, {b} = c` becomes `var ignored = (a = 1, {b} = c)`: still a statement without a value."""
        declarators = declaration.declarations
        self._edit(declaration.start, declarators[0].start, f'var {IGNORED} = (')
        for declarator in declarators:
            if declarator.init is None:
                self._edit(declarator.end, declarator.end, ' = undefined')
        self._edit(declarators.at(-1).end, declarators.at(-1).end, ')')

    def _walk(self, node: object, in_function: bool) -> None:
        kind = node.type
        if kind in _LISTS:
            for statement in node.consequent if kind == 'SwitchCase' else node.body:
                self._firsts.add(statement.start)
        if (
            kind == 'UnaryExpression'
            and node.operator == 'typeof'
            and node.argument.type == 'Identifier'
            and self._free.has(node.argument.start)
        ):
            self._edit(node.start, node.start, f'{self._first(node)}({PROBE}("{node.argument.name}")(')
            self._edit(node.end, node.end, '))')
        elif kind == 'CallExpression' and node.callee.type == 'Identifier' and node.callee.name != 'eval':
            self._call(node.callee)
        elif kind == 'VariableDeclaration' and node.kind == 'var' and self.is_strict and not in_function:
            self._strict_var(node)
        elif self.ticking and kind in _LOOPS:
            self._tick(node.body)
        elif kind in _FUNCTIONS:
            if self.ticking and node.body.type == 'BlockStatement':
                at = behind_directives(node.body)
                self._edit(at, at, f'{TICK}();')
            in_function = True
        each_child(node, lambda child: self._walk(child, in_function))

    def _call(self, callee: object) -> None:
        """A function found in the scope's object would get that object as its `this`."""
        if self._free.has(callee.start):
            self._edit(callee.start, callee.end, f'{self._first(callee)}({CALL}{callee.name})')

    def _first(self, node: object) -> str:
        return FIRST if self._firsts.has(node.start) else ''

    def _tick(self, body: object) -> None:
        if body.type == 'BlockStatement':
            self._edit(body.start + 1, body.start + 1, f'{TICK}();')
        else:
            self._edit(body.start, body.start, f'{BLOCK_OPENING}{TICK}();')
            self._edit(body.end, body.end, BLOCK_CLOSING)

    def _strict_var(self, node: object) -> None:
        """Strict code keeps its variables to itself, so they become assignments to the context's."""
        if self._is_loop_head(node):
            self._edit(node.start, node.declarations[0].start, '')
            for declarator in node.declarations:
                if declarator.init is None and node.declarations.length > 1:
                    self._edit(declarator.end, declarator.end, ' = undefined')
        else:
            self._as_assignments(node)

    def _is_loop_head(self, node: object) -> bool:
        before = self.code[: node.start].trimEnd()
        return before.endswith('(')

    def _edit(self, start: int, end: int, text: str) -> None:
        self.edits.push([start, end, text])

    def edited(self) -> str:
        return edited(self.code, self.edits)
