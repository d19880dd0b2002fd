"""The form of documents' lines."""

from toolchain.document_lines import LONGEST, problems

TABLE = '| a | b |\n|---|---|\n| c | d |\n'


def test_long_lines() -> None:
    long = 'word ' * 30
    assert list(problems(f'short\n{long}\n')) == [(2, f'{len(long)} characters, more than {LONGEST}')]
    assert list(problems('x' * LONGEST)) == []


def test_rows_and_addresses_may_be_longer() -> None:
    assert list(problems(f'| {"word " * 30} |')) == []
    assert list(problems(f'- [a page](https://example.com/{"a" * 120})')) == []


def test_broken_tables() -> None:
    assert list(problems(TABLE)) == []
    assert list(problems('   ' + TABLE.replace('\n', '\n   '))) == []
    assert [number for number, _ in problems('text\n' + TABLE.replace('\n', ' '))] == [2]


def test_rows_have_the_cells_of_their_head() -> None:
    assert [number for number, _ in problems(TABLE + '| e |\n| f \\| g | h |\n| i | j | k |\n\n| l |\n')] == [4, 6]
    assert list(problems('```\n| a | b |\n| c |\n```\n')) == []
