"""The lines that were typed into sh, in memory and in its file."""

from __future__ import annotations

from runtime_py.shell.history import FILE, MOST_LINES, History, unescape
from tests.shell.machine_support import Box

PATH = '/home/user/' + FILE


def history(box: Box, lines: list[str]) -> History:
    found = History(box.system, '/home/user')
    for line in lines:
        found.record(line)
    return found


def test_lines_outlive_the_shell() -> None:
    box = Box()
    history(box, ['ls', 'cd /tmp'])
    assert box.read(PATH) == 'ls\ncd /tmp\n'
    assert History(box.system, '/home/user').lines == ['ls', 'cd /tmp']
    assert box.system.mode_of(PATH) & 0o777 == 0o600


def test_what_is_not_recorded() -> None:
    box = Box()
    assert history(box, ['ls', 'ls', ' secret', 'pwd', 'ls']).lines == ['ls', 'pwd', 'ls']


def test_a_command_of_several_lines_is_one_entry() -> None:
    lines = ['for x in 1\ndo\\\n  :\ndone', 'echo a\\nb', 'echo \\\\', 'end\\']
    box = Box()
    history(box, lines)
    assert box.read(PATH).count('\n') == len(lines)
    assert History(box.system, '/home/user').lines == lines


def test_a_file_that_someone_else_wrote() -> None:
    box = Box()
    box.write(PATH, '\n\na\\qb\nlast\\')
    assert History(box.system, '/home/user').lines == ['aqb', 'last\\']
    assert unescape('') == ''


def test_the_oldest_lines_are_dropped() -> None:
    box = Box()
    box.write(PATH, ''.join([f'line {number}\n' for number in range(MOST_LINES + 5)]))
    found = History(box.system, '/home/user')
    assert [len(found.lines), found.lines[0]] == [MOST_LINES, 'line 5']


def test_search() -> None:
    found = history(Box(), ['make a', 'ls', 'make b'])
    assert [found.search('make', 9), found.search('make', 2), found.search('make', 0)] == [2, 0, -1]
    assert [found.search('none', 9), found.search('', 2)] == [-1, 1]


def test_without_a_home_there_is_no_file() -> None:
    box = Box()
    found = History(box.system, '')
    found.record('ls')
    assert found.lines == ['ls']
    assert History(box.system, '/none').lines == []
