"""Expressions with another meaning in JavaScript: truth of collections, equality by identity, operators, indices,
numbers."""

import ast

from toolchain.lint.kinds import COLLECTIONS

MAX_INT32 = 0x7FFFFFFF
MAX_SAFE = 2**53
BIT_OPERATORS = (ast.LShift, ast.RShift, ast.BitAnd, ast.BitOr, ast.BitXor)


def truth(context, node: ast.AST) -> None:
    tests: list[ast.expr] = []
    if isinstance(node, (ast.If, ast.While, ast.IfExp, ast.Assert)):
        tests = [node.test]
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        tests = [node.operand]
    elif isinstance(node, ast.BoolOp):
        tests = node.values[:-1]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == 'bool':
        tests = node.args
    elif isinstance(node, ast.comprehension):
        tests = node.ifs
    for test in tests:
        for leaf in _leaves(test):
            kind = context.kinds.of(leaf)
            if kind in COLLECTIONS:
                context.report(
                    leaf,
                    f'the truth of a {kind} differs (always true in JavaScript): write `len(x) > 0`, `.size > 0` or `is not None`',
                )


def _leaves(test: ast.expr) -> list[ast.expr]:
    return [leaf for value in test.values for leaf in _leaves(value)] if isinstance(test, ast.BoolOp) else [test]


def comparison(context, node: ast.AST) -> None:
    if not isinstance(node, ast.Compare):
        return
    left = node.left
    for operator, right in zip(node.ops, node.comparators, strict=True):
        kinds = (context.kinds.of(left), context.kinds.of(right))
        if isinstance(operator, (ast.Eq, ast.NotEq)) and _is_none(right):
            context.report(node, '`== None` misses undefined: write `is None`')
        elif (
            isinstance(operator, (ast.Is, ast.IsNot))
            and isinstance(right, ast.Constant)
            and isinstance(right.value, (str, int, bytes))
            and not isinstance(right.value, bool)
        ):
            context.report(node, '`is` with a literal compares identities: write `==`')
        elif isinstance(operator, (ast.Eq, ast.NotEq)) and not context.is_test and any(k in COLLECTIONS for k in kinds):
            context.report(
                node,
                'collections are compared by identity in JavaScript: use equal() of runtime_py.platform.bytes or .lists',
            )
        elif isinstance(operator, (ast.Lt, ast.LtE, ast.Gt, ast.GtE)) and any(k in COLLECTIONS for k in kinds):
            context.report(node, 'the order of collections differs: compare their parts')
        elif isinstance(operator, (ast.In, ast.NotIn)):
            _membership(context, node, kinds)
        left = right


def _membership(context, node: ast.Compare, kinds: tuple[str, str]) -> None:
    if kinds[0] in ('list', 'tuple', 'bytes') and not context.is_test:
        context.report(node, 'membership of a collection is by identity in JavaScript: compare with a loop and equal()')
    if kinds[1] == 'dict' and not context.touches_javascript:
        context.report(
            node, '`in` a dict is unsafe for keys such as `constructor`: use Map of runtime_py.platform.maps'
        )


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def arithmetic(context, node: ast.AST) -> None:
    if isinstance(node, ast.BinOp):
        left, right, operator = context.kinds.of(node.left), context.kinds.of(node.right), node.op
    elif isinstance(node, ast.AugAssign):
        left, right, operator = context.kinds.of(node.target), context.kinds.of(node.value), node.op
    else:
        return
    if isinstance(operator, ast.Add) and (
        'list' in (left, right) or 'tuple' in (left, right) or 'bytes' in (left, right)
    ):
        context.report(
            node,
            '`+` joins lists as text in JavaScript: use extend(), concat() of runtime_py.platform.bytes, or [*a, *b]',
        )
    if isinstance(operator, ast.Mult) and (
        left in ('list', 'str', 'tuple', 'bytes') or right in ('list', 'str', 'tuple', 'bytes')
    ):
        context.report(
            node, '`*` does not repeat in JavaScript: use repeat() of runtime_py.platform.text or a comprehension'
        )
    if isinstance(operator, ast.Mod) and left == 'str':
        context.report(node, '`%` does not format in JavaScript: use an f-string')
    if isinstance(operator, ast.MatMult):
        context.report(node, 'the operator @ is not in the dialect')


