"""A descriptor as a stream of octets for coroutines."""

from __future__ import annotations

from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.errno import EBADF, ECANCELED
from runtime_py.platform.futures import gather
from runtime_py.sys.wire import Wire
from tests.sys.call_support import Box


async def test_both_directions() -> None:
    system = Box().system
    ends = system.socketpair()
    near = Wire(system, ends[0])
    far = Wire(system, ends[1])
    done = await gather([far.read(), near.write(encode('hello'))])
    assert decode(done[0]) == 'hello' and done[1] == 5
    near.close()
    assert len(await far.read()) == 0 and far.error == 0
    near.close()


async def end(wire: Wire) -> None:
    wire.end()


async def test_its_end_wakes_a_reader() -> None:
    system = Box().system
    wire = Wire(system, system.pipe()[0])
    done = await gather([wire.read(), end(wire)])
    assert len(done[0]) == 0 and wire.error == -ECANCELED and await wire.write(encode('x')) == -ECANCELED
    broken = Wire(system, 99)
    assert len(await broken.read()) == 0 and broken.error == -EBADF
