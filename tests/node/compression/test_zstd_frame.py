from runtime_py.node.compression.zstd_frame import raw_blocks, streamed

MAGIC = [0x28, 0xB5, 0x2F, 0xFD]
ABC = [0x61, 0x62, 0x63]


def listed(octets: bytes) -> list[int]:
    return list(octets)


def test_a_frame_in_a_single_segment_is_opened() -> None:
    frame = bytes([*MAGIC, 0x20, 3, 0x19, 0, 0, *ABC])
    assert listed(streamed(frame, 3, False)) == [*MAGIC, 0, 0x58, 0x18, 0, 0, *ABC]
    assert listed(streamed(frame, 3, True)) == [*MAGIC, 0, 0x58, 0x19, 0, 0, *ABC]


def test_flags_of_checksum_and_dictionary_stay() -> None:
    # a dictionary of one byte, a window of its own, a size of four bytes
    frame = bytes([*MAGIC, 0x80 | 4 | 1, 0x68, 0x2A, 3, 0, 0, 0, 0x19, 0, 0, *ABC])
    assert listed(streamed(frame, 3, False)) == [*MAGIC, 5, 0x68, 0x2A, 0x18, 0, 0, *ABC]


def test_only_the_last_block_ended_the_frame() -> None:
    # a run of five equal bytes, then a raw block
    frame = bytes([*MAGIC, 0x20, 6, 0x2A, 0, 0, 0x61, 0x09, 0, 0, 0x62])
    assert listed(streamed(frame, 6, False)) == [*MAGIC, 0, 0x58, 0x2A, 0, 0, 0x61, 0x08, 0, 0, 0x62]


def test_an_empty_frame() -> None:
    frame = bytes([*MAGIC, 0x20, 0, 1, 0, 0])
    assert listed(streamed(frame, 0, False)) == [*MAGIC, 0, 0x58]
    assert listed(streamed(frame, 0, True)) == [*MAGIC, 0, 0x58, 1, 0, 0]


def test_the_window_reaches_over_the_content() -> None:
    frame = bytes([*MAGIC, 0xA0, 1, 0, 0x40, 0, 0x19, 0, 0, *ABC])
    assert streamed(frame, 4194305, True)[5] == 0x68


def test_raw_blocks_are_cut() -> None:
    assert listed(raw_blocks(bytes(ABC), False)) == [0x18, 0, 0, *ABC]
    assert listed(raw_blocks(bytes([]), False)) == []
    assert listed(raw_blocks(bytes([]), True)) == [1, 0, 0]
    long = raw_blocks(bytearray(131073), True)
    assert listed(long[0:4]) == [0, 0, 0x10, 0]
    assert listed(long[131075:131079]) == [9, 0, 0, 0]
