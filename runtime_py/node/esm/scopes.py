"""Finds where a module uses imported names and writes exported ones, and where it has import(), import.meta and
top-level await.

Scope analysis over acorn's trees (ECMA-262, 8.2): a name counts only if no scope in between redeclares it. Must not
know how uses are rewritten."""

from __future__ import annotations

from runtime_py.node.esm.declared_names import (
    declaration_names,
    gather_vars,
    lexical_names,
    pattern_names,
    targets_of,
    vars_of,
)
from runtime_py.node.source.syntax_tree import each_child

HostSet = globalThis.Set
HostMap = globalThis.Map

READ = 0
CALL = 1  # the callee of a call, or the tag of a template: it must not become a method call
SHORTHAND = 2  # { name }
MEMBER = 3  # name.property or name[key], read
NEW = 4  # the callee of `new`
ITERATED = 5  # ...name, for (x of name), [x] = name


class Use:
    def __init__(self, node: object, kind: int) -> None:
        self.node = node
        self.kind = kind


class Write:
    """An assignment, an update or a loop's head, inside a function, that sets exported variables."""

    def __init__(self, node: object, names: list) -> None:
        self.node = node
        self.names = names


class Uses:
    """The result of a walk. `imported_names` are the imported names, `exported_names` the module's own exported
    variables."""

    def __init__(self, imported_names: object, exported_names: object) -> None:
        self.imported_names = imported_names
        self.exported_names = exported_names
        self.uses = []
        self.writes = []  # of exported variables, innermost first
        self.written_imports = js_new(HostSet)
        self.has_eval = False  # the effect of its text can't be known
        # [node, whether it is in a typeof] of the name `arguments` outside functions that have their own
        self.arguments = []
        self.dynamic_imports = []  # ImportExpression nodes
        self.metas = []  # import.meta
        self.has_top_level_await = False
        self.awaits = []  # top-level await expressions
        self.has_other_awaits = False  # for await, await using
        self.statement_starts = js_new(HostSet)  # expression statements before which a statement can be inserted
        self._scopes = []  # sets of redeclared names
        self._functions = 0
        self._own_arguments = 0  # enclosing functions that aren't arrow functions
        self._targets = js_new(HostSet)  # member expressions that are assigned or deleted

    # scopes

    def _enter(self, declared: list) -> None:
        self._scopes.push(
            js_new(
                HostSet, declared.filter(lambda name: self.imported_names.has(name) or self.exported_names.has(name))
            )
        )

    def _leave(self) -> None:
        self._scopes.pop()

    def _is_shadowed(self, name: str) -> bool:
        for scope in self._scopes:
            if scope.has(name):
                return True
        return False

    def _note(self, node: object, kind: int) -> None:
        if self.imported_names.has(node.name) and not self._is_shadowed(node.name):
            self.uses.push(Use(node, kind))
        elif node.name == 'arguments' and self._own_arguments == 0:
            self.arguments.push([node, False])

    # nodes

    def walk(self, node: object) -> None:
        visit = _VISITS.get(node.type)
        if visit is None:
            self.walk_children(node)
        else:
            visit(self, node)

    def walk_children(self, node: object) -> None:
        each_child(node, lambda child: self.walk(child))

    def walk_list(self, statements: list) -> None:
        for statement in statements:
            if statement.type == 'ExpressionStatement':
                self.statement_starts.add(statement.start)
            self.walk(statement)

    def walk_scope(self, declared: list, node: object) -> None:
        self._enter(declared)
        self.walk_children(node)
        self._leave()

    def identifier(self, node: object) -> None:
        self._note(node, READ)

    def member(self, node: object) -> None:
        if node.object.type == 'Identifier':
            self._note(node.object, READ if self._targets.has(node) else MEMBER)
        else:
            self.walk(node.object)
        if node.computed:
            self.walk(node.property)

    def call(self, node: object) -> None:
        if node.callee.type == 'Identifier' and node.callee.name == 'eval':
            self.has_eval = True
        self.callee(node.callee)
        for argument in node.arguments:
            self.walk(argument)

    def spread(self, node: object) -> None:
        self.iterated(node.argument)

    def iterated(self, node: object) -> None:
        if node.type == 'Identifier':
            self._note(node, ITERATED)
        else:
            self.walk(node)

    def declarator(self, node: object) -> None:
        self.walk(node.id)
        if node.init is not None and node.id.type == 'ArrayPattern':
            self.iterated(node.init)
        elif node.init is not None:
            self.walk(node.init)

    def tagged(self, node: object) -> None:
        self.callee(node.tag)
        self.walk(node.quasi)

    def callee(self, node: object) -> None:
        if node.type == 'Identifier':
            self._note(node, CALL)
        else:
            self.walk(node)

    def instantiation(self, node: object) -> None:
        if node.callee.type == 'Identifier':
            self._note(node.callee, NEW)
        else:
            self.walk(node.callee)
        for argument in node.arguments:
            self.walk(argument)

    def unary(self, node: object) -> None:
        argument = node.argument
        if (
            node.operator == 'typeof'
            and argument.type == 'Identifier'
            and argument.name == 'arguments'
            and self._own_arguments == 0
        ):
            self.arguments.push([argument, True])
            return
        if node.operator == 'delete':
            self._targets.add(argument)
        self.walk(argument)

    def assignment(self, node: object) -> None:
        names = self._set_names(node.left)
        self.walk_children(node)
        self._note_write(node, names)

    def update(self, node: object) -> None:
        names = self._set_names(node.argument)
        self.walk(node.argument)
        self._note_write(node, names)

    def _set_names(self, pattern: object) -> list:
        """The exported variables that an assignment to `pattern` sets; records its other targets."""
        names = []
        for target in targets_of(pattern, []):
            if target.type != 'Identifier':
                self._targets.add(target)
            elif not self._is_shadowed(target.name):
                if self.imported_names.has(target.name):
                    self.written_imports.add(target.name)
                elif self.exported_names.has(target.name):
                    names.push(target.name)
        return names

    def _note_write(self, node: object, names: list) -> None:
        # what a module sets while its body runs is set before modules that import it begin
        if names.length > 0 and self._functions > 0:
            self.writes.push(Write(node, names))

    def property(self, node: object) -> None:
        if node.computed:
            self.walk(node.key)
        if not node.shorthand:
            self.walk(node.value)
        elif node.value.type == 'Identifier':
            self._note(node.value, SHORTHAND)
        else:
            self._note(node.value.left, SHORTHAND)
            self.walk(node.value.right)

    def class_member(self, node: object) -> None:
        if node.computed:
            self.walk(node.key)
        if node.value is not None:
            # a field's initializer is evaluated as in a method
            self._functions += 1
            self.walk(node.value)
            self._functions -= 1

    def labelled(self, node: object) -> None:
        self.walk(node.body)

    def nothing(self, node: object) -> None:
        pass

    def meta(self, node: object) -> None:
        if node.meta.name == 'import':
            self.metas.push(node)

    def dynamic_import(self, node: object) -> None:
        self.dynamic_imports.push(node)
        self.walk_children(node)

    def awaited(self, node: object) -> None:
        if self._functions == 0:
            self.has_top_level_await = True
            self.awaits.push(node)
        self.walk_children(node)

    def declaration(self, node: object) -> None:
        if node.kind == 'await using' and self._functions == 0:
            self.has_top_level_await = True
            self.has_other_awaits = True
        self.walk_children(node)

    def function(self, node: object) -> None:
        declared = vars_of(node.body)
        for parameter in node.params:
            pattern_names(parameter, declared)
        if node.body.type == 'BlockStatement':
            lexical_names(node.body.body, declared)
        if node.type == 'FunctionExpression' and node.id is not None:
            declared.push(node.id.name)
        has_arguments = 0 if node.type == 'ArrowFunctionExpression' else 1
        self._functions += 1
        self._own_arguments += has_arguments
        self._enter(declared)
        for parameter in node.params:
            self.walk(parameter)
        if node.body.type == 'BlockStatement':
            self.walk_list(node.body.body)
        else:
            self.walk(node.body)
        self._leave()
        self._own_arguments -= has_arguments
        self._functions -= 1

    def class_scope(self, node: object) -> None:
        self.walk_scope([] if node.id is None else [node.id.name], node)

    def block(self, node: object) -> None:
        self._enter(lexical_names(node.body, []))
        self.walk_list(node.body)
        self._leave()

    def static_block(self, node: object) -> None:
        declared = []
        for statement in node.body:
            gather_vars(statement, declared)
        self._enter(lexical_names(node.body, declared))
        self.walk_list(node.body)
        self._leave()

    def switch(self, node: object) -> None:
        self.walk(node.discriminant)
        declared = []
        for part in node.cases:
            lexical_names(part.consequent, declared)
        self._enter(declared)
        for part in node.cases:
            if part.test is not None:
                self.walk(part.test)
            self.walk_list(part.consequent)
        self._leave()

    def loop(self, node: object) -> None:
        if node['await'] and self._functions == 0:
            self.has_top_level_await = True
            self.has_other_awaits = True
            self.awaits.push(node.left.declarations[0].id if node.left.type == 'VariableDeclaration' else node.left)
        head = node.init if node.type == 'ForStatement' else node.left
        declared = []
        if head is not None and head.type == 'VariableDeclaration' and head.kind != 'var':
            declaration_names(head, declared)
        is_assignment = node.type != 'ForStatement' and head.type != 'VariableDeclaration'
        names = self._set_names(head) if is_assignment else []
        self._enter(declared)
        if node.type == 'ForOfStatement':
            self.walk(node.left)
            self.iterated(node.right)
            self.walk(node.body)
        else:
            self.walk_children(node)
        self._leave()
        self._note_write(node, names)

    def catch_clause(self, node: object) -> None:
        self.walk_scope([] if node.param is None else pattern_names(node.param, []), node)

    def exported(self, node: object) -> None:
        if node.declaration is not None:
            self.walk(node.declaration)


