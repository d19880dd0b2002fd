"""Walks the pure rooms' modules with the rules that need types. It is the second half of the lint and takes about ten seconds, most of them mypy's."""
import ast
from collections.abc import Iterator
from pathlib import Path

from toolchain import sources
from toolchain.lint import rules_types, rules_types_calls
from toolchain.lint.checker import Finding
from toolchain.lint.types_of import ModuleTypes, infer

RULES = rules_types.RULES + rules_types_calls.RULES


class TypedContext:
    """What a rule may ask: the types of expressions."""

    def __init__(self, path: Path, types: ModuleTypes, is_test: bool) -> None:
        self.path = path
        self.types = types
        self.is_test = is_test
        self.called: set[ast.expr] = set()      # what stands before the parentheses of a call
        self.found: list[Finding] = []

    def report(self, node: ast.AST, message: str) -> None:
        self.found.append(Finding(str(self.path), getattr(node, 'lineno', 1), message))


def _running_parts(node: ast.AST) -> Iterator[ast.AST]:
    """The children that run: annotations are the type checker's."""
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
    """The modules that mypy can judge: those which run under CPython."""
    return [path for path in sources.runtime_files() if not sources.touches_javascript(path)]


def check_types(files: list[Path]) -> list[Finding]:
    """Findings of these files of pure rooms. What mypy itself finds wrong is its own check's."""
    modules = infer(files) if files else {}
    found: list[Finding] = []
    for path in files:
        if path in modules:
            found += check_module(path.read_text(encoding='utf-8'), path, modules[path], False)
    return found
