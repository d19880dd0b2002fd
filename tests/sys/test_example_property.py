"""The kind of open file that CONTRIBUTING.md shows works as it is written there."""

import re

import pytest

from runtime_py.platform.bytes import alloc
from runtime_py.platform.errno import EACCES, EBADF, ESPIPE
from runtime_py.platform.maps import Map
from runtime_py.sys.kinds import lookup
from tests.sys.test_kinds import RDONLY, RDWR, World, both_stats
from toolchain.environment import ROOT


def test_the_example_of_a_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    section = (ROOT / 'CONTRIBUTING.md').read_text(encoding='utf-8').split('## Add a kind of open file')[1]
    example: dict = {}
    exec(re.search(r'```python\n(.*?)```', section, re.S)[1], example)
    kinds: Map = Map()
    for name, create in [*lookup.KINDS.entries(), ('counter', example['create'])]:
        kinds.set(name, create)
    monkeypatch.setattr(lookup, 'KINDS', kinds)
    world = World()
    system = world.system
    assert system.open('/dev/counter', RDWR) == -EACCES
    fd = system.open('/dev/counter', RDONLY)
    buffer = alloc(4)
    assert [(system.read(fd, buffer, 0, 4), chr(buffer[0])) for _ in range(3)] == [(1, '0'), (1, '1'), (1, '2')]
    assert system.write(fd, buffer, 0, 1) == -EBADF and system.seek(fd, 0, 0) == -ESPIPE
    stat, fstat = both_stats(system, '/dev/counter', RDONLY)
    assert stat == fstat
    system.close(fd)
    assert world.heap.problems() == []
