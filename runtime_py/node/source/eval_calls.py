"""Finds the eval calls in a program's text, and passes their argument through EVAL (evals.py).

    eval(text)  ->  eval( $terrarium_eval(7, text/*$*/))

The call stays a direct eval, which sees the local names; 7 is the referrer of the text's import(). Knows: acorn's
trees."""

from __future__ import annotations

from runtime_py.node.async_context.await_source import CLOSING, OPENING, SEQUENCE_CLOSING, SEQUENCE_MARK, SPACE
from runtime_py.node.source.syntax_tree import each_child

EVAL = '$terrarium_eval'
TOP_EVAL = '$terrarium_eval_top'  # in a vm context: outside functions
_MAY_EVAL = js_regexp('\\beval\\b\\s*[)?(]', '')
_FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']
_GLOBALS = ['globalThis', 'global', 'window', 'self']


def may_eval(code: str) -> bool:
    """A quick check; a match in a string or comment only costs a parse."""
    return 'eval' in code and _MAY_EVAL.test(code)


def eval_places(tree: object) -> list:
    """[start, end, whether it is a sequence, whether the call is direct, whether it is in a function] of each
    argument."""
    found = []
    collect(tree, found, False)
    return found


def collect(node: object, found: list, in_function: bool) -> None:
    if (
        node.type == 'CallExpression'
        and is_eval(node.callee)
        and node.arguments.length > 0
        and node.arguments[0].type != 'SpreadElement'
    ):
        text = node.arguments[0]
        is_direct = node.callee.type == 'Identifier'
        found.push([text.start, text.end, text.type == 'SequenceExpression', is_direct, in_function])
    inside = in_function or node.type in _FUNCTIONS
    each_child(node, lambda child: collect(child, found, inside))


def is_eval(callee: object) -> bool:
    """`eval`, `(0, eval)`, `globalThis.eval`."""
    kind = callee.type
    if kind == 'SequenceExpression':
        return is_eval(callee.expressions.at(-1))
    if kind == 'MemberExpression':
        return (
            callee.object.type == 'Identifier'
            and callee.object.name in _GLOBALS
            and not callee.computed
            and callee.property.name == 'eval'
        )
    return kind == 'Identifier' and callee.name == 'eval'


def eval_edits(places: list, referrer: object, in_context: bool = False) -> list:
    """`referrer`: its number, or an expression for it. In a vm context an indirect eval is the context's own."""
    edits = []
    for start, end, is_sequence, is_direct, in_function in places:
        if in_context and not is_direct:
            continue
        name = TOP_EVAL if in_context and not in_function else EVAL
        edits.push([start, start, f'{SPACE}{name}{OPENING}{referrer}, {SEQUENCE_MARK if is_sequence else ""}'])
        edits.push([end, end, SEQUENCE_CLOSING if is_sequence else CLOSING])
    return edits
