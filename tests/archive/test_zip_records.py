"""The records of a zip archive, octet by octet (APPNOTE 4.3)."""

from __future__ import annotations

from runtime_py.archive.member import FILE, FOLDER, SYMLINK, ArchiveError, Member
from runtime_py.archive.zip_records import MOST_MEMBERS, ZipRecords, content_of
from runtime_py.platform.bytes import alloc, encode
from tests.support import raises


def test_a_stored_file() -> None:
    records = ZipRecords()
    data = encode('123456789')
    local = records.write(Member('a', FILE, 0o644, data, ''), data, alloc(9))
    assert list(local[:4]) == [0x50, 0x4B, 3, 4] and list(local[8:10]) == [0, 0]  # not shorter: stored
    assert list(local[14:18]) == [0x26, 0x39, 0xF4, 0xCB]  # the check value of CRC-32
    assert list(local[18:28]) == [9, 0, 0, 0, 9, 0, 0, 0, 1, 0] and len(local) == 30 + 1 + 9
    end = records.end()
    assert list(end[:4]) == [0x50, 0x4B, 1, 2] and list(end[47:51]) == [0x50, 0x4B, 5, 6]
    assert list(end[40:42]) == [0xA4, 0x81] and len(end) == 46 + 1 + 22  # S_IFREG | 0644
    assert list(end[59:69]) == [47, 0, 0, 0, 40, 0, 0, 0, 0, 0]


def test_folders_and_links() -> None:
    records = ZipRecords()
    local = records.write(Member('d', FOLDER, 0o755, alloc(0), ''), alloc(0), alloc(0))
    assert list(local[26:28]) == [2, 0] and list(local[30:32]) == [0x64, 0x2F]  # its name ends with a slash
    assert list(content_of(Member('l', SYMLINK, 0o777, alloc(0), 'to'))) == list(encode('to'))
    assert records.end()[38] == 0x10


def test_deflated_data_that_are_shorter() -> None:
    local = ZipRecords().write(Member('a', FILE, 0o644, alloc(100), ''), alloc(100), alloc(5))
    assert local[8] == 8 and local[18] == 5 and local[22] == 100


def test_too_many() -> None:
    records = ZipRecords()
    records.count = MOST_MEMBERS
    with raises(ArchiveError):
        records.write(Member('a', FILE, 0o644, alloc(0), ''), alloc(0), alloc(0))
