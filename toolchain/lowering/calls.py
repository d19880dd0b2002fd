"""Calls: instantiation, built-in functions, methods of str and list, keyword arguments, and the `js_*` forms."""

import ast

from toolchain.lowering import scopes
from toolchain.lowering.signatures import find_definition, parameters

# Methods of str, list and bytes: lowered to `$name(receiver, ...)`, which dispatches on the receiver.
METHODS = frozenset(
    (
        'append extend insert pop remove clear copy reverse index count startswith endswith strip lstrip rstrip split rsplit join replace '
        'lower upper find rfind isdigit isalpha isalnum isspace isupper islower partition rpartition removeprefix removesuffix '
        'zfill ljust rjust'
    ).split()
)
# Built-in functions that are a single helper, with their parameters after the iterable.
HELPERS = {
    'str': '$str',
    'repr': '$repr',
    'int': '$int',
    'float': '$float',
    'round': '$round',
    'divmod': '$divmod',
    'range': '$range',
    'zip': '$zip',
    'enumerate': '$enumerate',
    'reversed': '$reversed',
    'sum': '$sum',
    'any': '$any',
    'all': '$all',
    'list': '$list',
    'tuple': '$list',
}
MATH = {'abs': 'Math.abs', 'chr': 'String.fromCodePoint', 'print': 'console.log'}
TYPE_TESTS = {
    'str': "typeof {} === 'string'",
    'int': "typeof {} === 'number'",
    'float': "typeof {} === 'number'",
    'bool': "typeof {} === 'boolean'",
    'list': 'Array.isArray({})',
    'tuple': 'Array.isArray({})',
    'bytes': '{} instanceof Uint8Array',
    'bytearray': '{} instanceof Uint8Array',
    'dict': "({0} !== null && typeof {0} === 'object')",
    'object': 'true',
}


