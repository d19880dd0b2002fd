"""Names for functions that have none in the text, as V8 infers them from what they are assigned to.

Knows: acorn's trees."""

from __future__ import annotations

from runtime_py.node.source.syntax_tree import each_child

_NAMED = ['FunctionExpression', 'ArrowFunctionExpression']


def inferred_names(program: object, names: object) -> None:
    """Puts into the WeakMap `names` what each function is called."""

    def give(value, name):
        if value is None or name == '':
            return
        if value.type in _NAMED:
            names.set(value, name)
        elif value.type == 'ClassExpression' and value.id is None:
            name_constructor(value, name)
        elif value.type == 'ConditionalExpression':
            give(value.consequent, name)
            give(value.alternate, name)
        elif value.type == 'LogicalExpression':
            give(value.right, name)
        elif value.type == 'ObjectExpression':
            for member in value.properties:
                if member.computed:
                    give(member.value, name)

    def name_constructor(node, name):
        for member in node.body.body:
            if member.kind == 'constructor':
                names.set(member.value, name)

    def visit(node):
        if node.type == 'VariableDeclarator' or node.type == 'AssignmentPattern':
            target = node.id or node.left
            give(node.init or node.right, target.name or '')
        elif node.type == 'ExportDefaultDeclaration':
            if node.declaration.id is None:
                names.set(node.declaration, 'default')
        elif node.type == 'AssignmentExpression':
            give(node.right, target_name(node.left))
        elif node.type == 'Property' or node.type == 'PropertyDefinition':
            if not node.computed:
                give(node.value, node.key.name or '')
        elif node.type == 'ClassDeclaration' or node.type == 'ClassExpression':
            if node.id is not None:
                name_constructor(node, node.id.name)
        each_child(node, visit)

    visit(program)


def target_name(node: object) -> str:
    """`a.b.c`; empty for anything else."""
    if node.type == 'Identifier':
        return node.name
    if node.type == 'ThisExpression':
        return 'this'
    if node.type != 'MemberExpression' or node.computed or node.property.type != 'Identifier':
        return ''
    before = target_name(node.object)
    return '' if before == '' else f'{before}.{node.property.name}'
