"""Twin of platform/entropy.py over os.urandom."""

from __future__ import annotations

import os
from typing import Any


def random_fill(target: Any, start: int, length: int) -> None:
    target[start : start + length] = os.urandom(length)
