"""A pipe: one ring, counts of readers and writers, and a wait queue.

States: open (readers and writers) -> no writers (drained, then end of file) or no readers (EPIPE) -> neither (the owner
frees it). Writes of at most PIPE_BUF bytes go in whole or not at all. Each direction of a socket is a pipe too; RESET
is its abrupt end. A socket's pipe that was full several times, and read in between, gets a longer ring, as TCP's
windows grow: two threads then alternate less often for the same bytes. A FIFO's pipe belongs to its inode and begins
without ends; an open of one end waits for the other. Descriptions can travel with the bytes (SCM_RIGHTS): each belongs
to the byte that it was sent with; a read stops before the next such byte, and `take_arrived` takes the descriptions
that it brought. The caller holds the ipc lock and passes the address of PIPE_BYTES zeroed bytes."""

from __future__ import annotations

from runtime_py.ipc.ring import (
    DEFAULT_CAPACITY,
    RING_WORDS,
    address_of,
    capacity_of,
    init,
    move,
    put,
    space,
    take,
    used,
)
from runtime_py.ipc.waitqueue import QUEUE_WORDS, Bells
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import EAGAIN, ECONNRESET, EPIPE

PIPE_BUF = 4096
POLLIN = 1
POLLOUT = 4
POLLERR = 8
POLLHUP = 16
POLLRDHUP = 0x2000  # the peer of a socket writes no more: it was shut down

_READERS = RING_WORDS
_WRITERS = _READERS + 1
_RESET = _READERS + 2
_QUEUE = _READERS + 3
_CARRIED = _QUEUE + QUEUE_WORDS  # list of descriptions in transit
_ARRIVED = _CARRIED + 1  # list of those that reads have brought
_OWNER = _ARRIVED + 1  # the inode of a named pipe
_READER_OPENS = _OWNER + 1  # how often the ends of a named pipe were opened
_WRITER_OPENS = _OWNER + 2
_TIMES_FULL = _OWNER + 3
_HEADER_BYTES = ((_TIMES_FULL + 1) * 4 + 7) // 8 * 8
PIPE_BYTES = _HEADER_BYTES + DEFAULT_CAPACITY
WIDE_CAPACITY = 512 * 1024
_FULL_BEFORE_WIDE = 4

# words of something carried
_NEXT = 0
_DESCRIPTION = 1
_OFFSET = 2  # bytes to read before the one that it came with
CARRIED_BYTES = 16


