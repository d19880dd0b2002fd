"""Source maps of joined parts and of transforms that follow each other."""

from __future__ import annotations

from runtime_py.devserver.map_chain import chained, mappings_of, put_at
from runtime_py.devserver.source_map import decode_numbers, encode_number, identity, original_place, rows_of


def test_numbers_come_back() -> None:
    for value in [0, 1, -1, 15, 16, -16, 1000, -123456]:
        assert decode_numbers(encode_number(value)) == [value]


def test_a_map_comes_back() -> None:
    for text in ['', 'AAAA', 'AAAA;AACA;AACA', 'AAAA,IAAI,GAAG;;EACF,C,UAAU']:
        assert mappings_of(rows_of(text)) == text


def test_parts_keep_their_places() -> None:
    rows: list[list[list[int]]] = []
    put_at(rows, mappings_of([[[0, 5, 2]], [[4, 6, 0]]]), 0, 10)
    put_at(rows, '', 2, 0)
    put_at(rows, mappings_of([[[0, 1, 3]]]), 3, 0)
    text = mappings_of(rows)
    assert original_place(text, 0, 12) == [5, 2]
    assert original_place(text, 0, 3) is None
    assert original_place(text, 1, 4) == [6, 0]
    assert original_place(text, 2, 0) is None
    assert original_place(text, 3, 9) == [1, 3]


def test_transforms_in_a_row() -> None:
    first = [[[0, 7, 1], [5, 7, 9]], [], [[2, 9, 0], [8]]]
    last = mappings_of([[[0, 0, 0], [3, 0, 6]], [[0, 1, 0], [1, 2, 1], [4, 2, 3], [6, 2, 9], [7, 5, 0]]])
    assert rows_of(chained(last, first)) == [[[0, 7, 1], [3, 7, 9]], [[4, 9, 0], [6]]]
    assert chained(identity(3), first) == mappings_of([[[0, 7, 1]], [], []])
