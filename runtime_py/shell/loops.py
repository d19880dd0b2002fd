"""for, while and until (POSIX XCU 2.9.4), and the effect of `break` and `continue` on them."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.ast import For, While
from runtime_py.shell.bash.reactions import before_round
from runtime_py.shell.bash.references import set_loop_name
from runtime_py.shell.expansion import Scope
from runtime_py.shell.flow import LoopControl
from runtime_py.shell.io import Io


async def run_for(interpreter: Any, command: For, io: Io) -> int:
    state = interpreter.state
    if command.words is None:
        values = list(state.parameters)
    else:
        values = await interpreter.expander.fields(command.words, Scope(io))
    status = 0
    interpreter.loops += 1
    try:
        for value in values:
            if state.bash:
                state.line = command.line
                await before_round(interpreter, f'for {command.text}', io)
            if state.bash:
                set_loop_name(state, command.name, value)
            else:
                state.set(command.name, value)
            status = await interpreter.run_list(command.body, io)
            if interpreter.leaving is not None:
                on = await goes_on(interpreter, io)
                status = state.status
                if not on:
                    break
    finally:
        interpreter.loops -= 1
    return status


async def run_while(interpreter: Any, command: While, io: Io) -> int:
    status = 0
    interpreter.loops += 1
    try:
        while True:
            holds = await interpreter.condition(command.condition, io)
            if interpreter.leaving is None:
                if holds == command.until:
                    return status
                status = await interpreter.run_list(command.body, io)
            if interpreter.leaving is not None:
                on = await goes_on(interpreter, io)
                status = interpreter.state.status
                if not on:
                    return status
    finally:
        interpreter.loops -= 1


async def goes_on(interpreter: Any, io: Io) -> bool:
    """Whether a loop continues after `leaving` was set. A target further out stays set."""
    control = interpreter.leaving
    if not isinstance(control, LoopControl):
        return False
    interpreter.leaving = None
    interpreter.state.status = control.status
    await interpreter.trap_runner.run_pending(io)
    if interpreter.leaving is not None:
        return await goes_on(interpreter, io)  # a trap may have set it, too
    if control.levels > 1:
        interpreter.leaving = LoopControl(control.levels - 1, control.goes_on, control.status)
        return False
    return control.goes_on
