"""What the survey finds in a text, and the scopes of its names."""

from __future__ import annotations

HostSet = globalThis.Set

# kinds of finds
USE = 0  # of an imported name; `detail`: its kind (esm/scopes.py)
ARGUMENTS = 1  # the name, outside functions that have their own; `detail`: whether it is in a typeof
WRITE = 2  # of exported names in a function; `names`; `detail`: the node
IMPORT_WRITE = 3  # of an imported name
OPERAND = 4  # of an await; `place`, `is_sequence`, `is_top`
EACH = 5  # what a `for await` iterates
TOP_AWAIT = 6  # an await expression outside functions; `begins`
LOOP_AWAIT = 7  # what the head of a `for await` outside functions sets
PLACE = 8  # a name whose failure is reported at `place`
EVAL_CALL = 9  # its first argument, if it has one that counts; `is_direct`, `is_top`
CALL_BODY = 10  # between the start and the end of the statements of an async function
CALL_ARROW = 11  # the same of one whose body is an expression
DYNAMIC_IMPORT = 12
META = 13


class Scope:
    """`names`: those of its declarations in which the survey is interested."""

    def __init__(self, parent: object, is_function: bool) -> None:
        self.parent = parent
        self.is_function = is_function
        self.names = None

    def declare(self, name: str) -> None:
        if self.names is None:
            self.names = js_new(HostSet)
        self.names.add(name)


def is_shadowed(name: str, scope: object) -> bool:
    while scope is not None:
        if scope.names is not None and scope.names.has(name):
            return True
        scope = scope.parent
    return False


class Found:
    """`scope`: the one that it is in; `begins`: whether it begins a statement before which one can be inserted."""

    def __init__(self, kind: int, start: int, end: int, scope: object) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.scope = scope
        self.detail = None
        self.names = None
        self.place = 0
        self.begins = False
        self.is_sequence = False
        self.is_direct = False
        self.is_top = False
