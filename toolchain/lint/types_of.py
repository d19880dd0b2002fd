"""The types that mypy infers in the pure rooms, by the position of an expression.

For rules that must know, for example, whether `x` in `x[i]` is a text or a list. Types are sets of kinds: `int | None`
is {'int', 'None'}. Knows mypy's trees; must not know any rule. `platform` modules are read as their CPython twins,
since mypy can't read JavaScript's globals."""

import ast
import io
import re
import types as python_types
from collections.abc import Iterator
from pathlib import Path

from mypy import build, config_parser, options
from mypy.modulefinder import BuildSource
from mypy.nodes import Decorator, Expression, FuncDef, MypyFile, Node, OverloadedFuncDef, TypeInfo
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    LiteralType,
    NoneType,
    Overloaded,
    TupleType,
    Type,
    TypeType,
    TypeVarType,
    UninhabitedType,
    UnionType,
    get_proper_type,
)

from toolchain.lowering.signatures import ROOT

Place = tuple[int, int, int | None, int | None]
Kinds = frozenset[str]

PLATFORM = ROOT / 'runtime_py/platform'
UNKNOWN: Kinds = frozenset(('any',))
_NAMES = {
    'builtins.bytearray': 'bytes',
    'builtins.memoryview': 'bytes',
    'builtins.frozenset': 'set',
    'typing.Sequence': 'any',  # mypy's name for what a text and a list have in common
    'runtime_py.platform.maps.Map': 'Map',
    'runtime_py.platform.maps.Set': 'Set',
}
_BUILTINS = ('int', 'bool', 'float', 'str', 'bytes', 'list', 'tuple', 'dict', 'set', 'object', 'range', 'slice')
_ITERATORS = (
    'typing.Iterable',
    'typing.Iterator',
    'typing.Generator',
    'typing.Collection',
    'builtins.reversed',
    'builtins.enumerate',
    'builtins.zip',
)
# Fields of mypy's nodes that lead out of the tree, to the definition of a name.
_CROSS_REFERENCES = frozenset(
    (
        'node',
        'info',
        'type',
        'definition',
        'original_def',
        'analyzed',
        'names',
        'type_annotation',
        'unanalyzed_type',
        'impl_type',
    )
)


def _name(fullname: str) -> str:
    if fullname in _NAMES:
        return _NAMES[fullname]
    if fullname in _ITERATORS:
        return 'iterator'
    bare = fullname.removeprefix('builtins.')
    return bare if bare in _BUILTINS else f'class {fullname}'


def kinds_of(found: Type | None) -> Kinds:
    """The kinds of a type; a class of the program is `class NAME`."""
    if found is None:
        return UNKNOWN
    proper = get_proper_type(found)
    if isinstance(proper, UnionType):
        kinds = frozenset(kind for item in proper.items for kind in kinds_of(item))
        return kinds - UNKNOWN or kinds  # `V | Any` is the type of a Map's get: V, or None that need not be tested
    if isinstance(proper, Instance):
        return frozenset((_name(proper.type.fullname),))
    if isinstance(proper, LiteralType):
        return kinds_of(proper.fallback)
    if isinstance(proper, TypeVarType):
        return kinds_of(proper.upper_bound)
    for kind, name in (
        (NoneType, 'None'),
        (TupleType, 'tuple'),
        (AnyType, 'any'),
        (CallableType, 'function'),
        (Overloaded, 'function'),
        (TypeType, 'type'),
    ):
        if isinstance(proper, kind):
            return frozenset((name,))
    return frozenset() if isinstance(proper, UninhabitedType) else UNKNOWN


def _parts(found: Type | None) -> list[Type]:
    if found is None:
        return []
    proper = get_proper_type(found)
    return [get_proper_type(item) for item in proper.items] if isinstance(proper, UnionType) else [proper]


