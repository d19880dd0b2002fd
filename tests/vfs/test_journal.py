"""A file system that goes through the journal comes back the same."""

from runtime_py.platform.bytes import alloc, copy, decode, encode, equal
from runtime_py.vfs.flags import O_WRONLY
from runtime_py.vfs.journal import BODIES_STORE, CONTENTS_STORE, GROUPS_STORE, Journal
from runtime_py.vfs.migrate import OLD_SEGMENTS_STORE, is_old, migrated_group, migrated_segment
from runtime_py.vfs.records import SEAL_BYTES, Writer, seal
from tests.vfs.disk_support import Disk, fresh

EIO = 5
ENOMEM = 12


def content(length: int) -> object:
    data = alloc(length)
    for k in range(0, length, 97):
        data[k] = (k * 7 + 1) % 251
    return data


def test_everything_comes_back():
    fs = fresh()
    disk = Disk()
    fs.mkdir('/a', 0o755)
    fs.mkdir('/a/b', 0o700)
    fs.write_file('/a/small', encode('small'), 0o640)
    fs.write_file('/a/large', content(3000000), 0o644)
    fs.symlink('../small', '/a/b/link')
    fs.link('/a/small', '/a/hard')
    assert disk.drain(fs) > 0
    assert disk.drain(fs) == 0
    again = disk.boot()
    assert decode(again.read_file('/a/b/link')) == 'small'
    assert equal(again.read_file('/a/large'), content(3000000))
    assert again.readdir('/a') == ['b', 'small', 'large', 'hard']
    out = [0.0 for _ in range(18)]
    again.stat('/a/small', out)
    assert [out[1], out[2], out[8]] == [0o100640, 2, 5]
    again.stat('/a', out)
    assert [out[1], out[2]] == [0o40755, 3]
    assert not Journal(again).has_changes()


def test_changes_and_removals_go_to_the_disk():
    fs = fresh()
    disk = Disk()
    fs.write_file('/large', content(3000000), 0o644)
    fs.write_file('/gone', content(2000000), 0o644)
    disk.drain(fs)
    fs.unlink('/gone')
    fs.truncate('/large', 1200000)
    fs.truncate('/large', 2500000)
    disk.drain(fs)
    fs.rename('/large', '/moved')
    disk.drain(fs)
    again = disk.boot()
    assert again.readdir('/') == ['moved']
    data = again.read_file('/moved')
    assert len(data) == 2500000
    assert equal(data[0:1200000], content(3000000)[0:1200000])
    assert equal(data[1200000:2500000], alloc(1300000))
    again.write_file('/moved', encode('now small'), 0o644)
    disk.drain(again)
    disk.drain(again)
    assert decode(disk.boot().read_file('/moved')) == 'now small'


def test_numbers_go_on_after_a_boot():
    fs = fresh()
    disk = Disk()
    fs.write_file('/a', encode('a'), 0o644)
    disk.drain(fs)
    again = disk.boot()
    again.write_file('/b', encode('b'), 0o644)
    disk.drain(again)
    third = disk.boot()
    assert decode(third.read_file('/a')) + decode(third.read_file('/b')) == 'ab'


def test_a_damaged_group_is_told_and_the_rest_survives():
    fs = fresh()
    disk = Disk()
    for k in range(100):
        fs.write_file(f'/file{k}', encode(f'content {k}'), 0o644)
    disk.drain(fs)
    record = disk.stores.get(GROUPS_STORE).get(1)
    record[20] = record[20] ^ 255
    broken = disk.boot()
    assert disk.problems[0] == 'group 1: its checksum is wrong'
    assert decode(broken.read_file('/file3')) == 'content 3'
    assert not broken.exists('/file90')
    broken.write_file('/file90', encode('new'), 0o644)
    disk.drain(broken)
    assert decode(disk.boot().read_file('/file90')) == 'new'
    assert disk.problems == []


