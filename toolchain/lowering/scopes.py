"""The names that a function or module binds, and small queries on syntax trees.

Knows Python's scoping rules; knows nothing of JavaScript."""

import ast
from collections.abc import Iterator

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def walk_scope(body: list[ast.stmt] | list[ast.AST]) -> Iterator[ast.AST]:
    """All nodes that run in this scope: nested functions, classes and comprehensions are yielded but not entered."""
    stack: list[ast.AST] = list(reversed(body))
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, FUNCTIONS + (ast.ClassDef,)):
            continue
        if isinstance(node, COMPREHENSIONS):
            stack.append(node.generators[0].iter)
            continue
        stack.extend(reversed(list(ast.iter_child_nodes(node))))


def bound_names(body: list[ast.stmt]) -> list[str]:
    """The names that the statements bind in their own scope, in order of appearance, without `global` and `nonlocal`
    ones."""
    names: dict[str, None] = {}
    foreign: set[str] = set()
    for node in walk_scope(body):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names[node.id] = None
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names[node.name] = None
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names[node.name] = None
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            foreign.update(node.names)
    return [name for name in names if name not in foreign]


def globals_written(tree: ast.AST) -> set[str]:
    """The names that any function of the module declares `global`."""
    return {name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names}


def contains(body: list[ast.stmt] | list[ast.AST], kinds: tuple[type, ...]) -> bool:
    """Whether a node of one of these kinds runs in this scope."""
    return any(isinstance(node, kinds) for node in walk_scope(body))


def mentions(body: list[ast.stmt] | list[ast.AST], name: str) -> bool:
    """Whether `name` is read anywhere below, including nested functions."""
    return any(isinstance(node, ast.Name) and node.id == name for part in body for node in ast.walk(part))


def mentions_in_scope(body: list[ast.stmt] | list[ast.AST], name: str) -> bool:
    """Whether `name` is read in this scope itself."""
    return any(isinstance(node, ast.Name) and node.id == name for node in walk_scope(body))


def run_time_names(tree: ast.Module) -> set[str]:
    """The names that are read at run time, not in annotations."""
    names: set[str] = set()
    stack: list[ast.AST] = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Name):
            names.add(node.id)
        if isinstance(node, ast.AnnAssign):
            stack.extend([node.target] + ([node.value] if node.value else []))
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            stack.extend(node.body + node.decorator_list)
            stack.extend(d for d in node.args.defaults + node.args.kw_defaults if d is not None)
        else:
            stack.extend(ast.iter_child_nodes(node))
    return names


def is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


# JavaScript's own functions that convert when called without `new`.
CONVERTERS = frozenset(('String', 'Number', 'Boolean', 'BigInt', 'Symbol', 'Object'))


def is_class_name(name: str) -> bool:
    """Classes begin with a capital (PEP 8; `URL` and `TCP` too), functions never do."""
    bare = name.lstrip('_')
    return bool(bare) and bare[0].isupper() and name not in CONVERTERS
