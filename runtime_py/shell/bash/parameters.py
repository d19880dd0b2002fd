"""Expands bash's forms of ${ }: elements and slices of arrays, ${!name}, ${!prefix*}, ${!name[@]}, ${name@Q}.

`expander` is expansion.py's; what isn't bash's alone (the operators of POSIX, splitting) stays there."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.ast import Parameter
from runtime_py.shell.bash.arrays import Elements, listed
from runtime_py.shell.bash.dynamic import is_dynamic
from runtime_py.shell.bash.references import element, elements_of, reference, resolved
from runtime_py.shell.bash.transformations import WHOLE, of_variable, pairs, transformed


class Target:
    """What a parameter names: one value, or with `each` (@ or *) a list of elements."""

    def __init__(self, name: str, each: str, subscript: str | None) -> None:
        self.name = name
        self.each = each
        self.subscript = subscript

    def text(self) -> str:
        return self.name if self.subscript is None else f'{self.name}[{self.subscript}]'


async def expand(expander: Any, part: Parameter, quoted: bool) -> None:
    if part.op in ('keys', 'names@', 'names*'):
        each = part.each if part.op == 'keys' else part.op[-1]
        found = (
            elements_of(expander.state, part.name).keys() if part.op == 'keys' else _names(expander.state, part.name)
        )
        expander.emit(found, each, quoted)
        return
    target = Target(part.name, part.each, None if part.subscript is None else await expander.aside(part.subscript))
    if target.each == '' and part.name in ('@', '*'):
        target.each = part.name
    if part.indirect:
        target = _behind(expander, target, part.op != '' and part.op[-1] in '-+' and part.op[0] in ':-+')
    if target.each != '':
        await _expand_each(expander, part, target, quoted)
    else:
        await _expand_one(expander, part, target, quoted)


def _names(state: Any, prefix: str) -> list[str]:
    """The variables whose names begin so."""
    found: list[str] = []
    for name, variable in state.variables.entries():
        if name.startswith(prefix) and (variable.value is not None or variable.elements is not None):
            found.append(name)
    return sorted(found)


def _behind(expander: Any, target: Target, has_default: bool) -> Target:
    """The target of ${!name}; one without a value if that is an unset parameter and there is a
    default."""
    state = expander.state
    variable = state.variables.get(target.name)
    if target.subscript is None and variable is not None and 'n' in variable.attributes:
        # of a name reference: the name that it has
        found = resolved(state, target.name)
        return Target('', '', found.name if found.subscript is None else f'{found.name}[{found.subscript}]')
    text = _value(expander, target)
    if text is None and has_default and target.name.isdigit():
        return Target('', '', None)
    if text is None:
        raise expander.line_problem(f'{target.text()}: invalid indirect expansion')
    if text in ('@', '*'):
        return Target(text, text, None)
    if text != '' and (text.isdigit() or (len(text) == 1 and text in '?$#!-')):
        return Target(text, '', None)
    named = reference(text)
    if named is None:
        raise expander.problem(f'{text}: invalid variable name')
    if named.subscript is not None and named.subscript in ('@', '*'):
        return Target(named.name, named.subscript, None)
    return Target(named.name, '', named.subscript)


def _value(expander: Any, target: Target) -> str | None:
    if target.name == '':
        return target.subscript
    if target.subscript is not None:
        return element(expander.state, target.name, target.subscript)
    found: str | None = expander.value_of(target.name)
    return found


async def _expand_one(expander: Any, part: Parameter, target: Target, quoted: bool) -> None:
    value = _value(expander, target)
    op = part.op
    if op != '' and op.lstrip(':') in ('-', '=', '?', '+'):
        await expander.default(part, target.text(), value, quoted)
        return
    if value is None and expander.state.has_option('nounset') and op not in ('@A', '@a'):
        raise expander.problem(f'{target.text()}: unbound variable')
    if op.startswith('@'):
        expander.result(await _letter(expander, op[1], target, value), quoted)
        return
    if op == '#len':
        expander.result(str(expander.length('' if value is None else value)), quoted)
        return
    expander.result(await expander.operated(part, '' if value is None else value), quoted)


async def _letter(expander: Any, letter: str, target: Target, value: str | None) -> str:
    if letter in 'Aa':
        name = resolved(expander.state, target.name).name
        variable = expander.state.variables.get(name)
        if letter == 'A' and target.subscript is not None:
            return '' if value is None else f'{target.text()}={transformed("Q", value)}'
        return of_variable(letter, name, variable) if value is not None or letter == 'a' else ''
    if value is None:
        return ''
    return await expander.as_prompt(value) if letter == 'P' else transformed(letter, value)


# lists


async def _expand_each(expander: Any, part: Parameter, target: Target, quoted: bool) -> None:
    op = part.op
    if op == '@A' and target.name not in ('@', '*'):
        name = resolved(expander.state, target.name).name
        text = of_variable('A', name, expander.state.variables.get(name))
        expander.result(text, quoted)
        return
    if op == '@A':
        values = [transformed('Q', value) for value in expander.state.parameters]
        expander.result('set -- ' + ' '.join(values) if len(values) > 0 else '', quoted)
        return
    elements = _elements(expander, target)
    if op == '#len':
        expander.result(str(elements.size()), quoted)
    elif op != '' and op.lstrip(':') in ('-', '=', '?', '+'):
        await _default(expander, part, target, elements.values(), quoted)
    else:
        _check(expander, target, elements)
        expander.emit(await _each(expander, part, target, elements), target.each, quoted)


def _check(expander: Any, target: Target, elements: Elements) -> None:
    """`set -u` allows an empty array, but not an unknown name."""
    state = expander.state
    if elements.size() == 0 and state.has_option('nounset') and target.name not in ('@', '*'):
        name = resolved(state, target.name).name
        if not state.variables.has(name) and not is_dynamic(name) and target.subscript is not None:
            raise expander.problem(f'{target.name}[{target.each}]: unbound variable')


def _elements(expander: Any, target: Target) -> Elements:
    if target.name in ('@', '*'):
        return listed(expander.state.parameters)
    return elements_of(expander.state, target.name)


async def _default(expander: Any, part: Parameter, target: Target, values: list[str], quoted: bool) -> None:
    missing = len(values) == 0 or (part.op.startswith(':') and ''.join(values) == '')
    kind = part.op.lstrip(':')
    if kind == '+':
        if not missing:
            await expander.word_within(part.word, quoted)
    elif not missing:
        expander.emit(values, target.each, quoted)
    elif kind == '-':
        await expander.word_within(part.word, quoted)
    elif kind == '=':
        raise expander.problem(f'{target.name}[{target.each}]: bad array subscript')
    else:
        await expander.default(part, f'{target.name}[{target.each}]', None, quoted)


async def _each(expander: Any, part: Parameter, target: Target, elements: Elements) -> list[str]:
    op = part.op
    if op == '':
        return elements.values()
    if op == ':':
        return await _slice(expander, part, target, elements)
    if op[0] == '@' and op[1] in WHOLE and op[1] in 'Kk' and target.name not in ('@', '*'):
        return pairs(op[1], elements)
    found: list[str] = []
    for key in elements.keys():
        value = elements.get(key) or ''
        if op[0] == '@':
            found.append(await _letter(expander, op[1], Target(target.name, '', key), value))
        else:
            found.append(await expander.operated(part, value))
    return found


async def _slice(expander: Any, part: Parameter, target: Target, elements: Elements) -> list[str]:
    """By index: from the first element whose index isn't less. An associative array goes by position."""
    if target.name in ('@', '*'):
        found: list[str] = await expander.slice_of_parameters(part)
        return found
    start = await expander.bound(part, part.word)
    length = None if part.second is None else await expander.bound(part, part.second)
    if length is not None and length < 0:
        raise expander.problem(f'{length}: substring expression < 0')
    keys = elements.keys()
    if elements.associative:
        first = max(start - 1, 0) if start >= 0 else max(len(keys) + start, 0)
        chosen = keys[first:]
    else:
        low = start if start >= 0 else elements.next_index() + start
        chosen = [key for key in keys if int(key) >= low] if low >= 0 else []
    if length is not None:
        chosen = chosen[: min(length, len(chosen))]
    return [elements.get(key) or '' for key in chosen]


def is_list(part: Any) -> bool:
    """Whether a part that is all of a double-quoted word may be no field at all."""
    if not isinstance(part, Parameter) or part.op == '#len':
        return False
    if part.op == 'keys':
        return part.each == '@'
    if part.op in ('-', ':-', '=', ':='):
        return False  # its word is a field, though an empty one
    return part.op == 'names@' or part.name == '@' or (part.each == '@' and not part.indirect)
