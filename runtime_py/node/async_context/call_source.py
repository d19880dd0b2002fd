"""Finds the async functions in a program's text: while promise hooks are on, or if the text mentions them, each call
reports its start and its end.

    async function f() { BODY }  ->  async function f() { const $terrarium_call = $terrarium_enter(); try { BODY } catch
    ... finally ... }

The engine doesn't reveal the promise that such a call returns, and it reports a rejection too late to tell in which
domain it occurred. Knows: acorn's trees."""

from __future__ import annotations

from runtime_py.node.esm.declared_names import vars_of
from runtime_py.node.source.syntax_tree import each_child
from runtime_py.node.vm.context_source import after_directives, behind_directives

HostSet = globalThis.Set
ENTER = '$terrarium_enter'
FAILED = '$terrarium_failed'
LEFT = '$terrarium_left'
BEGIN = f' const $terrarium_call = {ENTER}(); try {{/*$call*/'
END = (
    f'/*$call*/}} catch ($terrarium_error) {{ throw {FAILED}($terrarium_call, $terrarium_error) }} '
    f'finally {{ {LEFT}($terrarium_call) }}'
)
BEGIN_EXPRESSION = f' {{{BEGIN} return ('
END_EXPRESSION = f') {END} }}'
_SPEAKS_OF_HOOKS = js_regexp('\\b(?:async_hooks|domain)\\b', '')
_MAY_CALL = js_regexp('\\basync\\b', '')
_ARROW = js_regexp('(?:/\\*[^]*?\\*/|//[^\\n]*|[^=/]|=(?!>)|/)*?=>', 'y')
_FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']


def may_call(code: str, hooked: bool) -> bool:
    """Whether its calls must be reported."""
    return 'async' in code and (hooked or _SPEAKS_OF_HOOKS.test(code)) and _MAY_CALL.test(code)


def call_edits(code: str, tree: object) -> list:
    edits = []
    collect(code, tree, edits)
    return edits


def collect(code: str, node: object, edits: list) -> None:
    each_child(node, lambda child: collect(code, child, edits))
    if node.type not in _FUNCTIONS or not node['async'] or node.generator:
        return
    body = node.body
    if body.type != 'BlockStatement':
        edits.push(*arrow_edits(behind_arrow(code, node), node.end))
    elif may_be_block(body):
        edits.push(*body_edits(code, behind_directives(body), body.end - 1))


def arrow_edits(start: int, end: int) -> list:
    """Of an arrow function whose body is an expression, from behind its => to its end."""
    return [[start, start, BEGIN_EXPRESSION], [end, end, END_EXPRESSION, js_undefined, start]]


def body_edits(code: str, start: int, end: int) -> list:
    """Of a function's statements, between its directives and its }."""
    before = after_directives(code, start)
    if start == end:
        return [[start, start, before + BEGIN + END]]
    return [[start, start, before + BEGIN], [end, end, END, js_undefined, start]]


def behind_arrow(code: str, node: object) -> int:
    """The position after the => of an arrow function: only parameters precede it, and they end where the last one
    does."""
    _ARROW.lastIndex = node.params[node.params.length - 1].end if node.params.length > 0 else node.start
    _ARROW.exec(code)
    return _ARROW.lastIndex


def may_be_block(body: object) -> bool:
    """Whether a function's body can become a block: a body may declare a name twice by `function`, or by `var` too; a
    block may not."""
    names = js_new(HostSet, vars_of(body))
    for statement in body.body:
        if statement.type == 'FunctionDeclaration':
            if names.has(statement.id.name):
                return False
            names.add(statement.id.name)
    return True
