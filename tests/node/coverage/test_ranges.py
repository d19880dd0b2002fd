"""What V8 reports of blocks with counts: merged, joined, and nothing twice."""

from runtime_py.node.coverage.ranges import OPEN, Block, merged


def told(start: int, end: int, count: int, blocks: list[Block]) -> str:
    return ' '.join([f'{block.start}-{block.end}:{block.count}' for block in merged(start, end, count, blocks)])


def test_function_without_blocks() -> None:
    assert told(0, 10, 3, []) == '0-10:3'


def test_branches() -> None:
    assert told(0, 50, 1, [Block(10, 20, 1), Block(20, 30, 0)]) == '0-50:1 20-30:0'
    assert told(0, 50, 2, [Block(10, 20, 1), Block(20, 30, 1)]) == '0-50:2 10-30:1'


def test_what_follows_a_return() -> None:
    """The rest of the function without its closing brace."""
    assert told(0, 52, 1, [Block(26, 40, 1), Block(40, OPEN, 0)]) == '0-52:1 40-51:0'


def test_open_blocks_end_with_the_next_or_their_parent() -> None:
    assert (
        told(0, 90, 1, [Block(10, 60, 3), Block(20, OPEN, 2), Block(40, OPEN, 1)]) == '0-90:1 10-60:3 20-40:2 40-60:1'
    )
    assert told(0, 90, 1, [Block(10, 30, 3), Block(30, OPEN, 1)]) == '0-90:1 10-30:3'


def test_open_block_where_another_begins() -> None:
    assert told(0, 90, 5, [Block(20, OPEN, 9), Block(20, 40, 5)]) == '0-90:5'
    assert told(0, 90, 5, [Block(20, OPEN, 0), Block(20, OPEN, 4)]) == '0-90:5 20-89:4'


def test_uncovered_within_uncovered() -> None:
    assert told(0, 90, 1, [Block(10, 60, 0), Block(20, 30, 0)]) == '0-90:1 10-60:0'


def test_order_of_the_blocks() -> None:
    assert told(0, 90, 1, [Block(40, 50, 0), Block(10, 60, 3), Block(10, 20, 2)]) == '0-90:1 10-60:3 10-20:2 40-50:0'
