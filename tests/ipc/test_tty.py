"""The line discipline: editing, echo, signals, ends of file, raw mode."""
from runtime_py.ipc.termios import ECHO, ICANON, ISIG, OPOST, Termios
from runtime_py.ipc.tty import SIGINT, SIGQUIT, SIGTSTP, TTY_BYTES, Ttys
from runtime_py.ipc.waitqueue import Bells
from runtime_py.platform.bytes import alloc, decode, encode, view
from runtime_py.platform.errno import EAGAIN, EIO
from runtime_py.platform.memory import create

TTY = 65536


def make() -> Ttys:
    ttys = Ttys(Bells(create(65536 + TTY_BYTES, 1048576), 1024, 64))
    ttys.init(TTY, 0, 80, 24)
    return ttys


def keys(ttys: Ttys, text: str) -> list[int]:
    return ttys.receive(TTY, encode(text))


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
