"""Infers the kind of an expression (`list`, `map`, `bytes`, `str`, `dict`, `tuple`, `set`) from annotations and
literals in its function.

It uses only the text; if that doesn't tell, the kind is '' and no rule applies."""

import ast

from toolchain.lowering.scopes import walk_scope

ANNOTATED = {
    'list': 'list',
    'List': 'list',
    'tuple': 'tuple',
    'dict': 'dict',
    'set': 'set',
    'frozenset': 'set',
    'Map': 'map',
    'Set': 'map',
    'Bytes': 'bytes',
    'bytes': 'bytes',
    'bytearray': 'bytes',
    'str': 'str',
    'int': 'int',
    'float': 'int',
    'bool': 'bool',
}
CALLED = {
    'list': 'list',
    'sorted': 'list',
    'reversed': 'list',
    'tuple': 'tuple',
    'dict': 'dict',
    'set': 'set',
    'Map': 'map',
    'Set': 'map',
    'bytes': 'bytes',
    'bytearray': 'bytes',
    'str': 'str',
    'alloc': 'bytes',
    'concat': 'bytes',
    'len': 'int',
    'int': 'int',
}
STR_METHODS = frozenset(
    'strip lstrip rstrip lower upper replace join removeprefix removesuffix zfill ljust rjust'.split()
)
COLLECTIONS = frozenset(('list', 'tuple', 'dict', 'set', 'map', 'bytes'))


def of_annotation(node: ast.expr | None) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        node = ast.parse(node.value, mode='eval').body
    if isinstance(node, ast.Subscript):
        node = node.value
    return ANNOTATED.get(node.id, '') if isinstance(node, ast.Name) else ''


class Kinds:
    """The names of one function (or module) and of the class around it."""

    def __init__(self, outer: 'Kinds | None' = None) -> None:
        self.names: dict[str, str] = {}
        self.fields: dict[str, str] = outer.fields if outer else {}
        self.outer = outer

    def learn(self, body: list[ast.stmt], arguments: ast.arguments | None) -> None:
        """Reads parameters and assignments; a name with two different kinds has none."""
        if arguments is not None:
            for arg in arguments.posonlyargs + arguments.args + arguments.kwonlyargs:
                self.names[arg.arg] = of_annotation(arg.annotation)
        for node in walk_scope(body):
            if isinstance(node, ast.AnnAssign):
                self.note(node.target, of_annotation(node.annotation))
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    self.note(target, self.of(node.value))
            elif isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
                for name in ast.walk(node.target):
                    self.note(name, '')

    def note(self, target: ast.AST, kind: str) -> None:
        if isinstance(target, ast.Name):
            known = self.names.get(target.id)
            self.names[target.id] = kind if known in (None, kind) else ''

    def learn_fields(self, node: ast.ClassDef) -> None:
        """`self.x: list[int] = []` and annotations of the class body."""
        self.fields = {}
        for item in ast.walk(node):
            if isinstance(item, ast.AnnAssign):
                if isinstance(item.target, ast.Attribute):
                    self.fields[item.target.attr] = of_annotation(item.annotation)
                elif isinstance(item.target, ast.Name) and item in node.body:
                    self.fields[item.target.id] = of_annotation(item.annotation)

    def of(self, node: ast.expr | None) -> str:
        if isinstance(node, (ast.List, ast.ListComp)):
            return 'list'
        if isinstance(node, ast.Tuple):
            return 'tuple'
        if isinstance(node, (ast.Dict, ast.DictComp)):
            return 'dict'
        if isinstance(node, (ast.Set, ast.SetComp)):
            return 'set'
        if isinstance(node, ast.JoinedStr):
            return 'str'
        if isinstance(node, ast.Constant):
            return {str: 'str', bytes: 'bytes', bool: 'bool', int: 'int', float: 'int'}.get(type(node.value), '')
        if isinstance(node, ast.Name):
            return self.of_name(node.id)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == 'self':
            return self.fields.get(node.attr, '')
        if isinstance(node, ast.Call):
            return self.of_call(node)
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            return self.of(node.value)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self.of(node.left) or self.of(node.right)
        return ''

    def of_call(self, node: ast.Call) -> str:
        if isinstance(node.func, ast.Name):
            return CALLED.get(node.func.id, '')
        if isinstance(node.func, ast.Attribute):
            if node.func.attr in ('split', 'rsplit', 'splitlines', 'partition', 'rpartition'):
                return 'list'
            return 'str' if node.func.attr in STR_METHODS else ''
        return ''

    def binds(self, name: str) -> bool:
        return name in self.names or self.outer is not None and self.outer.binds(name)

    def of_name(self, name: str) -> str:
        if name in self.names:
            return self.names[name]
        return self.outer.of_name(name) if self.outer else ''
