"""Pieces of a script that a blocked worker asks for: both ends of the line. A request is a message, a piece comes in
shared memory that the kernel made.

Words: how far the piece is (WAITING, HERE, REFUSED), its length, the length of the whole. Must not know which scripts
there are. JavaScript only."""

from runtime_py.platform.host import HostSharedArrayBuffer, HostUint8Array
from runtime_py.platform.workers import SCRIPT, post_to_parent

STATE = 0
LENGTH = 1
TOTAL = 2
WAITING = 0
HERE = 1
REFUSED = 2
HEADER = 16
PIECE = 512 * 1024  # pages of it that no script needs are never there
PATIENCE_MS = 300000  # a slow network may take its time
_HostInt32Array = globalThis.Int32Array
_store = Atomics.store
_load = Atomics.load
_wait = Atomics.wait
_notify = Atomics.notify
_DOMException = globalThis.DOMException


def make_line() -> object:
    return HostSharedArrayBuffer(HEADER + PIECE)


def pieces_of(name: str, line: object) -> list:
    """By the worker: all bytes of the script; blocks until they are here."""
    words = _HostInt32Array(line, 0, HEADER >> 2)
    found = []
    at = 0
    while True:
        _store(words, STATE, WAITING)
        post_to_parent({'type': SCRIPT, 'name': name, 'at': at})
        _wait(words, STATE, WAITING, PATIENCE_MS)
        if _load(words, STATE) != HERE:
            raise js_new(_DOMException, f'{name} could not be loaded', 'NetworkError')
        length = words[LENGTH]
        found.append(HostUint8Array(HostUint8Array(line, HEADER, length)))
        at += length
        if at >= words[TOTAL]:
            return found


def give_piece(line: object, piece: object, total: int) -> None:
    """By the kernel; None: it can't be had."""
    words = _HostInt32Array(line, 0, HEADER >> 2)
    if piece is not None:
        HostUint8Array(line, HEADER, PIECE).set(piece)
        _store(words, LENGTH, piece.length)
        _store(words, TOTAL, total)
    _store(words, STATE, REFUSED if piece is None else HERE)
    _notify(words, STATE)
