"""Rules that depend on the types of arguments and receivers: built-in functions, methods of built-in types, uncalled
methods, formatted values."""

import ast

from toolchain.lint.rules_types import COLLECTIONS, ITERABLE, NUMBERS, SEQUENCES, TEXT, judge_truth, named
from toolchain.lowering.calls import METHODS

SHOWN = frozenset(('str', 'int', 'bool', 'None', 'any'))
# Methods for which the lowering has helpers, by the kind of the receiver.
LIST_METHODS = frozenset('append extend insert pop remove index sort reverse copy clear count'.split())
NONE: frozenset[str] = frozenset()
KNOWN = {
    'str': METHODS - (LIST_METHODS - {'index', 'count'}),
    'list': LIST_METHODS,
    'tuple': frozenset(('index', 'count')),
    'bytes': NONE,
    'int': NONE,
    'float': NONE,
    'bool': NONE,
    'iterator': NONE,
    'range': NONE,
    'dict': NONE,
    'set': NONE,
    'None': NONE,
}
# The number of arguments that a helper takes; `startswith(x, start, end)` would lose its end.
MOST_ARGUMENTS = {'startswith': 2, 'endswith': 1, 'count': 1}


def calls(context, node: ast.AST) -> None:
    if not isinstance(node, ast.Call):
        return
    if isinstance(node.func, ast.Name):
        name = context.types.builtin(node.func)
        check = _CHECKS.get(name)
        if check and node.args:
            check(context, node, name)
    elif isinstance(node.func, ast.Attribute):
        _method(context, node, node.func)


def _len(context, node: ast.Call, name: str) -> None:
    kinds = context.types.of(node.args[0])
    if not kinds <= SEQUENCES:
        context.report(
            node,
            f'len() of {named(kinds)} is the property `length`: annotate a text, list, tuple or bytes, or use .size',
        )


def _text(context, node: ast.Call, name: str) -> None:
    judge_text(context, node.args[0])


def judge_text(context, value: ast.expr) -> None:
    kinds = context.types.of(value)
    if 'float' in kinds:
        context.report(
            value,
            'the text of a float differs (`2.0` is `2`, `inf` is `Infinity`): make it an int, or use number_text of runtime_py.platform.numbers',
        )
    elif not kinds <= SHOWN and not context.types.defines(value, '__str__') and not context.types.is_message(value):
        context.report(
            value, f'the text of {named(kinds)} differs: make a text of its parts, or error_text() of an error'
        )


def _numeric(context, node: ast.Call, name: str) -> None:
    for argument in node.args:
        kinds = context.types.of(argument)
        if not kinds <= NUMBERS:
            context.report(node, f'{name}() of {named(kinds)} is for numbers in JavaScript')


def _parsed(context, node: ast.Call, name: str) -> None:
    kinds = context.types.of(node.args[0])
    if not kinds <= NUMBERS | {'str'}:
        context.report(node, f'{name}() of {named(kinds)} differs: of texts and numbers only')


def _extreme(context, node: ast.Call, name: str) -> None:
    if any(isinstance(argument, ast.Starred) for argument in node.args):
        context.report(node, f'{name}(*xs) has no helper: pass the list itself')
    elif len(node.args) > 1 and not node.keywords:
        _numeric(context, node, name)
    else:
        _ordered(context, node, name)


def _ordered(context, node: ast.Call, name: str) -> None:
    """sorted, min and max compare numbers, texts, and tuples or lists of these."""
    if any(keyword.arg == 'key' for keyword in node.keywords):
        return
    items = context.types.items(node.args[0])
    if not items <= NUMBERS and not items <= TEXT and not items <= {'tuple', 'list'}:
        context.report(node, f"the order of {named(items)} can't be checked: pass a key")


def _truths(context, node: ast.Call, name: str) -> None:
    argument = node.args[0]
    if isinstance(argument, (ast.GeneratorExp, ast.ListComp)):
        judge_truth(context, argument.elt)
    elif context.types.items(argument) & COLLECTIONS:
        context.report(node, f'the truth of {named(context.types.items(argument))} differs: write the comparison')


def _character(context, node: ast.Call, name: str) -> None:
    argument = node.args[0]
    kinds = context.types.of(
        argument.value
        if isinstance(argument, ast.Subscript) and not isinstance(argument.slice, ast.Slice)
        else argument
    )
    if kinds != {'str'}:
        context.report(node, f'ord() of {named(kinds)} treats it as a string: assign the item to a name first')


