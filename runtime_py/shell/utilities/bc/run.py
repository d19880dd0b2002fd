"""Runs bc's trees: variables, arrays, functions, and what is printed."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.shell.context import Context
from runtime_py.shell.utilities.bc.numbers import (
    BcProblem,
    Decimal,
    add,
    compare,
    digit_count,
    divide,
    modulo,
    multiply,
    parsed,
    power,
    shown,
    small,
    square_root,
    subtract,
)
from runtime_py.shell.utilities.bc.parser import BcSyntax, Definition, Parser, Tree

_LINE = 70
_MOST_SCALE = 100000
_MOST_BASE = 2**31 - 1
_MOST_CALLS = 500
_MOST_INDEX = 16777215
_LIMITS = """BC_BASE_MAX     = 2147483647
BC_DIM_MAX      = 16777215
BC_SCALE_MAX    = 100000
BC_STRING_MAX   = 2147483647
"""


class Quit(Exception):
    """`quit` or `halt`."""


class Machine:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.scale = 0
        self.ibase = 10
        self.obase = 10
        self.last = small(0)
        self.functions: Map[str, Definition] = Map()
        self.variables: Map[str, Decimal] = Map()
        self.arrays: Map[str, Map[int, Decimal]] = Map()
        self.leaving = ''  # break, continue or return, until what it ends has ended
        self.result = small(0)
        self.calls: list[str] = []

    async def run(self, source: str, name: str) -> None:
        """Runs a text; errors are reported, and what comes after them runs."""
        try:
            parser = Parser(source)
        except BcSyntax as problem:
            await self._complain(f'{name} {problem.line}: {problem.message}')
            return
        while True:
            try:
                unit = parser.next_unit()
            except BcSyntax as problem:
                await self._complain(f'{name} {problem.line}: {problem.message}')
                parser.skip_line()
                continue
            if unit is None:
                return
            if isinstance(unit, Definition):
                self.functions.set(unit.name, unit)
                continue
            if any([_quits(node) for node in unit]):
                raise Quit('quit')
            try:
                await self._all(unit)
            except BcProblem as problem:
                where = self.calls[-1] if len(self.calls) > 0 else '(main)'
                await self._complain(f'Runtime error (func={where}): {problem.message}')
                self.calls = []
            self.leaving = ''
            await self.context.flush()

    async def _complain(self, text: str) -> None:
        await self.context.flush()
        await self.context.write_error(text + '\n')

    async def _all(self, nodes: list[Tree]) -> None:
        for node in nodes:
            await self._statement(node)
            if self.leaving != '':
                return

    async def _statement(self, node: Tree) -> None:
        kind = node.kind
        if kind == 'show':
            self.last = await self.value(node.parts[0])
            await self.context.write(self._wrapped(shown(self.last, self.obase)) + '\n')
        elif kind == 'silent':
            await self.value(node.parts[0])
        elif kind == 'string':
            await self.context.write(node.text)
        elif kind == 'block':
            await self._all(node.parts)
        elif kind == 'print':
            for part in node.parts:
                if part.kind == 'string':
                    await self.context.write(_unescaped(part.text))
                else:
                    self.last = await self.value(part)
                    await self.context.write(self._wrapped(shown(self.last, self.obase)))
        elif kind == 'if':
            if not (await self.value(node.parts[0])).is_zero():
                await self._statement(node.parts[1])
            elif len(node.parts) > 2:
                await self._statement(node.parts[2])
        elif kind == 'while' or kind == 'for':
            await self._loop(node)
        elif kind == 'limits':
            await self.context.write(_LIMITS)
        elif kind == 'return':
            if len(self.calls) == 0:
                raise BcProblem('Return outside a function')
            self.result = await self.value(node.parts[0]) if len(node.parts) > 0 else small(0)
            self.leaving = 'return'
        elif kind == 'break' or kind == 'continue':
            self.leaving = kind
        elif kind == 'halt' or kind == 'quit':
            raise Quit(kind)

    async def _loop(self, node: Tree) -> None:
        counts = node.kind == 'for'
        if counts and node.parts[0].kind != 'nothing':
            await self.value(node.parts[0])
        condition = node.parts[1 if counts else 0]
        while condition.kind == 'nothing' or not (await self.value(condition)).is_zero():
            await self._statement(node.parts[-1])
            if self.leaving == 'return':
                return
            leaving = self.leaving
            self.leaving = ''
            if leaving == 'break':
                return
            if counts and node.parts[2].kind != 'nothing':
                await self.value(node.parts[2])
            await self.context.breathe()

    def _wrapped(self, text: str) -> str:
        """Long numbers continue on further lines."""
        given = self.context.env.get('BC_LINE_LENGTH')
        most = int(given) if given is not None and given.isdigit() else _LINE
        if most < 3:
            return text
        rows: list[str] = []
        while len(text) > most - 1:
            rows.append(text[: most - 2])
            text = text[most - 2 :]
        return '\\\n'.join([*rows, text])

    # expressions

    async def value(self, node: Tree) -> Decimal:
        kind = node.kind
        if kind == 'number':
            return parsed(node.text, self.ibase)
        if kind == 'variable' or kind == 'element' or kind == 'special':
            return self._get(node, await self._index(node))
        if kind == 'assign':
            return await self._assign(node)
        if kind == 'binary':
            return self._apply(node.text, await self.value(node.parts[0]), await self.value(node.parts[1]))
        if kind == 'group':
            return await self.value(node.parts[0])
        if kind == 'negative':
            return (await self.value(node.parts[0])).negated()
        if kind == 'before' or kind == 'after':
            index = await self._index(node.parts[0])
            old = self._get(node.parts[0], index)
            changed = self._apply(node.text, old, small(1))
            self._set(node.parts[0], index, changed)
            return changed if kind == 'before' else old
        if kind == 'call':
            return await self._call(node)
        if kind == 'builtin':
            return await self._builtin(node)
        return small(1 if await self._holds(node) else 0)

    async def _holds(self, node: Tree) -> bool:
        if node.kind == 'not':
            return (await self.value(node.parts[0])).is_zero()
        if node.kind == 'or':
            return not (await self.value(node.parts[0])).is_zero() or not (await self.value(node.parts[1])).is_zero()
        if node.kind == 'and':
            return not (await self.value(node.parts[0])).is_zero() and not (await self.value(node.parts[1])).is_zero()
        order = compare(await self.value(node.parts[0]), await self.value(node.parts[1]))
        op = node.text
        if op in ('==', '!='):
            return (order == 0) == (op == '==')
        if op in ('<', '>='):
            return (order < 0) == (op == '<')
        return (order > 0) == (op == '>')

    def _apply(self, op: str, a: Decimal, b: Decimal) -> Decimal:
        if op == '+':
            return add(a, b)
        if op == '-':
            return subtract(a, b)
        if op == '*':
            return multiply(a, b, self.scale)
        if op == '/':
            return divide(a, b, self.scale)
        return modulo(a, b, self.scale) if op == '%' else power(a, b, self.scale)

    async def _index(self, node: Tree) -> int:
        """The index of an element; 0 for all else."""
        if node.kind != 'element':
            return 0
        index = (await self.value(node.parts[0])).whole()
        if not 0 <= index <= _MOST_INDEX:
            raise BcProblem(f'Array {node.text} subscript out of bounds.')
        return index

    def _get(self, node: Tree, index: int) -> Decimal:
        if node.kind == 'special':
            if node.text == 'last':
                return self.last
            return small(self.scale if node.text == 'scale' else (self.ibase if node.text == 'ibase' else self.obase))
        if node.kind == 'element':
            array = self.arrays.get(node.text)
            found = None if array is None else array.get(index)
        else:
            found = self.variables.get(node.text)
        return small(0) if found is None else found

    def _set(self, node: Tree, index: int, value: Decimal) -> None:
        if node.kind == 'variable':
            self.variables.set(node.text, value)
        elif node.kind == 'element':
            array = self.arrays.get(node.text)
            if array is None:
                array = Map()
                self.arrays.set(node.text, array)
            array.set(index, value)
        elif node.text == 'last':
            self.last = value
        else:
            whole = value.whole()
            if node.text == 'scale':
                self.scale = int(min(max(whole, 0), _MOST_SCALE))
            elif node.text == 'ibase':
                self.ibase = int(min(max(whole, 2), 16))
            else:
                self.obase = int(min(max(whole, 2), _MOST_BASE))

    async def _assign(self, node: Tree) -> Decimal:
        place = node.parts[0]
        index = await self._index(place)
        value = await self.value(node.parts[1])
        if node.text != '':
            value = self._apply(node.text, self._get(place, index), value)
        self._set(place, index, value)
        return value

    async def _builtin(self, node: Tree) -> Decimal:
        if node.text == 'read':
            line = await self.context.read_line()
            return small(0) if line is None or line.strip() == '' else parsed(line.strip(), self.ibase)
        value = await self.value(node.parts[0])
        if node.text == 'length':
            return small(digit_count(value))
        return small(value.scale) if node.text == 'scale' else square_root(value, self.scale)

    async def _call(self, node: Tree) -> Decimal:
        called = self.functions.get(node.text)
        if called is None:
            raise BcProblem(f'Function {node.text} not defined.')
        if len(node.parts) != len(called.parameters):
            raise BcProblem('Parameter number mismatch')
        if len(self.calls) >= _MOST_CALLS:
            raise BcProblem('Stack error: too many calls')
        values: list[Decimal] = []
        arrays: list[Map[int, Decimal] | None] = []
        for k, part in enumerate(node.parts):
            is_array = called.parameters[k].endswith('[]')
            if is_array != (part.kind == 'array'):
                raise BcProblem('Parameter type mismatch, parameter ' + called.parameters[k])
            values.append(small(0) if is_array else await self.value(part))
            arrays.append(_copied(self.arrays.get(part.text)) if is_array else None)
        names = [*called.parameters, *called.autos]
        saved = [[self.variables.get(name), self.arrays.get(name[:-2])] for name in names]
        for k, name in enumerate(names):
            given = arrays[k] if k < len(arrays) else None
            if name.endswith('[]'):
                self.arrays.set(name[:-2], Map() if given is None else given)
            else:
                self.variables.set(name, values[k] if k < len(values) else small(0))
        self.calls.append(called.name)
        self.result = small(0)
        await self.context.breathe()
        await self._all(called.body)
        self.calls.pop()
        self.leaving = ''
        result = self.result
        for k, name in enumerate(names):
            self._restore(name, saved[k])
        return result

    def _restore(self, name: str, saved: list) -> None:
        if name.endswith('[]'):
            if saved[1] is None:
                self.arrays.delete(name[:-2])
            else:
                self.arrays.set(name[:-2], saved[1])
        elif saved[0] is None:
            self.variables.delete(name)
        else:
            self.variables.set(name, saved[0])


def _copied(array: Map[int, Decimal] | None) -> Map[int, Decimal]:
    made: Map[int, Decimal] = Map()
    if array is not None:
        for key, value in array.entries():
            made.set(key, value)
    return made


def _quits(node: Tree) -> bool:
    """`quit` counts where it is read, also in a branch that isn't taken."""
    return node.kind == 'quit' or any([_quits(part) for part in node.parts])


def _unescaped(text: str) -> str:
    """The escapes of `print`."""
    found = ''
    k = 0
    while k < len(text):
        char = text[k]
        if char == '\\' and k + 1 < len(text):
            k += 1
            at = 'abfnqrt\\'.find(text[k])
            char = '\a\b\f\n"\r\t\\'[at] if at >= 0 else '\\' + text[k]
        found += char
        k += 1
    return found
