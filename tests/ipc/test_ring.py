"""The ring of bytes below pipes, sockets and terminals."""

from __future__ import annotations

from runtime_py.ipc.ring import address_of, capacity_of, clear, find, init, move, put, space, take, used
from runtime_py.platform.bytes import alloc, decode, encode, view
from runtime_py.platform.memory import Memory, create

RING = 64
DATA = 256


def make() -> Memory:
    memory = create(65536, 65536)
    init(memory, RING, DATA, 8)
    return memory


def taken(memory: Memory, length: int) -> str:
    target = alloc(length)
    return decode(view(target, 0, take(memory, RING, target, 0, length)))


def test_bytes_come_out_in_their_order() -> None:
    memory = make()
    assert put(memory, RING, encode('abcdef'), 0, 6) == 6 and used(memory, RING) == 6 and space(memory, RING) == 2
    assert put(memory, RING, encode('xghij'), 1, 4) == 2
    assert put(memory, RING, encode('z'), 0, 1) == 0
    assert taken(memory, 3) == 'abc' and taken(memory, 100) == 'defgh' and taken(memory, 1) == ''


def test_it_goes_round_the_end() -> None:
    memory = make()
    put(memory, RING, encode('abcdef'), 0, 6)
    taken(memory, 5)
    assert put(memory, RING, encode('ghijklm'), 0, 7) == 7
    assert find(memory, RING, ord('f'), 8) == 0 and find(memory, RING, ord('k'), 8) == 5
    assert find(memory, RING, ord('k'), 5) == -1 and find(memory, RING, ord('a'), 8) == -1
    assert taken(memory, 8) == 'fghijklm'


def test_it_moves_with_what_it_has() -> None:
    memory = make()
    put(memory, RING, encode('abcdef'), 0, 6)
    taken(memory, 5)
    put(memory, RING, encode('ghijk'), 0, 5)
    move(memory, RING, 1024, 16)
    assert capacity_of(memory, RING) == 16 and address_of(memory, RING) == 1024 and space(memory, RING) == 10
    put(memory, RING, encode('lm'), 0, 2)
    assert taken(memory, 20) == 'fghijklm'


def test_it_is_cleared() -> None:
    memory = make()
    put(memory, RING, encode('abc'), 0, 3)
    clear(memory, RING)
    assert used(memory, RING) == 0 and taken(memory, 3) == ''