def _iterated(context, node: ast.Call, name: str) -> None:
    for argument in node.args[:1] if name == 'enumerate' else node.args:
        kinds = context.types.of(argument.value if isinstance(argument, ast.Starred) else argument)
        if (
            not kinds <= ITERABLE
            and not (isinstance(argument, ast.Starred) and kinds <= ITERABLE)
            and not context.types.defines(argument, '__iter__')
        ):
            context.report(node, f'{name}() of {named(kinds)} differs: use a list, keys(), values() or entries()')


def _kind_test(context, node: ast.Call, name: str) -> None:
    """`typeof x === 'number'` can't distinguish int and float."""
    tested = node.args[1].elts if isinstance(node.args[1], ast.Tuple) else [node.args[1]]
    names = {part.id for part in tested if isinstance(part, ast.Name)}
    kinds = context.types.of(node.args[0])
    for family in (frozenset(('int', 'float')), frozenset(('list', 'tuple'))):
        if names & family and not family <= names and kinds & (family - names):
            context.report(node, f"isinstance() can't distinguish {named(family)} in JavaScript")
    if 'bool' in kinds and names & {'int', 'float'} and 'bool' not in names:
        context.report(node, 'a bool is an int in Python, and not in JavaScript: test for bool too')
    if names & {'dict', 'object', 'set'}:
        context.report(node, 'isinstance() of dict, set and object differs: test for what it is')


_CHECKS = {
    'len': _len,
    'str': _text,
    'repr': _text,
    'abs': _numeric,
    'divmod': _numeric,
    'round': _numeric,
    'range': _numeric,
    'chr': _numeric,
    'sum': lambda c, n, s: None,
    'int': _parsed,
    'float': _parsed,
    'min': _extreme,
    'max': _extreme,
    'sorted': _ordered,
    'any': _truths,
    'all': _truths,
    'ord': _character,
    'bool': lambda c, n, s: judge_truth(c, n.args[0]),
    'enumerate': _iterated,
    'zip': _iterated,
    'reversed': _iterated,
    'list': _iterated,
    'tuple': _iterated,
    'isinstance': _kind_test,
}


def _method(context, node: ast.Call, function: ast.Attribute) -> None:
    kinds = context.types.of(function.value)
    name = function.attr
    for kind in kinds & frozenset(KNOWN):
        if name not in KNOWN[kind]:
            context.report(node, f'{kind} has no method {name} in JavaScript')
        elif len(node.args) > MOST_ARGUMENTS.get(name, 9):
            context.report(node, f'{name}() takes fewer arguments in JavaScript: slice first')
    if kinds <= {'list', 'tuple'} and name in ('index', 'count', 'remove') and not context.is_test:
        if node.args and (context.types.of(node.args[0]) | context.types.items(function.value)) & COLLECTIONS:
            context.report(
                node, f'{name}() of a collection is by identity in JavaScript: compare in a loop with equal()'
            )
    if name == 'sort' and not node.keywords and 'list' in kinds:
        _ordered(context, ast.copy_location(ast.Call(function, [function.value], []), node), name)


def formatted(context, node: ast.AST) -> None:
    if isinstance(node, ast.FormattedValue):
        judge_text(context, node.value)


def loose_methods(context, node: ast.AST) -> None:
    """In Python an uncalled `x.m` is bound; the lowering only binds methods of `self`."""
    if isinstance(node, ast.Call):
        context.called.add(node.func)
    elif isinstance(node, ast.Attribute) and node not in context.called and isinstance(node.ctx, ast.Load):
        if (
            context.types.of(node) == {'function'}
            and not (isinstance(node.value, ast.Name) and node.value.id == 'self')
            and context.types.is_method(node)
        ):
            context.report(node, f'`{node.attr}` loses its object in JavaScript unless it is called: write a lambda')


def counted_characters(context, node: ast.AST) -> None:
    """`enumerate(text)` counts code points, an index of the text UTF-16 units."""
    loops = (
        [node]
        if isinstance(node, ast.For)
        else node.generators
        if isinstance(node, (ast.ListComp, ast.GeneratorExp))
        else []
    )
    for loop in loops:
        call = loop.iter
        if (
            isinstance(call, ast.Call)
            and context.types.builtin(call.func) == 'enumerate'
            and context.types.of(call.args[0]) == {'str'}
        ):
            text = ast.dump(call.args[0])
            if any(isinstance(part, ast.Subscript) and ast.dump(part.value) == text for part in ast.walk(node)):
                context.report(
                    call,
                    'enumerate() of a text counts code points, its indices UTF-16 units in JavaScript: use range(len(text))',
                )


RULES = (calls, counted_characters, formatted, loose_methods)
