"""Twin of platform/timezone.py over `time`."""
from __future__ import annotations

import time


def offset_minutes(ms: float) -> int:
    return time.localtime(ms / 1000).tm_gmtoff // 60


def zone_name(ms: float) -> str:
    return time.localtime(ms / 1000).tm_zone
