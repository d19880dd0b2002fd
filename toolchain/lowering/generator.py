"""The code generator: Transcrypt's, with Python's semantics where that is cheap, and native classes, modules and
functions.

Knows how fragments become lines and lines get a source map. The mixins handle statements and expressions."""

import ast
import json
import os
import types
from dataclasses import dataclass
from pathlib import Path

from toolchain.lowering import scopes
from toolchain.lowering.calls import Calls
from toolchain.lowering.classes import Classes
from toolchain.lowering.expressions import Expressions
from toolchain.lowering.signatures import ROOT, learn_module
from toolchain.lowering.source_map import line_map
from toolchain.lowering.statements import Statements
from toolchain.lowering.transcrypt_door import Generator, utils

# Transcrypt reads its flags from this global. All of its run-time conveniences are off, since the lowering has its own.
_FLAGS = dict.fromkeys(
    (
        'kwargs',
        'opov',
        'iconv',
        'tconv',
        'keycheck',
        'anno',
        'map',
        'docat',
        'xglobs',
        'jscall',
        'jskeys',
        'jsmod',
        'fcall',
        'xreex',
        'ecom',
    ),
    False,
)
TYPING = ('typing', '__future__', 'collections.abc')


class LoweringError(Exception):
    """A construct that can't be lowered: the message has file, line and what to do."""


@dataclass
class Lowered:
    """JavaScript text and its source map (JSON text) whose only source is the Python file."""

    code: str
    source_map: str


