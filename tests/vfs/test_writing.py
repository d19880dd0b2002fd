"""Writing to open files, their offsets, and new names of files and folders."""

from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.errno import EBADF, EINVAL, EISDIR, ENOENT, ENXIO
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.flags import O_APPEND, O_CREAT, O_PATH, O_RDWR, O_WRONLY
from runtime_py.vfs.layout import S_IFIFO
from tests.vfs.test_volume import make

SET = 0
CURRENT = 1
END = 2


def opened(fs: FileSystem, path: str, flags: int) -> int:
    found = fs.open(path, flags, 0o644)
    assert isinstance(found, int)
    return found


def text(fs: FileSystem, path: str) -> str:
    found = fs.read_file(path)
    assert not isinstance(found, int)
    return decode(found)


def test_writes_move_the_offset_unless_they_say_where():
    fs = make()
    file = opened(fs, '/one', O_RDWR)
    assert fs.write(file, encode('abc'), 0, 2, -1) == 2
    assert fs.write(file, encode('xyz'), 1, 2, 3) == 2
    assert fs.write(file, encode('!'), 0, 1, -1) == 1
    assert text(fs, '/one') == 'ab!yz'
    end = opened(fs, '/one', O_WRONLY | O_APPEND)
    assert fs.write(end, encode('+'), 0, 1, -1) == 1
    assert text(fs, '/one') == 'ab!yz+'


def test_what_is_not_open_for_writing():
    fs = make()
    assert fs.write(opened(fs, '/one', 0), encode('a'), 0, 1, -1) == -EBADF
    assert fs.write(opened(fs, '/one', O_PATH), encode('a'), 0, 1, -1) == -EBADF


def test_seeking():
    fs = make()
    file = opened(fs, '/one', 0)
    assert fs.seek(file, 3, SET) == 3
    assert fs.seek(file, -1, CURRENT) == 2
    assert fs.seek(file, 10, END) == 14
    assert fs.seek(file, -15, CURRENT) == -EINVAL
    assert fs.seek(file, 0, 9) == -EINVAL
    assert fs.seek(opened(fs, '/one', O_PATH), 0, SET) == -EBADF


def test_whole_files():
    fs = make()
    assert fs.write_file('/two', encode('new'), 0o600) == 3
    assert fs.write_file('/one', encode(''), 0o600) == 0 and text(fs, '/one') == ''
    assert fs.write_file('/', encode(''), 0o600) == -EISDIR
    assert fs.write_file('/none/file', encode(''), 0o600) == -ENOENT
    fs.mknod('/fifo', S_IFIFO | 0o644, 0)
    assert fs.write_file('/fifo', encode('x'), 0o600) == -ENXIO


def test_folders_of_new_names():
    fs = make()
    first = fs.mkdtemp('/tmp-')
    second = fs.mkdtemp('/tmp-')
    assert isinstance(first, str) and len(first) == len('/tmp-') + 6 and fs.presence(first) == 0
    assert first != second
    assert fs.mkdtemp('/none/tmp-') == -ENOENT


def test_locks_of_open_files():
    fs = make()
    one = opened(fs, '/one', O_RDWR | O_CREAT)
    other = opened(fs, '/one', O_RDWR)
    assert fs.flock(one, 2, 0) == 0
    assert fs.is_lock_held(other, 0, 2)
    assert not fs.is_lock_held(one, 0, 2)
    assert fs.flock(other, 2 | 4, 0) < 0
    fs.close(one)
    assert fs.flock(other, 2 | 4, 0) == 0