class ModuleTypes:
    """The types of one module."""

    def __init__(self, expressions: dict[Place, Expression], types: dict[Expression, Type]) -> None:
        self.expressions = expressions
        self.types = types

    def expression(self, node: ast.expr) -> Expression | None:
        return self.expressions.get((node.lineno, node.col_offset, node.end_lineno, node.end_col_offset))

    def type(self, node: ast.expr) -> Type | None:
        found = self.expression(node)
        return self.types.get(found) if found is not None else None

    def was_checked(self, node: ast.expr) -> bool:
        """False in code that mypy considers unreachable, and in annotations."""
        return self.type(node) is not None

    def of(self, node: ast.expr) -> Kinds:
        found = self.type(node)
        if found is None and isinstance(node, ast.BinOp):  # some have other positions in mypy's tree
            return self.of(node.left) | self.of(node.right)
        return kinds_of(found)

    def items(self, node: ast.expr) -> Kinds:
        """The kinds of a collection's items: for a Map, of its keys."""
        kinds: set[str] = set()
        for part in _parts(self.type(node)):
            if isinstance(part, TupleType):
                for item in part.items:
                    kinds |= kinds_of(item)
            elif isinstance(part, Instance) and part.args:
                kinds |= kinds_of(part.args[0])
        return frozenset(kinds)

    def defines(self, node: ast.expr, *methods: str) -> bool:
        """Whether one of the program's classes among the types of `node` has one of these methods."""
        return any(isinstance(part, Instance) and class_defines(part.type, methods) for part in _parts(self.type(node)))

    def is_message(self, node: ast.expr) -> bool:
        """Whether `node` is an error whose text is just its message. A KeyError's text has quotes."""
        parts = _parts(self.type(node))
        return len(parts) > 0 and all(
            isinstance(part, Instance)
            and part.type.has_base('builtins.Exception')
            and not part.type.has_base('builtins.KeyError')
            and not class_defines(part.type, ('__init__',))
            for part in parts
        )

    def is_method(self, node: ast.Attribute) -> bool:
        """Whether `x.m` is a method of a class, not a field that holds a function."""
        for part in _parts(self.type(node.value)):
            symbol = part.type.get(node.attr) if isinstance(part, Instance) else None
            found = symbol.node if symbol else None
            if isinstance(found, Decorator):
                found = None if found.var.is_property else found.func
            if isinstance(found, (FuncDef, OverloadedFuncDef)) and not found.is_property:
                return True
        return False

    def builtin(self, node: ast.expr) -> str:
        """`len` for the built-in function of that name; '' if the module redefines it."""
        fullname = getattr(self.expression(node), 'fullname', '') or ''
        return fullname.removeprefix('builtins.') if fullname.startswith('builtins.') else ''


def class_defines(info: TypeInfo, methods: tuple[str, ...]) -> bool:
    if info.fullname.startswith(('builtins.', 'typing.')):
        return False
    found = [info.get(name) for name in methods]
    return any(
        symbol is not None
        and getattr(symbol.node, 'info', None) is not None
        and not symbol.node.info.fullname.startswith('builtins.')
        for symbol in found
    )


_fields: dict[type, list[str]] = {}


def _fields_of(kind: type) -> list[str]:
    """mypy is compiled, so its nodes have no `__dict__`, and Python can't subclass its visitor."""
    if kind not in _fields:
        descriptors = (python_types.GetSetDescriptorType, python_types.MemberDescriptorType)
        _fields[kind] = [
            name
            for name in dir(kind)
            if isinstance(getattr(kind, name, None), descriptors)
            and name not in _CROSS_REFERENCES
            and not name.startswith('_')
        ]
    return _fields[kind]


def _walk(tree: MypyFile) -> Iterator[Expression]:
    stack: list[object] = [tree.defs]
    seen: set[int] = set()
    while stack:
        node = stack.pop()
        if isinstance(node, (list, tuple)):
            stack.extend(node)
        elif isinstance(node, Node) and id(node) not in seen and not isinstance(node, TypeInfo):
            seen.add(id(node))
            if isinstance(node, Expression):
                yield node
            for name in _fields_of(type(node)):
                value = getattr(node, name, None)
                if isinstance(value, (Node, list, tuple)):
                    stack.append(value)


def _sources(files: list[Path]) -> list[BuildSource]:
    """The files, and each module of `platform` that they import: its twin, or the module itself if it serves both
    worlds."""
    names = {
        name
        for file in files
        for name in re.findall(
            r'^from runtime_py\.platform\.(\w+) import', file.read_text(encoding='utf-8'), re.MULTILINE
        )
    }
    found = [
        (file, '.'.join(file.relative_to(ROOT).with_suffix('').parts) if ROOT in file.parents else file.stem)
        for file in files
    ]
    for name in sorted(names):
        twin = PLATFORM / 'cpython' / f'{name}.py'
        found.append((twin if twin.exists() else PLATFORM / f'{name}.py', f'runtime_py.platform.{name}'))
    return [BuildSource(str(file), module) for file, module in found]


def infer(files: list[Path]) -> dict[Path, ModuleTypes]:
    """The types of these modules."""
    settings = options.Options()
    config_parser.parse_config_file(settings, lambda: None, str(ROOT / 'pyproject.toml'), io.StringIO(), io.StringIO())
    settings.export_types = settings.preserve_asts = True
    settings.incremental = False
    settings.cache_dir = '/dev/null'
    result = build.build(_sources(files), settings)
    wanted = {str(file): file for file in files}
    modules: dict[Path, ModuleTypes] = {}
    for tree in result.files.values():
        if tree.path in wanted:
            places = {(e.line, e.column, e.end_line, e.end_column): e for e in _walk(tree) if e in result.types}
            modules[wanted[tree.path]] = ModuleTypes(places, result.types)
    return modules