def test_a_damaged_root_leaves_the_others_in_lost_and_found():
    fs = fresh()
    disk = Disk()
    for k in range(100):
        fs.mkdir(f'/folder{k}', 0o755)
        fs.write_file(f'/folder{k}/file', encode(f'content {k}'), 0o644)
    disk.drain(fs)
    record = disk.stores.get(GROUPS_STORE).get(0)
    record[200] = record[200] ^ 1
    broken = disk.boot()
    assert disk.problems[-1] == '69 files without a folder are in /lost+found'
    found = broken.readdir('/lost+found')
    assert len(found) == 69
    folders = [name for name, kind in broken.readdir_types('/lost+found') if kind == 2]
    assert decode(broken.read_file('/lost+found/' + folders[-1] + '/file')) == 'content 99'
    disk.drain(broken)
    again = disk.boot()
    assert [len(disk.problems), len(again.readdir('/lost+found'))] == [0, 69]


def test_damaged_contents_are_lost_and_the_rest_is_not():
    fs = fresh()
    disk = Disk()
    fs.write_file('/small', encode('small'), 0o644)
    fs.write_file('/large', content(3000000), 0o644)
    fs.write_file('/other', content(3000000), 0o644)
    disk.drain(fs)
    body = disk.stores.get(BODIES_STORE).get(0)
    body[10] = body[10] ^ 1
    segment = disk.stores.get(CONTENTS_STORE).get('3:1')
    segment[1000] = segment[1000] ^ 1
    broken = disk.boot()
    assert broken.read_file('/small') == -EIO
    assert broken.read_file('/large') == -EIO
    assert equal(broken.read_file('/other'), content(3000000))
    assert disk.problems == [
        '/small: its content is lost (its checksum is wrong)',
        '/large: its content is lost (its checksum is wrong)',
    ]
    disk.drain(broken)
    for k in range(3):
        disk.stores.get(CONTENTS_STORE).delete(f'3:{k}')  # the kernel stores them elsewhere for the user
    broken = disk.boot()
    assert broken.read_file('/large') == -EIO
    broken.write_file('/small', encode('again'), 0o644)
    disk.drain(broken)
    healed = disk.boot()
    assert decode(healed.read_file('/small')) == 'again'


def test_contents_are_read_from_the_disk_when_they_are_needed():
    fs = fresh()
    disk = Disk()
    for k in range(200):
        fs.write_file(f'/file{k}', encode(f'content {k}'), 0o644)
    fs.write_file('/large', content(2500000), 0o644)
    disk.drain(fs)
    again = disk.boot()
    assert again.exists('/file3')
    again.chmod('/file3', 0o600)
    again.rename('/file4', '/renamed')
    again.unlink('/file5')
    assert disk.loads == 0
    assert decode(again.read_file('/file150')) == 'content 150'
    assert decode(again.read_file('/file151')) == 'content 151'
    assert disk.loads == 1
    description = again.open('/large', O_WRONLY, 0)
    again.write(description, encode('new'), 0, 3, 1500000)
    again.close(description)
    disk.drain(again)
    third = disk.boot()
    expected = content(2500000)
    copy(encode('new'), 0, 3, expected, 1500000)
    assert equal(third.read_file('/large'), expected)
    assert [decode(third.read_file('/file3')), decode(third.read_file('/renamed')), third.exists('/file5')] == [
        'content 3',
        'content 4',
        False,
    ]


def test_a_group_that_is_not_loaded_takes_a_new_content():
    fs = fresh()
    disk = Disk()
    for k in range(30):
        fs.write_file(f'/file{k}', encode(f'content {k}'), 0o644)
    disk.drain(fs)
    again = disk.boot()
    again.write_file('/file7', encode('other'), 0o644)  # replaced without reading the old one
    again.write_file('/fresh', encode('fresh'), 0o644)
    journal = Journal(again)
    assert journal.missing() == [0]
    assert journal.take() is None
    disk.drain(again)
    third = disk.boot()
    assert [decode(third.read_file('/' + name)) for name in ['file6', 'file7', 'fresh']] == [
        'content 6',
        'other',
        'fresh',
    ]


