"""${name@Q} and the other transformations by letter. Pure."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.bash.arrays import Elements
from runtime_py.shell.bash.attributes import assignment_of, letters
from runtime_py.shell.bash.quoting import double_quoted, key_quoted, shell_quoted
from runtime_py.shell.dollar_quotes import DollarQuoted

WHOLE = 'AaKk'  # letters that look at the variable, not at a value


def transformed(letter: str, text: str) -> str:
    """Of one value, by a letter that isn't in WHOLE."""
    if letter in 'QKk':
        return shell_quoted(text)
    if letter == 'U':
        return text.upper()
    if letter == 'u':
        return text[:1].upper() + text[1:]
    if letter == 'L':
        return text.lower()
    return DollarQuoted(text.replace("'", "\\'") + "'", 0).text  # E; P is the expander's


def of_variable(letter: str, name: str, variable: Any) -> str:
    """@A and @a of a variable that isn't an array's elements."""
    if variable is None:
        return ''
    return assignment_of(name, variable) if letter == 'A' else letters(variable)


def pairs(letter: str, elements: Elements) -> list[str]:
    """@K: keys and quoted values as one word; @k: as separate words."""
    found: list[str] = []
    for key in elements.keys():
        value = elements.get(key) or ''
        if letter == 'k':
            found.extend([key, value])
        else:
            shown = key_quoted(key) if elements.associative else key
            found.append(f'{shown} {double_quoted(value)}')
    end = ' ' if elements.associative else ''  # as bash prints it
    return found if letter == 'k' or len(found) == 0 else [' '.join(found) + end]
