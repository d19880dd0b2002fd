"""Expressions: literals, operators, comparisons, comprehensions. Everything nested is put in parentheses; esbuild
removes unnecessary ones."""

import ast
import json

from toolchain.lowering import scopes

BINARY = {
    ast.Add: '+',
    ast.Sub: '-',
    ast.Mult: '*',
    ast.Div: '/',
    ast.LShift: '<<',
    ast.RShift: '>>',
    ast.BitAnd: '&',
    ast.BitOr: '|',
    ast.BitXor: '^',
    ast.Pow: '**',
}
ORDER = {ast.Lt: '<', ast.LtE: '<=', ast.Gt: '>', ast.GtE: '>=', ast.Eq: '===', ast.NotEq: '!=='}
ATOMS = (
    ast.Name,
    ast.Attribute,
    ast.Constant,
    ast.Subscript,
    ast.Call,
    ast.List,
    ast.Tuple,
    ast.Dict,
    ast.JoinedStr,
    ast.ListComp,
)


def _is_spread(elements: list[ast.expr]) -> bool:
    return any(isinstance(element, ast.Starred) for element in elements)


class Expressions:
    """Mixin of the generator."""

    def quote(self, text: str) -> str:
        return json.dumps(text).replace('\u2028', '\\u2028').replace('\u2029', '\\u2029')

    def sub(self, node: ast.expr) -> None:
        """An operand: in parentheses unless it binds tightest."""
        if isinstance(node, ATOMS) and not (
            isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool)
        ):
            self.visit(node)
        else:
            self.put('(')
            self.visit(node)
            self.put(')')

    # ---- names and literals
    def visit_Name(self, node: ast.Name) -> None:
        special = {'js_this': 'this', 'js_undefined': 'undefined'}.get(node.id)
        self.put(special or (self.helper(node.id) if self.is_builtin_error(node.id) else node.id))

    BUILTIN_ERRORS = frozenset(
        (
            'Exception',
            'ValueError',
            'KeyError',
            'IndexError',
            'RuntimeError',
            'NotImplementedError',
            'AssertionError',
            'OverflowError',
            'ZeroDivisionError',
            'StopIteration',
            'OSError',
            'TimeoutError',
            'EOFError',
            'MemoryError',
            'RecursionError',
        )
    )

    def is_builtin_error(self, name: str) -> bool:
        return name in self.BUILTIN_ERRORS and name not in self.module_names

    def visit_Constant(self, node: ast.Constant) -> None:
        value = node.value
        if value is None:
            self.put('null')
        elif isinstance(value, bool):
            self.put('true' if value else 'false')
        elif isinstance(value, str):
            self.put(self.quote(value))
        elif isinstance(value, bytes):
            text = value.decode('latin-1')
            self.put(f'{self.helper("$bytes")}({self.quote(text)})')
        elif isinstance(value, (int, float)):
            self.put(repr(value))
        else:
            raise self.error(node, f'{type(value).__name__} literals are not in the dialect')

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self.put('`')
        for part in node.values:
            if isinstance(part, ast.Constant):
                text = (
                    json.dumps(part.value)[1:-1]
                    .replace('\\"', '"')
                    .replace('`', '\\`')
                    .replace('${', '\\${')
                    .replace('\u2028', '\\u2028')
                )
                self.put(text)
            else:
                self.visit(part)
        self.put('`')

    def visit_FormattedValue(self, node: ast.FormattedValue) -> None:
        if node.format_spec is not None:
            raise self.error(node, 'format specs are not in the dialect: use pad_left of runtime_py.platform.text')
        helper = self.helper('$repr' if node.conversion == ord('r') else '$str')
        self.put(f'${{{helper}(')
        self.visit(node.value)
        self.put(')}')

    def put_elements(self, elements: list[ast.expr]) -> None:
        for index, element in enumerate(elements):
            self.put(', ' if index else '')
            self.visit(element)

    def visit_List(self, node: ast.List | ast.Tuple) -> None:
        self.put('[')
        self.put_elements(node.elts)
        self.put(']')

    visit_Tuple = visit_List

    def visit_Set(self, node: ast.Set) -> None:
        self.put('new Set([')
        self.put_elements(node.elts)
        self.put('])')

    def visit_Starred(self, node: ast.Starred) -> None:
        self.put('...')
        self.sub(node.value)

    def visit_Dict(self, node: ast.Dict) -> None:
        """A plain object; only rooms that touch JavaScript may use one (the lint ensures that)."""
        self.put('({' if not self.text or self.at_line_start else '{')
        wrapped = self.text[-1] == '({'
        for index, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
            self.put(', ' if index else '')
            if key is None:
                self.put('...')
                self.sub(value)
                continue
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and key.value != '__proto__':
                self.put(self.quote(key.value))
            elif (
                isinstance(key, ast.Constant)
                and key.value == '__proto__'
                and isinstance(value, ast.Constant)
                and value.value is None
            ):
                self.put('__proto__')  # {'__proto__': None}: an object without a prototype
            else:
                self.put('[')
                self.visit(key)
                self.put(']')
            self.put(': ')
            self.visit(value)
        self.put('})' if wrapped else '}')

    # ---- access
    def visit_Attribute(self, node: ast.Attribute) -> None:
        if (
            isinstance(node.ctx, ast.Load)
            and isinstance(node.value, ast.Name)
            and node.value.id == 'self'
            and self.class_methods
            and node.attr in self.class_methods[-1]
        ):
            self.put(f'self.{node.attr}.bind(self)')
            return
        self.put_member(node)

    def put_member(self, node: ast.Attribute) -> None:
        if self.isCall(node.value, 'super'):
            self.put(f'super.{node.attr}')
            return
        self.sub(node.value)
        self.put('.' + node.attr)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        index = node.slice
        if isinstance(index, ast.Slice):
            if index.step is not None:
                raise self.error(node, 'slices with a step are not in the dialect')
            self.sub(node.value)
            self.put('.slice(')
            if index.lower is not None or index.upper is not None:
                self.visit(index.lower or ast.Constant(value=0))
            if index.upper is not None:
                self.put(', ')
                self.visit(index.upper)
            self.put(')')
            return
        if (
            isinstance(index, ast.UnaryOp)
            and isinstance(index.op, ast.USub)
            and isinstance(index.operand, ast.Constant)
        ):
            self.sub(node.value)
            self.put('.at(')
            self.visit(index)
            self.put(')')
            return
        self.put_subscript(node)

    def put_subscript(self, node: ast.Subscript) -> None:
        if isinstance(node.slice, ast.Slice):
            raise self.error(node, 'assigning to a slice is not in the dialect')
        self.sub(node.value)
        self.put('[')
        self.visit(node.slice)
        self.put(']')

    # ---- operators
    def visit_BinOp(self, node: ast.BinOp) -> None:
        kind = type(node.op)
        if kind is ast.FloorDiv:
            self.put('Math.floor(')
            self.sub(node.left)
            self.put(' / ')
            self.sub(node.right)
            self.put(')')
        elif kind is ast.Mod:
            self.put(self.helper('$mod') + '(')
            self.visit(node.left)
            self.put(', ')
            self.visit(node.right)
            self.put(')')
        elif kind in BINARY:
            self.put_operand(node.left, kind)
            self.put(f' {BINARY[kind]} ')
            self.sub(node.right)
        else:
            raise self.error(node, f'operator {kind.__name__} is not in the dialect')

    def put_operand(self, node: ast.expr, kind: type) -> None:
        """A chain of the same operator needs no parentheses on its left (long sums would nest too deep for the
        parser)."""
        if isinstance(node, ast.BinOp) and type(node.op) is kind and kind is not ast.Pow:
            self.visit(node)
        else:
            self.sub(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        self.put({ast.Not: '!', ast.USub: '-', ast.UAdd: '+', ast.Invert: '~'}[type(node.op)])
        if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            self.visit(node.operand)
        else:
            self.sub(node.operand)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        operator = ' && ' if isinstance(node.op, ast.And) else ' || '
        for index, value in enumerate(node.values):
            self.put(operator if index else '')
            self.sub(value)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self.sub(node.test)
        self.put(' ? ')
        self.sub(node.body)
        self.put(' : ')
        self.sub(node.orelse)

    def visit_Compare(self, node: ast.Compare) -> None:
        left = node.left
        for index, (operator, right) in enumerate(zip(node.ops, node.comparators, strict=True)):
            self.put(' && ' if index else '')
            self.put('(' if len(node.ops) > 1 else '')
            self.put_comparison(left, operator, right)
            self.put(')' if len(node.ops) > 1 else '')
            left = right

    def put_comparison(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> None:
        if isinstance(operator, (ast.In, ast.NotIn)):
            self.put_membership(left, isinstance(operator, ast.NotIn), right)
            return
        if isinstance(operator, (ast.Is, ast.IsNot)):
            nothing = isinstance(right, ast.Constant) and right.value is None
            symbol = ('==' if nothing else '===') if isinstance(operator, ast.Is) else ('!=' if nothing else '!==')
        elif self.is_test and isinstance(operator, (ast.Eq, ast.NotEq)):
            self.put(('!' if isinstance(operator, ast.NotEq) else '') + self.helper('$equals') + '(')
            self.visit(left)
            self.put(', ')
            self.visit(right)
            self.put(')')
            return
        else:
            symbol = ORDER[type(operator)]
        self.sub(left)
        self.put(f' {symbol} ')
        self.sub(right)

    def put_membership(self, left: ast.expr, negated: bool, right: ast.expr) -> None:
        self.put('!' if negated else '')
        if (
            isinstance(right, (ast.Tuple, ast.List))
            and isinstance(left, (ast.Name, ast.Constant))
            and 0 < len(right.elts) <= 6
            and not _is_spread(right.elts)
        ):
            self.put('(')
            for index, element in enumerate(right.elts):
                self.put(' || ' if index else '')
                self.sub(left)
                self.put(' === ')
                self.sub(element)
            self.put(')')
            return
        self.put(self.helper('$contains') + '(')
        self.visit(right)
        self.put(', ')
        self.visit(left)
        self.put(')')

    def visit_Await(self, node: ast.Await) -> None:
        self.put('(await ')
        self.sub(node.value)
        self.put(')')

    def visit_Yield(self, node: ast.Yield) -> None:
        self.put('(yield')
        if node.value is not None:
            self.put(' ')
            self.visit(node.value)
        self.put(')')

    def visit_YieldFrom(self, node: ast.YieldFrom) -> None:
        self.put('(yield* ')
        self.visit(node.value)
        self.put(')')

    # ---- comprehensions: loops in an arrow function, so that the outer `this` and locals stay visible
    def visit_ListComp(self, node: ast.ListComp) -> None:
        out = self.temporary('list')
        self.put(f'(() => {{ const {out} = [];\n')
        self.put_comprehension(node.generators, [node.elt], lambda: self.put_call_around(f'{out}.push', node.elt))
        self.put(f'return {out}; }})()')

    def visit_SetComp(self, node: ast.SetComp) -> None:
        out = self.temporary('set')
        self.put(f'(() => {{ const {out} = new Set();\n')
        self.put_comprehension(node.generators, [node.elt], lambda: self.put_call_around(f'{out}.add', node.elt))
        self.put(f'return {out}; }})()')

    def visit_DictComp(self, node: ast.DictComp) -> None:
        out = self.temporary('object')
        self.put(f'(() => {{ const {out} = {{}};\n')

        def put_entry() -> None:
            self.put(f'{out}[')
            self.visit(node.key)
            self.put('] = ')
            self.visit(node.value)
            self.put(';\n')

        self.put_comprehension(node.generators, [node.key, node.value], put_entry)
        self.put(f'return {out}; }})()')

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> None:
        self.put('(function* () {\n')
        self.put_comprehension(node.generators, [node.elt], lambda: self.put_call_around('yield ', node.elt))
        self.put('})()')

    def put_call_around(self, head: str, element: ast.expr) -> None:
        self.put(head + '(')
        self.visit(element)
        self.put(');\n')

    def put_comprehension(self, generators: list[ast.comprehension], elements: list[ast.expr], put_element) -> None:
        parts = [part for g in generators for part in [g.iter, *g.ifs]] + elements
        if any(scopes.contains([part], (ast.Await,)) for part in parts) or any(g.is_async for g in generators):
            raise self.error(generators[0].iter, 'await in a comprehension is not in the dialect: write the loop')
        self.function_kinds.append('comprehension')
        self.indent()
        for generator in generators:
            self.put_for_head(generator.target, generator.iter, False, 'const ')
            self.indent()
            for test in generator.ifs:
                self.put('if (!(')
                self.visit(test)
                self.put(')) continue;\n')
        put_element()
        for _ in generators:
            self.dedent()
            self.put('}\n')
        self.dedent()
        self.function_kinds.pop()
