"""The nodes of awk's expressions, with their evaluation.

A node that may wait (getline, system, close, a call of a function that may) has `waits` set by awk_analysis.py and is
evaluated by `later`, all others by `value`, which is synchronous. Both evaluate the parts in order and pass their
values to `apply`, so that each node implements its operation once."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.numbers import float_remainder, power
from runtime_py.platform.regexp import Regexp
from runtime_py.platform.text import compare
from runtime_py.shell.utilities.awk.run import NF, SUBSEP, Run
from runtime_py.shell.utilities.awk.values import AwkProblem, Input, is_number, is_true, to_number


class Node:
    """`always_waits`: waits regardless of its parts."""

    def __init__(self, parts: list[Node], line: int = 0) -> None:
        self.parts = parts
        self.line = line
        self.waits = False
        self.always_waits = False

    def value(self, run: Run) -> Any:
        return self.apply(run, [part.value(run) for part in self.parts])

    async def later(self, run: Run) -> Any:
        return self.apply(run, await all_values(self.parts, run))

    def apply(self, run: Run, values: list[Any]) -> Any:
        raise AwkProblem('an expression without a value', self.line)


async def all_values(parts: list[Node], run: Run) -> list[Any]:
    values = []
    for part in parts:
        values.append((await part.later(run)) if part.waits else part.value(run))
    return values


async def value_of(node: Node, run: Run) -> Any:
    return (await node.later(run)) if node.waits else node.value(run)


class Constant(Node):
    def __init__(self, constant: Any) -> None:
        super().__init__([])
        self.constant = constant

    def value(self, run: Run) -> Any:
        return self.constant


class Pattern(Node):
    """A regular expression where one is expected."""

    def __init__(self, regexp: Regexp) -> None:
        super().__init__([])
        self.regexp = regexp

    def value(self, run: Run) -> Any:
        return self.regexp


class Matches(Node):
    """`text ~ pattern`, or a regular expression alone, which is matched against $0."""

    def __init__(self, text: Node, pattern: Node, negated: bool, line: int, is_bare: bool = False) -> None:
        super().__init__([text, pattern], line)
        self.negated = negated
        self.is_bare = is_bare  # a regular expression alone

    def value(self, run: Run) -> Any:
        return self.apply(run, [self.parts[0].value(run), self.parts[1].value(run)])

    def apply(self, run: Run, values: list[Any]) -> Any:
        return 1 if run.pattern(values[1]).test(run.text(values[0])) != self.negated else 0


# assignable expressions: `get` and `put` take the values of the parts


class Target(Node):
    def get(self, run: Run, keys: list[Any]) -> Any:
        raise AwkProblem('no variable', self.line)

    def put(self, run: Run, keys: list[Any], value: Any) -> None:
        raise AwkProblem('no variable', self.line)

    def apply(self, run: Run, values: list[Any]) -> Any:
        return self.get(run, values)


class Name(Target):
    """A variable, or an array where one is expected: a global by its number, or a parameter of the function."""

    def __init__(self, name: str, number: int, is_local: bool, line: int) -> None:
        super().__init__([], line)
        self.name = name
        self.number = number
        self.is_local = is_local

    def value(self, run: Run) -> Any:
        if self.is_local:
            return run.frame[self.number]
        return run.record.count() if self.number == NF else run.globals[self.number]

    def get(self, run: Run, keys: list[Any]) -> Any:
        return self.value(run)

    def put(self, run: Run, keys: list[Any], value: Any) -> None:
        if self.is_local:
            run.frame[self.number] = value
        elif self.number == NF:
            run.record.resize(int(to_number(value)))
        else:
            run.globals[self.number] = value

    def array(self, run: Run) -> Any:
        return run.frame[self.number] if self.is_local else run.globals[self.number]


class Field(Target):
    def __init__(self, number: Node, line: int) -> None:
        super().__init__([number], line)

    def value(self, run: Run) -> Any:
        return run.field(self._number(self.parts[0].value(run)))

    def _number(self, value: Any) -> int:
        number = int(to_number(value))
        if number < 0:
            raise AwkProblem(f'there is no field {number}', self.line)
        return number

    def get(self, run: Run, keys: list[Any]) -> Any:
        return run.field(self._number(keys[0]))

    def put(self, run: Run, keys: list[Any], value: Any) -> None:
        run.put_field(self._number(keys[0]), value)


def subscript(run: Run, keys: list[Any]) -> str:
    if len(keys) == 1:
        return run.key(keys[0])
    return run.setting(SUBSEP).join([run.key(key) for key in keys])


class Index(Target):
    """`array[keys]`: a missing element is created."""

    def __init__(self, array: Name, keys: list[Node], line: int) -> None:
        super().__init__(keys, line)
        self.array = array

    def get(self, run: Run, keys: list[Any]) -> Any:
        array = self.array.array(run)
        key = subscript(run, keys)
        found = array.get(key)
        if found is None:
            array.set(key, None)
        return found

    def put(self, run: Run, keys: list[Any], value: Any) -> None:
        self.array.array(run).set(subscript(run, keys), value)


class In(Node):
    def __init__(self, keys: list[Node], array: Name) -> None:
        super().__init__(keys)
        self.array = array

    def apply(self, run: Run, values: list[Any]) -> Any:
        return 1 if self.array.array(run).has(subscript(run, values)) else 0


# operators


def calculate(operator: str, a: float, b: float, line: int) -> float:
    if operator == '+':
        return a + b
    if operator == '-':
        return a - b
    if operator == '*':
        return a * b
    if operator == '^':
        return power(a, b)
    if b == 0:
        raise AwkProblem('division by zero' if operator == '/' else 'division by zero in %', line)
    return a / b if operator == '/' else float_remainder(a, b)


class Calculation(Node):
    def __init__(self, operator: str, left: Node, right: Node, line: int) -> None:
        super().__init__([left, right], line)
        self.operator = operator

    def value(self, run: Run) -> Any:
        return calculate(
            self.operator, to_number(self.parts[0].value(run)), to_number(self.parts[1].value(run)), self.line
        )

    def apply(self, run: Run, values: list[Any]) -> Any:
        return calculate(self.operator, to_number(values[0]), to_number(values[1]), self.line)


class Concatenation(Node):
    def value(self, run: Run) -> Any:
        left = run.text(self.parts[0].value(run))
        return left + run.text(self.parts[1].value(run))

    def apply(self, run: Run, values: list[Any]) -> Any:
        return run.text(values[0]) + run.text(values[1])


def holds(operator: str, order: float) -> bool:
    """Whether a comparison is true when `order` is below, equal to or above 0."""
    if operator == '<':
        return order < 0
    if operator == '<=':
        return order <= 0
    if operator == '==':
        return order == 0
    if operator == '!=':
        return order != 0
    return order > 0 if operator == '>' else order >= 0


class Comparison(Node):
    """Compares numbers when both are, or look like, numbers; otherwise texts."""

    def __init__(self, operator: str, left: Node, right: Node) -> None:
        super().__init__([left, right])
        self.operator = operator

    def value(self, run: Run) -> Any:
        return self._compare(run, self.parts[0].value(run), self.parts[1].value(run))

    def apply(self, run: Run, values: list[Any]) -> Any:
        return self._compare(run, values[0], values[1])

    def _compare(self, run: Run, a: Any, b: Any) -> int:
        if is_number(a) and is_number(b):
            left = to_number(a)
            right = to_number(b)
            order = -1 if left < right else (0 if left == right else 1)
            if left != left or right != right:
                return 1 if self.operator == '!=' else 0
            return 1 if holds(self.operator, order) else 0
        return 1 if holds(self.operator, compare(run.text(a), run.text(b))) else 0


class Not(Node):
    def apply(self, run: Run, values: list[Any]) -> Any:
        return 0 if is_true(values[0]) else 1


class Sign(Node):
    def __init__(self, sign: int, operand: Node) -> None:
        super().__init__([operand])
        self.sign = sign

    def apply(self, run: Run, values: list[Any]) -> Any:
        return self.sign * to_number(values[0])


class Junction(Node):
    """&& and ||: the right side is evaluated only if it matters."""

    def __init__(self, decides: bool, left: Node, right: Node) -> None:
        super().__init__([left, right])
        self.decides = decides  # the value of the left side for which the right side matters

    def value(self, run: Run) -> Any:
        found = is_true(self.parts[0].value(run))
        if found == self.decides:
            found = is_true(self.parts[1].value(run))
        return 1 if found else 0

    async def later(self, run: Run) -> Any:
        found = is_true(await value_of(self.parts[0], run))
        if found == self.decides:
            found = is_true(await value_of(self.parts[1], run))
        return 1 if found else 0


class Choice(Node):
    """`condition ? yes : no`."""

    def value(self, run: Run) -> Any:
        return self.parts[1].value(run) if is_true(self.parts[0].value(run)) else self.parts[2].value(run)

    async def later(self, run: Run) -> Any:
        chosen = self.parts[1] if is_true(await value_of(self.parts[0], run)) else self.parts[2]
        return await value_of(chosen, run)


class Assignment(Node):
    """`target = value`; with an operator, `target += value`."""

    def __init__(self, target: Target, operator: str, right: Node, line: int) -> None:
        super().__init__([*target.parts, right], line)
        self.target = target
        self.operator = operator

    def apply(self, run: Run, values: list[Any]) -> Any:
        keys = values[: len(values) - 1]
        value = values[len(values) - 1]
        if self.operator != '':
            value = calculate(self.operator, to_number(self.target.get(run, keys)), to_number(value), self.line)
        self.target.put(run, keys, value)
        return value


class Step(Node):
    """++ and --. `before`: the value is the one before the change."""

    def __init__(self, target: Target, step: int, before: bool) -> None:
        super().__init__(target.parts)
        self.target = target
        self.step = step
        self.before = before

    def apply(self, run: Run, values: list[Any]) -> Any:
        number = to_number(self.target.get(run, values))
        self.target.put(run, values, number + self.step)
        return number if self.before else number + self.step


class Group(Node):
    """Parentheses. Several expressions in them are arguments of print, or the keys before `in`."""

    @property
    def is_list(self) -> bool:
        return len(self.parts) > 1

    def apply(self, run: Run, values: list[Any]) -> Any:
        if len(values) > 1:
            raise AwkProblem('a list where a value is needed', self.line)
        return values[0]


class Getline(Node):
    """`source`: '' is the main input, '<' a file, '|' a command, whose name is the last part. Without a target, the
    record goes into $0."""

    def __init__(self, source: str, name: Node | None, target: Target | None, line: int) -> None:
        super().__init__([*([] if target is None else target.parts), *([] if name is None else [name])], line)
        self.source = source
        self.target = target
        self.always_waits = True

    async def later(self, run: Run) -> Any:
        values = await all_values(self.parts, run)
        record = await self._record(run, values)
        if not isinstance(record, str):
            return record
        if self.source == '|':
            run.count_record(False)
        if self.target is None:
            run.begin_record(record)
        else:
            keys = values if self.source == '' else values[: len(values) - 1]
            self.target.put(run, keys, Input(record))
        return 1

    async def _record(self, run: Run, values: list[Any]) -> str | int:
        if self.source == '':
            found = await run.next_record()
            return 0 if found is None else found
        name = run.text(values[len(values) - 1])
        if self.source == '<':
            return await run.io.record_of_file(name, run.separator())
        return await run.io.record_of_command(name, run.separator())
