"""Mounts: what is visible where, operations that can't cross them, refusals, and what is gone after unmounting."""

from runtime_py.platform.bytes import alloc, decode, encode
from runtime_py.platform.errno import (
    EACCES,
    EBUSY,
    EINVAL,
    EISDIR,
    ENOENT,
    ENOSPC,
    ENOTDIR,
    ENOTEMPTY,
    EPERM,
    EROFS,
    EXDEV,
)
from runtime_py.platform.memory import create
from runtime_py.vfs.backend import FOLDER, IMAGE, MEMORY, PROC
from runtime_py.vfs.check import Check
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.flags import O_CREAT, O_WRONLY
from runtime_py.vfs.format import format_memory
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.journal import GROUPS_STORE, Journal
from runtime_py.vfs.layout import FIRST_VOLATILE, NEXT_INO, S_IFIFO
from runtime_py.vfs.mounting import Mounting
from runtime_py.vfs.mounts import FIRST_DEVICE, READ_ONLY


def make() -> FileSystem:
    memory = create(4194304, 134217728)
    format_memory(memory)
    fs = FileSystem(memory, Heap(memory))
    fs.mkdir('/mnt', 0o755)
    fs.mkdir('/home', 0o755)
    fs.write_file('/mnt/below', encode('below'), 0o644)
    return fs


def stat(fs: FileSystem, path: str) -> list:
    out = [0.0 for _ in range(18)]
    assert fs.lstat(path, out) == 0
    return out


def text(fs: FileSystem, path: str) -> str:
    found = fs.read_file(path)
    return f'error {-found}' if isinstance(found, int) else decode(found)


def sound(fs: FileSystem) -> bool:
    problems = Check(fs).run()
    assert problems == []
    return True


def test_a_mount_covers_and_uncovers():
    fs = make()
    mounting = Mounting(fs)
    assert text(fs, '/mnt/below') == 'below'  # the path caches have it
    assert mounting.mount('/mnt', MEMORY, 'none', 0o755, 0, 0) > 0
    assert fs.presence('/mnt/below') == -ENOENT
    assert fs.readdir('/mnt') == []
    assert fs.readdir('/') == ['mnt', 'home']
    assert stat(fs, '/mnt')[0] == FIRST_DEVICE and stat(fs, '/')[0] == 1
    assert fs.write_file('/mnt/a', encode('x'), 0o644) == 1
    assert fs.mkdir('/mnt/folder', 0o755) == 0
    assert fs.write_file('/mnt/folder/b', encode('y'), 0o644) == 1
    assert fs.symlink('../a', '/mnt/folder/link') == 0
    assert text(fs, '/mnt/folder/link') == 'x'
    assert text(fs, '/mnt/../mnt/folder/../a') == 'x'
    assert fs.realpath('/mnt/folder/../../home') == '/home'
    assert fs.realpath('/mnt/folder/link') == '/mnt/a'
    assert stat(fs, '/mnt/folder/b')[0] == FIRST_DEVICE
    assert stat(fs, '/mnt')[2] == 3
    assert sound(fs)
    assert mounting.unmount('/mnt') == 0
    assert text(fs, '/mnt/below') == 'below'
    assert fs.presence('/mnt/a') == -ENOENT
    assert mounting.unmount('/mnt') == -EINVAL
    assert mounting.table() == []
    assert sound(fs)


def test_mounts_on_mounts():
    fs = make()
    mounting = Mounting(fs)
    assert mounting.mount('/mnt', MEMORY, 'one', 0o755, 0, 0) > 0
    assert fs.mkdir('/mnt/inner', 0o755) == 0
    assert mounting.mount('/mnt/inner', MEMORY, 'two', 0o755, 0, 0) > 0
    assert mounting.mount('/mnt/inner', MEMORY, 'three', 0o755, READ_ONLY, 0) > 0
    assert [[one.source, one.path, one.is_read_only] for one in mounting.table()] == [
        ['one', '/mnt', False],
        ['two', '/mnt/inner', False],
        ['three', '/mnt/inner', True],
    ]
    assert mounting.unmount('/mnt') == -EBUSY
    assert fs.write_file('/mnt/inner/x', encode('x'), 0o644) == -EROFS
    assert fs.realpath('/mnt/inner/..') == '/mnt'
    assert sound(fs)
    assert mounting.unmount('/mnt/inner') == 0
    assert fs.write_file('/mnt/inner/x', encode('x'), 0o644) == 1
    assert mounting.unmount('/mnt/inner') == 0
    assert fs.presence('/mnt/inner/x') == -ENOENT
    assert mounting.unmount('/mnt') == 0
    assert sound(fs)