_VISITS = js_new(
    HostMap,
    [
        ['Identifier', lambda uses, node: uses.identifier(node)],
        ['MemberExpression', lambda uses, node: uses.member(node)],
        ['CallExpression', lambda uses, node: uses.call(node)],
        ['NewExpression', lambda uses, node: uses.instantiation(node)],
        ['UnaryExpression', lambda uses, node: uses.unary(node)],
        ['AssignmentExpression', lambda uses, node: uses.assignment(node)],
        ['UpdateExpression', lambda uses, node: uses.update(node)],
        ['TaggedTemplateExpression', lambda uses, node: uses.tagged(node)],
        ['Property', lambda uses, node: uses.property(node)],
        ['MethodDefinition', lambda uses, node: uses.class_member(node)],
        ['PropertyDefinition', lambda uses, node: uses.class_member(node)],
        ['LabeledStatement', lambda uses, node: uses.labelled(node)],
        ['BreakStatement', lambda uses, node: uses.nothing(node)],
        ['ContinueStatement', lambda uses, node: uses.nothing(node)],
        ['MetaProperty', lambda uses, node: uses.meta(node)],
        ['ImportExpression', lambda uses, node: uses.dynamic_import(node)],
        ['AwaitExpression', lambda uses, node: uses.awaited(node)],
        ['VariableDeclaration', lambda uses, node: uses.declaration(node)],
        ['VariableDeclarator', lambda uses, node: uses.declarator(node)],
        ['SpreadElement', lambda uses, node: uses.spread(node)],
        ['FunctionDeclaration', lambda uses, node: uses.function(node)],
        ['FunctionExpression', lambda uses, node: uses.function(node)],
        ['ArrowFunctionExpression', lambda uses, node: uses.function(node)],
        ['ClassDeclaration', lambda uses, node: uses.class_scope(node)],
        ['ClassExpression', lambda uses, node: uses.class_scope(node)],
        ['BlockStatement', lambda uses, node: uses.block(node)],
        ['StaticBlock', lambda uses, node: uses.static_block(node)],
        ['SwitchStatement', lambda uses, node: uses.switch(node)],
        ['ForStatement', lambda uses, node: uses.loop(node)],
        ['ForInStatement', lambda uses, node: uses.loop(node)],
        ['ForOfStatement', lambda uses, node: uses.loop(node)],
        ['CatchClause', lambda uses, node: uses.catch_clause(node)],
        ['ImportDeclaration', lambda uses, node: uses.nothing(node)],
        ['ExportAllDeclaration', lambda uses, node: uses.nothing(node)],
        ['ExportNamedDeclaration', lambda uses, node: uses.exported(node)],
        ['ExportDefaultDeclaration', lambda uses, node: uses.exported(node)],
        ['Program', lambda uses, node: uses.walk_list(node.body)],
    ],
)