def test_contents_wait_for_room_in_memory():
    fs = fresh()
    disk = Disk()
    fs.write_file('/large', content(5000000), 0o644)
    fs.write_file('/small', encode('small'), 0o644)
    disk.drain(fs)
    again = disk.boot()
    held: list[int] = []
    address = again.heap.alloc(1048576)
    while address != 0:
        held.append(address)
        address = again.heap.alloc(1048576)
    address = again.heap.alloc_page()
    while address != 0:
        held.append(-address)
        address = again.heap.alloc_page()
    assert again.read_file('/large') == -ENOMEM
    for k in range(4):
        again.heap.free(-held.pop(), 4096)
    assert again.read_file('/large') == -ENOMEM
    assert decode(again.read_file('/small')) == 'small'
    assert disk.problems == []
    for address in held:
        again.heap.free(abs(address), 1048576 if address > 0 else 4096)
    assert equal(again.read_file('/large'), content(5000000))
    assert decode(again.read_file('/small')) == 'small'


def test_a_hole_is_a_hole_where_another_file_was():
    """The number of an inode whose group was lost is reused while its segments are still there."""
    fs = fresh()
    disk = Disk()
    fs.write_file('/old', content(3000000), 0o644)
    disk.drain(fs)
    disk.stores.get(GROUPS_STORE).delete(0)
    disk.stores.get(BODIES_STORE).delete(0)
    again = disk.boot()
    again.write_file('/new', encode('new'), 0o644)
    again.truncate('/new', 2500000)
    disk.drain(again)
    found = disk.boot().read_file('/new')
    assert decode(found[0:3]) == 'new'
    assert equal(found[3:2500000], alloc(2499997))


def test_truncating_a_content_on_the_disk():
    fs = fresh()
    disk = Disk()
    fs.write_file('/a', encode('content'), 0o644)
    fs.write_file('/b', content(2500000), 0o644)
    fs.write_file('/c', content(2500000), 0o644)
    disk.drain(fs)
    again = disk.boot()
    again.truncate('/a', 4)
    again.truncate('/b', 0)
    again.truncate('/b', 10)
    again.truncate('/c', 1000000)
    disk.drain(again)
    third = disk.boot()
    assert decode(third.read_file('/a')) == 'cont'
    assert equal(third.read_file('/b'), alloc(10))
    assert equal(third.read_file('/c'), content(2500000)[0:1000000])


def test_version_1_is_migrated():
    body = Writer(SEAL_BYTES)
    for ino, mode, size in [[1, 0o40755, 0.0], [2, 0o100644, 5.0], [3, 0o100600, 2000000.0]]:
        for value in [ino, mode, 1, 0]:
            body.number(value)
        for value in [size, 1000.0, 2000.0, 3000.0, 4000.0]:
            body.real(value)
        if ino == 1:
            body.number(2)
            body.text('small')
            body.number(2)
            body.text('large')
            body.number(3)
        elif ino == 2:
            body.bytes(encode('hello'))
    old = seal(body.finish(), 1)
    assert is_old(old)
    disk = Disk()
    changes = migrated_group(0, old)
    for k in range(2):
        part = content(2000000)[k * 1048576 : min(k * 1048576 + 1048576, 2000000)]
        changes.extend(migrated_segment(f'3:{k}', part))
    disk.apply([change for change in changes if change[0] != OLD_SEGMENTS_STORE])
    fs = disk.boot()
    assert disk.problems == []
    assert decode(fs.read_file('/small')) == 'hello'
    assert equal(fs.read_file('/large'), content(2000000))
    out = [0.0 for _ in range(18)]
    fs.stat('/large', out)
    assert [out[1], out[2], out[8], out[12]] == [0o100600, 1, 2000000, 2]


def test_a_failed_batch_is_written_again():
    fs = fresh()
    journal = Journal(fs)
    fs.write_file('/a', content(100000), 0o644)
    batch = journal.take()
    assert not journal.has_changes()
    journal.failed(batch)
    disk = Disk()
    disk.drain(fs)
    assert equal(disk.boot().read_file('/a'), content(100000))
