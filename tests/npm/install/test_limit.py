"""Concurrent operations wait in line."""

from __future__ import annotations

from runtime_py.npm.install.limit import Limit
from runtime_py.platform.futures import gather
from tests.support import turns


async def work(limit: Limit, name: str, log: list[str]) -> None:
    await limit.enter()
    log.append('+' + name)
    await turns()
    log.append('-' + name)
    limit.leave()


async def test_never_more_than_so_many() -> None:
    log: list[str] = []
    limit = Limit(2)
    await gather([work(limit, name, log) for name in ['a', 'b', 'c', 'd']])
    running = 0
    for each in log:
        running += 1 if each.startswith('+') else -1
        assert running <= 2
    assert [each for each in log if each.startswith('+')] == ['+a', '+b', '+c', '+d']
