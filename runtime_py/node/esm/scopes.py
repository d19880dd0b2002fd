"""Where a module uses the names that it imports, and where it says import(), import.meta and await at its top level.

Scope analysis over acorn's trees (ECMA-262, 8.2): a name counts only where no scope in between declares it anew. Must not know how uses are rewritten."""
from __future__ import annotations

from runtime_py.node.syntax_tree import each_child

HostSet = globalThis.Set
HostMap = globalThis.Map

READ = 0
CALL = 1            # the callee of a call, or the tag of a template: it must not become a method call
SHORTHAND = 2       # { name }
MEMBER = 3          # name.property


class Use:
    def __init__(self, node: object, kind: int) -> None:
        self.node = node
        self.kind = kind


class Uses:
    """What a walk finds. `names` are the imported ones."""

    def __init__(self, names: object) -> None:
        self.names = names
        self.uses = []
        self.dynamic_imports = []       # ImportExpression nodes
        self.metas = []                 # import.meta
        self.has_top_level_await = False
        self.awaits = []                # top-level await expressions
        self.has_other_awaits = False   # for await, await using
        self.statement_starts = js_new(HostSet)     # of expression statements that another statement may precede
        self._scopes = []               # sets of imported names that are declared anew
        self._functions = 0

    # scopes

    def _enter(self, declared: list) -> None:
        self._scopes.push(js_new(HostSet, declared.filter(lambda name: self.names.has(name))))

    def _leave(self) -> None:
        self._scopes.pop()

    def _is_shadowed(self, name: str) -> bool:
        for scope in self._scopes:
            if scope.has(name):
                return True
        return False

    def _note(self, node: object, kind: int) -> None:
        if self.names.has(node.name) and not self._is_shadowed(node.name):
            self.uses.push(Use(node, kind))

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
        if node.object.type == 'Identifier' and not node.computed:
            self._note(node.object, MEMBER)
        else:
            self.walk(node.object)
        if node.computed:
            self.walk(node.property)

    def call(self, node: object) -> None:
        self.callee(node.callee)
        for argument in node.arguments:
            self.walk(argument)

    def tagged(self, node: object) -> None:
        self.callee(node.tag)
        self.walk(node.quasi)

    def callee(self, node: object) -> None:
        if node.type == 'Identifier':
            self._note(node, CALL)
        else:
            self.walk(node)

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
            self.walk(node.value)

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
        self._functions += 1
        self._enter(declared)
        for parameter in node.params:
            self.walk(parameter)
        if node.body.type == 'BlockStatement':
            self.walk_list(node.body.body)
        else:
            self.walk(node.body)
        self._leave()
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
        head = node.init if node.type == 'ForStatement' else node.left
        declared = []
        if head is not None and head.type == 'VariableDeclaration' and head.kind != 'var':
            declaration_names(head, declared)
        self.walk_scope(declared, node)

    def catch_clause(self, node: object) -> None:
        self.walk_scope([] if node.param is None else pattern_names(node.param, []), node)

    def exported(self, node: object) -> None:
        if node.declaration is not None:
            self.walk(node.declaration)


_VISITS = js_new(HostMap, [
    ['Identifier', lambda uses, node: uses.identifier(node)],
    ['MemberExpression', lambda uses, node: uses.member(node)],
    ['CallExpression', lambda uses, node: uses.call(node)],
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
])


# declared names

def pattern_names(pattern: object, into: list) -> list:
    """The names that a binding pattern declares."""
    kind = pattern.type
    if kind == 'Identifier':
        into.push(pattern.name)
    elif kind == 'ObjectPattern':
        for member in pattern.properties:
            pattern_names(member.argument if member.type == 'RestElement' else member.value, into)
    elif kind == 'ArrayPattern':
        for element in pattern.elements:
            if element is not None:
                pattern_names(element, into)
    elif kind == 'AssignmentPattern':
        pattern_names(pattern.left, into)
    elif kind == 'RestElement':
        pattern_names(pattern.argument, into)
    return into


def declaration_names(declaration: object, into: list) -> list:
    for declarator in declaration.declarations:
        pattern_names(declarator.id, into)
    return into


def lexical_names(statements: list, into: list) -> list:
    """let, const, class and function of a list of statements."""
    for statement in statements:
        if statement.type == 'VariableDeclaration' and statement.kind != 'var':
            declaration_names(statement, into)
        elif (statement.type == 'FunctionDeclaration' or statement.type == 'ClassDeclaration') and statement.id is not None:
            into.push(statement.id.name)
    return into


def vars_of(body: object) -> list:
    into = []
    gather_vars(body, into)
    return into


def gather_vars(node: object, into: list) -> None:
    """`var` belongs to its function, however deep in blocks it stands."""
    kind = node.type
    if kind.endswith('Expression') or kind == 'FunctionDeclaration' or kind == 'ClassDeclaration' or kind == 'ExpressionStatement':
        return
    if kind == 'VariableDeclaration':
        if node.kind == 'var':
            declaration_names(node, into)
        return
    each_child(node, lambda child: gather_vars(child, into))
