"""Twin of platform/processors.py."""

from __future__ import annotations

import os


def processor_count() -> int:
    return os.cpu_count() or 1


def memory_of_computer() -> float:
    return float(os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES'))
