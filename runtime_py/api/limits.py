"""Limits as callers give them, in the shape that the kernel takes: `{cpu: 10, memory: [soft, hard], ...}`, seconds and
bytes. The names are the table's (resources/limits.py). Must not know processes."""

from runtime_py.api.errors import ApiError
from runtime_py.resources.limits import LIMITS, UNLIMITED, limit_named


def limits_of(given: object) -> list:
    """[[place, soft, hard] ...]; -1 is none."""
    found = []
    for name in Object.keys({} if given is None else given):
        limit = limit_named(name)
        if limit is None:
            raise ApiError(
                'ERR_INVALID_ARG_VALUE', f"'{name}' is no limit: there are {', '.join([each.name for each in LIMITS])}"
            )
        value = given[name]
        both = value if Array.isArray(value) else [value, value]
        found.append([limit.place, bound(name, both[0]), bound(name, both[1])])
    return found


def bound(name: str, value: object) -> float:
    if value is None or value == Infinity:
        return UNLIMITED
    if js_typeof(value) != 'number' or not value >= 0:
        raise ApiError(
            'ERR_INVALID_ARG_VALUE',
            f"the limit '{name}' should be a number of at least 0, Infinity for none, or [soft, hard]",
        )
    return value