class Pipes:
    """Operations on pipes by address."""

    def __init__(self, bells: Bells) -> None:
        self.bells = bells
        self.memory = bells.memory

    def init(self, pipe: int) -> None:
        """Initializes a pipe with one reader and one writer."""
        init(self.memory, pipe, pipe + _HEADER_BYTES, DEFAULT_CAPACITY)
        base = pipe >> 2
        self.memory.i32[base + _READERS] = 1
        self.memory.i32[base + _WRITERS] = 1

    def init_named(self, pipe: int, owner: int) -> None:
        """Initializes a FIFO's pipe, which nobody has opened yet."""
        init(self.memory, pipe, pipe + _HEADER_BYTES, DEFAULT_CAPACITY)
        self.memory.i32[(pipe >> 2) + _OWNER] = owner

    def owner(self, pipe: int) -> int:
        """The inode of a named pipe; 0 when it has no name."""
        return self.memory.i32[(pipe >> 2) + _OWNER]

    def open_end(self, pipe: int, reads: bool, writes: bool) -> int:
        """Opens one end of a FIFO. Returns how often the other end has been opened so far, for `was_joined`; -1 when it
        is open now."""
        base = pipe >> 2
        i32 = self.memory.i32
        if reads:
            i32[base + _READERS] = i32[base + _READERS] + 1
            i32[base + _READER_OPENS] = i32[base + _READER_OPENS] + 1
        if writes:
            i32[base + _WRITERS] = i32[base + _WRITERS] + 1
            i32[base + _WRITER_OPENS] = i32[base + _WRITER_OPENS] + 1
        self.bells.wake(pipe + _QUEUE * 4)
        if reads:
            return -1 if i32[base + _WRITERS] > 0 else i32[base + _WRITER_OPENS]
        return -1 if i32[base + _READERS] > 0 else i32[base + _READER_OPENS]

    def was_joined(self, pipe: int, reads: bool, before: int) -> bool:
        """Whether the other end has been opened since `open_end` returned `before`, even if it was closed again."""
        return before < 0 or self.memory.i32[(pipe >> 2) + (_WRITER_OPENS if reads else _READER_OPENS)] != before

    def has_reader(self, pipe: int) -> bool:
        return self.memory.i32[(pipe >> 2) + _READERS] > 0

    def queue(self, pipe: int) -> int:
        return pipe + _QUEUE * 4

    def used(self, pipe: int) -> int:
        return used(self.memory, pipe)

    def read(self, pipe: int, target: Bytes, start: int, length: int) -> int:
        """The number of bytes read, 0 at the end, -EAGAIN or -ECONNRESET."""
        base = pipe >> 2
        if length == 0:
            return 0
        carries = self.memory.i32[base + _CARRIED] != 0
        count = take(self.memory, pipe, target, start, self._up_to_carried(pipe, length) if carries else length)
        if carries:
            self._advance(pipe, count)
        if count > 0:
            self.bells.wake(pipe + _QUEUE * 4, False)
            return count
        if self.memory.i32[base + _RESET] != 0:
            return -ECONNRESET
        return 0 if self.memory.i32[base + _WRITERS] == 0 else -EAGAIN

    def write(self, pipe: int, source: Bytes, start: int, length: int) -> int:
        """The number of bytes written, -EAGAIN, -EPIPE or -ECONNRESET."""
        base = pipe >> 2
        if self.memory.i32[base + _RESET] != 0:
            return -ECONNRESET
        if self.memory.i32[base + _READERS] == 0:
            return -EPIPE
        if length == 0:
            return 0
        room = space(self.memory, pipe)
        if room == 0 or (length <= PIPE_BUF and room < length):
            return -EAGAIN
        made_ready = used(self.memory, pipe) == 0
        count = put(self.memory, pipe, source, start, length)
        self.bells.wake(pipe + _QUEUE * 4, made_ready)
        return count

    def is_too_narrow(self, pipe: int) -> bool:
        """Called when a write didn't fit: whether it is time for `widen`."""
        base = pipe >> 2
        times = self.memory.i32[base + _TIMES_FULL] + 1
        self.memory.i32[base + _TIMES_FULL] = min(times, _FULL_BEFORE_WIDE)
        return times >= _FULL_BEFORE_WIDE and capacity_of(self.memory, pipe) < WIDE_CAPACITY

    def widen(self, pipe: int, data: int) -> None:
        """`data` is the address of WIDE_CAPACITY bytes, which are freed with the pipe."""
        move(self.memory, pipe, data, WIDE_CAPACITY)

    def wide_data(self, pipe: int) -> int:
        """The address that `widen` got, or 0."""
        return address_of(self.memory, pipe) if capacity_of(self.memory, pipe) == WIDE_CAPACITY else 0

    def carry(self, pipe: int, node: int, description: int, offset: int) -> None:
        """Attaches a description to the next byte. `node` is the address of CARRIED_BYTES; the description's reference
        is transferred."""
        i32 = self.memory.i32
        i32[(node >> 2) + _NEXT] = 0
        i32[(node >> 2) + _DESCRIPTION] = description
        i32[(node >> 2) + _OFFSET] = offset
        self._append((pipe >> 2) + _CARRIED, node)

    def _append(self, head: int, node: int) -> None:
        link = head
        while self.memory.i32[link] != 0:
            link = (self.memory.i32[link] >> 2) + _NEXT
        self.memory.i32[link] = node

    def _up_to_carried(self, pipe: int, length: int) -> int:
        i32 = self.memory.i32
        node = i32[(pipe >> 2) + _CARRIED]
        if i32[(node >> 2) + _OFFSET] == 0:
            node = i32[(node >> 2) + _NEXT]
        return length if node == 0 else min(length, i32[(node >> 2) + _OFFSET])

    def _advance(self, pipe: int, count: int) -> None:
        i32 = self.memory.i32
        head = (pipe >> 2) + _CARRIED
        node = i32[head]
        if count > 0 and i32[(node >> 2) + _OFFSET] == 0:
            i32[head] = i32[(node >> 2) + _NEXT]
            i32[(node >> 2) + _NEXT] = 0
            self._append((pipe >> 2) + _ARRIVED, node)
            node = i32[head]
        while node != 0:
            i32[(node >> 2) + _OFFSET] = i32[(node >> 2) + _OFFSET] - count
            node = i32[(node >> 2) + _NEXT]

    def take_arrived(self, pipe: int) -> int:
        """A node that a read brought, or 0. The caller must free it."""
        return self._take_node((pipe >> 2) + _ARRIVED)

    def take_carried(self, pipe: int) -> int:
        """A description still in transit in a pipe that is about to be freed, or 0."""
        return self._take_node((pipe >> 2) + (_CARRIED if self.memory.i32[(pipe >> 2) + _CARRIED] != 0 else _ARRIVED))

    def _take_node(self, head: int) -> int:
        node = self.memory.i32[head]
        if node != 0:
            self.memory.i32[head] = self.memory.i32[(node >> 2) + _NEXT]
        return node

    def carried_description(self, node: int) -> int:
        return self.memory.i32[(node >> 2) + _DESCRIPTION]

    def poll_read(self, pipe: int) -> int:
        base = pipe >> 2
        if self.memory.i32[base + _RESET] != 0:
            return POLLIN | POLLERR | POLLHUP
        events = POLLIN if used(self.memory, pipe) > 0 else 0
        return events | POLLIN | POLLHUP if self.memory.i32[base + _WRITERS] == 0 else events

    def poll_write(self, pipe: int) -> int:
        base = pipe >> 2
        if self.memory.i32[base + _RESET] != 0 or self.memory.i32[base + _READERS] == 0:
            return POLLOUT | POLLERR
        return POLLOUT if space(self.memory, pipe) >= PIPE_BUF else 0

    def close_reader(self, pipe: int) -> None:
        self._drop(pipe, _READERS)

    def close_writer(self, pipe: int) -> None:
        self._drop(pipe, _WRITERS)

    def is_abandoned(self, pipe: int) -> bool:
        """Whether no end is left: the owner then frees the pipe."""
        base = pipe >> 2
        return self.memory.i32[base + _READERS] == 0 and self.memory.i32[base + _WRITERS] == 0

    def reset(self, pipe: int) -> None:
        """Both ends get ECONNRESET; the reader first gets the bytes that have reached it, as on Linux."""
        self.memory.i32[(pipe >> 2) + _RESET] = 1
        self.bells.wake(pipe + _QUEUE * 4, used(self.memory, pipe) == 0)

    def was_reset(self, pipe: int) -> bool:
        return self.memory.i32[(pipe >> 2) + _RESET] != 0

    def _drop(self, pipe: int, field: int) -> None:
        base = pipe >> 2
        self.memory.i32[base + field] = self.memory.i32[base + field] - 1
        self.bells.wake(pipe + _QUEUE * 4, used(self.memory, pipe) == 0)
