"""Time zones: the same offsets and names in both worlds."""

from __future__ import annotations

from runtime_py.platform.timezone import has_zone, offset_minutes, zone_name

WINTER = 1704067200000.0  # 2024-01-01
SUMMER = 1719792000000.0  # 2024-07-01


def test_offsets() -> None:
    assert offset_minutes(WINTER, 'Europe/Berlin') == 60 and offset_minutes(SUMMER, 'Europe/Berlin') == 120
    assert offset_minutes(WINTER, 'America/New_York') == -300 and offset_minutes(SUMMER, 'Asia/Kolkata') == 330
    assert offset_minutes(WINTER, 'UTC') == 0 and offset_minutes(WINTER) == offset_minutes(WINTER, '')


def test_names() -> None:
    assert zone_name(WINTER, 'UTC') == 'UTC' and zone_name(WINTER, 'America/New_York') == 'EST'
    assert has_zone('Europe/Berlin') and not has_zone('Europe/Atlantis')
