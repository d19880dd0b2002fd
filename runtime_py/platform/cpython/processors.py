"""Twin of platform/processors.py."""

from __future__ import annotations

import os


def processor_count() -> int:
    return os.cpu_count() or 1
