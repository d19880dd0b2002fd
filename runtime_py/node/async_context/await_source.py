"""Finds the awaits in a program's text, and passes each operand through `operand` or `each` of carrying.py.

    await x  ->  await  $terrarium_await(x/*$*/)
    for await (a of b)  ->  for await (a of  $terrarium_each(b, "b"/*$*/))

The inserted text begins with a space, since minifiers write `await[1]`: without it the keyword and the name would be
one word. The mark before the closing parenthesis is for original_text.py, which removes all insertions again when a
program reads a function's text. Knows: acorn's trees."""

from __future__ import annotations

from runtime_py.node.async_context.await_places import note_places
from runtime_py.node.async_context.carrying import EACH, OPERAND
from runtime_py.node.source.syntax_tree import each_child

# before the helper's name
SPACE = ' '
OPENING = '('
CLOSING = '/*$*/)'
SEQUENCE_MARK = '/*,*/('
SEQUENCE_OPENING = OPENING + SEQUENCE_MARK
SEQUENCE_END = '/*,$*/)'
SEQUENCE_CLOSING = ')' + SEQUENCE_END
_MAY_AWAIT = js_regexp('\\bawait\\b|\\basync\\s*\\*|\\basync\\s+function\\s*\\*', '')
_FUNCTIONS = js_new(globalThis.Set, ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])


def may_await(code: str) -> bool:
    """A quick check; a match in a string or comment only costs a parse."""
    return ('await' in code or 'async' in code) and _MAY_AWAIT.test(code)


def await_edits(tree: object, top_level: bool) -> list:
    """[start, end, text, place] for each operand (text_edits.py); those outside functions only with `top_level`. Edits
    that only correct places follow."""
    edits = []
    places = []
    collect(tree, edits, places, top_level, False)
    return edits.concat(places)


def collect(node: object, edits: list, places: list, here: bool, in_async_generator: bool) -> None:
    kind = node.type
    wrapped = None
    name = OPERAND
    if kind == 'AwaitExpression' and here:
        wrapped = node.argument
    elif kind == 'ForOfStatement' and node['await'] and here:
        wrapped = node.right
        name = EACH
    elif (
        in_async_generator
        and (kind == 'ReturnStatement' or (kind == 'YieldExpression' and not node.delegate))
        and node.argument is not None
    ):
        # both await their argument
        wrapped = node.argument
    elif _FUNCTIONS.has(kind):
        here = True
        in_async_generator = node['async'] and node.generator
    note_places(node, in_async_generator, places)
    closing = None
    if wrapped is not None:
        is_sequence = wrapped.type == 'SequenceExpression'
        place = place_of_failure(wrapped)
        if name == EACH:
            opening, closing = each_edits(wrapped.start, wrapped.end, is_sequence, place, printed_iterable(wrapped))
        else:
            opening, closing = operand_edits(wrapped.start, wrapped.end, is_sequence, place)
        edits.push(opening)
    each_child(node, lambda child: collect(child, edits, places, here, in_async_generator))
    if closing is not None:
        # after brackets that close at the same position
        edits.push(closing)


def operand_edits(start: int, end: int, is_sequence: bool, place: int) -> list:
    """`place`: the position that V8 reports when the operand's value is unusable."""
    return wrapping(OPERAND, start, end, is_sequence, place, '')


def each_edits(start: int, end: int, is_sequence: bool, place: int, iterable: str) -> list:
    """`iterable`: V8's description of what is iterated."""
    return wrapping(EACH, start, end, is_sequence, place, f', {JSON.stringify(iterable)}')


def wrapping(name: str, start: int, end: int, is_sequence: bool, place: int, told: str) -> list:
    closing = f'){told}{SEQUENCE_END}' if is_sequence else told + CLOSING
    return [
        [start, start, SPACE + name + (SEQUENCE_OPENING if is_sequence else OPENING), place],
        [end, end, closing, js_undefined, start],
    ]


def place_of_failure(node: object) -> int:
    """The position that V8 reports when the expression's value is unusable."""
    if node.type == 'SequenceExpression':
        return place_of_failure(node.expressions[node.expressions.length - 1])
    if node.type == 'CallExpression' and node.callee.type == 'MemberExpression':
        node = node.callee
    if node.type != 'MemberExpression':
        return node.start
    return node.object.end if node.computed else node.property.start


def printed_iterable(node: object) -> str:
    """V8's description of a value that can't be iterated, before `is not async iterable`."""
    text = printed(node)
    return f'{text} is not a function or its return value' if node.type == 'CallExpression' else text


def printed(node: object) -> str:
    """Prints the most common expressions as V8's CallPrinter does, which also omits others."""
    kind = node.type
    if kind == 'Identifier':
        return node.name
    if kind == 'ThisExpression':
        return 'this'
    if kind == 'Literal' and node.regex is None:
        return JSON.stringify(node.value) if js_typeof(node.value) == 'string' else node.raw
    if kind == 'SequenceExpression':
        return f'({" , ".join([printed(part) for part in node.expressions])})'
    if kind == 'CallExpression':
        return f'{printed(node.callee)}(...)'
    if kind == 'MemberExpression':
        dot = '?.' if node.optional else '.'
        if node.property.type == 'PrivateIdentifier':
            return f'{printed(node.object)}{"?." if node.optional else ""}[#{node.property.name}]'
        if not node.computed:
            return printed(node.object) + dot + node.property.name
        if node.property.type == 'Literal' and js_typeof(node.property.value) == 'string':
            return printed(node.object) + dot + node.property.value
        if node.property.type == 'TemplateLiteral' and node.property.expressions.length == 0:
            return printed(node.object) + dot + node.property.quasis[0].value.cooked
        return f'{printed(node.object)}{"?." if node.optional else ""}[{printed(node.property)}]'
    return '{}' if kind == 'ObjectExpression' and node.properties.length == 0 else '(intermediate value)'
