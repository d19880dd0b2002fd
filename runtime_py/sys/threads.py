"""The request that the kernel gets to start a thread of a process. Must not know what a thread runs."""

from __future__ import annotations

from typing import Any

# the status of a thread that had more memory than its program allowed it: no exit code of a program
OUT_OF_MEMORY = 0x40000001


class ThreadLaunch:
    """What the kernel needs to start a worker for a thread. `start` is passed to the program that runs in it."""

    def __init__(self, slot: int, number: int, process: int, start: Any) -> None:
        self.slot = slot
        self.number = number
        self.process = process
        self.start = start
