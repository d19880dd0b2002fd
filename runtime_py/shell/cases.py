"""The conditional commands: if (POSIX XCU 2.9.4.4), and case (2.9.4.3) with bash's ;& and ;;&."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.ast import Case, If
from runtime_py.shell.bash.reactions import before_round
from runtime_py.shell.expansion import Scope
from runtime_py.shell.io import Io
from runtime_py.shell.pattern import matches


async def run_if(interpreter: Any, command: If, io: Io) -> int:
    for clause in command.clauses:
        holds = await interpreter.condition(clause[0], io)
        if interpreter.leaving is not None:
            status: int = interpreter.state.status
            return status
        if holds:
            return int(await interpreter.run_list(clause[1], io))
    if command.otherwise is not None:
        return int(await interpreter.run_list(command.otherwise, io))
    return 0


async def run_case(interpreter: Any, command: Case, io: Io) -> int:
    scope = Scope(io)
    if interpreter.state.bash:
        interpreter.state.line = command.line
        await before_round(interpreter, f'case {command.text} in ', io)
    text = await interpreter.expander.text(command.word, scope)
    falls = False
    status = 0
    for item in command.items:
        if falls or await _case_matches(interpreter, item.patterns, text, scope):
            status = await interpreter.run_list(item.body, io) if len(item.body.items) > 0 else 0
            if interpreter.leaving is not None or item.end not in (';&', ';;&'):
                return status
            falls = item.end == ';&'
    return status


async def _case_matches(interpreter: Any, patterns: list, text: str, scope: Scope) -> bool:
    rules = interpreter.expander.rules
    for word in patterns:
        pattern = await interpreter.expander.pattern(word, scope)
        if matches(pattern, text) if rules is None else rules.matches(pattern, text):
            return True
    return False
