"""Archives against Python's own tarfile and zipfile, both ways, and damaged ones."""

import io
import tarfile
import zipfile

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


@settings(max_examples=150)
@given(st.data())
def test_damaged_archives_end_with_an_error_of_their_own(data: st.DataObject) -> None:
    writer = ZipWriter()
    members = ours({'a': b'content of a ' * 50, 'b/c': b'', 'd': b'short'})
    packed = bytearray(b''.join(bytes(writer.add(member)) for member in members) + bytes(writer.end()))
    for archive, read in [
        (packed, read_zip),
        (bytearray(b''.join(bytes(tar_member(member)) for member in members) + bytes(tar_end())), read_tar),
    ]:
        broken = bytearray(archive)
        for _ in range(data.draw(st.integers(1, 4))):
            broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
        broken = broken[: data.draw(st.integers(0, len(broken)))]
        try:
            read(broken)
        except ArchiveError:
            pass
