"""Utilities of one pipeline run in one worker, and read through shared buffers: none may see what another has read."""

from __future__ import annotations

from tests.shell.machine_support import Box


async def test_more_than_a_pipe_holds() -> None:
    box = Box()
    assert await box.out('for i in 1 2 3 4; do seq 100000 | tail -1; done | uniq') == '100000\n'
    assert await box.out('seq 100000 | sort -n | sed -n "$ p" | cat') == '100000\n'
    assert await box.out('seq 100000 | awk "END { print NR }" | tr 0 0') == '100000\n'
    assert await box.out('seq 100000 > f; cat f | cmp - f; cat f f | tail -c 7') == '100000\n'
