"""What `declare` says of a variable: its attributes, and itself as an assignment. Pure."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.bash.arrays import Elements
from runtime_py.shell.bash.quoting import double_quoted, key_quoted, shell_quoted


def letters(variable: Any) -> str:
    """The letters of its attributes, as ${name@a} gives them."""
    found = ''
    if variable.elements is not None:
        found += 'A' if variable.elements.associative else 'a'
    for letter in 'in':
        found += letter if letter in variable.attributes else ''
    found += 'r' if variable.readonly else ''
    found += 't' if 't' in variable.attributes else ''
    found += 'x' if variable.exported else ''
    for letter in 'cluE':
        found += letter if letter in variable.attributes else ''
    return found


def compound(elements: Elements) -> str:
    """([key]="value" ...)"""
    pairs: list[str] = []
    for key in elements.keys():
        shown = key_quoted(key) if elements.associative else key
        pairs.append(f'[{shown}]={double_quoted(elements.get(key) or "")}')
    return '(' + ' '.join(pairs) + (' ' if elements.associative and len(pairs) > 0 else '') + ')'


def declaration(name: str, variable: Any) -> str:
    """As `declare -p` prints it."""
    shown = letters(variable)
    head = f'declare -{shown if shown != "" else "-"} {name}'
    if variable.elements is not None:
        return (
            f'{head}={compound(variable.elements)}'
            if variable.elements.is_set or variable.elements.size() > 0
            else head
        )
    return head if variable.value is None else f'{head}={double_quoted(variable.value)}'


def posix_declaration(builtin: str, name: str, variable: Any) -> str:
    """As `export -p` and `readonly -p` print it in POSIX mode."""
    shown = declaration(name, variable).partition(' ')[2]
    flags, _, rest = shown.partition(' ')
    kept = ''.join([letter for letter in flags if letter in 'aA'])
    return f'{builtin} {"-" + kept + " " if kept != "" else ""}{rest}'


def assignment_of(name: str, variable: Any) -> str:
    """As ${name@A} gives it."""
    shown = letters(variable)
    if variable.elements is not None:
        return declaration(name, variable)
    if variable.value is None:
        return f'declare -{shown} {name}' if shown != '' else ''
    value = shell_quoted(variable.value)
    return f'{name}={value}' if shown == '' else f'declare -{shown} {name}={value}'
