"""Lists of primitives compared by value: `==` on lists compares identities in JavaScript. Pure; serves both worlds."""

from __future__ import annotations

from typing import Any


def equal(a: Any, b: Any) -> bool:
    """Whether two values, or nested lists of them, are the same."""
    if isinstance(a, list) and isinstance(b, list):
        if len(a) != len(b):
            return False
        for i in range(len(a)):
            if not equal(a[i], b[i]):
                return False
        return True
    return bool(a == b)
