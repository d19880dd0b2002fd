"""Functions and classes: native functions, arrows for nested ones, native classes with `self` as a plain local.

Engines optimise native forms: a method call costs 1 ns where Transcrypt's bound getters cost 150
(facts/transcrypt.md)."""

import ast

from toolchain.lowering import scopes
from toolchain.lowering.signatures import method_names

YIELDS = (ast.Yield, ast.YieldFrom)
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


class Classes:
    """Mixin of the generator."""

    js_functions: frozenset[str] | set[str] = frozenset()  # nested functions that need a `this` of their own

    # ---- functions
    def visit_FunctionDef(self, node: FunctionNode) -> None:
        for decorator in node.decorator_list:
            raise self.error(
                decorator, 'decorators other than staticmethod and property (in classes) are not in the dialect'
            )
        if self.function_kinds:
            self.put(f'{node.name} = ')
            self.put_nested_function(
                node, node.args, node.body, isinstance(node, ast.AsyncFunctionDef), self.needs_function(node)
            )
            self.put(';\n')
            return
        star = '*' if scopes.contains(node.body, YIELDS) else ''
        head = 'async function' if isinstance(node, ast.AsyncFunctionDef) else 'function'
        self.put(f'export {head}{star} {node.name}')
        self.put_parameters(node.args.args, node.args)
        self.put(' ')
        self.put_function_body(node.body, node.args, None)
        self.put('\n')

    visit_AsyncFunctionDef = visit_FunctionDef

    def needs_function(self, node: FunctionNode) -> bool:
        """Whether JavaScript will call it with a `this` or `new`: it uses `js_this`, or is passed to `js_func` by
        name."""
        return scopes.mentions_in_scope(node.body, 'js_this') or node.name in self.js_functions

    def put_nested_function(
        self, node: ast.AST, args: ast.arguments, body: list[ast.stmt], is_async: bool, as_function: bool
    ) -> None:
        """An arrow function, so that it sees the outer `this` and `arguments`; a generator can't be one."""
        star = scopes.contains(body, YIELDS)
        prefix = 'async ' if is_async else ''
        if star or as_function:
            self.put(f'{prefix}function{"*" if star else ""} ')
            self.put_parameters(args.args, args)
            self.put(' ')
        else:
            self.put(prefix)
            self.put_parameters(args.args, args)
            self.put(' => ')
        self.put_function_body(body, args, None)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.put_lambda(node, scopes.mentions_in_scope([node.body], 'js_this'))

    def put_lambda(self, node: ast.Lambda, as_function: bool) -> None:
        self.put('(function ' if as_function else '(')
        self.put_parameters(node.args.args, node.args)
        self.function_kinds.append('lambda')
        if as_function:
            self.put(' { return ')
            self.visit(node.body)
            self.put('; })')
        else:
            self.put(' => (')
            self.visit(node.body)
            self.put('))')
        self.function_kinds.pop()

    def put_parameters(self, args: list[ast.arg], whole: ast.arguments) -> None:
        if whole.kwarg:
            raise self.error(whole.kwarg, '**keywords are not in the dialect: write the parameters out')
        named = whole.posonlyargs + args
        defaults: list[ast.expr | None] = [None] * (len(named) - len(whole.defaults)) + list(whole.defaults)
        self.put('(')
        first = True
        for arg, default in list(zip(named, defaults[-len(named) :] if named else [], strict=True)) + list(
            zip(whole.kwonlyargs, whole.kw_defaults, strict=True)
        ):
            self.put('' if first else ', ')
            first = False
            self.put(arg.arg)
            if default is not None:
                self.put(' = ')
                self.visit(default)
        if whole.vararg:
            self.put(('' if first else ', ') + '...' + whole.vararg.arg)
        self.put(')')

    def put_function_body(
        self, body: list[ast.stmt], args: ast.arguments, self_name: str | None, skip: int = 0, prologue: str = ''
    ) -> None:
        """`{ ... }` with Python's function scope: all local names are declared first."""
        parameters = {
            a.arg for a in args.posonlyargs + args.args + args.kwonlyargs + ([args.vararg] if args.vararg else [])
        }
        self.put('{\n')
        self.indent()
        self.function_kinds.append('function')
        outer_functions = self.js_functions
        self.js_functions = set(outer_functions) | {
            n.args[0].id
            for s in body
            for n in ast.walk(s)
            if isinstance(n, ast.Call)
            and isinstance(n.func, ast.Name)
            and n.func.id == 'js_func'
            and n.args
            and isinstance(n.args[0], ast.Name)
        }
        if prologue:
            self.put(prologue)
        if self_name and scopes.mentions(body, self_name):
            self.put(f'const {self_name} = this;\n')
        local = [name for name in scopes.bound_names(body) if name not in parameters]
        if local:
            self.put('let ' + ', '.join(local) + ';\n')
        self.put_block(body[skip:])
        self.js_functions = outer_functions
        self.function_kinds.pop()
        self.dedent()
        self.put('}')

    def put_block(self, body: list[ast.stmt]) -> None:
        for statement in body:
            if not scopes.is_docstring(statement):
                self.visit(statement)

    # ---- classes
    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        bases = [b for b in node.bases if not self.is_typing_only(b)]
        if len(bases) > 1:
            raise self.error(node, 'multiple inheritance is not in the dialect')
        nested = bool(self.function_kinds)
        self.put(f'{node.name} = class {node.name}' if nested else f'export class {node.name}')
        if bases:
            self.put(' extends ')
            self.put_base(bases[0])
        self.put(' {\n')
        self.indent()
        self.class_methods.append(method_names(node, self.path))
        outer, self.function_kinds = self.function_kinds, []
        for item in node.body:
            if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self.put_method(item, bases[0] if bases else None)
        self.function_kinds = outer
        constants = self.put_class_constants(node)
        self.class_methods.pop()
        self.dedent()
        self.put('}' + (';' if nested else '') + '\n')
        for name in constants:
            self.put(f'{node.name}.prototype.{name} = {node.name}.{name};\n')

    def put_base(self, base: ast.expr) -> None:
        if isinstance(base, ast.Subscript):  # Base[T]
            base = base.value
        self.visit(base)

    def put_class_constants(self, node: ast.ClassDef) -> list[str]:
        names = []
        for item in node.body:
            target = (
                item.targets[0]
                if isinstance(item, ast.Assign)
                else item.target
                if isinstance(item, ast.AnnAssign)
                else None
            )
            if target is not None and item.value is not None:
                names.append(target.id)
                self.put(f'static {target.id} = ')
                self.visit(item.value)
                self.put(';\n')
            elif not isinstance(
                item, (ast.FunctionDef, ast.AsyncFunctionDef, ast.AnnAssign, ast.Pass)
            ) and not scopes.is_docstring(item):
                raise self.error(item, 'a class body holds methods, annotations and constants only')
        return names

    def put_method(self, node: FunctionNode, base: ast.expr | None) -> None:
        kinds = [self.decorator_kind(d) for d in node.decorator_list]
        static = 'staticmethod' in kinds
        star = '*' if scopes.contains(node.body, YIELDS) else ''
        prefix = 'static ' if static else ''
        prefix += (
            'get '
            if 'property' in kinds
            else 'set '
            if 'setter' in kinds
            else 'async '
            if isinstance(node, ast.AsyncFunctionDef)
            else ''
        )
        arguments = node.args.posonlyargs + node.args.args
        self_name = None if static else arguments[0].arg
        is_constructor = node.name == '__init__'
        self.line_number_now = node.lineno
        self.put(f'{prefix}{star}{"constructor" if is_constructor else node.name}')
        own = ast.arguments(
            posonlyargs=[],
            args=arguments if static else arguments[1:],
            vararg=node.args.vararg,
            kwonlyargs=node.args.kwonlyargs,
            kw_defaults=node.args.kw_defaults,
            kwarg=node.args.kwarg,
            defaults=node.args.defaults,
        )
        self.put_parameters(own.args, own)
        self.put(' ')
        skip, prologue = self.constructor_start(node, base) if is_constructor and base is not None else (0, '')
        self.put_function_body(node.body, own, self_name, skip, prologue)
        self.put('\n')

    def constructor_start(self, node: FunctionNode, base: ast.expr) -> tuple[int, str]:
        """In JavaScript `super()` must run before `this` is used, so it is the first statement; if missing, it is
        added."""
        first = 1 if scopes.is_docstring(node.body[0]) else 0
        if first < len(node.body) and self.is_super_init(node.body[first]):
            mark = len(self.text)
            call = node.body[first].value
            self.current_base = base
            self.function_kinds.append('function')
            self.put('super(')
            self.put_arguments(call)
            self.put(');\n')
            self.function_kinds.pop()
            prologue = ''.join(self.text[mark:])
            del self.text[mark:]
            del self.line_numbers[len(self.line_numbers) - prologue.count('\n') :]
            return first + 1, prologue
        if any(self.is_super_init(s) for s in ast.walk(node) if isinstance(s, ast.stmt)):
            raise self.error(node, 'super().__init__(...) must be the first statement of __init__')
        return 0, 'super();\n'

    @staticmethod
    def is_super_init(statement: ast.stmt) -> bool:
        call = statement.value if isinstance(statement, ast.Expr) else None
        return (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr == '__init__'
            and isinstance(call.func.value, ast.Call)
            and isinstance(call.func.value.func, ast.Name)
            and call.func.value.func.id == 'super'
        )

    def decorator_kind(self, node: ast.expr) -> str:
        if isinstance(node, ast.Name) and node.id in ('staticmethod', 'property'):
            return node.id
        if isinstance(node, ast.Attribute) and node.attr == 'setter':
            return 'setter'
        raise self.error(node, 'decorators other than staticmethod, property and its setter are not in the dialect')

    def is_typing_only(self, node: ast.expr) -> bool:
        """Whether an expression is only for the type checker (it uses a name from `typing`)."""
        return any(isinstance(n, ast.Name) and n.id in self.typing_names and n.id != 'cast' for n in ast.walk(node))
