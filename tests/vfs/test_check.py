"""fsck reports nothing for a sound file system, and finds damage."""

from runtime_py.platform.bytes import alloc, encode
from runtime_py.vfs.check import Check
from runtime_py.vfs.layout import FREE_PAGES, I_COUNT, I_DIRECT, I_NLINK
from tests.vfs.disk_support import Disk, fresh


def busy() -> object:
    """A file system with much activity."""
    fs = fresh()
    fs.mkdir('/a', 0o755)
    fs.mkdir('/a/b', 0o755)
    fs.mkdir('/a/gone', 0o755)
    fs.rmdir('/a/gone')
    for k in range(200):
        fs.write_file(f'/a/file{k}', alloc(k * 300), 0o644)
    for k in range(0, 200, 3):
        fs.unlink(f'/a/file{k}')
    fs.link('/a/file1', '/a/b/hard')
    fs.symlink('../file1', '/a/b/soft')
    fs.write_file('/large', alloc(9000000), 0o644)
    fs.truncate('/large', 5000000)
    fs.rename('/a/b', '/b')
    fs.open('/a/file2', 0, 0)
    fs.unlink('/a/file2')
    return fs


def problems(fs: object) -> list[str]:
    return Check(fs).run()


def test_a_sound_file_system():
    fs = busy()
    assert problems(fs) == []
    check = Check(fs)
    check.run()
    assert [check.folders, check.files] == [3, 135]


def test_a_sound_file_system_after_a_boot():
    disk = Disk()
    disk.drain(busy())
    fs = disk.boot()
    assert problems(fs) == []
    fs.read_file('/large')
    fs.read_file('/a/file199')
    assert problems(fs) == []


def test_wrong_link_count():
    fs = busy()
    inode = fs.paths.walk('/a/file1', True)
    fs.inodes.set(inode, I_NLINK, 3)
    assert problems(fs) == [f'inode {inode_number(fs, "/a/file1")}: 2 links, but its count is 3']


def test_broken_folder():
    fs = busy()
    fs.inodes.set(fs.paths.walk('/b', True), I_COUNT, 7)
    assert problems(fs) == [f'folder {inode_number(fs, "/b")}: 2 names, but its count is 7']


def test_shared_and_free_pages():
    fs = busy()
    one = fs.paths.walk('/a/file199', True)
    other = fs.paths.walk('/a/file100', True)
    fs.inodes.set(one, I_DIRECT, fs.inodes.get(other, I_DIRECT))
    assert problems(fs) == [
        f'inode {inode_number(fs, "/a/file199")}: it shares a page with inode {inode_number(fs, "/a/file100")}'
    ]
    fs = busy()
    page = fs.inodes.get(fs.paths.walk('/large', True), I_DIRECT)
    fs.memory.i32[page >> 2] = fs.memory.i32[FREE_PAGES]
    fs.memory.i32[FREE_PAGES] = page
    assert problems(fs)[0] == f'inode {inode_number(fs, "/large")}: a page of its content is free'


def test_a_name_without_an_inode():
    fs = busy()
    folder = fs.paths.walk('/a', True)
    entry = fs.directories.find(folder, encode('file1'))
    fs.directories.set_inode(entry, 8)
    assert problems(fs)[0] == f'folder {inode_number(fs, "/a")}: file1 refers to no inode'


def inode_number(fs: object, path: str) -> int:
    out = [0.0 for _ in range(18)]
    fs.stat(path, out)
    return int(out[7])
