"""Corrects the place of a ReferenceError if the undefined name is the first thing that a statement with `await` or
`yield` evaluates: V8 reports the statement's start.

V8 assigns the first bytecode of a statement the position of the statement's start. Where the loaders wrap the operand
in a call (await_source.py), the call's name is read first, so the engine reports the undefined name's own position.
Knows: acorn's trees."""

from __future__ import annotations

from runtime_py.node.source.syntax_tree import each_child

# expressions that first evaluate this part
_FIRST_PART = {
    'AwaitExpression': 'argument',
    'YieldExpression': 'argument',
    'MemberExpression': 'object',
    'NewExpression': 'callee',
    'UnaryExpression': 'argument',
    'BinaryExpression': 'left',
    'LogicalExpression': 'left',
    'ConditionalExpression': 'test',
    'ChainExpression': 'expression',
}
# the reported position is the start of the statement, or of that part
_STATEMENTS = {
    'ExpressionStatement': 'expression',
    'ReturnStatement': 'argument',
    'ThrowStatement': 'argument',
    'IfStatement': 'test',
    'SwitchStatement': 'discriminant',
}
_PARTS = {
    'VariableDeclarator': 'init',
    'WhileStatement': 'test',
    'DoWhileStatement': 'test',
    'ForStatement': 'test',
    'ForOfStatement': 'right',
}
_AWAITS = ['AwaitExpression']
_GENERATOR_AWAITS = ['AwaitExpression', 'YieldExpression', 'ReturnStatement']  # in an async generator


def place_edits(tree: object) -> list:
    """[start, start, '', place] for each such name (text_edits.py)."""
    edits = []
    collect(tree, edits, _AWAITS)
    return edits


def collect(node: object, edits: list, awaits: list) -> None:
    """`awaits`: the kinds of nodes that are edited here."""
    kind = node.type
    if 'Function' in kind:
        awaits = _GENERATOR_AWAITS if node['async'] and node.generator else _AWAITS
    if Object.hasOwn(_STATEMENTS, kind):
        note(node[_STATEMENTS[kind]], node.start, kind in awaits, awaits, edits)
    elif Object.hasOwn(_PARTS, kind):
        part = node[_PARTS[kind]]
        note(part, 0 if part is None else part.start, False, awaits, edits)
    elif kind == 'ArrowFunctionExpression' and node.expression:
        note(node.body, place_of(node.body), False, awaits, edits)
    each_child(node, lambda child: collect(child, edits, awaits))


def place_of(node: object) -> int:
    if node.type != 'MemberExpression':
        return node.start
    return node.object.end if node.computed else node.property.start


def first_part(node: object) -> object:
    if node.type == 'AssignmentExpression':
        return node.right if node.operator == '=' and node.left.type == 'Identifier' else None
    return node[_FIRST_PART[node.type]] if Object.hasOwn(_FIRST_PART, node.type) else None


def note(node: object, place: int, is_wrapped: bool, awaits: list, edits: list) -> None:
    while node is not None and first_part(node) is not None:
        is_wrapped = is_wrapped or node.type in awaits
        node = first_part(node)
    if node is not None and node.type == 'TemplateLiteral' and node.expressions.length > 0:
        node = node.expressions[0]
    if is_wrapped and node is not None and node.type == 'Identifier':
        edits.push([node.start, node.start, '', place])
