"""The completion value of a script (ECMA-262, 14 and 6.2.4): what `node -p` and vm need from a script that the engine
runs without returning it.

Edits pass each value that may be the last one to `keep`, in the order of execution:

    if (a) b           ->  keep(void 0); if (a)  keep((b))
    for (x of y) f(x)  ->  keep(void 0); for (x of y)  keep((f(x)))

Knows: acorn's trees. Must not know: how the script is run."""

from __future__ import annotations

_EMPTY = [
    'VariableDeclaration',
    'FunctionDeclaration',
    'ClassDeclaration',
    'EmptyStatement',
    'DebuggerStatement',
    'BreakStatement',
    'ContinueStatement',
    'ThrowStatement',
]
_LOOPS = ['ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement', 'WithStatement']


def value_edits(program: object, keep: str) -> list:
    """`keep` is the name of the function."""
    edits = []
    last = last_statement(program.body)
    if last is not None and last.directive is None:
        visit(last, True, keep, edits)
    return edits


def last_statement(body: list) -> object:
    """The last statement that has a value: a declaration keeps the value before it."""
    for k in range(body.length - 1, -1, -1):
        if body[k].type not in _EMPTY:
            return body[k]
    return None


def visit(node: object, in_list: bool, keep: str, edits: list) -> None:
    """`in_list`: another statement can be inserted before it without braces."""
    kind = node.type
    if kind == 'ExpressionStatement':
        # two parentheses: the expression may be a sequence
        edits.push(
            [node.expression.start, node.expression.start, f' {keep}(('],
            [node.expression.end, node.expression.end, '))'],
        )
    elif kind == 'BlockStatement':
        for statement in node.body:
            visit(statement, True, keep, edits)
    elif kind not in _EMPTY:
        # without a value of its own it completes with undefined; braces keep `if (a) for (...) ...` a single statement
        edits.push([node.start, node.start, f'{"" if in_list else "{"} {keep}(void 0); '])
        inner = node
        while inner.type == 'LabeledStatement':
            inner = inner.body
        for part in parts_of(inner):
            visit(part, inner.type == 'SwitchStatement', keep, edits)
        if not in_list:
            edits.push([node.end, node.end, '}'])


def parts_of(node: object) -> list:
    """The statements that may determine this one's value; a `finally` doesn't."""
    kind = node.type
    if kind == 'IfStatement':
        return [node.consequent] if node.alternate is None else [node.consequent, node.alternate]
    if kind in _LOOPS:
        return [node.body]
    if kind == 'TryStatement':
        return [node.block] if node.handler is None else [node.block, node.handler.body]
    if kind == 'SwitchStatement':
        return node.cases.flatMap(lambda clause: clause.consequent)
    return [node] if kind == 'BlockStatement' or kind == 'ExpressionStatement' else []
