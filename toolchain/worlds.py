"""`pytest --worlds ROOM`: runs the tests under CPython again, and watches operations for results that would differ in
JavaScript.

The lint only sees the text; whether an index is negative or a number too large shows only at run time. So the pure
rooms' modules are rewritten when they are imported: bit operators, sums, indices, slices and `int` become calls that
compute Python's result and record where JavaScript's would differ. Each record has a place in the source and a first
example."""

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import math
import sys
from pathlib import Path
from types import FrameType, ModuleType

from toolchain.lowering.signatures import ROOT

MOST_EXACT = 2**53
_BITS: dict[type, str] = {ast.BitAnd: '&', ast.BitOr: '|', ast.BitXor: '^', ast.LShift: '<<', ast.RShift: '>>'}
_SUMS: dict[type, str] = {ast.Add: '+', ast.Sub: '-', ast.Mult: '*', ast.Pow: '**'}
_SEQUENCES = (str, list, tuple, bytes, bytearray, memoryview)

notes: dict[str, str] = {}  # place -> the difference there


def _note(what: str) -> None:
    frame: FrameType | None = sys._getframe(2)
    if frame is not None:
        place = f'{Path(frame.f_code.co_filename).relative_to(ROOT)}:{frame.f_lineno}'
        notes.setdefault(place, what)


def _is_whole(*values: object) -> bool:
    return all(isinstance(value, int) and not isinstance(value, bool) for value in values)


def _int32(value: int) -> int:
    low = value & 0xFFFFFFFF
    return low - 2**32 if low >> 31 else low


def bits(operator: str, a, b):
    if operator == '<<':
        result = a << b
    elif operator == '>>':
        result = a >> b
    else:
        result = a & b if operator == '&' else (a | b if operator == '|' else a ^ b)
    if _is_whole(a, b):
        x, y = _int32(a), _int32(b)
        if operator in '&|^':
            there = x & y if operator == '&' else (x | y if operator == '|' else x ^ y)
        else:
            there = _int32(x << (y & 31)) if operator == '<<' else x >> (y & 31)
        if there != result:
            _note(f'{a} {operator} {b} is {result}, in JavaScript {there}')
    return result


def invert(a):
    if _is_whole(a) and _int32(a) != a:
        _note(f'~{a} is {~a}, in JavaScript {~_int32(a)}')
    return ~a


def sums(operator: str, a, b):
    result = a + b if operator == '+' else (a - b if operator == '-' else (a * b if operator == '*' else a**b))
    if _is_whole(result) and abs(result) > MOST_EXACT:
        _note(f'{a} {operator} {b} is {result}, which a double rounds')
    return result


def floor_division(a, b):
    if b == 0:
        _note(f'{a} // 0 is an error, in JavaScript an infinity')
    elif _is_whole(a, b) and (abs(a) > MOST_EXACT or math.floor(a / b) != a // b):
        _note(f'{a} // {b} is {a // b}, which a double rounds')
    return a // b


def modulo(a, b):
    if not isinstance(a, str) and b == 0:
        _note(f'{a} % 0 is an error, in JavaScript not a number')
    return a % b


def item(values, at):
    if isinstance(values, _SEQUENCES) and isinstance(at, (int, float)) and not 0 <= at < len(values):
        _note(
            f'index {at} of {len(values)} items is {"the last ones" if -len(values) <= at < 0 else "an error"}, in JavaScript undefined'
        )
    return values[at]


def part(values, start, end):
    for bound in (start, end):
        if isinstance(values, _SEQUENCES) and bound is not None and bound < 0:
            _note(f'the bound {bound} of a slice counts from the end: is that meant?')
    return values[start:end]


def whole(*arguments):
    result = int(*arguments)
    if abs(result) > MOST_EXACT:
        _note(f'int({arguments[0]!r}) is rounded in JavaScript')
    elif isinstance(arguments[0], str) and not arguments[0].isascii():
        _note(f'int({arguments[0]!r}) is an error in JavaScript')
    return result


def are_digits(text):
    if text.isdigit() and not text.isascii():
        _note(f'{text!r}.isdigit() is true, in JavaScript false')
    return text.isdigit()


class _Watched(ast.NodeTransformer):
    def _call(self, name: str, node: ast.expr, *arguments: ast.expr) -> ast.expr:
        function = ast.Attribute(ast.Name('__worlds__', ast.Load()), name, ast.Load())
        return ast.fix_missing_locations(ast.copy_location(ast.Call(function, list(arguments), []), node))

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = self.visit(node.value)  # annotations aren't executed
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self._function(node)

    def _function(self, node):
        returns, node.returns = node.returns, None
        self.generic_visit(node)
        node.returns = returns
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        kind = type(node.op)
        if kind in _BITS:
            return self._call('bits', node, ast.Constant(_BITS[kind]), node.left, node.right)
        if kind in _SUMS:
            return self._call('sums', node, ast.Constant(_SUMS[kind]), node.left, node.right)
        if kind in (ast.FloorDiv, ast.Mod):
            return self._call('floor_division' if kind is ast.FloorDiv else 'modulo', node, node.left, node.right)
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        return self._call('invert', node, node.operand) if isinstance(node.op, ast.Invert) else node

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        written = node.slice
        literal = [
            bound
            for bound in ((written.lower, written.upper) if isinstance(written, ast.Slice) else (written,))
            if isinstance(bound, ast.UnaryOp)
        ]
        self.generic_visit(node)
        if literal or not isinstance(node.ctx, ast.Load):
            return node  # xs[-1] is lowered to at(-1)
        if isinstance(node.slice, ast.Slice):
            return self._call(
                'part', node, node.value, node.slice.lower or ast.Constant(None), node.slice.upper or ast.Constant(None)
            )
        return self._call('item', node, node.value, node.slice)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Name) and node.func.id == 'u32' and isinstance(node.args[0], ast.BinOp):
            # u32 takes the low bits, which are the same in both worlds
            self.generic_visit(node.args[0])
            return node
        self.generic_visit(node)
        if isinstance(node.func, ast.Attribute) and node.func.attr == 'isdigit':
            return self._call('are_digits', node, node.func.value)
        if isinstance(node.func, ast.Name) and node.func.id == 'int':
            return self._call('whole', node, *node.args)
        return node


class _Importer(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, rooms: list[str]) -> None:
        self.rooms = rooms

    def find_spec(self, fullname: str, path: object, target: object = None) -> importlib.machinery.ModuleSpec | None:
        names = fullname.split('.')
        file = ROOT.joinpath(*names).with_suffix('.py')
        if names[0] != 'runtime_py' or len(names) < 3 or names[1] not in self.rooms or not file.exists():
            return None
        return importlib.util.spec_from_file_location(fullname, file, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        file = ROOT.joinpath(*module.__name__.split('.')).with_suffix('.py')
        module.__dict__['__worlds__'] = sys.modules[__name__]
        exec(compile(_Watched().visit(ast.parse(file.read_text(encoding='utf-8'))), str(file), 'exec'), module.__dict__)


def watch(rooms: list[str]) -> None:
    """From now on these rooms are watched when they are imported."""
    sys.meta_path.insert(0, _Importer(rooms))