def numbers(context, node: ast.AST) -> None:
    if (
        isinstance(node, ast.Constant)
        and isinstance(node.value, int)
        and not isinstance(node.value, bool)
        and abs(node.value) > MAX_SAFE
    ):
        context.report(node, 'integers above 2**53 lose digits: use BigInt through runtime_py.platform, or split words')
    if isinstance(node, ast.Constant) and isinstance(node.value, complex):
        context.report(node, 'complex numbers are not in the dialect')
    if not (isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, BIT_OPERATORS)):
        return
    right = node.right if isinstance(node, ast.BinOp) else node.value
    if (
        isinstance(node.op, (ast.LShift, ast.RShift))
        and isinstance(right, ast.Constant)
        and isinstance(right.value, int)
    ):
        if right.value > 30 and isinstance(node.op, ast.LShift) or right.value > 31:
            context.report(
                node,
                'shifts are 32-bit signed in JavaScript: multiply or divide by 2**n, or use u32() of runtime_py.platform.numbers',
            )
    for part in (node.left if isinstance(node, ast.BinOp) else node.target, right):
        if isinstance(part, ast.Constant) and isinstance(part.value, int) and part.value > MAX_INT32:
            context.report(
                node,
                'bit operators are 32-bit signed in JavaScript: mask with at most 0x7fffffff, or use u32() of runtime_py.platform.numbers',
            )


def indices(context, node: ast.AST) -> None:
    if not isinstance(node, ast.Subscript):
        return
    index = node.slice
    negative = isinstance(index, ast.UnaryOp) and isinstance(index.op, ast.USub)
    if isinstance(index, ast.Slice):
        if index.step is not None:
            context.report(node, 'slices with a step are not in the dialect: write the loop')
        if not isinstance(node.ctx, ast.Load):
            context.report(node, 'assigning to or deleting a slice is not in the dialect')
    elif negative and not isinstance(node.ctx, ast.Load):
        context.report(node, 'a negative index is a property name in JavaScript when written: use len(xs) - n')
    elif negative and not isinstance(index.operand, ast.Constant):
        context.report(node, 'a negative index that is not literal is undefined in JavaScript: use xs[len(xs) - n]')
    elif isinstance(index, ast.Tuple):
        context.report(node, "a tuple can't be a key in JavaScript: use nested maps or a text key")


def characters(context, node: ast.AST) -> None:
    """`ord(text[i])` is lowered to `text.charCodeAt(i)`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == 'ord' and node.args:
        argument = node.args[0]
        if isinstance(argument, ast.Subscript) and not isinstance(argument.slice, (ast.Slice, ast.UnaryOp)):
            kind = context.kinds.of(argument.value)
            if kind in ('list', 'tuple') or kind != 'str' and context.touches_javascript:
                context.report(
                    node,
                    'ord() of an item treats the list as a string in JavaScript: annotate the string, or assign the item to a name first',
                )


def deletion(context, node: ast.AST) -> None:
    if not isinstance(node, ast.Delete):
        return
    for target in node.targets:
        if not isinstance(target, (ast.Subscript, ast.Attribute)):
            context.report(node, '`del` of a name is not in the dialect')
        elif isinstance(target, ast.Subscript) and (
            not context.touches_javascript or context.kinds.of(target.value) == 'list'
        ):
            context.report(node, '`del xs[i]` leaves a hole in JavaScript: use xs.pop(i), or delete() of a Map')


def map_keys(context, node: ast.AST) -> None:
    if (
        not context.touches_javascript
        and isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ('get', 'set', 'has', 'add')
        and node.args
    ):
        if context.kinds.of(node.args[0]) in ('tuple', 'list', 'bytes'):
            context.report(node, 'collections as keys compare by identity in JavaScript: use a text key')


RULES = (truth, comparison, arithmetic, numbers, indices, characters, deletion, map_keys)
