"""Names: JavaScript's reserved words, the CapWords convention on which instantiation depends, and unbound names."""

import ast
import builtins

from toolchain.lowering import scopes

RESERVED = frozenset(
    (
        'new delete default function var this switch typeof void export const let do enum case catch throw null true false arguments eval '
        'extends instanceof super static implements interface package private protected public'
    ).split()
)
DIALECT = frozenset(
    'js_new js_typeof js_undefined js_delete js_instanceof js_this js_func js_raw js_regexp js_in'.split()
)


def check(context, tree: ast.Module) -> None:
    """Whole-module rules: reserved names, class and function names, unbound names in pure rooms."""
    for node in ast.walk(tree):
        for name, owner in _bindings(node):
            if name in RESERVED and not (name == 'super'):
                context.report(owner, f'`{name}` is a reserved word of JavaScript')
        if isinstance(node, ast.ClassDef) and not scopes.is_class_name(node.name):
            context.report(node, 'class names are CapWords: calling a CapWords name is what becomes `new`')
    for statement in tree.body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)) and scopes.is_class_name(statement.name):
            context.report(statement, 'function names do not begin with a capital: calling such a name becomes `new`')
    if not context.touches_javascript:
        _unbound(context, tree)


def _bindings(node: ast.AST) -> list[tuple[str, ast.AST]]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return [(node.id, node)]
    if isinstance(node, ast.arg):
        return [(node.arg, node)]
    if isinstance(node, ast.alias):
        return [(node.asname or node.name, node)]
    return []


def _unbound(context, tree: ast.Module) -> None:
    bound = set(dir(builtins)) | {'__name__'}
    for node in ast.walk(tree):
        bound.update(name for name, _ in _bindings(node))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound.add(node.name)
        if isinstance(node, ast.ExceptHandler) and node.name:
            bound.add(node.name)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in bound:
            if node.id in DIALECT:
                context.report(
                    node,
                    f'{node.id} is for rooms that touch JavaScript (platform, ide, api, node, kernel, service_worker)',
                )
            else:
                context.report(node, f'the name {node.id} is not bound: JavaScript globals are for platform only')
