"""Applies the rules that need types to the pure rooms' modules. This is the second half of the lint and takes about ten
seconds, most of them in mypy."""

import ast
from collections.abc import Iterator
from pathlib import Path

from toolchain import sources
from toolchain.lint import rules_types, rules_types_calls
from toolchain.lint.checker import Finding
from toolchain.lint.types_of import ModuleTypes, infer

RULES = rules_types.RULES + rules_types_calls.RULES


class TypedContext:
    """The context of a rule: the types of expressions."""

    def __init__(self, path: Path, types: ModuleTypes, is_test: bool) -> None:
        self.path = path
        self.types = types
        self.is_test = is_test
        self.called: set[ast.expr] = set()  # the function in a call
        self.found: list[Finding] = []

    def report(self, node: ast.AST, message: str) -> None:
        self.found.append(Finding(str(self.path), getattr(node, 'lineno', 1), message))


def _running_parts(node: ast.AST) -> Iterator[ast.AST]:
    """The children that are executed: annotations are for the type checker."""
    for name, value in ast.iter_fields(node):
        if name in ('annotation', 'returns', 'bases', 'type_params'):
            continue
        yield from (part for part in (value if isinstance(value, list) else [value]) if isinstance(part, ast.AST))


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for part in _running_parts(node):
        yield from _walk(part)


def check_module(text: str, path: Path, types: ModuleTypes, is_test: bool) -> list[Finding]:
    context = TypedContext(path, types, is_test)
    for node in _walk(ast.parse(text)):
        for rule in RULES:
            rule(context, node)
    return sorted(set(context.found), key=lambda finding: (finding.line, finding.message))


def typed_files() -> list[Path]:
    """The modules that mypy can check: those that run under CPython."""
    return [path for path in sources.runtime_files() if not sources.touches_javascript(path)]


def check_types(files: list[Path]) -> list[Finding]:
    """The findings in these files of pure rooms. mypy's own errors are reported by another check."""
    modules = infer(files) if files else {}
    found: list[Finding] = []
    for path in files:
        if path in modules:
            found += check_module(path.read_text(encoding='utf-8'), path, modules[path], False)
    return found
