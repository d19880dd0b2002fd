"""References to variables and elements: `name` and `name[subscript]`, by name references too; reading, assigning and
unsetting them. Pure over a State.

An array keeps `value` of its variable equal to element 0."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.integers import plus
from runtime_py.shell.bash.arrays import Elements, listed
from runtime_py.shell.bash.dynamic import dynamic_elements, take_element
from runtime_py.shell.flow import BuiltinProblem
from runtime_py.shell.scanner import name_at

MOST_INDEX = 9007199254740991
MOST_REFERENCES = 10


class Reference:
    """`subscript` is None for a whole variable."""

    def __init__(self, name: str, subscript: str | None) -> None:
        self.name = name
        self.subscript = subscript


def reference(text: str) -> Reference | None:
    """Of `name` or `name[subscript]`; None when it is neither."""
    name = name_at(text, 0)
    if name == '':
        return None
    rest = text[len(name) :]
    if rest == '':
        return Reference(name, None)
    if len(rest) > 2 and rest.startswith('[') and rest.endswith(']'):
        return Reference(name, rest[1:-1])
    return None


def resolved(state: Any, name: str) -> Reference:
    """What a name stands for, after all name references."""
    found = Reference(name, None)
    for _ in range(MOST_REFERENCES):
        variable = state.variables.get(found.name)
        if variable is None or 'n' not in variable.attributes or found.subscript is not None:
            return found
        target = None if variable.value is None else reference(variable.value)
        if target is None or target.name == found.name:
            return found
        found = target
    return found


def set_loop_name(state: Any, name: str, value: str) -> None:
    """The variable of a `for`: a name reference gets another target."""
    variable = state.variables.get(name)
    if variable is None or 'n' not in variable.attributes or variable.readonly:
        state.set(name, value)
    elif reference(value) is None:
        raise BuiltinProblem(f"`{value}': not a valid identifier")
    else:
        variable.value = value


def is_circular(state: Any, name: str) -> bool:
    """Whether a name reference leads back to one."""
    target = resolved(state, name)
    variable = state.variables.get(target.name)
    return target.subscript is None and variable is not None and 'n' in variable.attributes and bool(variable.value)


def elements_of(state: Any, name: str) -> Elements:
    """All elements; of a plain variable its value is element 0."""
    target = resolved(state, name)
    if target.subscript is not None:
        text = text_at(state, f'{target.name}[{target.subscript}]')
        return listed([] if text is None else [text])
    variable = state.variables.get(target.name)
    if variable is None:
        found = dynamic_elements(state, target.name)
        if found is not None:
            return found
        text = state.get(target.name)
        return listed([] if text is None else [text])
    if variable.elements is not None:
        kept: Elements = variable.elements
        return kept
    return listed([] if variable.value is None else [variable.value])


def key_of(state: Any, name: str, elements: Elements | None, subscript: str) -> str:
    """The key of an element by its subscript, which is an expression unless the array is associative."""
    if elements is not None and elements.associative:
        if subscript == '':
            raise BuiltinProblem(f'{name}[{subscript}]: bad array subscript')
        return subscript
    index = state.beyond.evaluate(subscript)
    if index < 0:
        after = elements.next_index() if elements is not None else 1
        index = plus(after, index)
    if index < 0 or index > MOST_INDEX:
        raise BuiltinProblem(f'{name}[{subscript}]: bad array subscript')
    return str(index)


def text_at(state: Any, text: str) -> str | None:
    """The value of a reference, None when it is unset or none."""
    found = reference(text)
    if found is None:
        return None
    if found.subscript is None:
        value: str | None = state.get(found.name)
        return value
    return element(state, found.name, found.subscript)


def element(state: Any, name: str, subscript: str) -> str | None:
    elements = elements_of(state, name)
    if subscript in ('@', '*') and not elements.associative:
        return ' '.join(elements.values()) if elements.size() > 0 else None
    return elements.get(key_of(state, name, elements, subscript))


# assigning


def assign_text(state: Any, text: str, value: str, append: bool) -> None:
    """Assigns to `name` or `name[subscript]`. Raises BuiltinProblem, or what State raises."""
    found = reference(text)
    if found is None:
        raise BuiltinProblem(f"`{text}': not a valid identifier")
    assign(state, found.name, found.subscript, value, append)


def assign(state: Any, name: str, subscript: str | None, value: str, append: bool) -> None:
    target = resolved(state, name) if subscript is None else Reference(resolved(state, name).name, subscript)
    variable = state.variables.get(target.name)
    if variable is None and target.subscript is None:
        before = state.get(target.name) if append else None
        state.set(target.name, ('' if before is None else before) + value)
        return
    if variable is None:
        if take_element(state, target.name, target.subscript or '', value):
            return
        variable = state.declare(target.name)
    if variable.readonly:
        state.refuse_readonly(target.name)
    if target.subscript is None and variable.is_plain:
        state.set(target.name, ('' if variable.value is None or not append else variable.value) + value)
        return
    if target.subscript is None and variable.elements is None:
        variable.value = converted(state, variable.attributes, variable.value, value, append)
        variable.exported = variable.exported or state.has_option('allexport')
        return
    make_array(variable, False)
    elements = variable.elements
    key = key_of(state, target.name, elements, '0' if target.subscript is None else target.subscript)
    put(state, variable, key, value, append)


def put(state: Any, variable: Any, key: str, value: str, append: bool) -> None:
    """Assigns to an element by its key."""
    elements = variable.elements
    elements.set(key, converted(state, variable.attributes, elements.get(key), value, append))
    if key == '0':
        variable.value = elements.get('0')


def converted(state: Any, attributes: str, before: str | None, value: str, append: bool) -> str:
    """The new value by the attributes i, u, l and c."""
    if 'i' in attributes:
        number = state.beyond.evaluate(value)
        return str(plus(state.beyond.evaluate('' if before is None else before), number) if append else number)
    text = ('' if before is None else before) + value if append else value
    if 'u' in attributes:
        return text.upper()
    if 'l' in attributes:
        return text.lower()
    return text[:1].upper() + text[1:].lower() if 'c' in attributes else text


def make_array(variable: Any, associative: bool) -> None:
    """A variable with a value becomes an array with that element."""
    if variable.elements is None:
        variable.elements = Elements(associative)
        variable.is_plain = False
        if variable.value is not None:
            variable.elements.set('0', variable.value)


def become_list(variable: Any, values: list[str]) -> None:
    """As the shell sets COMP_WORDS and the array of a coproc: an associative array becomes an indexed one, too."""
    variable.elements = listed(values)
    variable.value = variable.elements.get('0')
    variable.is_plain = False


def replace_elements(state: Any, name: str, values: list[str]) -> None:
    """Makes a variable an indexed array with these elements."""
    target = resolved(state, name).name
    variable = state.declare(target)
    if variable.readonly:
        state.refuse_readonly(target)
    if variable.elements is not None and variable.elements.associative:
        raise BuiltinProblem(f'{target}: cannot convert associative to indexed array')
    make_array(variable, False)
    variable.elements = Elements(False)
    variable.elements.is_set = True
    variable.value = None
    for k, value in enumerate(values):
        put(state, variable, str(k), value, False)


def unset_element(state: Any, name: str, subscript: str) -> None:
    target = resolved(state, name).name
    variable = state.variables.get(target)
    if variable is None:
        take_element(state, target, subscript, None)
        return
    if variable.readonly:
        state.refuse_readonly(target)
    if variable.elements is None:
        if state.beyond.evaluate(subscript) == 0:
            state.unset(target)
        return
    if subscript in ('@', '*') and not variable.elements.associative:
        state.unset(target)
        return
    key = key_of(state, target, variable.elements, subscript)
    variable.elements.delete(key)
    if key == '0':
        variable.value = None
