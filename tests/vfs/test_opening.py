"""Further flags of open(), and the effect of writes on permissions (open(2), chown(2))."""

from runtime_py.platform.bytes import alloc, decode, encode
from runtime_py.platform.errno import EACCES, EBADF, EINVAL, EISDIR, EMFILE, ENOTDIR
from runtime_py.platform.memory import create
from runtime_py.vfs.fdtable import CAPACITY
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.flags import O_DIRECTORY, O_NOFOLLOW, O_PATH, O_TMPFILE, O_TRUNC
from runtime_py.vfs.format import format_memory
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.layout import INODE_COUNT
from runtime_py.vfs.opening import NO_FILE

RDWR = 2


def make() -> FileSystem:
    memory = create(4194304, 134217728)
    format_memory(memory)
    fs = FileSystem(memory, Heap(memory))
    fs.write_file('/f', encode('content'), 0o644)
    return fs


def mode_of(fs: FileSystem, path: str) -> int:
    out = [0.0 for _ in range(18)]
    fs.lstat(path, out)
    return int(out[1]) & 0o7777


def test_o_path_only_names_a_file():
    fs = make()
    fs.chmod('/f', 0)
    buffer = alloc(10)
    fd = fs.open('/f', O_PATH | RDWR, 0)
    assert fd > 0
    assert fs.read(fd, buffer, 0, 10, -1) == -EBADF
    assert fs.write(fd, buffer, 0, 10, -1) == -EBADF
    assert fs.ftruncate(fd, 0) == -EBADF
    assert fs.fchmod(fd, 0o600) == -EBADF
    out = [0.0 for _ in range(18)]
    assert fs.fstat(fd, out) == 0
    assert out[8] == 7
    fs.close(fd)
    fs.symlink('nowhere', '/l')
    link = fs.open('/l', O_PATH | O_NOFOLLOW, 0)
    fs.fstat(link, out)
    assert int(out[1]) & 0xF000 == 0xA000
    fs.close(link)
    assert fs.open('/f', O_PATH | O_DIRECTORY, 0) == -ENOTDIR


def test_o_tmpfile_has_no_name_and_goes_with_its_description():
    fs = make()
    before = fs.memory.i32[INODE_COUNT]
    assert fs.open('/', O_TMPFILE | O_DIRECTORY, 0o600) == -EINVAL
    assert fs.open('/', O_TMPFILE | RDWR, 0o600) == -EINVAL
    assert fs.open('/f', O_TMPFILE | O_DIRECTORY | RDWR, 0o600) == -ENOTDIR
    fd = fs.open('/', O_TMPFILE | O_DIRECTORY | RDWR, 0o600)
    assert fs.write(fd, encode('abc'), 0, 3, -1) == 3
    buffer = alloc(3)
    assert fs.read(fd, buffer, 0, 3, 0) == 3
    assert decode(buffer) == 'abc'
    assert fs.readdir('/') == ['f']
    fs.close(fd)
    assert fs.memory.i32[INODE_COUNT] == before
    fs.mkdir('/closed', 0o500)
    assert fs.open('/closed', O_TMPFILE | O_DIRECTORY | RDWR, 0o600) == -EACCES


def test_cutting_needs_permission_to_write_though_it_is_opened_to_read():
    fs = make()
    fs.chmod('/f', 0o400)
    assert fs.open('/f', O_TRUNC, 0) == -EACCES
    fs.chmod('/f', 0o600)
    fs.close(fs.open('/f', O_TRUNC, 0))
    assert len(fs.read_file('/f')) == 0
    assert fs.open('/', O_TRUNC, 0) == -EISDIR


def test_whoever_writes_to_a_program_does_not_get_its_rights():
    fs = make()
    fd = fs.open('/f', RDWR, 0)
    fs.chmod('/f', 0o6755)
    fs.write(fd, encode('x'), 0, 1, 0)
    assert mode_of(fs, '/f') == 0o755
    fs.chmod('/f', 0o6745)  # its group may not execute it: setgid has another meaning then
    fs.truncate('/f', 3)
    assert mode_of(fs, '/f') == 0o2745
    fs.chmod('/f', 0o4711)
    fs.chown('/f', -1, -1)
    assert mode_of(fs, '/f') == 0o711
    fs.mkdir('/d', 0o755)
    fs.chmod('/d', 0o2775)
    fs.chown('/d', 1000, 1000)
    assert mode_of(fs, '/d') == 0o2775


def test_a_descriptor_comes_with_its_description():
    fs = make()
    table = fs.tables.create()
    assert fs.open_fd(table, '/f', 0, 0, 1) == 0
    assert fs.open_fd(table, '/none', 0, 0, 0) == -2
    fs.mknod('/p', 0x1000 | 0o600, 0)
    assert fs.open_fd(table, '/p', RDWR, 0, 0) == NO_FILE
    for fd in range(1, CAPACITY):
        assert fs.open_fd(table, '/f', 0, 0, 0) == fd
    assert fs.open_fd(table, '/f', O_TRUNC | RDWR, 0, 0) == -EMFILE
    assert len(fs.read_file('/f')) == 7  # nothing was truncated, since no descriptor was available
    assert fs.close_fd(table, 5) == 0
    assert fs.close_fd(table, 5) == -EBADF
    assert fs.open_fd(table, '/f', 0, 0, 0) == 5
    assert len(fs.tables.entries(table)) == fs.tables.size(table) == CAPACITY
    for fd in range(CAPACITY):
        assert fs.close_fd(table, fd) == 0
    assert fs.open_fd(table, '/f', 0, 0, 0) == 0
    assert fs.close_fd(table, 0) == 0
    fs.tables.free(table)


def test_a_folder_is_as_large_as_its_names_are_many():
    fs = make()
    out = [0.0 for _ in range(18)]
    fs.stat('/', out)
    assert out[8] == 60
