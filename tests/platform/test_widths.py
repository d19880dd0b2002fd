from runtime_py.platform.widths import char_width


def widths(codes: list[int]) -> list[int]:
    return [char_width(code) for code in codes]


def test_ascii_and_letters_take_one_column() -> None:
    assert widths([0x20, 0x7E, 0xAD, 0xE9, 0x394, 0x1B44, 0x2764, 0x10FFEF]) == [1, 1, 1, 1, 1, 1, 1, 1]


def test_marks_and_format_characters_take_none() -> None:
    assert widths([0x300, 0x36F, 0x483, 0x5BF, 0x20DD, 0x200B, 0x200E, 0xFE0F, 0xE01EF]) == [0 for _ in range(9)]


def test_wide_characters_take_two() -> None:
    assert widths([0x1100, 0x231A, 0x4E01, 0xAC00, 0xFF01, 0x1F600, 0x1F9E0, 0x20000, 0x3FFFD]) == [2 for _ in range(9)]


def test_neighbours_of_ranges() -> None:
    assert widths([0x370, 0x10FF, 0x1160, 0x231C, 0x3FFEF, 0x3FFFE, 0x10FFFF]) == [1, 1, 1, 1, 2, 1, 1]
