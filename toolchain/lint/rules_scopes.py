"""Scopes and evaluation times: when an expression is evaluated, which variable a closure sees, which names the
generated code uses."""

import ast
import builtins

from toolchain.lowering.expressions import Expressions

# JavaScript globals that lowered code itself reads: a variable with such a name would hide them.
USED_BY_LOWERING = frozenset('Math String Array Object Uint8Array RegExp Error JSON Symbol'.split())
# Exceptions that JavaScript does not raise where Python does.
NEVER_RAISED = {
    'KeyError': 'ask has() first',
    'ZeroDivisionError': 'compare with 0 first',
    'TypeError': 'test the kind first',
    'AttributeError': 'test the kind first',
    'UnicodeDecodeError': 'decode() replaces',
    'StopIteration': 'use a for loop',
}
# Methods that Python calls implicitly, and JavaScript calls too in lowered code.
SPECIAL_METHODS = frozenset('__init__ __str__ __enter__ __exit__ __contains__'.split())
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
VALUES = frozenset(name for name in dir(builtins) if name[0].islower()) - {'object'}
CASTS = ('cast', 'isinstance')


def built_in_values(context, node: ast.AST) -> None:
    """`key=len`: there is no function `len` in JavaScript."""
    if isinstance(node, ast.Call):
        context.passed.update(id(part) for part in [node.func] + _kinds_tested(node))
    elif (
        isinstance(node, ast.Name)
        and isinstance(node.ctx, ast.Load)
        and id(node) not in context.passed
        and node.id in VALUES
    ):
        if node.id not in context.own_names and not context.kinds.binds(node.id) and not context.touches_javascript:
            context.report(node, f'the built-in {node.id} is not a value in JavaScript: write a lambda')


def _kinds_tested(call: ast.Call) -> list[ast.expr]:
    """`isinstance(x, (str, int))`, `cast(str, x)`: names of types."""
    if isinstance(call.func, ast.Name) and call.func.id in CASTS and call.args:
        return [
            part
            for part in ast.walk(call.args[-1] if call.func.id == 'isinstance' else call.args[0])
            if isinstance(part, ast.expr)
        ]
    return []


def closures(context, node: ast.AST) -> None:
    """Each iteration of a comprehension has its own variable in JavaScript; in Python all closures see the last
    value."""
    if isinstance(node, COMPREHENSIONS):
        targets = {
            part.id
            for generator in node.generators
            for part in ast.walk(generator.target)
            if isinstance(part, ast.Name)
        }
        elements = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        for element in elements:
            for part in ast.walk(element):
                if isinstance(part, ast.Lambda) and any(
                    isinstance(name, ast.Name) and name.id in targets for name in ast.walk(part.body)
                ):
                    context.report(
                        part,
                        'a closure over the variable of a comprehension sees its last value in Python: call a function that creates the closure',
                    )
        for generator in node.generators:
            if any(isinstance(part, ast.Name) and part.id in targets for part in ast.walk(node.generators[0].iter)):
                context.report(
                    generator.iter, 'a comprehension over its own variable is an error in JavaScript: use another name'
                )


def defaults(context, node: ast.AST) -> None:
    """Python evaluates a default once, when the function is defined; JavaScript at each call, in the scope of the
    parameters."""
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        return
    names = {arg.arg for arg in node.args.posonlyargs + node.args.args + node.args.kwonlyargs}
    for default in node.args.defaults + [d for d in node.args.kw_defaults if d is not None]:
        for part in ast.walk(default):
            if isinstance(part, (ast.Call, ast.Await)):
                context.report(part, 'JavaScript evaluates this default at each call: default to None')
            elif isinstance(part, ast.Name) and part.id in names:
                context.report(
                    part, f'the default of `{part.id}` means the parameter itself in JavaScript: use another name'
                )


def shadows(context, node: ast.AST) -> None:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in USED_BY_LOWERING:
        context.report(node, f"lowered code uses JavaScript's {node.id}: use another name")
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        for arg in node.args.posonlyargs + node.args.args + node.args.kwonlyargs:
            if arg.arg in USED_BY_LOWERING:
                context.report(node, f"lowered code uses JavaScript's {arg.arg}: use another name")


def never_raised(context, node: ast.AST) -> None:
    if isinstance(node, ast.ExceptHandler) and node.type is not None:
        for kind in node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]:
            if (
                isinstance(kind, ast.Name)
                and kind.id in NEVER_RAISED
                and kind.id not in context.own_names
                and not context.touches_javascript
                and not context.is_test
            ):
                context.report(node, f'JavaScript never raises {kind.id}: {NEVER_RAISED[kind.id]}')


def special_methods(context, node: ast.AST) -> None:
    if isinstance(node, ast.ClassDef):
        for item in node.body:
            if (
                isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef))
                and item.name.startswith('__')
                and item.name.endswith('__')
                and item.name not in SPECIAL_METHODS
            ):
                context.report(item, f'JavaScript never calls {item.name}: give the method a name')
        if any(isinstance(base, ast.Name) and base.id in Expressions.BUILTIN_ERRORS for base in node.bases):
            for part in ast.walk(node):
                if (
                    isinstance(part, ast.Attribute)
                    and isinstance(part.ctx, ast.Store)
                    and part.attr == 'name'
                    and isinstance(part.value, ast.Name)
                    and part.value.id == 'self'
                ):
                    context.report(
                        part,
                        "the name of an error is its class's in JavaScript, and can't be set: use another name for the field",
                    )


RULES = (built_in_values, closures, defaults, shadows, never_raised, special_methods)
