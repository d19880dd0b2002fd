"""The line discipline: editing, echo, signals, ends of file, raw mode."""

from runtime_py.ipc.termios import ECHO, ICANON, ISIG, NOFLSH, OPOST, Termios
from runtime_py.ipc.tty import SIGINT, SIGQUIT, SIGTSTP, TTY_BYTES, Ttys
from runtime_py.ipc.waitqueue import Bells
from runtime_py.platform.bytes import alloc, decode, encode, view
from runtime_py.platform.errno import EAGAIN, EIO
from runtime_py.platform.memory import create
from runtime_py.platform.text import repeat

TTY = 65536


def make() -> Ttys:
    ttys = Ttys(Bells(create(65536 + TTY_BYTES, 1048576), 1024, 64, 520))
    ttys.init(TTY, 0, 80, 24)
    return ttys


def keys(ttys: Ttys, text: str) -> list[int]:
    """The signals; the whole text must be taken."""
    signals: list[int] = []
    data = encode(text)
    assert ttys.receive(TTY, data, 0, len(data), signals) == len(data)
    return signals


def screen(ttys: Ttys) -> str:
    out = alloc(4096)
    return decode(view(out, 0, ttys.drain(TTY, out, 0, 4096)))


def line(ttys: Ttys) -> str:
    out = alloc(4096)
    count = ttys.read(TTY, out, 0, 4096)
    return f'error {-count}' if count < 0 else decode(view(out, 0, count))


def raw(ttys: Ttys) -> None:
    t = ttys.attributes(TTY)
    ttys.set_attributes(TTY, Termios(0, t.oflag & ~OPOST, t.cflag, t.lflag & ~(ICANON | ECHO | ISIG), t.cc))


def test_a_line_is_read_when_it_is_finished():
    ttys = make()
    keys(ttys, 'ab')
    assert line(ttys) == f'error {EAGAIN}'
    keys(ttys, 'c\rsecond\r')
    assert line(ttys) == 'abc\n'
    assert line(ttys) == 'second\n'
    assert screen(ttys) == 'abc\r\nsecond\r\n'


def test_erase_word_and_kill():
    ttys = make()
    keys(ttys, 'one twp\x7fo\x17ä\x7fend\r')
    assert line(ttys) == 'one end\n'
    keys(ttys, 'nonsense\x15yes\r')
    assert line(ttys) == 'yes\n'
    screen(ttys)
    keys(ttys, 'a\x7f')
    assert screen(ttys) == 'a\b \b'


def test_end_of_file():
    ttys = make()
    keys(ttys, '\x04')
    assert line(ttys) == ''
    assert line(ttys) == f'error {EAGAIN}'
    keys(ttys, 'abc\x04def\r\x04')
    assert line(ttys) == 'abc'
    assert line(ttys) == 'def\n'
    assert line(ttys) == ''


def test_signals_discard_the_line():
    ttys = make()
    assert keys(ttys, 'abc\x03') == [SIGINT]
    assert keys(ttys, '\x1a\x1c') == [SIGTSTP, SIGQUIT]
    assert screen(ttys) == 'abc^C^Z^\\'
    keys(ttys, 'x\r')
    assert line(ttys) == 'x\n'


def test_an_interrupt_drops_a_flood_of_output():
    ttys = make()
    lines = encode(repeat('y\n', 3000))
    ttys.write(TTY, lines, 0, len(lines))
    before = ttys.flushes(TTY)
    assert keys(ttys, '\x03') == [SIGINT]
    assert screen(ttys) == '^C' and ttys.flushes(TTY) == before + 1
    ttys.write(TTY, encode('a few words'), 0, 11)
    assert keys(ttys, '\x03') == [SIGINT]
    assert screen(ttys) == 'a few words^C'


def test_noflsh_keeps_it():
    ttys = make()
    t = ttys.attributes(TTY)
    ttys.set_attributes(TTY, Termios(t.iflag, t.oflag, t.cflag, t.lflag | NOFLSH, t.cc))
    lines = encode(repeat('y\n', 3000))
    ttys.write(TTY, lines, 0, len(lines))
    before = ttys.flushes(TTY)
    keys(ttys, '\x03')
    assert ttys.pending_output(TTY) == 9002 and ttys.flushes(TTY) == before


def test_raw_mode_passes_everything():
    ttys = make()
    raw(ttys)
    assert keys(ttys, 'a\x03\r') == []
    assert line(ttys) == 'a\x03\r'
    assert screen(ttys) == ''
    assert ttys.write(TTY, encode('x\n'), 0, 2) == 2
    assert screen(ttys) == 'x\n'


def test_output_gets_carriage_returns():
    ttys = make()
    assert ttys.write(TTY, encode('a\nb\n'), 0, 4) == 4
    assert screen(ttys) == 'a\r\nb\r\n'


def test_size_and_hang_up():
    ttys = make()
    assert ttys.set_size(TTY, 100, 30)
    assert not ttys.set_size(TTY, 100, 30)
    assert ttys.size(TTY) == [100, 30]
    ttys.hang_up(TTY)
    assert line(ttys) == ''
    assert ttys.write(TTY, encode('x'), 0, 1) == -EIO


def fill(ttys: Ttys, count: int) -> int:
    """How many of this many key presses are taken."""
    data = alloc(count)
    for k in range(count):
        data[k] = 97
    return ttys.receive(TTY, data, 0, count, [])


def test_what_finds_no_room_is_not_taken():
    ttys = make()
    raw(ttys)
    assert fill(ttys, 100000) == 65536
    assert fill(ttys, 1) == 0 and not ttys.can_receive(TTY)
    out = alloc(1000)
    assert ttys.read(TTY, out, 0, 1000) == 1000
    assert ttys.can_receive(TTY) and fill(ttys, 100000) == 1000


def test_lines_wait_until_there_is_room_for_them():
    ttys = make()
    taken = 0
    text = encode(repeat('x', 99) + '\n')
    while ttys.receive(TTY, text, 0, 100, []) == 100:
        taken += 1
    assert 600 < taken <= 655
    lines = 0
    while line(ttys) == repeat('x', 99) + '\n':
        lines += 1
    assert lines == taken


def test_of_a_line_that_is_too_long_the_end_is_kept():
    """As on Linux: keeps 4095 bytes and the newline."""
    ttys = make()
    assert fill(ttys, 10000) == 10000
    keys(ttys, '\n')
    out = alloc(10000)
    assert ttys.read(TTY, out, 0, 10000) == 4096 and out[4094] == 97 and out[4095] == 10


def test_signals_come_through_a_full_terminal():
    ttys = make()
    t = ttys.attributes(TTY)
    ttys.set_attributes(TTY, Termios(0, t.oflag, t.cflag, t.lflag & ~(ICANON | ECHO), t.cc))
    assert fill(ttys, 65536) == 65536
    signals: list[int] = []
    assert ttys.receive(TTY, encode('\x03after'), 0, 6, signals) == 6
    assert signals == [SIGINT]
    assert line(ttys) == 'after'
    assert ttys.interrupts_at(TTY, encode('a\x03b\x1cc')) == 3 and ttys.interrupts_at(TTY, encode('abc')) == -1
    raw(ttys)
    assert ttys.interrupts_at(TTY, encode('a\x03b')) == -1


def test_ends_of_file_wait_too():
    ttys = make()
    data = encode(repeat('\x04', 40))
    assert ttys.receive(TTY, data, 0, 40, []) == 16
    ends = 0
    while line(ttys) == '':
        ends += 1
    assert ends == 16