class Calls:
    """Mixin of the generator."""

    def visit_Call(self, node: ast.Call) -> None:
        function = node.func
        if isinstance(function, ast.Name):
            form = getattr(self, 'call_' + function.id, None)
            known = function.id in self.module_names
            if form is not None and not known:
                form(node)
                return
            if function.id in HELPERS and not known:
                self.put_helper_call(HELPERS[function.id], node.args)
                return
            if function.id in MATH and not known:
                self.put(MATH[function.id] + '(')
                self.put_elements(node.args)
                self.put(')')
                return
        if isinstance(function, ast.Attribute) and self.put_method_call(node, function):
            return
        name = (
            function.id
            if isinstance(function, ast.Name)
            else function.attr
            if isinstance(function, ast.Attribute)
            else ''
        )
        if scopes.is_class_name(name):
            self.put('new ')
        if isinstance(function, ast.Attribute):
            self.put_member(function)
        else:
            self.sub(function)
        self.put('(')
        self.put_arguments(node)
        self.put(')')

    def put_helper_call(self, helper: str, arguments: list[ast.expr]) -> None:
        self.put(self.helper(helper) + '(')
        self.put_elements(arguments)
        self.put(')')

    def put_method_call(self, node: ast.Call, function: ast.Attribute) -> bool:
        """`x.append(v)` and the like; False for an ordinary method."""
        name = function.attr
        if (
            self.isCall(function.value, 'super')
            or isinstance(function.value, ast.Name)
            and function.value.id == 'self'
            and self.class_methods
            and name in self.class_methods[-1]
        ):
            return False
        if name == 'sort':
            self.put_sorting('$sort', [function.value] + node.args, node.keywords)
            return True
        if name not in METHODS or node.keywords:
            return False
        # A list takes one argument; several, or spread ones, are for an element's or a Headers' own method.
        if name == 'append' and (len(node.args) != 1 or isinstance(node.args[0], ast.Starred)):
            return False
        self.put_helper_call('$' + name, [function.value] + node.args)
        return True

    # ---- keyword arguments
    def put_arguments(self, node: ast.Call) -> None:
        self.put_elements(node.args)
        if not node.keywords:
            return
        names = self.callee_parameters(node.func)
        if names is None:
            raise self.error(
                node,
                'keyword arguments need a callee that the lowering can see (a function or class of this program): write them by position',
            )
        given = {keyword.arg: keyword.value for keyword in node.keywords}
        for keyword in node.keywords:
            if keyword.arg not in names[len(node.args) :]:
                raise self.error(node, f'the callee has no free parameter {keyword.arg}')
        last = max(names.index(name) for name in given)
        for index in range(len(node.args), last + 1):
            self.put(', ' if index else '')
            if names[index] in given:
                self.visit(given[names[index]])
            else:
                self.put('undefined')

    def callee_parameters(self, function: ast.expr) -> list[str] | None:
        if isinstance(function, ast.Name):
            found = find_definition(self.path, function.id)
            return parameters(*found) if found else None
        if (
            isinstance(function, ast.Attribute)
            and isinstance(function.value, ast.Call)
            and function.attr == '__init__'
            and self.current_base is not None
        ):
            return self.callee_parameters(self.current_base)
        return None

    current_base: ast.expr | None = None

    # ---- built-in functions with a form of their own
    def call_len(self, node: ast.Call) -> None:
        self.sub(node.args[0])
        self.put('.length')

    def call_bool(self, node: ast.Call) -> None:
        self.put('!!')
        self.sub(node.args[0])

    def call_ord(self, node: ast.Call) -> None:
        argument = node.args[0]
        if isinstance(argument, ast.Subscript) and not isinstance(argument.slice, (ast.Slice, ast.UnaryOp)):
            self.sub(argument.value)
            self.put('.charCodeAt(')
            self.visit(argument.slice)
            self.put(')')
        else:
            self.sub(argument)
            self.put('.codePointAt(0)')

    def call_isinstance(self, node: ast.Call) -> None:
        self.put('(')
        self.put_type_test(node.args[0], node.args[1])
        self.put(')')

    def put_type_test(self, value: ast.expr, kind: ast.expr) -> None:
        """`value` is evaluated once for each alternative: the lint requires it to be a name or an attribute."""
        kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
        for index, one in enumerate(kinds):
            self.put(' || ' if index else '')
            if isinstance(one, ast.Name) and one.id in TYPE_TESTS and one.id not in self.module_names:
                before = len(self.text)
                self.sub(value)
                text = ''.join(self.text[before:])
                del self.text[before:]
                self.put(TYPE_TESTS[one.id].format(text))
            else:
                self.sub(value)
                self.put(' instanceof ')
                self.sub(one)

    def call_callable(self, node: ast.Call) -> None:
        self.put('typeof ')
        self.sub(node.args[0])
        self.put(" === 'function'")

    def call_cast(self, node: ast.Call) -> None:
        self.visit(node.args[1])

    def call_bytearray(self, node: ast.Call) -> None:
        self.put('new Uint8Array(')
        self.put_elements(node.args)
        self.put(')')

    call_bytes = call_bytearray

    def call_hasattr(self, node: ast.Call) -> None:
        self.put_helper_call('$hasattr', node.args)

    def call_getattr(self, node: ast.Call) -> None:
        self.put_helper_call('$getattr', node.args)

    def call_setattr(self, node: ast.Call) -> None:
        self.sub(node.args[0])
        self.put('[')
        self.visit(node.args[1])
        self.put('] = ')
        self.visit(node.args[2])

    def call_sorted(self, node: ast.Call) -> None:
        self.put_sorting('$sorted', node.args, node.keywords)

    def put_sorting(self, helper: str, arguments: list[ast.expr], keywords: list[ast.keyword]) -> None:
        options = {keyword.arg: keyword.value for keyword in keywords}
        self.put(self.helper(helper) + '(')
        self.put_elements(arguments)
        if 'key' in options or 'reverse' in options:
            self.put(', ')
            self.visit(options.get('key', ast.Constant(value=None)))
        if 'reverse' in options:
            self.put(', ')
            self.visit(options['reverse'])
        self.put(')')

    def call_min(self, node: ast.Call) -> None:
        self.put_extreme('min', node)

    def call_max(self, node: ast.Call) -> None:
        self.put_extreme('max', node)

    def put_extreme(self, name: str, node: ast.Call) -> None:
        options = {keyword.arg: keyword.value for keyword in node.keywords}
        if len(node.args) > 1 and not options:
            self.put(f'Math.{name}(')
            self.put_elements(node.args)
            self.put(')')
            return
        self.put(self.helper('$' + name) + '(')
        self.put_elements(node.args)
        self.put(', ')
        self.visit(options.get('key', ast.Constant(value=None)))
        if 'default' in options:
            self.put(', ')
            self.visit(options['default'])
        self.put(')')

    # ---- JavaScript's own forms, for the rooms that touch it
    def call_js_new(self, node: ast.Call) -> None:
        self.put('new (')
        self.visit(node.args[0])
        self.put(')(')
        self.put_elements(node.args[1:])
        self.put(')')

    def call_js_typeof(self, node: ast.Call) -> None:
        self.put('(typeof ')
        self.sub(node.args[0])
        self.put(')')

    def call_js_delete(self, node: ast.Call) -> None:
        self.put('(delete ')
        self.sub(node.args[0])
        self.put('[')
        self.visit(node.args[1])
        self.put('])')

    def call_js_in(self, node: ast.Call) -> None:
        self.put('(')
        self.sub(node.args[0])
        self.put(' in ')
        self.sub(node.args[1])
        self.put(')')

    def call_js_instanceof(self, node: ast.Call) -> None:
        self.put('(')
        self.sub(node.args[0])
        self.put(' instanceof ')
        self.sub(node.args[1])
        self.put(')')

    def call_js_func(self, node: ast.Call) -> None:
        if isinstance(node.args[0], ast.Lambda):
            self.put_lambda(node.args[0], True)
        else:
            self.visit(node.args[0])

    def call_js_raw(self, node: ast.Call) -> None:
        self.put('(' + self.literal_text(node.args[0]) + ')')

    def call_js_regexp(self, node: ast.Call) -> None:
        flags = self.literal_text(node.args[1]) if len(node.args) > 1 else ''
        self.put(f'new RegExp({self.quote(self.literal_text(node.args[0]))}, {self.quote(flags)})')

    def literal_text(self, node: ast.expr) -> str:
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            raise self.error(node, 'a literal string stands here')
        return node.value
