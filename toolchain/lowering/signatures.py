"""Parameter lists of functions and classes, used to make keyword arguments positional.

Knows how the project's modules are found; caches each parsed module."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def module_path(dotted: str) -> Path:
    """The file that implements `dotted` in the browser."""
    return ROOT / (dotted.replace('.', '/') + '.py')


# path -> (mtime, definitions): `serve` lowers changed files in the same process
_known: dict[Path, tuple[int, dict[str, ast.AST]]] = {}


def module_definitions(path: Path) -> dict[str, ast.AST]:
    """Top-level functions, classes and re-imported names of a module."""
    known = _known.get(path)
    stamp = path.stat().st_mtime_ns if path.exists() else 0
    if known is None or known[0] not in (stamp, _IN_HAND):
        tree = ast.parse(path.read_text(encoding='utf-8')) if path.exists() else ast.Module([], [])
        known = _known[path] = (stamp, _definitions(tree))
    return known[1]


_IN_HAND = -1  # stamp of the module being lowered, whose text counts, not its file


def learn_module(path: Path, tree: ast.Module) -> None:
    """Records the definitions in the text of the module being lowered."""
    for other in [p for p, (stamp, _) in _known.items() if stamp == _IN_HAND]:
        del _known[other]
    _known[path] = (_IN_HAND, _definitions(tree))


def _definitions(tree: ast.Module) -> dict[str, ast.AST]:
    found: dict[str, ast.AST] = {}
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found[node.name] = node
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                found[alias.asname or alias.name] = node
    return found


def find_definition(path: Path, name: str) -> tuple[ast.AST, Path] | None:
    """The function or class that `name` refers to in this module, following imports."""
    node = module_definitions(path).get(name)
    while isinstance(node, ast.ImportFrom):
        original = next(a.name for a in node.names if (a.asname or a.name) == name)
        path, name = module_path(node.module or ''), original
        node = module_definitions(path).get(name)
    return None if node is None else (node, path)


def parameters(node: ast.AST, path: Path) -> list[str] | None:
    """The parameter names of a function, or of a class's `__init__` (searched in its bases); None if unknown."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return [arg.arg for arg in node.args.posonlyargs + node.args.args + node.args.kwonlyargs]
    if isinstance(node, ast.ClassDef):
        for item in node.body:
            if isinstance(item, ast.FunctionDef) and item.name == '__init__':
                return (parameters(item, path) or [])[1:]
        if node.bases and isinstance(node.bases[0], ast.Name):
            base = find_definition(path, node.bases[0].id)
            return parameters(*base) if base else None
    return None


def method_names(node: ast.ClassDef, path: Path) -> set[str]:
    """The names of the methods (not properties) of a class and its bases in this program."""
    names = {
        item.name
        for item in node.body
        if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef))
        and not any(_is_property(d) for d in item.decorator_list)
    }
    for base in node.bases:
        found = find_definition(path, base.id) if isinstance(base, ast.Name) else None
        if found and isinstance(found[0], ast.ClassDef):
            names |= method_names(found[0], found[1])
    return names


def _is_property(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Name) and decorator.id == 'property' or isinstance(decorator, ast.Attribute)
