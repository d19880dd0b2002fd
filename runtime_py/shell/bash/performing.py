"""Performs an assignment of bash, and shows it for `set -x` before it has an effect."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.ast import Assignment
from runtime_py.shell.bash.assignments import Entry, assign_entries, entries_of
from runtime_py.shell.bash.quoting import traced
from runtime_py.shell.bash.references import assign
from runtime_py.shell.bash.tracing import trace_lines
from runtime_py.shell.expansion import Scope


async def perform(interpreter: Any, assignment: Assignment, scope: Scope) -> None:
    """Expands and assigns."""
    state = interpreter.state
    expander = interpreter.expander
    sign = '+=' if assignment.append else '='
    if assignment.items is not None:
        entries = await entries_of(expander, assignment, scope)
        shown = ' '.join([_item(entry) for entry in entries])
        await trace_lines(interpreter, [f'{assignment.name}{sign}({shown})'], scope.io)
        assign_entries(state, assignment.name, entries, assignment.append, False)
        return
    subscript = None if assignment.subscript is None else await expander.text(assignment.subscript, scope)
    text: str = await expander.value(assignment.value, False, scope)
    place = '' if subscript is None else f'[{subscript}]'
    await trace_lines(interpreter, [f'{assignment.name}{place}{sign}{"" if text == "" else traced(text)}'], scope.io)
    assign(state, assignment.name, subscript, text, assignment.append)


def _item(entry: Entry) -> str:
    return (
        traced(entry.value)
        if entry.key is None
        else f'[{entry.key}]{"+" if entry.append else ""}={traced(entry.value)}'
    )
