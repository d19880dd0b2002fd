"""Which names the parts of a program declare (ECMA-262, 8.2: BoundNames, LexicallyDeclaredNames, VarDeclaredNames), and
which a target of an assignment sets.

Knows: acorn's trees."""

from __future__ import annotations

from runtime_py.node.source.syntax_tree import each_child


def pattern_names(pattern: object, into: list) -> list:
    """The names that a binding pattern declares."""
    for identifier in targets_of(pattern, []):
        into.push(identifier.name)
    return into


def declaration_names(declaration: object, into: list) -> list:
    for declarator in declaration.declarations:
        pattern_names(declarator.id, into)
    return into


def lexical_names(statements: list, into: list) -> list:
    """The names declared by let, const, class and function in a list of statements."""
    for statement in statements:
        if statement.type == 'VariableDeclaration' and statement.kind != 'var':
            declaration_names(statement, into)
        elif (
            statement.type == 'FunctionDeclaration' or statement.type == 'ClassDeclaration'
        ) and statement.id is not None:
            into.push(statement.id.name)
    return into


def vars_of(body: object) -> list:
    into = []
    gather_vars(body, into)
    return into


def gather_vars(node: object, into: list) -> None:
    """`var` belongs to its function, however deeply it is nested in blocks."""
    kind = node.type
    if (
        kind.endswith('Expression')
        or kind == 'FunctionDeclaration'
        or kind == 'ClassDeclaration'
        or kind == 'ExpressionStatement'
    ):
        return
    if kind == 'VariableDeclaration':
        if node.kind == 'var':
            declaration_names(node, into)
        return
    each_child(node, lambda child: gather_vars(child, into))


def targets_of(pattern: object, into: list) -> list:
    """The Identifier and MemberExpression nodes that an assignment to `pattern` sets."""
    kind = pattern.type
    if kind == 'ObjectPattern':
        for member in pattern.properties:
            targets_of(member.argument if member.type == 'RestElement' else member.value, into)
    elif kind == 'ArrayPattern':
        for element in pattern.elements:
            if element is not None:
                targets_of(element, into)
    elif kind == 'AssignmentPattern':
        targets_of(pattern.left, into)
    elif kind == 'RestElement':
        targets_of(pattern.argument, into)
    else:
        into.push(pattern)
    return into
