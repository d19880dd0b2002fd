"""A terminal: line discipline between the page (or whoever holds the master side) and the processes.

Input: key presses -> `receive` -> signals, or the line being edited -> the input ring (whole lines in canonical mode)
-> `read`. Output: `write` -> ONLCR -> the output ring -> `drain`, from which the master copies to the screen. Echo goes
the same way. ^D ends a line without a newline. Its position is stored as a mark, a count of all bytes committed so far,
so that an end of file stays between the right bytes. Input is never dropped for lack of room: the sender keeps it and
waits until `can_receive`. Only a line in canonical mode has a limit, as on Linux: beyond 4095 bytes, the rest up to the
newline is ignored.

The caller holds the ipc lock and passes TTY_BYTES zeroed bytes. `receive` returns the signals to send to the foreground
group, and doesn't send them."""

from __future__ import annotations

from runtime_py.ipc.pipe import POLLHUP, POLLIN, POLLOUT
from runtime_py.ipc.ring import DEFAULT_CAPACITY, RING_WORDS, clear, find, init, put, space, take, used
from runtime_py.ipc.termios import (
    DEFAULT_CFLAG,
    DEFAULT_IFLAG,
    DEFAULT_LFLAG,
    DEFAULT_OFLAG,
    ECHO,
    ECHOCTL,
    ECHOE,
    ECHONL,
    ICANON,
    ICRNL,
    IGNCR,
    INLCR,
    ISIG,
    NCCS,
    NOFLSH,
    ONLCR,
    OPOST,
    VEOF,
    VERASE,
    VINTR,
    VKILL,
    VMIN,
    VQUIT,
    VSUSP,
    VWERASE,
    Termios,
    default_cc,
)
from runtime_py.ipc.waitqueue import QUEUE_WORDS, Bells
from runtime_py.platform.bytes import Bytes, alloc
from runtime_py.platform.errno import EAGAIN, EIO

SIGINT = 2
SIGQUIT = 3
SIGTSTP = 20

_LINE_MAX = 4096
FLOOD = 4096  # bytes of output that an interrupt keeps
_MARKS_MAX = 16

_OUTPUT = RING_WORDS  # after the ring of the input
_QUEUE = _OUTPUT + RING_WORDS
_IFLAG = _QUEUE + QUEUE_WORDS
_OFLAG = _IFLAG + 1
_CFLAG = _IFLAG + 2
_LFLAG = _IFLAG + 3
_PGRP = _IFLAG + 4
_SESSION = _IFLAG + 5
_COLS = _IFLAG + 6
_ROWS = _IFLAG + 7
_LINE_LENGTH = _IFLAG + 8
_COMMITTED = _IFLAG + 9
_CONSUMED = _IFLAG + 10
_MARKS = _IFLAG + 11  # how many of the marks below are in use
_MARK = _IFLAG + 12
_HUNG_UP = _MARK + _MARKS_MAX
_REFERENCES = _HUNG_UP + 1
_NUMBER = _HUNG_UP + 2
_NEXT = _HUNG_UP + 3  # link in the list of terminals
_WAS_OPENED = _HUNG_UP + 4  # the slave was opened at least once
_FLUSHES = _HUNG_UP + 5  # how often an interrupt dropped output
_CC = _HUNG_UP + 6
_LINE_BYTES = ((_CC + NCCS) * 4 + 7) // 8 * 8
_INPUT_BYTES = _LINE_BYTES + _LINE_MAX
_INPUT_CAPACITY = 65536
# more than a line: senders that wait for room are woken when so much is free, not at each byte that is read
_ROOM_TO_TELL = 8192
_OUTPUT_BYTES = _INPUT_BYTES + _INPUT_CAPACITY
TTY_BYTES = _OUTPUT_BYTES + DEFAULT_CAPACITY

_one = alloc(2)


