"""A parsed program, and the analysis needed before it runs: which names are arrays, and which nodes may wait.

Both are closures over calls: a parameter is an array when the function uses it as one, or passes it to a function that
does; a node may wait when a part of it does, or when it calls a function that may. Recursive functions, direct or
indirect, may wait, which keeps the host's stack small."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.shell.utilities.awk.expressions import Name, Node
from runtime_py.shell.utilities.awk.run import SPECIAL_ARRAYS, SPECIALS
from runtime_py.shell.utilities.awk.statements import Block, Call, Function, Statement
from runtime_py.shell.utilities.awk.values import AwkProblem


class Rule:
    """`kind`: 'BEGIN', 'END' or ''. A range has two patterns. Without an action, the record is printed."""

    def __init__(self, kind: str, patterns: list[Node], action: Statement) -> None:
        self.kind = kind
        self.patterns = patterns
        self.action = action
        self.in_range = False
        self.waits = False


class ArgumentName:
    """A bare name as the argument of a call: a variable or an array, depending on the function."""

    def __init__(self, call: Call, place: int, name: Name, routine: Function | None) -> None:
        self.call = call
        self.place = place
        self.name = name
        self.function = routine  # the function whose parameter the name may be


class Program:
    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.functions: Map[str, Function] = Map()
        self.globals: Map[str, int] = Map()
        self.arrays: list[int] = [*SPECIAL_ARRAYS]  # the numbers of global arrays
        self.calls: list[Call] = []
        self.callers: list[Function | None] = []  # the function whose body contains each call
        self.arguments: list[ArgumentName] = []
        self.scalars: list[Name] = []  # names that are used as variables
        self.scalar_functions: list[Function | None] = []
        for number, name in enumerate(SPECIALS):
            self.globals.set(name, number)

    def number_of(self, name: str) -> int:
        """The number of a global."""
        found = self.globals.get(name)
        if found is None:
            found = self.globals.size
            self.globals.set(name, found)
        return found

    def mark_array(self, name: Name, routine: Function | None) -> bool:
        """Marks a name as an array; whether that was new."""
        arrays = routine.arrays if name.is_local and routine is not None else self.arrays
        if name.number in arrays:
            return False
        arrays.append(name.number)
        return True

    def is_array(self, name: Name, routine: Function | None) -> bool:
        return name.number in (routine.arrays if name.is_local and routine is not None else self.arrays)

    def settle(self) -> None:
        """Determines arrays and waits. Raises AwkProblem."""
        for call in self.calls:
            routine = self.functions.get(call.name)
            if routine is None:
                raise AwkProblem(f'function {call.name} is not defined', call.line)
            if len(call.parts) > len(routine.parameters):
                raise AwkProblem(
                    f'function {call.name} is called with more arguments than it has parameters', call.line
                )
            call.function = routine
        self._settle_arrays()
        self._settle_waits()

    def _settle_arrays(self) -> None:
        changed = True
        while changed:
            changed = False
            for argument in self.arguments:
                wanted = argument.call.function
                if argument.place in wanted.arrays:
                    changed = self.mark_array(argument.name, argument.function) or changed
                elif self.is_array(argument.name, argument.function):
                    wanted.arrays.append(argument.place)
                    changed = True
        for k, name in enumerate(self.scalars):
            if self.is_array(name, self.scalar_functions[k]):
                raise AwkProblem(f'{name.name} is an array', name.line)
        for call in self.calls:
            for place in call.function.arrays:
                if place < len(call.parts) and not isinstance(call.parts[place], Name):
                    raise AwkProblem(f'function {call.name}: argument {place + 1} must be an array', call.line)

    def _settle_waits(self) -> None:
        for name, routine in self.functions.entries():
            routine.waits = self._reaches(name, name, [])
        changed = True
        while changed:
            changed = False
            for routine in self.functions.values():
                waits = mark_waits(routine.body) or routine.waits
                changed = changed or waits != routine.waits
                routine.waits = waits
        for rule in self.rules:
            rule.waits = mark_waits(rule.action)
            for pattern in rule.patterns:
                rule.waits = mark_waits(pattern) or rule.waits

    def _reaches(self, start: str, sought: str, seen: list[str]) -> bool:
        """Whether a function calls the given one, directly or indirectly."""
        seen.append(start)
        for k, call in enumerate(self.calls):
            caller = self.callers[k]
            if caller is None or caller.name != start:
                continue
            if call.name == sought or (call.name not in seen and self._reaches(call.name, sought, seen)):
                return True
        return False


def mark_waits(node: Node) -> bool:
    waits = node.always_waits or (isinstance(node, Call) and node.function.waits)
    for part in node.parts:
        waits = mark_waits(part) or waits
    node.waits = waits
    return waits


def empty() -> Block:
    return Block([])
