"""Limits as callers give them, in the shape that the kernel takes: `{cpu: 10, memory: [soft, hard], ...}`, seconds and
bytes. The names are the table's (resources/limits.py). Must not know processes."""

from runtime_py.api.errors import ApiError
from runtime_py.resources.limits import LIMITS, UNLIMITED, limit_named

SPACE = 'space'
_MOST_SPACE = 4294967296


def limits_of(given: object, may_limit_space: bool = False) -> list:
    """[[place, soft, hard] ...]; -1 is none. The space of the workspace is limited at boot only (`space_of`)."""
    found = []
    for name in Object.keys({} if given is None else given):
        if name == SPACE and may_limit_space:
            continue
        limit = limit_named(name)
        if limit is None:
            raise ApiError(
                'ERR_INVALID_ARG_VALUE', f"'{name}' is no limit: there are {', '.join([each.name for each in LIMITS])}"
            )
        value = given[name]
        both = value if Array.isArray(value) else [value, value]
        found.append([limit.place, bound(name, both[0]), bound(name, both[1])])
    return found


def space_of(given: object) -> object:
    """Bytes that the files of the workspace may have, or None."""
    if given is None or given.space is None or given.space == Infinity:
        return None
    if js_typeof(given.space) != 'number' or not 0 <= given.space < _MOST_SPACE:
        raise ApiError('ERR_INVALID_ARG_VALUE', "the limit 'space' should be a number of bytes below 4 GiB")
    return Math.floor(given.space)


def bound(name: str, value: object) -> float:
    if value is None or value == Infinity:
        return UNLIMITED
    if js_typeof(value) != 'number' or not value >= 0:
        raise ApiError(
            'ERR_INVALID_ARG_VALUE',
            f"the limit '{name}' should be a number of at least 0, Infinity for none, or [soft, hard]",
        )
    return value
