"""Syntax and calls outside the dialect, because they don't compile, are ignored or behave differently."""

import ast

from toolchain.environment import ROOT

REJECTED = {
    ast.Match: '`match` is not in the dialect: write if/elif',
    ast.NamedExpr: '`:=` is not in the dialect: assign first',
    ast.AsyncWith: '`async with` is not in the dialect: write try/finally',
    ast.Import: '`import x` is not in the dialect: write `from runtime_py.room.module import name`',
    ast.TryStar: '`except*` is not in the dialect',
}
# Built-ins without a JavaScript equivalent, or with a different one, and what to write instead.
CALLS = {
    'set': 'Set of runtime_py.platform.maps',
    'frozenset': 'Set of runtime_py.platform.maps',
    'dict': 'Map of runtime_py.platform.maps',
    'type': 'isinstance',
    'id': 'a counter',
    'hash': 'a key of your own',
    'iter': 'a for loop',
    'next': 'a for loop',
    'map': 'a comprehension',
    'filter': 'a comprehension',
    'hex': 'to_base of runtime_py.platform.text',
    'oct': 'to_base of runtime_py.platform.text',
    'bin': 'to_base of runtime_py.platform.text',
    'format': 'pad_left of runtime_py.platform.text',
    'open': 'the file system',
    'input': 'the terminal',
    'eval': 'nothing',
    'exec': 'nothing',
    'vars': 'fields',
    'dir': 'fields',
    'globals': 'nothing',
    'locals': 'nothing',
    'memoryview': 'view of runtime_py.platform.bytes',
    'delattr': 'a field set to None',
    'ascii': 'str',
    'pow': '`**`',
    'slice': 'two indices',
    'super': '',
}
METHODS = {
    'format': 'an f-string',
    'format_map': 'an f-string',
    'encode': 'encode() of runtime_py.platform.bytes',
    'decode': 'decode() of runtime_py.platform.bytes',
    'casefold': 'lower()',
    'translate': 'a loop',
    'maketrans': 'a loop',
    'expandtabs': 'a loop',
    'swapcase': 'a loop',
    'center': 'pad_left',
    'isidentifier': 'a loop',
    'setdefault': 'has() and set()',
    'popitem': 'a loop',
    'fromkeys': 'a loop',
    'send': 'a method',
    'tobytes': 'a copy',
    'isnumeric': 'isdigit()',
    'isdecimal': 'isdigit()',
    'splitlines': "split('\\n')",
    'title': 'a loop',
}


def syntax(context, node: ast.AST) -> None:
    message = REJECTED.get(type(node))
    if message:
        context.report(node, message)
    if isinstance(node, ast.Starred) and isinstance(node.ctx, ast.Store):
        context.report(node, '`*rest` in an assignment is not in the dialect: slice')
    if isinstance(node, ast.Raise) and node.cause is not None:
        context.report(node, '`raise ... from` is not in the dialect: give the error a field for its cause')
    if isinstance(node, ast.Assert) and not context.is_test:
        context.report(node, '`assert` is for tests: raise an error with a code')
    if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
        context.report(node, 'format specs are ignored: use pad_left of runtime_py.platform.text')
    if isinstance(node, ast.Dict) and any(key is None for key in node.keys) and not context.touches_javascript:
        context.report(node, '`{**a}` is not in the dialect: use Map')
    if (
        isinstance(node, (ast.Dict, ast.DictComp))
        and not context.touches_javascript
        and not (context.is_test and isinstance(node, ast.Dict))
    ):
        context.report(
            node,
            'a dict becomes a plain object, unsafe for keys such as `constructor`; int keys become text: use Map of runtime_py.platform.maps',
        )
    if isinstance(node, (ast.Set, ast.SetComp)) and not context.touches_javascript:
        context.report(node, 'use Set of runtime_py.platform.maps')


def imports(context, node: ast.AST) -> None:
    if not isinstance(node, ast.ImportFrom):
        return
    module = node.module or ''
    if node.level:
        context.report(node, 'relative imports are not in the dialect')
    elif any(alias.name == '*' for alias in node.names):
        context.report(node, 'star imports are not in the dialect')
    elif module.split('.')[0] not in ('runtime_py', 'service_worker', 'npm_modules', 'tests') and module not in (
        'typing',
        '__future__',
        'collections.abc',
    ):
        context.report(node, f'the standard library does not exist in the browser ({module}): use runtime_py.platform')
    elif any(ROOT.joinpath(*module.split('.'), f'{alias.name}.py').exists() for alias in node.names):
        context.report(node, 'a module is no value in the dialect: import what it defines')


def calls(context, node: ast.AST) -> None:
    if not isinstance(node, ast.Call):
        return
    function = node.func
    if (
        isinstance(function, ast.Name)
        and CALLS.get(function.id)
        and not context.kinds.of_name(function.id)
        and function.id not in context.own_names
    ):
        context.report(node, f'{function.id}() is not in the dialect: use {CALLS[function.id]}')
    if isinstance(function, ast.Attribute) and function.attr in METHODS and _may_be_builtin(context, function):
        context.report(node, f'.{function.attr}() is not in the dialect: use {METHODS[function.attr]}')
    if any(keyword.arg is None for keyword in node.keywords):
        context.report(node, '`**keywords` in a call is not in the dialect')
    if (
        isinstance(function, ast.Name)
        and function.id == 'isinstance'
        and not isinstance(node.args[0], (ast.Name, ast.Attribute, ast.Subscript))
    ):
        context.report(node, 'isinstance() evaluates its subject once for each alternative: assign it to a name first')
    if isinstance(function, ast.Name) and function.id == '__pragma__':
        context.report(node, 'pragmas are not in the dialect: what needs tricks is in platform/ or in the lowering')
    if isinstance(function, ast.Name) and function.id == 'js_raw' and 'platform' not in context.path.parts:
        context.report(node, 'raw JavaScript stands in platform/ only')


def _may_be_builtin(context, function: ast.Attribute) -> bool:
    """Only if the text shows that the receiver is a str or bytes: other objects may have such methods."""
    return context.kinds.of(function.value) in ('str', 'bytes')


def functions(context, node: ast.AST) -> None:
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        return
    for default in node.args.defaults + [d for d in node.args.kw_defaults if d is not None]:
        if isinstance(default, (ast.List, ast.Dict, ast.Set)):
            context.report(
                default, 'a mutable default is shared in Python and new each time in JavaScript: default to None'
            )
    if node.args.kwarg is not None:
        context.report(node, '`**keywords` are not in the dialect: write the parameters out')


def errors(context, node: ast.AST) -> None:
    if (
        isinstance(node, ast.Attribute)
        and node.attr in ('args', '__cause__', '__context__', 'with_traceback')
        and isinstance(node.value, ast.Name)
    ):
        if node.value.id in context.caught:
            context.report(
                node,
                f'`{node.value.id}.{node.attr}` does not exist in JavaScript: give the error explicit fields, or use error_text()',
            )
    if isinstance(node, ast.ExceptHandler) and node.name:
        context.caught.add(node.name)


RULES = (syntax, imports, calls, functions, errors)
