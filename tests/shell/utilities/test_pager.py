"""less and more: what a terminal shows after each key, and that they copy when there is none; column compared with
util-linux."""

from runtime_py.platform.bytes import encode
from runtime_py.shell.utilities.less.pager_screen import Screen, cut_rows
from tests.shell.machine_support import Box
from tests.shell.process_support import Machines, Terminal

ROWS = 24


def _screen(lines: list[str], columns: int, rows: int) -> Screen:
    screen = Screen(False, False, False)
    screen.lines = lines
    screen.resize(columns, rows)
    return screen


def _numbers(count: int) -> list[str]:
    return [f'line {k + 1}' for k in range(count)]


def test_rows():
    assert '|'.join(cut_rows('abcdef', 4, False)) == 'abcd|ef'
    assert '|'.join(cut_rows('a\tb', 80, False)) == 'a       b'
    assert '|'.join(cut_rows('\x1b[1mx\x1b[0m\x07', 80, False)) == 'ESC[1mxESC[0m^G'
    assert '|'.join(cut_rows('\x1b[1mabc\x1b[0md', 3, True)) == '\x1b[1mabc\x1b[0m|d'
    assert '|'.join(cut_rows('\u4e2d\u4e2d\u4e2d', 5, False)) == '\u4e2d\u4e2d|\u4e2d'
    assert '|'.join(cut_rows('', 5, False)) == ''


def test_moves():
    screen = _screen(_numbers(50), 40, 11)
    screen.down(10)
    assert screen.top == 10 and 'line 11\x1b[K' in screen.picture(':') and 'line 21\x1b[K' not in screen.picture(':')
    screen.down(1000)
    assert screen.top == 40 and screen.is_at_end()
    screen.up(1000)
    assert screen.top == 0 and not screen.is_short()
    screen.go_to_end()
    assert screen.top == 40
    long = _screen(['abcdefgh', 'x'], 4, 3)
    long.down(1)
    assert long.top == 0 and long.is_at_end() and 'efgh\x1b[K' in long.picture(':')


async def _terminal(command: str) -> Terminal:
    machines = Machines()
    machines.system.write_file('/home/user/many', encode('\n'.join(_numbers(200)) + '\n'))
    return machines.terminal(['sh', '-c', command + '; echo status $?'])


async def _see(terminal: Terminal, keys: str, text: str) -> str:
    """The screen after these keys, up to the text."""
    terminal.type(keys)
    shown = await terminal.expect(text)
    assert not shown.startswith('not shown'), text + shown
    return shown


async def test_keys():
    for command in ['less many', 'cat many | less', 'PAGER=less; $PAGER many']:
        terminal = await _terminal(command)
        shown = await _see(terminal, '', f'line {ROWS - 1}\x1b[K\r\n:\x1b[K')
        assert '\x1b[?1049h' in shown and f'line {ROWS}\x1b[K' not in shown
        await _see(terminal, ' ', f'line {2 * ROWS - 2}\x1b[K\r\n:\x1b[K')
        await _see(terminal, '/150$\r', '\x1b[Hline 150\x1b[K')
        await _see(terminal, '/nothing\r', 'Pattern not found')
        await _see(terminal, 'G', '(END)')
        await _see(terminal, 'g', '\x1b[Hline 1\x1b[K')
        await _see(terminal, '\x1b[B', '\x1b[Hline 2\x1b[K')
        await _see(terminal, 'k', '\x1b[Hline 1\x1b[K')
        await _see(terminal, 'q', '\x1b[?1049l')
        await _see(terminal, '', 'status 0')
        assert await terminal.end() == 0
        assert len(terminal.machines.errors) == 0


async def test_what_fits_is_not_paged():
    terminal = await _terminal('head -n 3 many | less -F')
    assert '\x1b[?1049h' not in await _see(terminal, '', 'status 0')
    assert await terminal.end() == 0


async def test_without_a_terminal():
    box = Box()
    box.write('/home/user/f', 'a\n\tb')
    assert (
        await box.out('less f; cat f | more; less nowhere')
        == 'a\n\tba\n\tbless: nowhere: No such file or directory\n[1]'
    )
    assert (
        await box.out('more f f')
        == '::::::::::::::\nf\n::::::::::::::\na\n\tb::::::::::::::\nf\n::::::::::::::\na\n\tb'
    )


async def test_column():
    facts = [
        ['-t', 'a b c\nlonger x y\n', 'a       b  c\nlonger  x  y\n'],
        ['-t -s:', 'a:b:c\nlonger::y\n', 'a       b  c\nlonger     y\n'],
        ['-t -s : -o "|"', 'a:b:c\nlonger:x:y\n', 'a     |b|c\nlonger|x|y\n'],
        ['-t', '\na b\n\nc d\n', 'a  b\nc  d\n'],
        ['-c 40', '1\n2\n3\n4\n5\n6\n7\n', '1\t3\t5\t7\n2\t4\t6\n'],
        ['-x -c 40', '1\n2\n3\n4\n5\n6\n7\n', '1\t2\t3\t4\t5\n6\t7\n'],
    ]
    for options, text, expected in facts:
        assert await Box().out('column ' + options, text) == expected


async def test_nice_says_what_it_can_not_do():
    assert await Box().out('nice -n 5 echo done') == 'done\n'
    assert await Box().out('nice -n -5 echo done') == 'done\nnice: cannot set niceness: Permission denied\n'
    assert (await Box().out('nice -n x echo')).startswith("nice: invalid adjustment 'x'\n")