class Ttys:
    """Operations on terminals by address."""

    def __init__(self, bells: Bells) -> None:
        self.bells = bells
        self.memory = bells.memory

    def init(self, tty: int, number: int, cols: int, rows: int) -> None:
        init(self.memory, tty, tty + _INPUT_BYTES, _INPUT_CAPACITY)
        init(self.memory, tty + _OUTPUT * 4, tty + _OUTPUT_BYTES, DEFAULT_CAPACITY)
        self._set(tty, _NUMBER, number)
        self._set(tty, _REFERENCES, 1)
        self._set(tty, _COLS, cols)
        self._set(tty, _ROWS, rows)
        self.set_attributes(tty, Termios(DEFAULT_IFLAG, DEFAULT_OFLAG, DEFAULT_CFLAG, DEFAULT_LFLAG, default_cc()))

    def _get(self, tty: int, field: int) -> int:
        return self.memory.i32[(tty >> 2) + field]

    def _set(self, tty: int, field: int, value: int) -> None:
        self.memory.i32[(tty >> 2) + field] = value

    def queue(self, tty: int) -> int:
        return tty + _QUEUE * 4

    def number(self, tty: int) -> int:
        return self._get(tty, _NUMBER)

    def attributes(self, tty: int) -> Termios:
        cc = [self._get(tty, _CC + k) for k in range(NCCS)]
        return Termios(
            self._get(tty, _IFLAG), self._get(tty, _OFLAG), self._get(tty, _CFLAG), self._get(tty, _LFLAG), cc
        )

    def set_attributes(self, tty: int, termios: Termios) -> None:
        was_canonical = (self._get(tty, _LFLAG) & ICANON) != 0
        self._set(tty, _IFLAG, termios.iflag)
        self._set(tty, _OFLAG, termios.oflag)
        self._set(tty, _CFLAG, termios.cflag)
        self._set(tty, _LFLAG, termios.lflag)
        for k in range(min(NCCS, len(termios.cc))):
            self._set(tty, _CC + k, termios.cc[k])
        if was_canonical and (termios.lflag & ICANON) == 0:
            self._commit(tty)
            self._set(tty, _MARKS, 0)
        self.bells.wake(tty + _QUEUE * 4)

    def foreground(self, tty: int) -> int:
        return self._get(tty, _PGRP)

    def set_foreground(self, tty: int, pgrp: int) -> None:
        self._set(tty, _PGRP, pgrp)

    def session(self, tty: int) -> int:
        return self._get(tty, _SESSION)

    def set_session(self, tty: int, sid: int) -> None:
        self._set(tty, _SESSION, sid)

    def size(self, tty: int) -> list[int]:
        return [self._get(tty, _COLS), self._get(tty, _ROWS)]

    def set_size(self, tty: int, cols: int, rows: int) -> bool:
        """Sets the size. True if it changed: the foreground group then gets SIGWINCH."""
        changed = self._get(tty, _COLS) != cols or self._get(tty, _ROWS) != rows
        self._set(tty, _COLS, cols)
        self._set(tty, _ROWS, rows)
        return changed

    def next(self, tty: int) -> int:
        return self._get(tty, _NEXT)

    def set_next(self, tty: int, following: int) -> None:
        self._set(tty, _NEXT, following)

    def wake(self, tty: int) -> None:
        self.bells.wake(tty + _QUEUE * 4)

    def is_hung_up(self, tty: int) -> bool:
        return self._get(tty, _HUNG_UP) != 0

    def is_deserted(self, tty: int) -> bool:
        """Whether the slave was open and is closed now: only the master's reference is left."""
        return self._get(tty, _WAS_OPENED) != 0 and self._get(tty, _REFERENCES) == 1

    def retain(self, tty: int) -> None:
        self._set(tty, _REFERENCES, self._get(tty, _REFERENCES) + 1)
        self._set(tty, _WAS_OPENED, 1)

    def release(self, tty: int) -> bool:
        """Drops a reference. True when it was the last: the owner frees the terminal."""
        self._set(tty, _REFERENCES, self._get(tty, _REFERENCES) - 1)
        return self._get(tty, _REFERENCES) == 0

    def hang_up(self, tty: int) -> None:
        """The master has closed: reads end, writes fail with EIO."""
        self._set(tty, _HUNG_UP, 1)
        self.bells.wake(tty + _QUEUE * 4)

    # the processes' side

    def read(self, tty: int, target: Bytes, start: int, length: int) -> int:
        if length == 0:
            return 0
        available = used(self.memory, tty)
        canonical = (self._get(tty, _LFLAG) & ICANON) != 0
        if canonical and self._get(tty, _MARKS) > 0:
            to_mark = self._get(tty, _MARK) - self._get(tty, _CONSUMED)
            if to_mark == 0:
                self._drop_mark(tty)
                return 0
            available = min(available, to_mark)
        if available == 0:
            if self._get(tty, _HUNG_UP) != 0:
                return 0
            return 0 if not canonical and self._get(tty, _CC + VMIN) == 0 else -EAGAIN
        count = min(length, available)
        newline = -1
        if canonical:
            newline = find(self.memory, tty, 10, count)
            if newline >= 0:
                count = newline + 1
        before = space(self.memory, tty)
        count = take(self.memory, tty, target, start, count)
        self._set(tty, _CONSUMED, (self._get(tty, _CONSUMED) + count) & 0x7FFFFFFF)
        if (
            canonical
            and newline < 0
            and self._get(tty, _MARKS) > 0
            and self._get(tty, _MARK) == self._get(tty, _CONSUMED)
        ):
            # the mark was right behind these bytes: it ended the line and is not an end of file
            self._drop_mark(tty)
        if before < _ROOM_TO_TELL <= before + count:
            self.bells.wake(tty + _QUEUE * 4)
        return count

    def write(self, tty: int, source: Bytes, start: int, length: int) -> int:
        if self._get(tty, _HUNG_UP) != 0:
            return -EIO
        flags = self._get(tty, _OFLAG)
        output = tty + _OUTPUT * 4
        if (flags & OPOST) == 0 or (flags & ONLCR) == 0:
            done = put(self.memory, output, source, start, length)
        else:
            done = self._write_lines(output, source, start, length)
        if done == 0 and length > 0:
            return -EAGAIN
        self.bells.wake(tty + _QUEUE * 4)
        return done

    def _write_lines(self, output: int, source: Bytes, start: int, length: int) -> int:
        """Copies each run between newlines at once; a newline goes in together with its CR or not at all."""
        at = start
        end = start + length
        while at < end:
            stop = at
            while stop < end and source[stop] != 10:
                stop += 1
            if stop > at:
                count = put(self.memory, output, source, at, stop - at)
                at += count
                if at < stop:
                    return at - start
            if at < end:
                if space(self.memory, output) < 2:
                    return at - start
                _one[0] = 13
                _one[1] = 10
                put(self.memory, output, _one, 0, 2)
                at += 1
        return length

    def poll(self, tty: int) -> int:
        events = 0
        if self._get(tty, _HUNG_UP) != 0:
            return POLLIN | POLLOUT | POLLHUP
        if used(self.memory, tty) > 0 or self._get(tty, _MARKS) > 0:
            events = POLLIN
        if space(self.memory, tty + _OUTPUT * 4) >= 2:
            events = events | POLLOUT
        return events

    # the master's side

    def drain(self, tty: int, target: Bytes, start: int, length: int) -> int:
        """Output for the screen; 0 when there is none."""
        count = take(self.memory, tty + _OUTPUT * 4, target, start, length)
        if count > 0:
            self.bells.wake(tty + _QUEUE * 4)
        return count

    def pending_output(self, tty: int) -> int:
        return used(self.memory, tty + _OUTPUT * 4)

    def receive(self, tty: int, data: Bytes, start: int, end: int, signals: list[int]) -> int:
        """Takes key presses, data[start:end], and returns how many; the rest had no room. Appends the signals for the
        foreground group, in order."""
        at = start
        while at < end:
            signal = self._receive_byte(tty, data[at])
            if signal < 0:
                break
            if signal > 0:
                signals.append(signal)
            at += 1
        if at > start:
            self.bells.wake(tty + _QUEUE * 4)
        return at - start

    def can_receive(self, tty: int) -> bool:
        """Whether there is room for a key press: in canonical mode, for the whole line and its end."""
        return space(self.memory, tty) > self._get(tty, _LINE_LENGTH) and self._get(tty, _MARKS) < _MARKS_MAX

    def interrupts_at(self, tty: int, data: Bytes) -> int:
        """The position of the last key that sends a signal and discards earlier input; -1 when there is none."""
        lflag = self._get(tty, _LFLAG)
        if (lflag & ISIG) == 0 or (lflag & NOFLSH) != 0:
            return -1
        at = len(data) - 1
        while at >= 0 and self._signal_of(tty, data[at]) == 0:
            at -= 1
        return at

    def _receive_byte(self, tty: int, byte: int) -> int:
        """A signal, 0, or -1 when there is no room for the byte."""
        iflag = self._get(tty, _IFLAG)
        lflag = self._get(tty, _LFLAG)
        if byte == 13:
            if (iflag & IGNCR) != 0:
                return 0
            if (iflag & ICRNL) != 0:
                byte = 10
        elif byte == 10 and (iflag & INLCR) != 0:
            byte = 13
        if (lflag & ISIG) != 0:
            signal = self._signal_of(tty, byte)
            if signal != 0:
                if (lflag & NOFLSH) == 0:
                    self._set(tty, _LINE_LENGTH, 0)
                    self._flush_input(tty)
                    self._flush_output(tty)
                self._echo(tty, byte, lflag)
                return signal
        if not self.can_receive(tty):
            return -1
        if (lflag & ICANON) != 0:
            self._edit(tty, byte, lflag)
            return 0
        _one[0] = byte
        put(self.memory, tty, _one, 0, 1)
        self._set(tty, _COMMITTED, (self._get(tty, _COMMITTED) + 1) & 0x7FFFFFFF)
        self._echo(tty, byte, lflag)
        return 0

    def _signal_of(self, tty: int, byte: int) -> int:
        if byte == 0:
            return 0
        if byte == self._get(tty, _CC + VINTR):
            return SIGINT
        if byte == self._get(tty, _CC + VQUIT):
            return SIGQUIT
        return SIGTSTP if byte == self._get(tty, _CC + VSUSP) else 0

    def _edit(self, tty: int, byte: int, lflag: int) -> None:
        if byte == 10:
            self._append(tty, 10)
            if (lflag & (ECHO | ECHONL)) != 0:
                self._put_output(tty, 13, 10)
            self._commit(tty)
        elif byte == self._get(tty, _CC + VEOF) and byte != 0:
            self._commit(tty)
            marks = self._get(tty, _MARKS)
            self._set(tty, _MARK + marks, self._get(tty, _COMMITTED))
            self._set(tty, _MARKS, marks + 1)
        elif byte == self._get(tty, _CC + VERASE) or byte == 8:
            self._erase(tty, lflag)
        elif byte == self._get(tty, _CC + VKILL) and byte != 0:
            while self._get(tty, _LINE_LENGTH) > 0:
                self._erase(tty, lflag)
        elif byte == self._get(tty, _CC + VWERASE) and byte != 0:
            while self._get(tty, _LINE_LENGTH) > 0 and self._last_byte(tty) == 32:
                self._erase(tty, lflag)
            while self._get(tty, _LINE_LENGTH) > 0 and self._last_byte(tty) != 32:
                self._erase(tty, lflag)
        elif self._append(tty, byte):
            self._echo(tty, byte, lflag)

    def _append(self, tty: int, byte: int) -> bool:
        """Appends a byte to the line; the last place is reserved for the newline."""
        length = self._get(tty, _LINE_LENGTH)
        if length >= _LINE_MAX or (length == _LINE_MAX - 1 and byte != 10):
            return False
        self.memory.u8[tty + _LINE_BYTES + length] = byte
        self._set(tty, _LINE_LENGTH, length + 1)
        return True

    def _last_byte(self, tty: int) -> int:
        return self.memory.u8[tty + _LINE_BYTES + self._get(tty, _LINE_LENGTH) - 1]

    def _erase(self, tty: int, lflag: int) -> None:
        """Erases one character: in UTF-8, with its continuation bytes."""
        length = self._get(tty, _LINE_LENGTH)
        if length == 0:
            return
        byte = self._last_byte(tty)
        length -= 1
        while length > 0 and (byte & 0xC0) == 0x80:
            length -= 1
            byte = self.memory.u8[tty + _LINE_BYTES + length]
        self._set(tty, _LINE_LENGTH, length)
        if (lflag & ECHO) != 0 and (lflag & ECHOE) != 0:
            columns = 2 if byte < 32 and byte != 9 and (lflag & ECHOCTL) != 0 else 1
            for _ in range(columns):
                self._put_output(tty, 8, 32)
                self._put_output(tty, 8, -1)

    def _commit(self, tty: int) -> None:
        length = self._get(tty, _LINE_LENGTH)
        if length > 0:
            line = tty + _LINE_BYTES
            count = put(self.memory, tty, self.memory.u8, line, length)
            self._set(tty, _COMMITTED, (self._get(tty, _COMMITTED) + count) & 0x7FFFFFFF)
            self._set(tty, _LINE_LENGTH, 0)

    def _flush_input(self, tty: int) -> None:
        clear(self.memory, tty)
        self._set(tty, _MARKS, 0)
        self._set(tty, _CONSUMED, self._get(tty, _COMMITTED))
        self.bells.wake(tty + _QUEUE * 4)

    def _flush_output(self, tty: int) -> None:
        """Drops a flood of output; of a few lines nothing, as Linux keeps what the master's side already has. The
        master may also drop what it has taken."""
        if self.pending_output(tty) > FLOOD:
            clear(self.memory, tty + _OUTPUT * 4)
        self._set(tty, _FLUSHES, (self._get(tty, _FLUSHES) + 1) & 0x7FFFFFFF)

    def flushes(self, tty: int) -> int:
        return self._get(tty, _FLUSHES)

    def _drop_mark(self, tty: int) -> None:
        marks = self._get(tty, _MARKS) - 1
        for k in range(marks):
            self._set(tty, _MARK + k, self._get(tty, _MARK + k + 1))
        self._set(tty, _MARKS, marks)
        self.bells.wake(tty + _QUEUE * 4)

    def _echo(self, tty: int, byte: int, lflag: int) -> None:
        if (lflag & ECHO) == 0:
            return
        if byte == 10:
            self._put_output(tty, 13, 10)
        elif (byte < 32 or byte == 127) and byte != 9 and (lflag & ECHOCTL) != 0:
            self._put_output(tty, 94, byte ^ 64)
        else:
            self._put_output(tty, byte, -1)

    def _put_output(self, tty: int, first: int, second: int) -> None:
        """Echoes; without room the echo is lost, as on a real terminal."""
        _one[0] = first
        count = 1
        if second >= 0:
            _one[1] = second
            count = 2
        if space(self.memory, tty + _OUTPUT * 4) >= count:
            put(self.memory, tty + _OUTPUT * 4, _one, 0, count)
