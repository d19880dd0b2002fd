"""Assignments of bash: `name=value`, `name[subscript]=value`, `name=(items)`.

`name=(items)` as an argument of `declare` and the like reaches the builtin as one text that no word can be: `encoded`
and `decoded`."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.ast import Assignment
from runtime_py.shell.bash.arrays import Elements
from runtime_py.shell.bash.references import key_of, make_array, put, resolved
from runtime_py.shell.expansion import Scope
from runtime_py.shell.flow import BuiltinProblem

_MARK = '\0'


class Entry:
    """`key` None: the next index."""

    def __init__(self, key: str | None, value: str, append: bool) -> None:
        self.key = key
        self.value = value
        self.append = append


async def entries_of(expander: Any, assignment: Assignment, scope: Scope) -> list[Entry]:
    found: list[Entry] = []
    for item in assignment.items or []:
        if item.subscript is None:
            for text in await expander.fields([item.value], scope):
                found.append(Entry(None, text, False))
        else:
            key = await expander.text(item.subscript, scope)
            found.append(Entry(key, await expander.value(item.value, False, scope), item.append))
    return found


def assign_entries(state: Any, name: str, entries: list[Entry], append: bool, associative: bool) -> None:
    """Assigns a list. `associative`: makes the variable one if it isn't an array yet."""
    target = resolved(state, name).name
    variable = state.declare(target)
    if variable.readonly:
        state.refuse_readonly(target)
    if variable.elements is None or not append:
        kind = associative or (variable.elements is not None and variable.elements.associative)
        if append:
            make_array(variable, kind)
        else:
            variable.elements = Elements(kind)
            variable.value = None
            variable.is_plain = False
    variable.elements.is_set = True
    if variable.elements.associative:
        _assign_pairs(state, target, variable, entries)
        return
    index = variable.elements.next_index()
    for entry in entries:
        key = str(index) if entry.key is None else key_of(state, target, variable.elements, entry.key)
        put(state, variable, key, entry.value, entry.append)
        index = int(key) + 1


def _assign_pairs(state: Any, name: str, variable: Any, entries: list[Entry]) -> None:
    """Entries without keys are keys and values in turn."""
    key: str | None = None
    for entry in entries:
        if entry.key is not None:
            put(state, variable, key_of(state, name, variable.elements, entry.key), entry.value, entry.append)
        elif key is None:
            key = entry.value
            if key == '':
                raise BuiltinProblem(f'{name}: bad array subscript')
        else:
            put(state, variable, key, entry.value, False)
            key = None
    if key is not None:
        put(state, variable, key, '', False)


def encoded(name: str, entries: list[Entry], append: bool) -> str:
    parts = [name + ('+=' if append else '=')]
    for entry in entries:
        parts.append('' if entry.key is None else ('+' if entry.append else '=') + entry.key)
        parts.append(entry.value)
    return _MARK.join([*parts, ''])


def decoded(text: str) -> list[Entry] | None:
    """The entries of an argument `name=(items)`; None when it is another."""
    if _MARK not in text:
        return None
    parts = text.split(_MARK)
    found: list[Entry] = []
    for k in range(1, len(parts) - 1, 2):
        key = parts[k]
        found.append(Entry(None if key == '' else key[1:], parts[k + 1], key.startswith('+')))
    return found
