"""Errors that the runtime creates where Node's C++ would. Its own frames, which nobody sees, must not count for
`Error.stackTraceLimit`: the engine records more of them, and `limit_of` tells stacks.py how many to show."""

from __future__ import annotations

from runtime_py.node.realm.host import current_realm
from runtime_py.node.stacks.text_stacks import has_text_stacks

MOST_HIDDEN = 20


def made_here(kind: object, message: str) -> object:
    limit = Error.stackTraceLimit
    realm = current_realm()
    if js_typeof(limit) != 'number' or limit <= 0 or realm is None or has_text_stacks():
        return js_new(kind, message)
    # a program may have made it read-only
    Reflect.set(Error, 'stackTraceLimit', limit + MOST_HIDDEN)
    error = js_new(kind, message)
    Reflect.set(Error, 'stackTraceLimit', limit)
    realm.limits_of_errors.set(error, limit)
    return error


def limit_of(error: object) -> int | None:
    """None: the engine's own limit is right."""
    return current_realm().limits_of_errors.get(error)
