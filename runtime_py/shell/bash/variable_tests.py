"""`test -v`, `-o` and `-R`: conditions on variables and options. Pure over a State."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.bash.dynamic import is_dynamic
from runtime_py.shell.bash.references import elements_of, key_of, reference, resolved
from runtime_py.shell.numerals import count
from runtime_py.shell.option_names import BASH_OPTIONS


def is_set(state: Any, text: str) -> bool:
    """`name`, `name[subscript]`, `name[@]`, or the number of a parameter."""
    number = count(text)
    if number is not None:
        return number <= len(state.parameters)
    found = reference(text)
    if found is None:
        return False
    if found.subscript is None:
        found = resolved(state, found.name)
    if found.subscript is None:
        return (
            state.variables.has(found.name)
            and state.get(found.name) is not None
            or (not state.variables.has(found.name) and is_dynamic(found.name) and state.get(found.name) is not None)
        )
    elements = elements_of(state, found.name)
    if found.subscript in ('@', '*') and not elements.associative:
        return elements.size() > 0
    return elements.get(key_of(state, found.name, elements, found.subscript)) is not None


def option_is_on(state: Any, name: str) -> bool:
    return name in BASH_OPTIONS and bool(state.has_option(name))


def refers(state: Any, name: str) -> bool:
    """Whether a variable is a name reference with a target."""
    variable = state.variables.get(name)
    return variable is not None and 'n' in variable.attributes and variable.value is not None