class Lowering(Expressions, Calls, Statements, Classes, Generator):
    """One module's visit; Generator's constructor runs it."""

    def __init__(self, tree: ast.Module, path: Path, is_test: bool) -> None:
        self.path = path
        self.is_test = is_test
        self.text: list[str] = []
        self.line_numbers: list[int] = []  # the source line of each finished output line
        self.at_line_start = True
        self.line_number_now = 1
        self.handlers: list[str] = []  # names of the caught errors, innermost last, for a bare `raise`
        self.class_methods: list[set[str]] = []
        self.temporaries = 0
        self.function_kinds: list[str] = []
        self.typing_names: set[str] = set()
        self.helpers: set[str] = set()
        self.lineNrString = ''
        utils.commandArgs = types.SimpleNamespace(**_FLAGS)
        program = types.SimpleNamespace(
            envir=types.SimpleNamespace(transpiler_name='transcrypt'), symbols=[], importStack=[]
        )
        # Transcrypt's constructor visits the tree and rewrites every error: pass it an empty tree, and visit the real
        # one afterwards.
        module = types.SimpleNamespace(
            program=program, name=path.stem, __name__=path.stem, sourcePath=str(path), parseTree=ast.Module([], [])
        )
        super().__init__(module)
        learn_module(path, tree)
        self.visit(tree)

    # ---- output: overrides Transcrypt's fragment list, which inserts in the middle and is quadratic
    def put(self, text: str) -> None:
        """Writes JavaScript; a new line is indented and records the source line."""
        if self.at_line_start and text != '\n':
            self.text.append('  ' * self.indentLevel)
        self.at_line_start = text.endswith('\n')
        self.text.append(text)
        for _ in range(text.count('\n')):
            self.line_numbers.append(self.line_number_now)

    def emit(self, fragment: str, *formatter: object) -> None:
        self.put(fragment.format(*formatter))

    def filterId(self, qualifiedId: str) -> str:  # noqa: N802 (Transcrypt's name): names stay as they are; the lint forbids reserved words
        return qualifiedId

    def visit(self, node: ast.AST) -> None:
        line = getattr(node, 'lineno', None)
        if line is not None:
            self.lineNr = line
            if isinstance(node, ast.stmt):
                self.line_number_now = line
        ast.NodeVisitor.visit(self, node)

    def generic_visit(self, node: ast.AST) -> None:
        raise self.error(node, f'{type(node).__name__} is not in the dialect')

    def error(self, node: ast.AST, message: str) -> LoweringError:
        return LoweringError(f'{self.path}:{getattr(node, "lineno", self.lineNr)}: {message}')

    def temporary(self, stem: str) -> str:
        self.temporaries += 1
        return f'${stem}{self.temporaries}'

    def helper(self, name: str) -> str:
        """The name of a run-time helper, which is imported if it is used."""
        self.helpers.add(name)
        return name

    # ---- the module
    def visit_Module(self, node: ast.Module) -> None:
        self.inscope(node)
        self.collect_typing_names(node)
        self.used_names = scopes.run_time_names(node)
        self.module_names = set(scopes.bound_names(node.body))
        self.reassigned = scopes.globals_written(node) | self.assigned_more_than_once(node)
        hoisted = sorted(
            name for name in self.module_names if name in self.reassigned and not self.is_definition(node, name)
        )
        for name in hoisted:
            self.put(f'export let {name};\n')
        self.hoisted_names = set(hoisted)
        for statement in node.body:
            if not scopes.is_docstring(statement):
                self.visit(statement)
        self.descope()

    def assigned_more_than_once(self, node: ast.Module) -> set[str]:
        """Module names that are bound twice, or anywhere but at the top level: these can't be `const`."""
        top: list[str] = []
        for statement in node.body:
            targets = (
                statement.targets
                if isinstance(statement, ast.Assign)
                else [statement.target]
                if isinstance(statement, ast.AnnAssign)
                else []
            )
            top.extend(t.id for t in targets if isinstance(t, ast.Name))
        twice = {name for name in top if top.count(name) > 1}
        stores = [
            n.id for n in scopes.walk_scope(node.body) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
        ]
        return twice | {name for name in stores if name not in top or stores.count(name) > 1}

    @staticmethod
    def is_definition(node: ast.Module, name: str) -> bool:
        return any(
            isinstance(s, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and s.name == name for s in node.body
        )

    def collect_typing_names(self, node: ast.Module) -> None:
        """Names that exist only for the type checker; statements made of them are dropped."""
        for statement in node.body:
            if isinstance(statement, ast.ImportFrom) and statement.module in TYPING:
                self.typing_names.update(a.asname or a.name for a in statement.names)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.module in TYPING or node.module is None:
            return
        names = [a for a in node.names if (a.asname or a.name) in self.used_names]
        if len(names) == 0:
            return
        listed = ', '.join(a.name if a.asname in (None, a.name) else f'{a.name} as {a.asname}' for a in names)
        self.put(f'import {{{listed}}} from {json.dumps(self.module_address(node.module))};\n')

    def visit_Import(self, node: ast.Import) -> None:
        raise self.error(node, "'import x' is not in the dialect: write 'from runtime_py.room.module import name'")

    def module_address(self, dotted: str) -> str:
        if dotted.startswith('npm_modules.'):
            return 'npm:' + dotted.removeprefix('npm_modules.')
        return self.relative(dotted.replace('.', '/') + '.js')

    def relative(self, target: str) -> str:
        here = os.path.relpath(self.path.resolve(), ROOT)
        address = os.path.relpath(target, os.path.dirname(here) or '.')
        return address if address.startswith('.') else './' + address

    def finished(self) -> tuple[str, list[int]]:
        """The whole text and the source line of each line, with the import of the used helpers first."""
        body = ''.join(self.text)
        if not self.helpers:
            return body, self.line_numbers
        names = ', '.join(sorted(self.helpers))
        return f'import {{{names}}} from {json.dumps(self.relative("python_runtime.js"))};\n' + body, [
            1
        ] + self.line_numbers


def lower_source(source: str, path: Path, is_test: bool = False) -> Lowered:
    """Lowers a module's text; `path` is relative to the project's root. Raises LoweringError."""
    try:
        tree = ast.parse(source, filename=str(path))
    except SyntaxError as error:
        raise LoweringError(f'{path}:{error.lineno}: {error.msg}') from None
    generator = Lowering(tree, path, is_test)
    code, lines = generator.finished()
    return Lowered(code, line_map(path, source, lines))


def lower_file(name: str | Path) -> Lowered:
    """Lowers a file of the project."""
    path = Path(name).resolve()
    return lower_source(path.read_text(encoding='utf-8'), path, 'tests' in path.relative_to(ROOT).parts[:1])
