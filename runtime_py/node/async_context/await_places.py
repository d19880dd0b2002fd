"""Corrects the place of a ReferenceError if the undefined name is the first thing that a statement with `await` or
`yield` evaluates: V8 reports the statement's start.

V8 assigns the first bytecode of a statement the position of the statement's start. Where the loaders wrap the operand
in a call (await_source.py), the call's name is read first, so the engine reports the undefined name's own position.
Knows: acorn's trees."""

from __future__ import annotations

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


def note_places(node: object, is_async_generator: bool, edits: list) -> None:
    """Adds [start, start, '', place] (text_edits.py) for such names of this node. `is_async_generator`: of the function
    that it is in, or that it is."""
    kind = node.type
    if Object.hasOwn(_STATEMENTS, kind):
        awaits = _GENERATOR_AWAITS if is_async_generator else _AWAITS
        note(node[_STATEMENTS[kind]], node.start, kind in awaits, awaits, edits)
    elif Object.hasOwn(_PARTS, kind):
        part = node[_PARTS[kind]]
        note(
            part, 0 if part is None else part.start, False, _GENERATOR_AWAITS if is_async_generator else _AWAITS, edits
        )
    elif kind == 'ArrowFunctionExpression' and node.expression:
        note(node.body, place_of(node.body), False, _AWAITS, edits)


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
