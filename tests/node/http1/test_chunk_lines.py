"""Extensions of chunks are counted wherever an input is cut, and other lines aren't."""

from runtime_py.node.http1.chunk_lines import MOST, ChunkLines
from runtime_py.platform.bytes import encode
from runtime_py.platform.text import repeat


def lines_of(body: str) -> ChunkLines:
    lines = ChunkLines()
    lines.take(encode(body))
    lines.in_body = True
    return lines


def test_as_many_as_are_allowed() -> None:
    lines = lines_of(f'1;{repeat("x", MOST)}\r\na')
    assert not lines.is_overflow(MOST + 4)
    assert lines.seen == MOST + 4


def test_one_more_and_where_they_end() -> None:
    lines = lines_of(f'1;{repeat("x", MOST + 1)}\r\na')
    assert lines.is_overflow(MOST + 5)
    assert lines.overflow_at == MOST + 4


def test_over_several_inputs() -> None:
    lines = lines_of(f'1;{repeat("x", 10000)}')
    assert not lines.is_overflow(10002)
    lines.take(encode(repeat('x', 6000)))
    assert not lines.is_overflow(6000)
    lines.take(encode(repeat('x', 1000)))
    assert lines.is_overflow(1000)
    assert lines.overflow_at == 1000


def test_each_chunk_has_its_own() -> None:
    line = f'1;a={repeat("x", 9000)}\r\n'
    lines = lines_of(f'{line}a\r\n{line}')
    assert not lines.is_overflow(len(line))
    lines.seen = len(line) + 1
    assert not lines.is_overflow(2 * len(line) + 3)


def test_a_name_a_value_and_several() -> None:
    assert not lines_of(f'1;{repeat("a=b;", 6000)}\r\n').is_overflow(24004)
    assert lines_of(f'1;{repeat("a=bc;", 6000)}\r\n').is_overflow(30004)


def test_outside_of_a_body_nothing_is_counted() -> None:
    lines = lines_of(f';{repeat("x", 20000)}')
    lines.in_body = False
    assert not lines.is_overflow(20001)
