"""Values of JSON as JavaScript's String() writes them. Pure."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map


def as_javascript(value: Any) -> str:
    if isinstance(value, list):
        return ','.join(['' if each is None else as_javascript(each) for each in value])
    if isinstance(value, Map):
        return '[object Object]'
    return 'null' if value is None else 'true' if value is True else 'false' if value is False else str(value)
