"""Rules that depend on the types of operands: operators, truth, order, membership, indices, unpacking. For the pure
rooms, where mypy knows the types.

The lowering chooses JavaScript by the form of an expression. Each rule here lists the types for which that form means
the same in both worlds, and refuses all others. A value without a type (`Any`) can't be checked: annotate it, and the
rules apply."""

import ast

from toolchain.lint.types_of import Kinds

NUMBERS = frozenset(('int', 'float', 'bool', 'any'))
WHOLE = frozenset(('int', 'bool', 'any'))
SEQUENCES = frozenset(('list', 'str', 'bytes', 'tuple', 'any'))
ITERABLE = SEQUENCES | {'iterator', 'range'}
TEXT = frozenset(('str', 'any'))
COLLECTIONS = frozenset(('list', 'tuple', 'bytes', 'dict', 'set', 'Map', 'Set', 'range', 'iterator'))
UNKNOWN = frozenset(('any',))
_WITHOUT_EFFECT = frozenset(('ord', 'len', 'int', 'abs'))


def named(kinds: Kinds) -> str:
    return ' | '.join(sorted(kind.removeprefix('class ') for kind in kinds)) or 'nothing'


def truth(context, node: ast.AST) -> None:
    for test in tests_of(node):
        for leaf in _leaves(test):
            judge_truth(context, leaf)


def tests_of(node: ast.AST) -> list[ast.expr]:
    """The expressions whose truth `node` tests."""
    if isinstance(node, (ast.If, ast.While, ast.IfExp, ast.Assert)):
        return [node.test]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return [node.operand]
    if isinstance(node, ast.BoolOp):
        return [] if isinstance(node.op, ast.Or) and _is_empty(node.values[-1]) else node.values[:-1]
    return node.ifs if isinstance(node, ast.comprehension) else []


def _is_empty(value: ast.expr) -> bool:
    """`found or []`: whether an empty list is true or false, the result is an empty list."""
    if isinstance(value, ast.List):
        return len(value.elts) == 0
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Name)
        and value.func.id in ('Map', 'Set')
        and not value.args
    )


def _leaves(test: ast.expr) -> list[ast.expr]:
    if isinstance(test, ast.BoolOp):
        if isinstance(test.op, ast.Or) and _is_empty(test.values[-1]):
            return [test.values[-1]]
        return [leaf for value in test.values for leaf in _leaves(value)]
    return (
        []
        if isinstance(test, (ast.Compare, ast.Constant))
        or isinstance(test, ast.UnaryOp)
        and isinstance(test.op, ast.Not)
        else [test]
    )


def judge_truth(context, leaf: ast.expr) -> None:
    kinds = context.types.of(leaf)
    if kinds & COLLECTIONS or context.types.defines(leaf, '__len__', '__bool__'):
        context.report(
            leaf,
            f'the truth of {named(kinds)} differs (objects are true in JavaScript): write `len(x) > 0`, `.size > 0` or `is not None`',
        )


def arithmetic(context, node: ast.AST) -> None:
    if isinstance(node, ast.BinOp):
        left, right, divisor = context.types.of(node.left), context.types.of(node.right), node.right
    elif isinstance(node, ast.AugAssign):
        left, right, divisor = context.types.of(node.target), context.types.of(node.value), node.value
    else:
        return
    operator = type(node.op)
    if operator is ast.Add and left <= TEXT and right <= TEXT:
        return
    if not (left <= NUMBERS and right <= NUMBERS):
        context.report(
            node,
            f'this operator of {named(left)} and {named(right)} is for numbers in JavaScript, `+` for texts too: use extend(), concat(), repeat()',
        )
    elif operator is ast.FloorDiv and isinstance(divisor, ast.Constant) and divisor.value != int(divisor.value):
        context.report(node, '`//` by a fraction rounds twice in JavaScript: divide by whole numbers')
    elif operator in (ast.BitAnd, ast.BitOr, ast.BitXor) and left == right == {'bool'}:
        context.report(node, 'bit operators make numbers of booleans in JavaScript: write `and`, `or`, `!=`')


def signs(context, node: ast.AST) -> None:
    if isinstance(node, ast.UnaryOp) and not isinstance(node.op, ast.Not):
        kinds = context.types.of(node.operand)
        if not kinds <= NUMBERS:
            context.report(node, f'a sign of {named(kinds)} is for numbers')


