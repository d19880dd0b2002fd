"""Twin of platform/timezone.py over `time` and `zoneinfo`."""

from __future__ import annotations

import datetime
import time
import zoneinfo


def _at(ms: float, zone: str) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(ms / 1000, zoneinfo.ZoneInfo(zone))


def has_zone(zone: str) -> bool:
    try:
        zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def offset_minutes(ms: float, zone: str = '') -> int:
    if zone == '':
        return time.localtime(ms / 1000).tm_gmtoff // 60
    offset = _at(ms, zone).utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0


def zone_name(ms: float, zone: str = '') -> str:
    return time.localtime(ms / 1000).tm_zone if zone == '' else _at(ms, zone).tzname() or ''
