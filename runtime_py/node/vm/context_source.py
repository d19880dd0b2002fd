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
# Called as the value of an assignment, a function gets no `this`, and V8's messages show its name alone. The name is
# assigned only if it has no value; then the call fails.
CALL = ' ??=/*$terrarium_call*/ '
EVALUATOR = '$terrarium_evaluator'  # the context's indirect eval
OUTER = '$terrarium_outer'  # the engine's global object
GLOBAL = '$terrarium_global'  # the context's
# at the beginning of a function: a call without `this` happens again with the context's global object
RECEIVE = f'if(this==={OUTER})return '
RECEIVE_AGAIN = f'arguments.callee.apply({GLOBAL},arguments);'
THIS_OPENING = f'(this==={OUTER}?{GLOBAL}:/*$terrarium_this*/'
# before a parenthesis that begins a statement, which must not be parsed as arguments of the previous line
FIRST = ';/*$terrarium_first*/'
IGNORED = '$terrarium_ignored'
TICK = '$terrarium_tick'
# around the body of a loop, marked for original_text.py
BLOCK_OPENING = '{/*$*/'
BLOCK_CLOSING = '/*$*/}'
DIRECTIVE_END = ';/*$directive*/'

_LOOPS = ['WhileStatement', 'DoWhileStatement', 'ForStatement', 'ForInStatement', 'ForOfStatement']
_LISTS = ['Program', 'BlockStatement', 'StaticBlock', 'SwitchCase']
_FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']
_RECEIVERS = ['FunctionDeclaration', 'FunctionExpression']
_CLASSES = ['ClassDeclaration', 'ClassExpression']


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


def prepare_eval(code: str, program: object) -> ScriptSource:
    """As `prepare`, for the text of an eval outside functions, which keeps its let, const and class."""
    return _Preparation(code, program, False).eval_result()


def behind_directives(body: object) -> int:
    """Where the statements of a function's body begin: text before 'use strict' would cancel its effect."""
    at = body.start + 1
    for statement in body.body:
        if js_typeof(statement.directive) != 'string':
            break
        at = statement.end
    return at


def after_directives(code: str, at: int) -> str:
    """What must precede text that is inserted there: a directive may end without a semicolon."""
    return '' if code[at - 1] in ['{', ';'] else DIRECTIVE_END


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


def is_strict_body(body: object) -> bool:
    return body.type == 'BlockStatement' and body.body.some(lambda statement: statement.directive == 'use strict')


def receivers_in(owner: object) -> list:
    """The uses of the function's own `this`, also in arrow functions, and the direct evals, which may use it."""
    found = []

    def collect(node):
        if node.type == 'ThisExpression' or is_direct_eval(node):
            found.push(node)
        elif node.type not in _RECEIVERS and node.type not in _CLASSES:
            each_child(node, collect)

    each_child(owner, collect)
    return found


def is_direct_eval(node: object) -> bool:
    return node.type == 'CallExpression' and node.callee.type == 'Identifier' and node.callee.name == 'eval'


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
        self._direct = js_new(HostSet)  # positions of `eval` that must keep this name
        self._is_in_context = True
        self._is_script = False  # its declarations belong to the context
        self._lexical = []
        first = program.body[0]
        self.is_strict = first is not None and first.directive == 'use strict'
        self._is_sloppy = not self.is_strict and program.sourceType != 'module'  # the function or class at hand

    def result(self) -> ScriptSource:
        for statement in self.program.body:
            self._top(statement)
        self._find_free([])
        return self._declaring()

    def eval_result(self) -> ScriptSource:
        for statement in self.program.body:
            if statement.type == 'FunctionDeclaration':
                self._top(statement)
        self._find_free(lexical_names(self.program.body, []).filter(lambda name: name not in self.source.functions))
        return self._declaring()

    def _declaring(self) -> ScriptSource:
        source = self.source
        self._is_script = True
        self._lexical = lexical_names(self.program.body, [])
        gather_vars(self.program, source.variables)
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
        elif kind == 'CallExpression' and node.callee.type == 'Identifier':
            self._call(node.callee)
        elif kind == 'TaggedTemplateExpression' and node.tag.type == 'Identifier':
            self._call(node.tag)
        elif kind == 'Property' and node.shorthand:
            self._direct.add(node.value.start)
        elif kind == 'Identifier' and node.name == 'eval' and not self._direct.has(node.start):
            if self._free.has(node.start):
                self._edit(node.start, node.end, EVALUATOR)
        elif kind == 'VariableDeclaration' and node.kind == 'var' and self.is_strict and not in_function:
            self._strict_var(node)
        elif self.ticking and kind in _LOOPS:
            self._tick(node.body)
        elif self.ticking and kind == 'TryStatement':
            for handler in [node.handler, node.finalizer]:
                if handler is not None:
                    self._tick(handler.body if handler.type == 'CatchClause' else handler)
        elif kind in _FUNCTIONS:
            if kind == 'FunctionDeclaration' and not in_function:
                self._pass_out_of_block(node)
            if self.ticking and node.body.type == 'BlockStatement':
                at = behind_directives(node.body)
                self._edit(at, at, f'{after_directives(self.code, at)}{TICK}();')
            in_function = True
        was_sloppy = self._is_sloppy
        if kind in _CLASSES or (kind in _FUNCTIONS and is_strict_body(node.body)):
            self._is_sloppy = False
        if kind in _RECEIVERS and self._is_sloppy and self._is_in_context:
            self._receive(node)
        each_child(node, lambda child: self._walk(child, in_function))
        self._is_sloppy = was_sloppy

    def _call(self, callee: object) -> None:
        """A function found in the scope's object would get that object as its `this`."""
        name = callee.name
        if name == 'eval':
            self._direct.add(callee.start)
        elif self._free.has(callee.start):
            # a constant can't be assigned
            is_constant = name in self.source.constants or (name == 'undefined' and not self._is_sloppy)
            called = f'0,/*$terrarium_call*/{name}' if is_constant else name + CALL + name
            self._edit(callee.start, callee.end, f'{self._first(callee)}({called})')

    def _receive(self, node: object) -> None:
        """The engine gives sloppy functions that are called without `this` its own global object."""
        uses = receivers_in(node)
        if uses.length == 0:
            return
        if node.params.every(lambda parameter: parameter.type == 'Identifier' and parameter.name != 'arguments'):
            at = behind_directives(node.body)
            self._edit(
                at, at, after_directives(self.code, at) + RECEIVE + ('yield*' if node.generator else '') + RECEIVE_AGAIN
            )
        else:  # such a function has no `arguments.callee`
            for use in uses.filter(lambda use: use.type == 'ThisExpression'):
                self._edit(use.start, use.start, THIS_OPENING)
                self._edit(use.end, use.end, ')')

    def _pass_out_of_block(self, node: object) -> None:
        """In sloppy code a function that is declared in a block is a variable outside (ECMA-262, B.3.2)."""
        if node.id is None:  # export default function () {}
            return
        name = node.id.name
        is_at_top = node in self.program.body
        is_plain = not node['async'] and not node.generator and self._firsts.has(node.start)
        if is_at_top or not is_plain or not self._is_script or not self._is_sloppy or name in self._lexical:
            return
        self.source.variables.push(name)
        self._edit(node.end, node.end, f'var {IGNORED} = {DEFINE}({{__proto__: null, {name}}});')

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
