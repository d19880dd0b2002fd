"""Archives that expand to far more than their size: refused while they are unpacked, before the memory is full."""

from runtime_py.archive.limits import most_from
from runtime_py.archive.member import FILE, ArchiveError, Member
from runtime_py.archive.tar import members as tar_members
from runtime_py.archive.tar_writer import tar_end, tar_member
from runtime_py.archive.zip import entries, members
from runtime_py.archive.zip_writer import ZipWriter
from runtime_py.platform.bytes import alloc, concat, decode, encode
from runtime_py.platform.compress import GzipStream, TooLarge, deflate_raw, gunzip, gzip, inflate_raw
from tests.shell.machine_support import Box
from tests.support import raises

MEGABYTE = 1048576


def bomb(megabytes: int):
    """gzip of a tar whose only file has this many megabytes of zeros, about a thousandth of that."""
    stream = GzipStream(9)
    parts = [stream.push(tar_member(Member('package/zeros', FILE, 0o644, alloc(megabytes * MEGABYTE), '')), False)]
    parts.append(stream.push(tar_end(), True))
    return concat(parts)


def test_how_much():
    assert [most_from(0), most_from(1000), most_from(MEGABYTE), most_from(1e9)] == [
        64 * MEGABYTE,
        64 * MEGABYTE,
        100 * MEGABYTE,
        1024 * MEGABYTE,
    ]


def test_streams_stop_at_the_limit():
    zeros = alloc(3 * MEGABYTE)
    assert len(gunzip(gzip(zeros))) == 3 * MEGABYTE
    assert len(gunzip(gzip(zeros), 3 * MEGABYTE)) == 3 * MEGABYTE
    assert decode(gunzip(gzip(encode('hello')), 5)) == 'hello'
    for call in [
        lambda: gunzip(gzip(zeros), 3 * MEGABYTE - 1),
        lambda: inflate_raw(deflate_raw(zeros), 100, 100),
        lambda: gunzip(gzip(encode('hello')), 4),
    ]:
        with raises(TooLarge):
            call()


def test_sparse_files():
    """An old GNU member that is nothing but a hole of a terabyte is refused; one of 100 MB is refused by its ratio."""
    for size in ['77777777777', '00620000000']:
        header = tar_member(Member('hole', FILE, 0o644, alloc(0), ''))
        header[156] = ord('S')
        for i in range(11):
            header[483 + i] = ord(size[i])
        for i in range(148, 156):
            header[i] = 32
        total = 0
        for k in range(512):
            total += header[k]
        text = ''.join([chr(48 + (total >> shift) % 8) for shift in [15, 12, 9, 6, 3, 0]])
        for i in range(6):
            header[148 + i] = ord(text[i])
        header[154] = 0
        with raises(ArchiveError) as caught:
            tar_members(concat([header, tar_end()]))
        assert caught.error.message.startswith('EFBIG'), caught.error.message


def zipped(count: int):
    """Members of 20 MB of zeros each."""
    writer = ZipWriter()
    parts = []
    for i in range(count):
        parts.append(writer.add(Member(f'zeros{i}', FILE, 0o644, alloc(20 * MEGABYTE), '')))
    return concat([*parts, writer.end()])


def test_zip():
    assert len(members(zipped(2))) == 2
    archive = zipped(5)
    assert len(entries(archive)) == 5
    with raises(ArchiveError) as caught:
        members(archive)
    assert caught.error.message.startswith('EFBIG'), caught.error.message


async def test_utilities():
    box = Box()
    packed = bomb(90)
    box.system.write_file('/home/user/bomb.tgz', packed)
    box.system.write_file('/home/user/bomb.zip', zipped(5))
    assert (
        await box.out('mkdir x; tar xzf bomb.tgz -C x 2>&1; echo $?; ls x')
        == f'tar: EFBIG: it expands to more than 64 MB, which is the limit for an archive of {len(packed)} bytes\n2\n'
    )
    assert (
        await box.out('unzip -q bomb.zip -d x 2>&1 | cut -d : -f 1-3; ls x; unzip -l bomb.zip | tail -1')
        == 'unzip: bomb.zip: EFBIG\n104857600                     5 files\n'
    )