def comparison(context, node: ast.AST) -> None:
    if not isinstance(node, ast.Compare):
        return
    for middle in node.comparators[:-1]:
        if any(
            isinstance(part, (ast.Call, ast.Await)) and not _is_plain_call(context, part) for part in ast.walk(middle)
        ):
            context.report(
                node, 'the middle of a chained comparison is evaluated twice in JavaScript: assign it to a name first'
            )
    left = node.left
    for operator, right in zip(node.ops, node.comparators, strict=True):
        pair = context.types.of(left), context.types.of(right)
        if isinstance(operator, (ast.Eq, ast.NotEq)):
            if not context.is_test:
                _equality(context, node, left, *pair)
        elif isinstance(operator, (ast.Is, ast.IsNot)):
            if pair[1] != {'None'} and (pair[0] | pair[1]) & {'str', 'int', 'float'}:
                context.report(
                    node,
                    f'`is` of {named(pair[0])} and {named(pair[1])} compares values in JavaScript, objects in Python: write `==` or equal()',
                )
        elif isinstance(operator, (ast.In, ast.NotIn)):
            _membership(context, node, right, *pair)
        elif not (pair[0] <= NUMBERS and pair[1] <= NUMBERS or pair[0] <= TEXT and pair[1] <= TEXT):
            context.report(
                node, f'the order of {named(pair[0])} and {named(pair[1])} differs in JavaScript: compare their parts'
            )
        left = right


def _is_plain_call(context, node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and context.types.builtin(node.func) in _WITHOUT_EFFECT


def _equality(context, node: ast.Compare, left: ast.expr, first: Kinds, second: Kinds) -> None:
    both = first | second
    if first & second & COLLECTIONS or both & COLLECTIONS and both & UNKNOWN or context.types.defines(left, '__eq__'):
        context.report(
            node,
            f'`==` of {named(first)} and {named(second)} compares identities in JavaScript: use equal() of runtime_py.platform.bytes or .lists',
        )
    elif ('bool' in first) != ('bool' in second) and both & {'int', 'float'}:
        context.report(node, 'True == 1 in Python, and not in JavaScript: compare booleans with booleans')


def _membership(context, node: ast.Compare, right: ast.expr, first: Kinds, second: Kinds) -> None:
    if not second <= SEQUENCES | {'Map', 'Set'} and not context.types.defines(right, '__contains__'):
        context.report(
            node, f"`in` of {named(second)} can't be checked without its type: annotate a str, list, tuple, Map or Set"
        )
        return
    items = context.types.items(right) if second != {'str'} else frozenset()
    if not context.is_test and (items | first) & COLLECTIONS:
        context.report(
            node,
            f'membership of {named(first)} among {named(items)} is by identity in JavaScript: compare in a loop with equal()',
        )


def indices(context, node: ast.AST) -> None:
    if not (isinstance(node, ast.Subscript) and context.types.was_checked(node.value)):
        return
    kinds = context.types.of(node.value)
    if kinds == {'type'} or kinds == {'function'}:
        return
    if not kinds <= SEQUENCES:
        context.report(
            node,
            f"an index of {named(kinds)} is a property's name in JavaScript: annotate a text, list, tuple or bytes",
        )
    bounds = [node.slice.lower, node.slice.upper] if isinstance(node.slice, ast.Slice) else [node.slice]
    for bound in bounds:
        if bound is not None and not context.types.of(bound) <= WHOLE:
            context.report(
                node,
                f'an index or bound of type {named(context.types.of(bound))}: JavaScript takes None for 0 and makes names of others',
            )


def loops(context, node: ast.AST) -> None:
    if isinstance(node, (ast.For, ast.comprehension)):
        kinds = context.types.of(node.iter)
        if not kinds <= ITERABLE and not context.types.defines(node.iter, '__iter__'):
            context.report(
                node.iter,
                f'a loop over {named(kinds)} differs: use a list, a text, bytes, keys(), values() or entries()',
            )


def unpacking(context, node: ast.AST) -> None:
    """JavaScript takes the items that exist; Python requires the exact number."""
    if isinstance(node, ast.Assign) and any(isinstance(target, (ast.Tuple, ast.List)) for target in node.targets):
        kinds = context.types.of(node.value)
        if not kinds <= {'tuple', 'list', 'range', 'any'}:
            context.report(node, f"{named(kinds)} can't be unpacked: index it")


def updates(context, node: ast.AST) -> None:
    """`xs[f()] //= 2` evaluates its target twice in JavaScript."""
    if (
        isinstance(node, ast.AugAssign)
        and isinstance(node.op, (ast.FloorDiv, ast.Mod, ast.Pow))
        and any(isinstance(part, ast.Call) for part in ast.walk(node.target))
    ):
        context.report(
            node, 'this assignment evaluates its target twice in JavaScript: assign the index to a name first'
        )


RULES = (truth, arithmetic, signs, comparison, indices, loops, unpacking, updates)
