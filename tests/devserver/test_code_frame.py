"""Lines of a source around a place."""

from __future__ import annotations

from runtime_py.devserver.code_frame import frame, place_of

SOURCE = '\n'.join([f'line {number}' for number in range(1, 12)])


def test_lines_around_with_a_mark() -> None:
    assert frame(SOURCE, 9, 5).split('\n') == [
        ' 7  |  line 7',
        ' 8  |  line 8',
        ' 9  |  line 9',
        '    |       ^',
        '10  |  line 10',
        '11  |  line 11',
    ]


def test_at_the_edges() -> None:
    assert frame('ab', 1, 0, 99) == '1  |  ab\n   |  ^^'
    assert frame('ab', 1, 2) == '1  |  ab\n   |    ^'  # behind the end: something is missing there
    assert frame('', 1, 0) == '1  |  \n   |  ^'
    assert '^' not in frame('a\nb', 3, 0)  # no such line


def test_places() -> None:
    for offset, line, column in [[0, 1, 0], [2, 1, 2], [3, 2, 0], [5, 3, 1], [99, 3, 1]]:
        place = place_of('f', 'ab\n\nc', offset)
        assert [place.file, place.line, place.column] == ['f', line, column], offset
