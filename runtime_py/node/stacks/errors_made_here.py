"""Errors that the runtime creates where Node's C++ would. Its own frames, which nobody sees, must not count for
`Error.stackTraceLimit`: the engine records more of them, and `limit_of` tells stacks.py how many to show."""

from __future__ import annotations

from runtime_py.node.realm.host import current_realm
from runtime_py.node.stacks.text_stacks import has_text_stacks

MOST_HIDDEN = 20


def made_here(kind: object, message: str) -> object:
    limit = _raised_limit()
    if limit is None:
        return js_new(kind, message)
    error = js_new(kind, message)
    _lower(error, limit)
    return error


def parsed_here(parse: object) -> object:
    """What `parse` gives: the engine reads a text, runs none of the program's code, and raises what is wrong."""
    limit = _raised_limit()
    if limit is None:
        return parse()
    try:
        found = parse()
    except Exception as error:
        _lower(error, limit)
        raise error
    Reflect.set(Error, 'stackTraceLimit', limit)
    return found


def _raised_limit() -> int | None:
    """The program's limit, or None if it stays."""
    limit = Error.stackTraceLimit
    if js_typeof(limit) != 'number' or limit <= 0 or current_realm() is None or has_text_stacks():
        return None
    # a program may have made it read-only
    Reflect.set(Error, 'stackTraceLimit', limit + MOST_HIDDEN)
    return limit


def _lower(error: object, limit: int) -> None:
    Reflect.set(Error, 'stackTraceLimit', limit)
    current_realm().limits_of_errors.set(error, limit)


def limit_of(error: object) -> int | None:
    """None: the engine's own limit is right."""
    return current_realm().limits_of_errors.get(error)