def test_what_can_not_be_mounted_on():
    fs = make()
    mounting = Mounting(fs)
    fs.mkdir('/proc', 0o555)
    assert mounting.mount('/proc', PROC, 'proc', 0o555, 0, 0) > 0
    assert mounting.mount('/', MEMORY, 'x', 0o755, 0, 0) == -EBUSY
    assert mounting.mount('/proc', MEMORY, 'x', 0o755, 0, 0) == -EBUSY
    assert mounting.mount('/mnt/below', MEMORY, 'x', 0o755, 0, 0) == -ENOTDIR
    assert mounting.mount('/none', MEMORY, 'x', 0o755, 0, 0) == -ENOENT
    assert mounting.unmount('/home') == -EINVAL
    assert sound(fs)


def test_names_do_not_cross():
    fs = make()
    Mounting(fs).mount('/mnt', MEMORY, 'x', 0o755, 0, 0)
    fs.write_file('/home/a', encode('a'), 0o644)
    fs.write_file('/mnt/b', encode('b'), 0o644)
    assert fs.rename('/home/a', '/mnt/a') == -EXDEV
    assert fs.rename('/mnt/b', '/home/b') == -EXDEV
    assert fs.link('/home/a', '/mnt/a') == -EXDEV
    assert fs.rename('/mnt', '/moved') == -EBUSY
    fs.mkdir('/empty', 0o755)
    assert fs.rename('/empty', '/mnt') == -EBUSY
    assert fs.rmdir('/mnt') == -EBUSY
    assert fs.unlink('/mnt') == -EISDIR
    assert fs.rename('/mnt/b', '/mnt/c') == 0
    assert fs.link('/mnt/c', '/mnt/d') == 0
    assert sound(fs)


def test_what_is_open_keeps_a_mount():
    fs = make()
    mounting = Mounting(fs)
    mounting.mount('/mnt', MEMORY, 'x', 0o755, 0, 0)
    description = fs.open('/mnt/a', O_WRONLY | O_CREAT, 0o644)
    assert mounting.unmount('/mnt') == -EBUSY
    assert fs.close(description) == 0
    folder = fs.open('/mnt', 0, 0)
    assert mounting.unmount('/mnt') == -EBUSY
    assert fs.close(folder) == 0
    assert mounting.unmount('/mnt') == 0
    assert sound(fs)


def test_a_read_only_mount_changes_in_nothing():
    fs = make()
    mounting = Mounting(fs)
    mounting.mount('/mnt', MEMORY, 'x', 0o755, 0, 0)
    fs.write_file('/mnt/a', encode('a'), 0o644)
    fs.mkdir('/mnt/f', 0o755)
    assert mounting.remount('/mnt', READ_ONLY) == 0
    before = stat(fs, '/mnt/a')
    assert fs.write_file('/mnt/a', encode('b'), 0o644) == -EROFS
    assert fs.write_file('/mnt/b', encode('b'), 0o644) == -EROFS
    assert fs.mkdir('/mnt/g', 0o755) == -EROFS
    assert fs.mkdir('/mnt/f', 0o755) < 0 and fs.presence('/mnt/f') == 0
    assert fs.symlink('a', '/mnt/l') == -EROFS
    assert fs.link('/mnt/a', '/mnt/l') == -EROFS
    assert fs.rename('/mnt/a', '/mnt/b') == -EROFS
    assert fs.unlink('/mnt/a') == -EROFS
    assert fs.rmdir('/mnt/f') == -EROFS
    assert fs.rmdir('/mnt/.') == -EINVAL and fs.rmdir('/mnt/f/..') == -ENOTEMPTY
    assert fs.chmod('/mnt/a', 0o600) == -EROFS
    assert fs.chown('/mnt/a', -1, -1) == -EROFS
    assert fs.utimes('/mnt/a', 1, 1) == -EROFS
    assert fs.truncate('/mnt/a', 0) == -EROFS
    assert fs.access('/mnt/a', 2) == -EROFS and fs.access('/mnt/a', 4) == 0
    assert text(fs, '/mnt/a') == 'a'
    assert stat(fs, '/mnt/a')[12:16] == before[12:16]
    assert mounting.remount('/mnt', 0) == 0
    assert fs.write_file('/mnt/a', encode('b'), 0o644) == 1
    assert sound(fs)


