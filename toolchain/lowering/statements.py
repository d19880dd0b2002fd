"""Statements: assignment, loops, errors, `with`. Local names are declared at the head of their function (see
classes)."""

import ast

from toolchain.lowering import scopes

CATCH_ALL = ('Exception', 'BaseException')


class Statements:
    """Mixin of the generator."""

    # ---- assignment
    def declaration(self, target: ast.expr) -> str:
        """`export const ` for a module's name that is bound once, '' for names declared before."""
        if self.function_kinds or not isinstance(target, ast.Name):
            return ''
        return '' if target.id in self.hoisted_names else 'export const '

    def visit_Assign(self, node: ast.Assign) -> None:
        if not self.function_kinds and self.is_typing_only(node.value):
            return
        if len(node.targets) > 1 and not isinstance(node.value, (ast.Constant, ast.Name)):
            name = self.temporary('value')
            self.put(f'const {name} = ')
            self.visit(node.value)
            self.put(';\n')
            for target in node.targets:
                self.put_assignment(target, ast.Name(id=name, ctx=ast.Load()))
            return
        for target in node.targets:
            self.put_assignment(target, node.value)

    def put_assignment(self, target: ast.expr, value: ast.expr) -> None:
        self.put(self.declaration(target))
        self.put_target(target)
        self.put(' = ')
        self.visit(value)
        self.put(';\n')

    def put_target(self, target: ast.expr) -> None:
        if isinstance(target, (ast.Tuple, ast.List)):
            self.put('[')
            for index, element in enumerate(target.elts):
                self.put(', ' if index else '')
                if not (isinstance(element, ast.Name) and element.id == '_'):
                    self.put_target(element)
            self.put(']')
        elif isinstance(target, ast.Subscript):
            self.put_subscript(target)
        elif isinstance(target, (ast.Name, ast.Attribute)):
            self.visit(target)
        else:
            raise self.error(target, f'{type(target).__name__} is not a target in the dialect')

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is None:
            return
        if not self.function_kinds and isinstance(node.annotation, ast.Name) and node.annotation.id == 'TypeAlias':
            return
        self.put_assignment(node.target, node.value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        plain = self.AUGMENTED.get(type(node.op))
        if plain:
            self.put_target(node.target)
            self.put(f' {plain} ')
            self.visit(node.value)
        else:
            self.put_target(node.target)
            self.put(' = ')
            self.visit(ast.BinOp(left=node.target, op=node.op, right=node.value))
        self.put(';\n')

    AUGMENTED = {
        ast.Add: '+=',
        ast.Sub: '-=',
        ast.Mult: '*=',
        ast.Div: '/=',
        ast.BitAnd: '&=',
        ast.BitOr: '|=',
        ast.BitXor: '^=',
        ast.LShift: '<<=',
        ast.RShift: '>>=',
    }

    def visit_Delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            self.put('delete ')
            self.put_target(target)
            self.put(';\n')

    # ---- simple statements
    def visit_Expr(self, node: ast.Expr) -> None:
        if scopes.is_docstring(node) or isinstance(node.value, ast.Constant):
            return
        self.visit(node.value)
        self.put(';\n')

    def visit_Return(self, node: ast.Return) -> None:
        self.put('return')
        if node.value is not None:
            self.put(' ')
            self.visit(node.value)
        self.put(';\n')

    def visit_Pass(self, node: ast.Pass) -> None:
        pass

    def visit_Global(self, node: ast.Global) -> None:
        pass

    visit_Nonlocal = visit_Global

    def visit_Break(self, node: ast.Break) -> None:
        if self.loop_flags and self.loop_flags[-1]:
            self.put(f'{self.loop_flags[-1]} = true; ')
        self.put('break;\n')

    def visit_Continue(self, node: ast.Continue) -> None:
        self.put('continue;\n')

    def visit_Assert(self, node: ast.Assert) -> None:
        source = ast.unparse(node.test)
        test = node.test
        if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq):
            self.put(f'{self.helper("$assert_equal")}({self.quote(source)}, ')
            self.visit(test.left)
            self.put(', ')
            self.visit(test.comparators[0])
        else:
            self.put('if (!(')
            self.visit(test)
            self.put(f')) {self.helper("$assert_fail")}({self.quote(source)}')
        if node.msg is not None:
            self.put(', ')
            self.visit(node.msg)
        self.put(');\n')

    # ---- branches and loops
    def visit_If(self, node: ast.If) -> None:
        if isinstance(node.test, ast.Name) and node.test.id == 'TYPE_CHECKING':
            return
        self.put('if (')
        self.visit(node.test)
        self.put(') ')
        self.put_braces(node.body)
        if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            self.put(' else ')
            self.visit(node.orelse[0])
        elif node.orelse:
            self.put(' else ')
            self.put_braces(node.orelse)
            self.put('\n')
        else:
            self.put('\n')

    def put_braces(self, body: list[ast.stmt]) -> None:
        self.put('{\n')
        self.indent()
        self.put_block(body)
        self.dedent()
        self.put('}')

    loop_flags: list[str] = []

    def put_loop_body(self, body: list[ast.stmt], flag: str) -> None:
        self.loop_flags = self.loop_flags + [flag]
        self.put_block(body)
        self.loop_flags = self.loop_flags[:-1]

    def begin_loop(self, node: ast.For | ast.AsyncFor | ast.While) -> str:
        """Declares a flag that `break` sets, if the loop has an `else`."""
        if not node.orelse:
            return ''
        flag = self.temporary('broken')
        self.put(f'let {flag} = false;\n')
        return flag

    def end_loop(self, node: ast.For | ast.AsyncFor | ast.While, flag: str) -> None:
        self.dedent()
        self.put('}\n')
        if flag:
            self.put(f'if (!{flag}) ')
            self.put_braces(node.orelse)
            self.put('\n')

    def visit_While(self, node: ast.While) -> None:
        flag = self.begin_loop(node)
        self.put('while (')
        self.visit(node.test)
        self.put(') {\n')
        self.indent()
        self.put_loop_body(node.body, flag)
        self.end_loop(node, flag)

    def visit_For(self, node: ast.For) -> None:
        flag = self.begin_loop(node)
        self.put_for_head(node.target, node.iter, isinstance(node, ast.AsyncFor), '')
        self.indent()
        self.put_loop_body(node.body, flag)
        self.end_loop(node, flag)

    visit_AsyncFor = visit_For

    def put_for_head(self, target: ast.expr, iterable: ast.expr, is_async: bool, declare: str) -> None:
        """`for (...) {`. A counting loop for `range`; the end is evaluated once, as in Python."""
        if self.isCall(iterable, 'range') and isinstance(target, ast.Name) and self.step_of(iterable) != 0:
            self.put_range_head(target.id, iterable, declare)
            return
        if (
            not declare
            and self.isCall(iterable, 'enumerate')
            and isinstance(target, ast.Tuple)
            and isinstance(target.elts[0], ast.Name)
            and len(iterable.args) == 1
        ):
            counter = self.temporary('count')
            item = self.temporary('item')
            self.put(f'let {counter} = 0;\nfor (const {item} of ')
            self.visit(iterable.args[0])
            self.put(') {\n  ')
            self.put(f'{target.elts[0].id} = {counter}++; ')
            self.put_target(target.elts[1])
            self.put(f' = {item};\n')
            return
        self.put('for await (' if is_async else 'for (')
        self.put(declare)
        self.put_target(target)
        self.put(' of ')
        self.visit(iterable)
        self.put(') {\n')

    def put_range_head(self, name: str, call: ast.Call, declare: str) -> None:
        step = self.step_of(call)
        start = call.args[0] if len(call.args) > 1 else ast.Constant(value=0)
        end = call.args[1] if len(call.args) > 1 else call.args[0]
        limit = self.temporary('end')
        counter = self.temporary('i')
        self.put(f'for (let {counter} = ')
        self.visit(start)
        self.put(f', {limit} = ')
        self.visit(end)
        advance = f'{counter}++' if step == 1 else f'{counter}--' if step == -1 else f'{counter} += {step}'
        self.put(f'; {counter} {"<" if step > 0 else ">"} {limit}; {advance}) {{\n')
        self.put(f'  {"const " if declare else ""}{name} = {counter};\n')

    @staticmethod
    def step_of(call: ast.Call) -> int:
        """The literal step of a `range`, 0 if it isn't literal."""
        if len(call.args) < 3:
            return 1
        step = call.args[2]
        if isinstance(step, ast.UnaryOp) and isinstance(step.op, ast.USub) and isinstance(step.operand, ast.Constant):
            return -step.operand.value
        return step.value if isinstance(step, ast.Constant) and isinstance(step.value, int) else 0

    # ---- errors
    def visit_Raise(self, node: ast.Raise) -> None:
        self.put('throw ')
        if node.exc is None:
            if not self.handlers:
                raise self.error(node, 'a bare raise stands inside an except clause')
            self.put(self.handlers[-1])
        elif isinstance(node.exc, ast.Name) and scopes.is_class_name(node.exc.id):
            self.visit(ast.Call(func=node.exc, args=[], keywords=[]))
        else:
            self.visit(node.exc)
        self.put(';\n')

    def visit_Try(self, node: ast.Try) -> None:
        nested = bool(node.finalbody) and bool(node.orelse)
        if nested:  # the `else` part runs outside the handlers but inside `finally`
            self.put('try {\n')
            self.indent()
        flag = ''
        if node.orelse:
            flag = self.temporary('fine')
            self.put(f'let {flag} = false;\n')
        self.put('try {\n')
        self.indent()
        self.put_block(node.body)
        if flag:
            self.put(f'{flag} = true;\n')
        self.dedent()
        self.put('}')
        if node.handlers:
            self.put_handlers(node.handlers)
        if flag:
            self.put(f'\nif ({flag}) ')
            self.put_braces(node.orelse)
            self.put('\n')
        if nested:
            self.dedent()
            self.put('}')
        if node.finalbody:
            self.put(' finally ')
            self.put_braces(node.finalbody)
        self.put('\n')

    def put_handlers(self, handlers: list[ast.ExceptHandler]) -> None:
        name = self.temporary('error')
        self.put(f' catch ({name}) {{\n')
        self.indent()
        self.handlers.append(name)
        caught_all = False
        for index, handler in enumerate(handlers):
            caught_all = handler.type is None or isinstance(handler.type, ast.Name) and handler.type.id in CATCH_ALL
            self.put(' else ' if index else '')
            if not caught_all:
                self.put('if (')
                self.put_type_test(ast.Name(id=name, ctx=ast.Load()), handler.type)
                self.put(') ')
            self.put('{\n')
            self.indent()
            if handler.name:
                self.put(f'{handler.name} = {name};\n')
            self.put_block(handler.body)
            self.dedent()
            self.put('}')
            if caught_all:
                break
        self.put('\n' if caught_all else f' else {{ throw {name}; }}\n')
        self.handlers.pop()
        self.dedent()
        self.put('}')

    def visit_With(self, node: ast.With) -> None:
        for item in node.items:
            manager = self.temporary('with')
            self.put(f'const {manager} = ')
            self.visit(item.context_expr)
            self.put(';\n')
            if item.optional_vars is not None:
                self.put_target(item.optional_vars)
                self.put(' = ')
            self.put(f'{manager}.__enter__();\nlet {manager}_open = true;\ntry {{\n')
            self.indent()
            item.manager = manager
        self.put_block(node.body)
        for item in reversed(node.items):
            manager = item.manager
            error = self.temporary('error')
            self.dedent()
            self.put(
                f'}} catch ({error}) {{\n  {manager}_open = false;\n  if (!{manager}.__exit__({error}.constructor, {error}, null)) throw {error};\n'
            )
            self.put(f'}} finally {{\n  if ({manager}_open) {manager}.__exit__(null, null, null);\n}}\n')
