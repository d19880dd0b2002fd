"""Applies the rules to a module, scope by scope, and then lowers it, since code that can't be lowered is a finding
too."""

import ast
from dataclasses import dataclass
from pathlib import Path

from toolchain import sources
from toolchain.lint import rules_expressions, rules_forms, rules_names, rules_scopes
from toolchain.lint.kinds import Kinds
from toolchain.lowering import LoweringError, lower_source
from toolchain.lowering.scopes import bound_names

RULES = rules_expressions.RULES + rules_forms.RULES + rules_scopes.RULES


@dataclass(frozen=True)
class Finding:
    """One rejected construct."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f'{self.path}:{self.line}: {self.message}'


class Context:
    """The context of a rule: the room's permissions and the kinds of expressions."""

    def __init__(self, path: Path, touches_javascript: bool, is_test: bool) -> None:
        self.path = path
        self.touches_javascript = touches_javascript
        self.is_test = is_test
        self.kinds = Kinds()
        self.found: list[Finding] = []
        self.caught: set[str] = set()  # names of caught errors
        self.passed: set[int] = set()  # names of functions and types in the function position of a call
        self.own_names: set[str] = set()  # the module's top-level names, which hide built-ins

    def report(self, node: ast.AST, message: str) -> None:
        self.found.append(Finding(str(self.path), getattr(node, 'lineno', 1), message))


class Walker(ast.NodeVisitor):
    """Keeps `context.kinds` at the present scope."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def visit(self, node: ast.AST) -> None:
        for rule in RULES:
            rule(self.context, node)
        if isinstance(node, ast.AnnAssign):  # annotations are for the type checker
            for part in (node.target, node.value):
                if part is not None:
                    self.visit(part)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            self.visit_function(node)
        elif isinstance(node, ast.ClassDef):
            self.visit_class(node)
        else:
            self.generic_visit(node)

    def visit_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> None:
        outer = self.context.kinds
        self.context.kinds = Kinds(outer)
        body = [node.body] if isinstance(node, ast.Lambda) else node.body
        self.context.kinds.learn(body, node.args)
        for default in node.args.defaults + [d for d in node.args.kw_defaults if d is not None]:
            self.visit(default)
        for part in body:
            self.visit(part)
        self.context.kinds = outer

    def visit_class(self, node: ast.ClassDef) -> None:
        outer = self.context.kinds
        self.context.kinds = Kinds(outer)
        self.context.kinds.learn_fields(node)
        for part in node.body:
            self.visit(part)
        self.context.kinds = outer


def check_source(text: str, path: Path, touches_javascript: bool, is_test: bool) -> list[Finding]:
    """The findings in one module's text, in order of lines."""
    context = Context(path, touches_javascript, is_test)
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        return [Finding(str(path), error.lineno or 1, f'syntax error: {error.msg}')]
    context.kinds.learn(tree.body, None)
    context.own_names = set(bound_names(tree.body)) | {
        a.asname or a.name for n in tree.body if isinstance(n, ast.ImportFrom) for a in n.names
    }
    Walker(context).visit(tree)
    rules_names.check(context, tree)
    if not context.found:
        try:
            lower_source(text, path, is_test)
        except LoweringError as error:
            context.found.append(Finding(str(path), 0, str(error)))
    return sorted(set(context.found), key=lambda f: (f.line, f.message))


def check_file(path: Path) -> list[Finding]:
    """Findings of a file of the project."""
    return check_source(
        path.read_text(encoding='utf-8'), path.resolve(), sources.touches_javascript(path), sources.is_test(path)
    )
