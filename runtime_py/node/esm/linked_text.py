"""The text of a module whose imports are known: a generator function that record.py runs.

    function* ($terrarium_module, $terrarium_imported, $terrarium_put) {
        "use strict"; const a = $terrarium_imported.a; let b = $terrarium_imported.b;
        $terrarium_module.declare({name: () => local, ...}, {b: (value) => { b = value }}); yield; BODY }

The first step hoists functions and registers how to read every export (so cycles work); the second runs the body. An
imported name is a variable of that name, since the engine's messages and the functions' source text must show the
program's names. A variable that may change is set again when its module changes it. Only if neither works, each use
reads the other module's variable: `(a = $terrarium_imported.a)`, since the engine's messages name the variable that is
set. If the text calls eval, whose text can't be edited this way, the function is created inside of `with
($terrarium_imported)`. Knows: source.py's analysis. Must not know: other modules."""

from __future__ import annotations

from runtime_py.node.esm.scopes import CALL, ITERATED, MEMBER, NEW, SHORTHAND
from runtime_py.node.esm.source import DEFAULT, IMPORTS, MODULE, NAMESPACE, PUT, ModuleSource
from runtime_py.node.source.text_edits import edited, in_order

HostMap = globalThis.Map

# how an imported name is accessed
CONSTANT = 0  # a variable that is set once
CHANGING = 1  # a variable that its module updates
LATE = 2  # a variable that is set before the body runs: a function of a module that begins later
PROPERTY = 3  # read at each use
_SET = [CHANGING, LATE]
_ON_NAMESPACE = [MEMBER, CALL, NEW, ITERATED]


class LinkedText:
    """`shift`: the number of columns added to the first line; `edits`: all changes to the code, in order.
    `is_scoped`: the text is a function which takes the imports and returns the generator function."""

    def __init__(self, text: str, is_scoped: bool, shift: int, edits: list) -> None:
        self.text = text
        self.is_scoped = is_scoped
        self.shift = shift
        self.edits = edits


def linked_text(source: ModuleSource, modes: list) -> LinkedText:
    """`modes`: one for each of `source.imports`."""
    is_scoped = source.has_eval and PROPERTY in modes
    edits = in_order([*source.edits, *edits_of_uses(source, modes, is_scoped)])
    body = edited(source.code, edits)
    head = f'({"async " if source.is_async_generator else ""}function* ({MODULE}, {IMPORTS}, {PUT}) {{ "use strict"; '
    if is_scoped:
        head = f'(function ({IMPORTS}) {{ with ({IMPORTS}) return {head}'
    head += f'{variables(source, modes, is_scoped)}{declaration(source, modes)} yield; '
    tail = '})})' if is_scoped else '})'
    return LinkedText(f'{head}{"//" if body.startswith("#!") else ""}{body}\n{tail}', is_scoped, head.length, edits)


def edits_of_uses(source: ModuleSource, modes: list, is_scoped: bool) -> list:
    by_local = js_new(HostMap)
    for k, found in enumerate(source.imports):
        by_local.set(found.local, [found, modes[k]])
    edits = []
    for local, kind, start, end, begins_statement in source.uses:
        found, mode = by_local.get(local)
        text = None
        if mode == PROPERTY:
            text = (
                call_text(local, kind, begins_statement)
                if is_scoped
                else use_text(local, kind, begins_statement, source.written_imports.has(local))
            )
        elif is_doubled(source, found) and kind not in _ON_NAMESPACE:
            text = namespace_text(local, kind)
        if text is not None:
            edits.push([start, end, text])
    return edits


def is_doubled(source: ModuleSource, found: object) -> bool:
    """Whether it is a namespace whose variable holds its fast double (namespace.py), which must not escape."""
    return found.name == NAMESPACE and not source.has_eval


def use_text(local: str, kind: int, begins_statement: bool, is_written: bool) -> str:
    """`is_written`: the text assigns to the name somewhere, which throws."""
    value = f'{IMPORTS}.{local}'
    if not is_written:
        value = f'({local} = {value})'
    elif kind == CALL:
        value = f'(0, {value})'
    if kind == SHORTHAND:
        return f'{local}:/*$short*/ {value}'
    # a semicolon, or a parenthesis would be parsed as arguments of the previous line
    return f';/*$*/{value}' if begins_statement and value.startswith('(') else value


def call_text(local: str, kind: int, begins_statement: bool) -> str | None:
    """A function that is found as a property of the object of a `with` would get that object as its `this`."""
    if kind != CALL:
        return None
    return f'{";/*$*/" if begins_statement else ""}({local} =/*$terrarium_same*/ {local})'


def namespace_text(local: str, kind: int) -> str:
    value = f'{IMPORTS}.{local}'
    return f'{local}:/*$short*/ {value}' if kind == SHORTHAND else value


def variables(source: ModuleSource, modes: list, is_scoped: bool) -> str:
    constants = []
    changing = []
    for k, found in enumerate(source.imports):
        value = f'{IMPORTS}["*{found.local}"]' if is_doubled(source, found) else f'{IMPORTS}.{found.local}'
        if modes[k] == CONSTANT:
            constants.push(f'{found.local} = {value}')
        elif modes[k] == CHANGING:
            changing.push(f'{found.local} = {value}')
        elif modes[k] == LATE or not is_scoped:
            changing.push(found.local)
    text = '' if constants.length == 0 else f'const {", ".join(constants)}; '
    return text if changing.length == 0 else f'{text}let {", ".join(changing)}; '


def declaration(source: ModuleSource, modes: list) -> str:
    """The call that registers how to read this module's exports, and how to set variables of its imports."""
    imported = [found.local for found in source.imports]
    getters = []
    for exported, local in source.own.entries():
        value = f'{IMPORTS}.{local}' if local in imported else local
        if local == DEFAULT and not source.names_default:
            value = f'{{ try {{ return {DEFAULT} }} catch {{ {MODULE}.default }} }}'
        getters.push(f'{JSON.stringify(exported)}: () => {value}')
    setters = [f'{name}: ($value) => {{ {name} = $value }}' for k, name in enumerate(imported) if modes[k] in _SET]
    text = f'{MODULE}.declare({{__proto__: null, {", ".join(getters)}}}, {{__proto__: null, {", ".join(setters)}}});'
    return f'{text} {MODULE}.nameDefault({DEFAULT});' if source.names_default else text
