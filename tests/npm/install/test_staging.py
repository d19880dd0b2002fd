"""Staging folders: one for each run, locked, cleared when their run is gone."""

from __future__ import annotations

from runtime_py.npm.files import Disk
from runtime_py.npm.install.staging import Staging
from tests.npm.machine_support import Box


def test_places_differ() -> None:
    box = Box()
    staging = Staging(Disk(box.system), '/home/user/.npm', '/app')
    first = staging.place('/app/a')
    second = staging.place('/app/b')
    assert first != second and staging.holds(first) and staging.holds(second)
    assert first.startswith('/home/user/.npm/_staging/')
    staging.close()
    assert not box.system.exists('/home/user/.npm/_staging/')
