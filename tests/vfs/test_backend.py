"""Kinds of mount, and paths that lead into one whose names are elsewhere."""

from runtime_py.platform.bytes import encode
from runtime_py.platform.errno import EACCES, EBUSY, ENOENT, ENOTDIR
from runtime_py.platform.memory import create
from runtime_py.vfs.backend import (
    FOLDER,
    IMAGE,
    MEMORY,
    MOUNT_KINDS,
    PROC,
    ROOT_TREE,
    Backend,
    Crossing,
    Node,
    NoSuchOperation,
)
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.flags import O_CREAT, O_DIRECTORY, O_RDWR, O_TMPFILE
from runtime_py.vfs.format import format_memory
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.mounting import Mounting
from runtime_py.vfs.mounts import FIRST_DEVICE


def make() -> FileSystem:
    memory = create(4194304, 134217728)
    format_memory(memory)
    fs = FileSystem(memory, Heap(memory))
    fs.mkdir('/proc', 0o555)
    assert Mounting(fs).mount('/proc', PROC, 'proc', 0o555, 0, 0) > 0
    fs.mkdir('/home', 0o755)
    fs.write_file('/home/file', encode('text'), 0o644)
    fs.symlink('/proc/1/fd', '/home/link')
    fs.symlink('../proc', '/home/root')
    return fs


def shown(result: object) -> str:
    """KIND:DEVICE:REST of a Crossing."""
    return f'{result.kind}:{result.device}:{result.rest}' if isinstance(result, Crossing) else str(result)


def into(rest: str) -> str:
    return f'{PROC}:{FIRST_DEVICE}:{rest}'


def test_what_kinds_of_mount_can_express():
    assert [kind.name for kind in MOUNT_KINDS] == ['idb', 'tmpfs', 'zip', 'folder', 'proc']
    assert [number for number, kind in enumerate(MOUNT_KINDS) if kind.is_fixed] == [IMAGE]
    assert [number for number, kind in enumerate(MOUNT_KINDS) if kind.is_plain] == [FOLDER]
    assert [number for number, kind in enumerate(MOUNT_KINDS) if kind.is_elsewhere] == [PROC]
    assert MOUNT_KINDS[ROOT_TREE].magic == MOUNT_KINDS[MEMORY].magic


def test_the_rest_of_a_path_that_crosses():
    fs = make()
    out = [0.0 for _ in range(18)]
    assert shown(fs.stat('/proc/1', out)) == into('1')
    assert shown(fs.stat('/proc/1/fd/../maps', out)) == into('1/fd/../maps')
    assert shown(fs.lstat('/proc/self/', out)) == into('self/')
    assert shown(fs.presence('/home/../proc//1/fd')) == into('1/fd')
    assert shown(fs.presence('/home/link/3')) == into('1/fd/3')
    assert shown(fs.presence('/home/link')) == into('1/fd')
    assert shown(fs.presence('/home/root/self/fd')) == into('self/fd')
    assert shown(fs.readlink('/proc/self')) == into('self')
    assert shown(fs.read_file('/proc/cpuinfo')) == into('cpuinfo')
    assert shown(fs.presence('/proc/1/fd')) == into('1/fd')  # the second time, too


def test_the_root_of_such_a_mount_is_a_folder_here():
    fs = make()
    out = [0.0 for _ in range(18)]
    for path in ['/proc', '/proc/', '/proc/.', '/home/root', '/home/../proc/./']:
        assert fs.stat(path, out) == 0 and out[0] == FIRST_DEVICE
    assert fs.presence('/proc/..') == 0
    assert fs.presence('/proc/../home/file') == 0
    assert fs.realpath('/home/root') == '/proc'
    assert shown(fs.readdir('/proc')) == into('')
    assert shown(fs.readdir_sorted('/home/root/')) == into('')
    assert shown(fs.readdir_types('/proc')) == into('')
    assert shown(fs.statfs('/proc', [0.0 for _ in range(7)])) == into('')
    assert fs.readdir('/home') == ['file', 'link', 'root']


def test_changes_cross_too_and_leave_nothing():
    fs = make()
    assert shown(fs.mkdir('/proc/new', 0o755)) == into('new')
    assert shown(fs.mkdir('/proc/1/new', 0o755)) == into('1/new')
    assert shown(fs.mknod('/proc/pipe', 0x1000, 0)) == into('pipe')
    assert shown(fs.symlink('x', '/home/link/y')) == into('1/fd/y')
    assert shown(fs.open('/proc/new', O_CREAT | O_RDWR, 0o644)) == into('new')
    assert shown(fs.write_file('/proc/self/oom', encode('1'), 0o644)) == into('self/oom')
    assert shown(fs.unlink('/proc/1')) == into('1')
    assert shown(fs.rmdir('/proc/1/')) == into('1/')
    assert shown(fs.rename('/home/file', '/proc/file')) == into('file')
    assert shown(fs.rename('/proc/file', '/home/other')) == into('file')
    assert shown(fs.rename_all([['/home/file', '/home/moved'], ['/home/link', '/proc/link']])) == into('link')
    assert shown(fs.link('/proc/1/maps', '/home/maps')) == into('1/maps')
    assert shown(fs.chmod('/proc/1', 0o777)) == into('1')
    assert shown(fs.mkdtemp('/proc/x'))[: len(into('x'))] == into('x')
    assert fs.open('/proc', O_TMPFILE | O_DIRECTORY | O_RDWR, 0o600) == -EACCES
    assert not fs.try_copy('/proc/cpuinfo', '/home/copy', 0o777)
    assert not fs.try_copy('/home/file', '/proc/copy', 0o777)
    assert fs.readdir_sorted('/home') == ['file', 'link', 'root']


def test_what_does_not_cross():
    fs = make()
    assert fs.presence('/home/file/proc') == -ENOTDIR
    assert fs.presence('/home/proc/1') == -ENOENT
    assert fs.rename('/proc', '/home/proc') == -EBUSY
    assert fs.rmdir('/proc') == -EBUSY


def test_nothing_is_mounted_in_one_and_it_stays():
    fs = make()
    mounting = Mounting(fs)
    assert mounting.mount('/proc', MEMORY, 'x', 0o755, 0, 0) == -EBUSY
    assert mounting.mount('/proc/1', MEMORY, 'x', 0o755, 0, 0) == -EBUSY
    assert mounting.unmount('/proc') == -EBUSY
    assert [[info.path, info.kind] for info in mounting.table()] == [['/proc', 'proc']]


def test_a_crossing_with_a_longer_path():
    crossing = Crossing(PROC, 16, '1').below('/fd')
    assert [crossing.kind, crossing.device, crossing.rest] == [PROC, 16, '1/fd']


def refused(call: object) -> str:
    try:
        call()
    except NoSuchOperation as error:
        return str(error)
    return ''


def test_a_backend_has_no_defaults():
    backend = Backend()
    node = Node(0, ENOENT)
    assert refused(lambda: backend.find('', True)) == 'find'
    assert refused(lambda: backend.stat(node, [])) == 'stat'
    assert refused(lambda: backend.statfs([])) == 'statfs'
    assert refused(lambda: backend.entries(node)) == 'entries'
    assert refused(lambda: backend.content(node)) == 'content'
