"""ls's output: columns, marks, colours, the long format."""

from __future__ import annotations

from runtime_py.shell.support.file_listing import Entry, Style, coloured, columns, long_lines, mark, owner_name
from runtime_py.shell.support.status import Status
from runtime_py.vfs.layout import S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFREG, S_IFSOCK

_KIND_AND_MODE = [
    ['folder', S_IFDIR | 0o755, '/', '01;34'],
    ['shared', S_IFDIR | 0o1777, '/', '30;42'],
    ['link', S_IFLNK | 0o777, '@', '01;36'],
    ['fifo', S_IFIFO | 0o644, '|', '40;33'],
    ['socket', S_IFSOCK | 0o755, '=', '01;35'],
    ['device', S_IFCHR | 0o666, '', '40;33;01'],
    ['program', S_IFREG | 0o755, '*', '01;32'],
    ['a.TGZ', S_IFREG | 0o644, '', '01;31'],
    ['a.png', S_IFREG | 0o644, '', '01;35'],
    ['.png', S_IFREG | 0o644, '', ''],
    ['plain', S_IFREG | 0o644, '', ''],
]


def entry(name: str, mode: int = S_IFREG | 0o644, size: int = 0) -> Entry:
    out = [0.0 for _ in range(18)]
    out[1] = mode
    out[2] = 1
    out[3] = 1000
    out[8] = size
    out[9] = -(-size // 512)
    return Entry(name, Status(0, out))


def test_marks_and_colours() -> None:
    style = Style()
    style.colour = True
    for name, mode, sign, colour in _KIND_AND_MODE:
        found = entry(str(name), int(mode))
        assert mark(found, 'all') == sign
        assert mark(found, '') == ''
        assert mark(found, 'slash') == ('/' if sign == '/' else '')
        expected = name if colour == '' else f'\x1b[{colour}m{name}\x1b[0m'
        assert coloured(str(name), found, style) == expected


def test_a_link_to_nothing_is_red() -> None:
    style = Style()
    style.colour = True
    found = entry('l', S_IFLNK | 0o777)
    found.target_status = Status(2, [0.0 for _ in range(18)])
    assert coloured('l', found, style) == '\x1b[40;31;01ml\x1b[0m'


def shown(names: list[str], width: int, across: bool = False) -> str:
    return columns([entry(name) for name in names], Style(), width, across)


def test_columns_are_filled_downwards_or_across() -> None:
    assert shown(['a', 'b', 'c', 'd', 'e'], 8) == 'a  c  e\nb  d\n'
    assert shown(['a', 'b', 'c', 'd', 'e'], 8, True) == 'a  b  c\nd  e\n'
    assert shown(['a', 'b'], 80) == 'a  b\n'


def test_columns_are_as_wide_as_their_names() -> None:
    assert shown(['a', 'longer', 'b', 'c'], 14) == 'a       b\nlonger  c\n'
    assert shown(['a', 'a-name-that-does-not-fit'], 10) == 'a\na-name-that-does-not-fit\n'
    assert shown(['\u6f22\u5b57', 'b', 'c', 'd'], 10) == '\u6f22\u5b57  c\nb     d\n'


def test_no_line_is_longer_than_the_terminal() -> None:
    for count in range(1, 25):
        names = ['x' + '-' + str(number * number) for number in range(count)]
        for width in [10, 20, 33, 80]:
            for across in [False, True]:
                lines = shown(names, width, across).split('\n')
                assert max([len(line) for line in lines]) <= width
                words = sorted([word for line in lines for word in line.split(' ') if word != ''])
                assert words == sorted(names)


def test_the_long_format_is_aligned() -> None:
    style = Style()
    style.time_format = '%Y'
    found = [entry('small', S_IFREG | 0o4644, 5), entry('d', S_IFDIR | 0o755, 4096), entry('l', S_IFLNK | 0o777, 1)]
    found[2].target = 'small'
    assert long_lines(found, style) == (
        '-rwSr--r-- 1 user root    5 1970 small\n'
        + 'drwxr-xr-x 1 user root 4096 1970 d\n'
        + 'lrwxrwxrwx 1 user root    1 1970 l -> small\n'
    )
    assert long_lines([], style) == ''


def test_columns_of_the_long_format_can_be_left_out() -> None:
    style = Style()
    style.time_format = '%Y'
    style.owner = False
    style.numeric = True
    style.blocks = True
    assert long_lines([entry('f', S_IFREG | 0o600, 2000)], style) == '2 -rw------- 1 0 2000 1970 f\n'
    assert [owner_name(uid) for uid in [0, 1000, 7]] == ['root', 'user', '7']
