"""Archives against Python's own tarfile and zipfile, both ways, and damaged ones."""

import io
import tarfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime_py.archive.member import FILE, ArchiveError, Member
from runtime_py.archive.tar import members as read_tar
from runtime_py.archive.tar_writer import tar_end, tar_member
from runtime_py.archive.zip import members as read_zip
from runtime_py.archive.zip_writer import ZipWriter

NAMES = st.text(
    st.characters(blacklist_characters='/\x00\\', blacklist_categories=['Cs', 'Cc']), min_size=1, max_size=150
).filter(lambda name: name.strip('.') == name)
CONTENTS = st.dictionaries(
    st.lists(NAMES, min_size=1, max_size=3).map('/'.join), st.binary(max_size=3000), min_size=1, max_size=8
)


def ours(files: dict[str, bytes]) -> list[Member]:
    return [Member(path, FILE, 0o640, bytearray(data), '', 1234567890) for path, data in files.items()]


@settings(max_examples=60)
@given(CONTENTS)
def test_tar_that_we_write(files: dict[str, bytes]) -> None:
    data = b''.join(bytes(tar_member(member)) for member in ours(files)) + bytes(tar_end())
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        assert {member.name: archive.extractfile(member).read() for member in archive} == files  # type: ignore[union-attr]
        assert {(member.mode, member.mtime) for member in archive} == {(0o640, 1234567890)}


@settings(max_examples=60)
@given(CONTENTS, st.sampled_from([tarfile.PAX_FORMAT, tarfile.GNU_FORMAT]))
def test_tar_that_others_wrote(files: dict[str, bytes], form: int) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w', format=form) as archive:
        for path, data in files.items():
            info = tarfile.TarInfo(path)
            info.size = len(data)
            info.mtime = 1234567890
            archive.addfile(info, io.BytesIO(data))
    found = read_tar(bytearray(out.getvalue()))
    assert {member.path: bytes(member.data) for member in found} == files
    assert {member.mtime for member in found} == {1234567890}


@settings(max_examples=60)
@given(CONTENTS, st.integers(0, 9))
def test_zip_that_we_write(files: dict[str, bytes], level: int) -> None:
    writer = ZipWriter(level)
    data = b''.join(bytes(writer.add(member)) for member in ours(files)) + bytes(writer.end())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {info.filename: archive.read(info) for info in archive.infolist()} == files
        assert {info.date_time for info in archive.infolist()} == {(2009, 2, 13, 23, 31, 30)}
    assert {member.mtime for member in read_zip(bytearray(data))} == {1234567890}


@settings(max_examples=60)
@given(CONTENTS)
def test_zip_that_others_wrote(files: dict[str, bytes]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    assert {member.path: bytes(member.data) for member in read_zip(bytearray(out.getvalue()))} == files


CONTENT = {'a': b'content of a ' * 50, 'b/c': b'', 'd': b'short'}


def packed_zip() -> bytearray:
    writer = ZipWriter()
    return bytearray(b''.join(bytes(writer.add(member)) for member in ours(CONTENT)) + bytes(writer.end()))


def packed_tar() -> bytearray:
    return bytearray(b''.join(bytes(tar_member(member)) for member in ours(CONTENT)) + bytes(tar_end()))


def flipped(archive: bytearray, places: list[int], octets: list[int]) -> bytearray:
    broken = bytearray(archive)
    for place, octet in zip(places, octets, strict=False):
        broken[place % len(broken)] ^= octet
    return broken


@settings(max_examples=300)
@given(st.lists(st.integers(0, 1 << 16), min_size=1, max_size=4), st.lists(st.integers(1, 255), min_size=4, max_size=4))
def test_damage_of_a_zip_is_not_read_in_silence(places: list[int], octets: list[int]) -> None:
    """Names, times and modes aren't protected by the format; contents and their number are."""
    try:
        found = read_zip(flipped(packed_zip(), places, octets))
    except ArchiveError:
        return
    assert sorted(bytes(member.data) for member in found) == sorted(CONTENT.values())


@settings(max_examples=300)
@given(st.lists(st.integers(0, 511), min_size=1, max_size=4), st.lists(st.integers(1, 255), min_size=4, max_size=4))
def test_damage_of_a_header_of_a_tar_is_not_read_in_silence(places: list[int], octets: list[int]) -> None:
    """A tar protects its headers by a sum alone: a change of one octet always shows."""
    if places[0] not in (154, 155):  # what ends the sum's digits
        with pytest.raises(ArchiveError):
            read_tar(flipped(packed_tar(), places[:1], octets))
    try:
        read_tar(flipped(packed_tar(), places, octets))
    except ArchiveError:
        pass


@settings(max_examples=150)
@given(st.data())
def test_an_archive_that_is_cut_is_not_read_in_silence(data: st.DataObject) -> None:
    whole = packed_zip()
    with pytest.raises(ArchiveError):
        read_zip(whole[: data.draw(st.integers(0, len(whole) - 1))])
    archive = packed_tar()
    content_end = len(archive) - len(bytes(tar_end()))
    cut = data.draw(st.integers(1, content_end - 1).filter(lambda at: at % 512 != 0))
    with pytest.raises(ArchiveError):
        read_tar(archive[:cut])
