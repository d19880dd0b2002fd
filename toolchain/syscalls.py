"""`python -m toolchain.syscalls`: generates the files that are derived from the table of system calls
(runtime_py/sys/table.py): docs/SYSCALLS.md, and runtime_py/sys/flat.py, where each call is a method that calls its
owner, with the owner's types. A test fails if one is stale."""

import ast

from runtime_py.sys.table import NEVER, TABLE, WORKER, Call, owners
from toolchain.environment import ROOT

PAGE = ROOT / 'docs' / 'SYSCALLS.md'
FLAT = ROOT / 'runtime_py' / 'sys' / 'flat.py'
OWNERS = ROOT / 'runtime_py' / 'sys' / 'calls'
_HEAD = """# System calls

Generated from `runtime_py/sys/table.py` by `python -m toolchain.syscalls` (a test checks it). A result that is a
number is ≥ 0, or `-errno`. *blocks*: `worker` blocks the worker, `later` is a coroutine. *uses*: resources that a
call may use up. *needs*: permissions of the process. The contents of `out`, requests and results are described in
[rooms/sys.md](rooms/sys.md).
"""
_FLAT_HEAD = '''"""A method for each system call, which calls its owner. Generated from table.py by `python -m toolchain.syscalls`: don't edit it.

A call costs one function call. System's calls are methods of one class, before which front.py can put others."""
# fmt: off
from __future__ import annotations

'''
_BUILT_IN = {'int', 'str', 'float', 'bool', 'list', 'object', 'bytes', 'bytearray', 'None'}


class Owner:
    """One module of sys/calls/: its class, whose public methods are the calls, and the imports of the names that it
    uses."""

    def __init__(self, name: str) -> None:
        self.source = (OWNERS / f'{name}.py').read_text()
        tree = ast.parse(self.source)
        self.module = f'runtime_py.sys.calls.{name}'
        self.origins: dict[str, str] = {}
        self.methods: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = {}
        for node in tree.body:
            if isinstance(node, ast.ImportFrom):
                self.origins |= {alias.name: node.module for alias in node.names}
            elif isinstance(node, ast.ClassDef):
                self.origins[node.name] = self.module
                if node.name.endswith('Calls'):
                    self.kind = node.name
                    self.methods = {
                        each.name: each
                        for each in node.body
                        if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef))
                    }
            elif isinstance(node, ast.Assign):
                self.origins |= {target.id: self.module for target in node.targets if isinstance(target, ast.Name)}

    def text(self, node: ast.expr) -> str:
        return ast.get_source_segment(self.source, node) or ''


def page() -> str:
    parts = [_HEAD]
    for owner in owners():
        parts.append(
            f'## {owner}\n\n| call | gives | blocks | uses | needs | |\n|---|---|---|---|---|---|\n'
            + ''.join(_row(call) for call in TABLE if call.owner == owner)
        )
    return '\n'.join(parts)


def _row(call: Call) -> str:
    blocks = '' if call.blocks == NEVER else 'worker' if call.blocks == WORKER else 'later'
    cells = [
        f'`{call.name}({call.takes})`',
        call.gives,
        blocks,
        ', '.join(call.resources),
        ', '.join(call.permissions),
        call.about,
    ]
    return '| ' + ' | '.join(cell.replace('|', '\\|') for cell in cells) + ' |\n'


def flat() -> str:
    """Returns the text of flat.py. Raises KeyError for a row whose owner has no such method."""
    modules = {name: Owner(name) for name in owners()}
    needed: dict[str, set[str]] = {}
    fields = []
    methods = []
    for name, owner in modules.items():
        needed.setdefault(owner.module, set()).add(owner.kind)
        fields.append(f'    {name}_calls: {owner.kind}\n')
    for call in TABLE:
        methods.append(_method(call, modules[call.owner], needed))
    imports = ''.join(_import(module, sorted(names, key=str.lower)) for module, names in sorted(needed.items()))
    standard = ''.join(line for line in imports.splitlines(keepends=True) if not line.startswith('from runtime_py'))
    own = ''.join(line for line in imports.splitlines(keepends=True) if line.startswith('from runtime_py'))
    return _FLAT_HEAD + standard + '\n' + own + '\n\nclass FlatCalls:\n' + ''.join(fields) + ''.join(methods)


def _import(module: str, names: list[str]) -> str:
    constants = [name for name in names if name.isupper()]
    return f'from {module} import {", ".join([*constants, *[name for name in names if not name.isupper()]])}\n'


def _method(call: Call, owner: Owner, needed: dict[str, set[str]]) -> str:
    found = owner.methods[call.name]
    arguments = found.args
    parts = ['self']
    passed = []
    without_default = len(arguments.args) - len(arguments.defaults)
    for place, argument in enumerate(arguments.args[1:], 1):
        _note(argument.annotation, owner, needed)
        text = f'{argument.arg}: {owner.text(argument.annotation)}'
        if place >= without_default:
            default = arguments.defaults[place - without_default]
            _note(default, owner, needed)
            text += f' = {owner.text(default)}'
        parts.append(text)
        passed.append(argument.arg)
    if arguments.vararg is not None:
        parts.append(f'*{arguments.vararg.arg}: {owner.text(arguments.vararg.annotation)}')
        passed.append(f'*{arguments.vararg.arg}')
    _note(found.returns, owner, needed)
    gives = owner.text(found.returns)
    if isinstance(found, ast.AsyncFunctionDef):
        # not a coroutine itself, which would cost one more turn
        gives = f'Coroutine[Any, Any, {gives}]'
        needed.setdefault('collections.abc', set()).add('Coroutine')
        needed.setdefault('typing', set()).add('Any')
    body = f'self.{call.owner}_calls.{call.name}({", ".join(passed)})'
    return f'\n    def {call.name}({", ".join(parts)}) -> {gives}:\n        {body if gives == "None" else f"return {body}"}\n'


def _note(node: ast.expr | None, owner: Owner, needed: dict[str, set[str]]) -> None:
    """Records the names that an annotation or default needs."""
    for each in ast.walk(node) if node is not None else []:
        if isinstance(each, ast.Name) and each.id not in _BUILT_IN:
            needed.setdefault(owner.origins[each.id], set()).add(each.id)


def main() -> None:
    PAGE.write_text(page())
    FLAT.write_text(flat())


if __name__ == '__main__':
    main()
