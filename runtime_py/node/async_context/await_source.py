"""Where a program's text awaits: each operand is to go through `operand` or `each` of carrying.py.

    await x  ->  await  $terrarium_await(x/*$*/)

What is put in begins with a space, since minifiers write `await[1]`: without it the keyword and the name would be one word. The mark before the
closing parenthesis is for original_text.py, which removes all of it again where a program looks at a function's text.
Knows: acorn's trees."""
from __future__ import annotations

from runtime_py.node.async_context.carrying import EACH, OPERAND
from runtime_py.node.syntax_tree import each_child

# before the helper's name
SPACE = ' '
OPENING = '('
CLOSING = '/*$*/)'
SEQUENCE_MARK = '/*,*/('
SEQUENCE_OPENING = OPENING + SEQUENCE_MARK
SEQUENCE_CLOSING = ')/*,$*/)'
_MAY_AWAIT = js_regexp('\\bawait\\b|\\basync\\s*\\*|\\basync\\s+function\\s*\\*', '')
_FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']


def may_await(code: str) -> bool:
    """A quick look; a match in a string or comment only costs a parse."""
    return _MAY_AWAIT.test(code)


def await_edits(tree: object, top_level: bool) -> list:
    """[start, end, text] for each operand; those outside of functions only with `top_level`."""
    edits = []
    collect(tree, edits, top_level, False)
    return edits


def collect(node: object, edits: list, here: bool, in_async_generator: bool) -> None:
    kind = node.type
    if kind == 'AwaitExpression' and here:
        wrap(node.argument, OPERAND, edits)
    elif kind == 'ForOfStatement' and node['await'] and here:
        wrap(node.right, EACH, edits)
    elif in_async_generator and (kind == 'ReturnStatement' or (kind == 'YieldExpression' and not node.delegate)) and node.argument is not None:
        # both await what they are given
        wrap(node.argument, OPERAND, edits)
    elif kind in _FUNCTIONS:
        here = True
        in_async_generator = node['async'] and node.generator
    each_child(node, lambda child: collect(child, edits, here, in_async_generator))


def wrap(node: object, name: str, edits: list) -> None:
    """Inside of the parentheses that the expression may stand in."""
    is_sequence = node.type == 'SequenceExpression'
    edits.push([node.start, node.start, SPACE + name + (SEQUENCE_OPENING if is_sequence else OPENING)])
    edits.push([node.end, node.end, SEQUENCE_CLOSING if is_sequence else CLOSING])
