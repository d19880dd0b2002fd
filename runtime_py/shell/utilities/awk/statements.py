"""The nodes of awk's statements. Each executes itself and returns a flow: how the program continues. As with
expressions, `run_later` is for those that may wait.

Loops always may: between two iterations the worker does other work."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.utilities.awk.expressions import Name, Node, Target, all_values, subscript, value_of
from runtime_py.shell.utilities.awk.format import format_values
from runtime_py.shell.utilities.awk.run import OFS, ORS, Leave, Run, make_array
from runtime_py.shell.utilities.awk.values import AwkProblem, is_true, to_number

ON, BREAK, CONTINUE, NEXT, NEXT_FILE, EXIT, RETURN = range(7)
MOST_CALLS = 20000  # one in the other
_FRESH = 16  # at this depth of calls the host's stack starts over


class Statement(Node):
    def run_now(self, run: Run) -> int:
        return ON

    async def run_later(self, run: Run) -> int:
        return self.run_now(run)


async def run_one(statement: Statement, run: Run) -> int:
    return (await statement.run_later(run)) if statement.waits else statement.run_now(run)


class Block(Statement):
    def __init__(self, statements: list[Statement]) -> None:
        super().__init__([*statements])
        self.statements = statements

    def run_now(self, run: Run) -> int:
        for statement in self.statements:
            flow = statement.run_now(run)
            if flow != ON:
                return flow
        return ON

    async def run_later(self, run: Run) -> int:
        for statement in self.statements:
            flow = (await statement.run_later(run)) if statement.waits else statement.run_now(run)
            if flow != ON:
                return flow
        return ON


class Evaluation(Statement):
    """An expression evaluated for its effect."""

    def run_now(self, run: Run) -> int:
        self.parts[0].value(run)
        return ON

    async def run_later(self, run: Run) -> int:
        await self.parts[0].later(run)
        return ON


class If(Statement):
    def __init__(self, condition: Node, yes: Statement, no: Statement) -> None:
        super().__init__([condition, yes, no])
        self.condition = condition
        self.yes = yes
        self.no = no

    def run_now(self, run: Run) -> int:
        return self.yes.run_now(run) if is_true(self.condition.value(run)) else self.no.run_now(run)

    async def run_later(self, run: Run) -> int:
        return await run_one(self.yes if is_true(await value_of(self.condition, run)) else self.no, run)


class Loop(Statement):
    """while, do and for. `before`: the condition is checked before the first iteration."""

    def __init__(self, first: Statement, condition: Node, step: Statement, body: Statement, before: bool) -> None:
        super().__init__([first, condition, step, body])
        self.first = first
        self.condition = condition
        self.step = step
        self.body = body
        self.before = before
        self.always_waits = True

    async def run_later(self, run: Run) -> int:
        await run_one(self.first, run)
        checks = self.before
        while True:
            if checks and not is_true(
                (await self.condition.later(run)) if self.condition.waits else self.condition.value(run)
            ):
                return ON
            checks = True
            flow = (await self.body.run_later(run)) if self.body.waits else self.body.run_now(run)
            if flow == BREAK:
                return ON
            if flow > CONTINUE:
                return flow
            if self.step.waits:
                await self.step.run_later(run)
            else:
                self.step.run_now(run)
            if run.is_due():
                await run.breathe()


class ForIn(Statement):
    """Iterates over the keys at the start; keys deleted meanwhile are skipped."""

    def __init__(self, target: Target, array: Name, body: Statement) -> None:
        super().__init__([body])
        self.target = target
        self.array = array
        self.body = body
        self.always_waits = True

    async def run_later(self, run: Run) -> int:
        array = self.array.array(run)
        for key in list(array.keys()):
            if not array.has(key):
                continue
            self.target.put(run, [], run.input(key))
            flow = await run_one(self.body, run)
            if flow == BREAK:
                return ON
            if flow > CONTINUE:
                return flow
            if run.is_due():
                await run.breathe()
        return ON


class Jump(Statement):
    """break, continue, next, nextfile."""

    def __init__(self, flow: int, line: int) -> None:
        super().__init__([], line)
        self.flow = flow

    def run_now(self, run: Run) -> int:
        return self.flow


class Return(Statement):
    def run_now(self, run: Run) -> int:
        run.returned = self.parts[0].value(run) if len(self.parts) > 0 else None
        return RETURN

    async def run_later(self, run: Run) -> int:
        run.returned = await self.parts[0].later(run)
        return RETURN


class Exit(Statement):
    def run_now(self, run: Run) -> int:
        if len(self.parts) > 0:
            run.status = int(to_number(self.parts[0].value(run))) % 256
        return EXIT

    async def run_later(self, run: Run) -> int:
        run.status = int(to_number(await self.parts[0].later(run))) % 256
        return EXIT


class Delete(Statement):
    """Deletes an element, or all of them."""

    def __init__(self, array: Name, keys: list[Node]) -> None:
        super().__init__(keys)
        self.array = array

    def run_now(self, run: Run) -> int:
        return self._delete(run, [part.value(run) for part in self.parts])

    async def run_later(self, run: Run) -> int:
        return self._delete(run, await all_values(self.parts, run))

    def _delete(self, run: Run, keys: list[Any]) -> int:
        array = self.array.array(run)
        if len(keys) == 0:
            array.clear()
        else:
            array.delete(subscript(run, keys))
        return ON


class Print(Statement):
    """print, or printf with `is_format`. `mode`: '', '>', '>>' or '|', whose target is the last part."""

    def __init__(self, args: list[Node], is_format: bool, mode: str, name: Node | None, line: int) -> None:
        super().__init__(args if name is None else [*args, name], line)
        self.count = len(args)
        self.is_format = is_format
        self.mode = mode
        self.always_waits = mode != ''

    def run_now(self, run: Run) -> int:
        run.io.write(self._text(run, [part.value(run) for part in self.parts]))
        return ON

    async def run_later(self, run: Run) -> int:
        values = await all_values(self.parts, run)
        text = self._text(run, values[: self.count])
        if self.mode == '':
            run.io.write(text)
        else:
            await run.io.write_to(self.mode, run.text(values[self.count]), text)
        return ON

    def _text(self, run: Run, values: list[Any]) -> str:
        if self.is_format:
            return format_values(run.text(values[0]), values[1:], run.number_format())
        if len(values) == 0:
            return run.whole() + run.setting(ORS)
        if len(values) == 1:
            return run.printed(values[0]) + run.setting(ORS)
        return run.setting(OFS).join([run.printed(value) for value in values]) + run.setting(ORS)


class Function:
    """`arrays`: the numbers of its parameters that are arrays."""

    def __init__(self, name: str, parameters: list[str], line: int) -> None:
        self.name = name
        self.parameters = parameters
        self.line = line
        self.body: Statement = Block([])
        self.waits = False
        self.arrays: list[int] = []


class Call(Node):
    """A call of a user-defined function, which awk_analysis.py finds."""

    def __init__(self, name: str, args: list[Node], line: int) -> None:
        super().__init__(args, line)
        self.name = name
        self.function: Function = Function(name, [], line)

    def _frame(self, values: list[Any]) -> list[Any]:
        routine = self.function
        frame = list(values)
        while len(frame) < len(routine.parameters):
            frame.append(make_array() if len(frame) in routine.arrays else None)
        return frame

    def _enter(self, run: Run, frame: list[Any]) -> None:
        run.depth += 1
        if run.depth > MOST_CALLS:
            raise AwkProblem(f'{self.name}: function calls are nested too deeply', self.line)
        run.returned = None
        run.frame = frame

    def _result(self, run: Run, flow: int) -> Any:
        if flow == NEXT or flow == NEXT_FILE or flow == EXIT:
            raise Leave(flow)
        value = run.returned if flow == RETURN else None
        run.returned = None
        return value

    def apply(self, run: Run, values: list[Any]) -> Any:
        before = run.frame
        self._enter(run, self._frame(values))
        try:
            return self._result(run, self.function.body.run_now(run))
        finally:
            run.frame = before
            run.depth -= 1

    async def later(self, run: Run) -> Any:
        values = await all_values(self.parts, run)
        if not self.function.waits:
            return self.apply(run, values)
        before = run.frame
        self._enter(run, self._frame(values))
        try:
            if run.depth % _FRESH == 0 or run.is_due():
                await run.breathe()
            return self._result(run, await run_one(self.function.body, run))
        finally:
            run.frame = before
            run.depth -= 1
