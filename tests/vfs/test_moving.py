"""Many renames in one step: all of them or none."""

from runtime_py.platform.bytes import alloc, decode, encode
from runtime_py.platform.errno import EEXIST, EINVAL, ENOENT, EXDEV
from runtime_py.vfs.backend import MEMORY
from runtime_py.vfs.check import Check
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.layout import WRITES
from runtime_py.vfs.mounting import Mounting
from tests.vfs.disk_support import Disk, fresh


def make() -> FileSystem:
    fs = fresh()
    for path in ['/app', '/app/modules', '/app/modules/a', '/stage', '/stage/modules', '/stage/modules/b', '/mnt']:
        fs.mkdir(path, 0o755)
    fs.write_file('/app/modules/a/x', encode('old'), 0o644)
    fs.write_file('/stage/modules/b/x', encode('new'), 0o644)
    fs.write_file('/app/lock', encode('old'), 0o644)
    fs.write_file('/stage/lock', encode('new'), 0o644)
    return fs


EXCHANGE = [
    ['/app/modules', '/stage/old'],
    ['/stage/modules', '/app/modules'],
    ['/stage/old/a', '/app/modules/a'],
    ['/app/lock', '/stage/old-lock'],
    ['/stage/lock', '/app/lock'],
]


def text(fs: FileSystem, path: str) -> str:
    data = fs.read_file(path)
    return f'error {-data}' if isinstance(data, int) else decode(data)


def state(fs: FileSystem) -> list:
    return [
        sorted(fs.readdir('/app/modules')),
        sorted(fs.readdir('/stage')),
        text(fs, '/app/modules/a/x'),
        text(fs, '/app/lock'),
    ]


BEFORE = [['a'], ['lock', 'modules'], 'old', 'old']


def test_all():
    fs = make()
    assert fs.rename_all(EXCHANGE) == 0
    assert state(fs) == [['a', 'b'], ['old', 'old-lock'], 'old', 'new']
    assert text(fs, '/app/modules/b/x') == 'new'
    assert Check(fs).run() == []


def test_and_back():
    fs = make()
    fs.rename_all(EXCHANGE)
    assert fs.rename_all([[move[1], move[0]] for move in reversed(EXCHANGE)]) == 0
    assert state(fs) == BEFORE
    assert Check(fs).run() == []


def test_none_when_one_fails():
    for bad, error in [
        [['/nothing', '/x'], ENOENT],
        [['/app/lock', '/stage/old-lock'], EEXIST],
        [['/stage/old', '/app/modules'], EEXIST],
        [['/app/modules', '/app/modules/b/deeper'], EINVAL],
        [['/app/lock', '/app/lock'], EEXIST],
        [['/app/lock', '/mnt/lock'], EXDEV],
    ]:
        fs = make()
        Mounting(fs).mount('/mnt', MEMORY, 'x', 0o755, 0, 0)
        assert fs.rename_all([*EXCHANGE, bad]) == -error, bad
        assert state(fs) == BEFORE
        assert Check(fs).run() == []


def test_one_step_for_who_reads_without_the_lock():
    fs = make()
    before = fs.memory.i32[WRITES]
    fs.rename_all(EXCHANGE)
    assert fs.memory.i32[WRITES] - before == 2
    assert fs.rename_all([]) == 0


def test_one_step_for_the_journal():
    fs = make()
    disk = Disk()
    disk.drain(fs)
    assert state(disk.boot()) == BEFORE
    fs.rename_all([*EXCHANGE, ['/nothing', '/x']])
    disk.drain(fs)
    assert state(disk.boot()) == BEFORE
    fs.rename_all(EXCHANGE)
    disk.drain(fs)
    assert state(disk.boot()) == [['a', 'b'], ['old', 'old-lock'], 'old', 'new']


def test_relative_links_and_open_files_go_along():
    fs = make()
    fs.symlink('a/x', '/app/modules/link')
    description = fs.open('/app/modules/a/x', 0, 0)
    fs.rename_all([['/app', '/elsewhere']])
    assert text(fs, '/elsewhere/modules/link') == 'old'
    out = alloc(3)
    assert [fs.read(description, out, 0, 3, -1), decode(out)] == [3, 'old']
