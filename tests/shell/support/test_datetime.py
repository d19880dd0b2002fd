"""The conversions of `date` that GNU's has beyond C's strftime."""

from __future__ import annotations

from tests.shell.machine_support import Box


async def test_zones_and_quarters():
    box = Box()
    box.env = ['HOME=/home/user', 'PATH=/usr/bin', 'TZ=XXX-5:30']
    assert (
        await box.out("date -d @0 '+%z|%:z|%::z|%:::z|%q|%3q|%::::z'") == '+0530|+05:30|+05:30:00|+05:30|1|001|%::::z\n'
    )
    assert await box.out("TZ=UTC date -u -d 2024-11-30 '+%:::z %q'") == '+00 4\n'