def test_a_size_is_kept():
    fs = make()
    mounting = Mounting(fs)
    mounting.mount('/mnt', MEMORY, 'x', 0o755, 0, 65536)
    assert fs.write_file('/mnt/a', alloc(40000), 0o644) == 40000
    assert fs.write_file('/mnt/b', alloc(40000), 0o644) == -ENOSPC
    out = [0.0 for _ in range(7)]
    assert fs.statfs('/mnt', out) == 0
    assert out[1] * out[2] == 65536 and out[4] == 0
    assert fs.write_file('/home/b', alloc(40000), 0o644) == 40000
    assert fs.unlink('/mnt/b') == 0 and fs.unlink('/mnt/a') == 0
    fs.statfs('/mnt', out)
    assert out[4] == 16
    assert sound(fs)


def test_a_remount_changes_size_and_flags_apart_from_each_other():
    fs = make()
    mounting = Mounting(fs)
    mounting.mount('/mnt', MEMORY, 'x', 0o755, 0, 65536)
    fs.write_file('/mnt/a', alloc(40000), 0o644)
    assert mounting.remount('/mnt', -1, 8192) == -EINVAL
    assert mounting.remount('/mnt', READ_ONLY) == 0
    assert mounting.remount('/mnt', -1, 131072) == 0
    assert [mounting.table()[0].is_read_only, mounting.table()[0].size] == [True, 131072]
    assert mounting.remount('/', 0) == -EINVAL


def test_an_image_is_never_written():
    fs = make()
    mounting = Mounting(fs)
    mounting.mount('/mnt', IMAGE, 'x', 0o755, READ_ONLY, 0)
    assert mounting.remount('/mnt', 0) == -EACCES
    assert fs.write_file('/mnt/a', encode('a'), 0o644) == -EROFS


def test_a_users_folder_has_files_and_folders_alone():
    fs = make()
    Mounting(fs).mount('/mnt', FOLDER, 'x', 0o755, 0, 0)
    assert fs.write_file('/mnt/a', encode('a'), 0o644) == 1
    assert fs.mkdir('/mnt/f', 0o755) == 0
    assert fs.symlink('a', '/mnt/l') == -EPERM
    assert fs.link('/mnt/a', '/mnt/l') == -EPERM
    assert fs.mknod('/mnt/p', S_IFIFO | 0o644, 0) == -EPERM
    assert fs.chmod('/mnt/a', 0o600) == -EPERM and fs.chmod('/mnt/a', 0o644) == 0
    assert sound(fs)


def test_the_journal_knows_nothing_of_it():
    fs = make()
    journal = Journal(fs)
    journal.take()
    next_ino = fs.memory.i32[NEXT_INO]
    Mounting(fs).mount('/mnt', MEMORY, 'x', 0o755, 0, 0)
    for k in range(200):
        fs.write_file(f'/mnt/file {k}', alloc(20000), 0o644)
    fs.unlink('/mnt/file 7')
    assert stat(fs, '/mnt/file 8')[7] >= FIRST_VOLATILE
    assert fs.memory.i32[NEXT_INO] == next_ino
    assert not journal.has_changes()
    fs.write_file('/home/a', encode('x'), 0o644)
    batch = journal.take()
    assert [change[1] for change in batch.changes if change[0] == GROUPS_STORE] == [0]
    assert sound(fs)
