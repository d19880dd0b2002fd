"""Memory that runs out in the middle of every operation: each allocation fails once, then together with all later ones.
The call returns an error, the structures stay sound, and when there is room again it works."""

from runtime_py.platform.bytes import alloc
from runtime_py.platform.errno import EAGAIN, ENFILE, ENOMEM, ENOSPC
from runtime_py.platform.memory import Memory, create
from runtime_py.vfs.backend import MEMORY
from runtime_py.vfs.check import Check
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.flags import O_CREAT, O_DIRECTORY, O_NOFOLLOW, O_PATH, O_TMPFILE, O_WRONLY
from runtime_py.vfs.format import format_memory
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.mounting import Mounting

FULL = [-ENOSPC, -ENOMEM, -ENFILE, -EAGAIN]
MOST_ALLOCATIONS = 200
PAGE = 4096


class FaultyHeap(Heap):
    """Refuses the `fails_at`-th allocation from now, or all from there on; 0: none."""

    def __init__(self, memory: Memory) -> None:
        super().__init__(memory)
        self.fails_at = 0
        self.for_ever = False
        self.refused = 0

    def arm(self, fails_at: int, for_ever: bool) -> None:
        self.fails_at = fails_at
        self.for_ever = for_ever
        self.refused = 0

    def _refuses(self) -> bool:
        if self.fails_at == 0:
            return False
        if self.fails_at > 1:
            self.fails_at -= 1
            return False
        if not self.for_ever:
            self.fails_at = 0
        self.refused += 1
        return True

    def alloc(self, nbytes: int) -> int:
        return 0 if self._refuses() else super().alloc(nbytes)

    def alloc_stored(self, nbytes: int) -> int:
        return 0 if self._refuses() else super().alloc_stored(nbytes)

    def alloc_from(self, head: int, nbytes: int) -> int:
        return 0 if self._refuses() else super().alloc_from(head, nbytes)

    def alloc_page(self) -> int:
        return 0 if self._refuses() else super().alloc_page()


class World:
    def __init__(self) -> None:
        memory = create(4194304, 134217728)
        format_memory(memory)
        self.heap = FaultyHeap(memory)
        self.fs = FileSystem(memory, self.heap)
        fs = self.fs
        fs.mkdir('/a', 0o755)
        fs.mkdir('/a/b', 0o755)
        fs.mkdir('/empty', 0o755)
        fs.write_file('/a/file', pattern(3 * PAGE), 0o644)
        fs.write_file('/a/other', pattern(10), 0o644)
        fs.symlink('file', '/a/link')
        self.opened = fs.open('/a/file', 2, 0)
        self.table = fs.tables.create()
        self.listener = fs.descriptions.object(fs.watch_open(32768))
        fs.watch_add(self.listener, '/', True)


def pattern(length: int) -> bytearray:
    out = alloc(length)
    for k in range(length):
        out[k] = k % 251
    return out


def unmount_after(fs: FileSystem, result: int) -> int:
    return min(result, 0) if result < 0 else Mounting(fs).unmount('/empty')


OPERATIONS = [
    ['create', lambda world: closed(world, world.fs.open('/new', O_WRONLY | O_CREAT, 0o644))],
    ['create in a new group', lambda world: many(world)],
    ['open', lambda world: closed(world, world.fs.open('/a/file', 0, 0))],
    ['open without a name', lambda world: closed(world, world.fs.open('/a', O_TMPFILE | O_DIRECTORY | 2, 0o600))],
    ['open only by name', lambda world: closed(world, world.fs.open('/a/link', O_PATH | O_NOFOLLOW, 0))],
    ['open and close a descriptor', lambda world: through_table(world)],
    ['write_file', lambda world: world.fs.write_file('/new', pattern(12 * PAGE), 0o644)],
    ['copy', lambda world: 0 if world.fs.try_copy('/a/file', '/copied', 0o777) else -ENOSPC],
    ['write at the end', lambda world: world.fs.write(world.opened, pattern(PAGE), 0, PAGE, 9 * PAGE)],
    ['write far away', lambda world: world.fs.write(world.opened, pattern(PAGE), 0, PAGE, 2000.0 * PAGE)],
    ['mkdir', lambda world: world.fs.mkdir('/a/new', 0o755)],
    ['symlink', lambda world: world.fs.symlink('x', '/a/newlink')],
    ['link', lambda world: world.fs.link('/a/file', '/a/linked')],
    ['rename', lambda world: world.fs.rename('/a/file', '/a/renamed')],
    ['rename over', lambda world: world.fs.rename('/a/other', '/a/file')],
    ['rename of a folder', lambda world: world.fs.rename('/a', '/moved')],
    ['rename of a folder over', lambda world: world.fs.rename('/a/b', '/empty')],
    [
        'rename_all',
        lambda world: world.fs.rename_all(
            [['/a/file', '/empty/f'], ['/a/b', '/b'], ['/empty', '/a/e'], ['/a/other', '/a/file']]
        ),
    ],
    ['unlink', lambda world: world.fs.unlink('/a/other')],
    ['rmdir', lambda world: world.fs.rmdir('/empty')],
    ['truncate', lambda world: world.fs.truncate('/a/file', 100)],
    ['grow', lambda world: world.fs.truncate('/a/file', 3000000)],
    ['watch', lambda world: closed(world, world.fs.watch_open(32768))],
    ['watch_add', lambda world: world.fs.watch_add(world.listener, '/a', False)],
    ['flock', lambda world: world.fs.flock(world.opened, 2, 0)],
    ['mkdtemp', lambda world: named(world.fs.mkdtemp('/a/tmp'))],
    ['mount', lambda world: unmount_after(world.fs, Mounting(world.fs).mount('/empty', MEMORY, 'x', 0o755, 0, 0))],
    ['open_nameless', lambda world: closed(world, world.fs.open_nameless(pattern(5000), 0o600))],
]


def closed(world: World, description: int) -> int:
    return description if description < 0 else world.fs.close(description)


def through_table(world: World) -> int:
    fd = world.fs.open_fd(world.table, '/a/file', 0, 0, 0)
    return fd if fd < 0 else world.fs.close_fd(world.table, fd)


def named(result: str | int) -> int:
    return result if isinstance(result, int) else 0


def many(world: World) -> int:
    """Needs another group of inodes."""
    for k in range(70):
        result = world.fs.mknod(f'/a/many{k}', 0x8000 | 0o644, 0)
        if result < 0:
            return result
    return 0


def failed(result: int, expected: int) -> bool:
    """A write may have been shortened instead."""
    return result in FULL or (result >= 0 and result < expected)


def check(world: World, name: str, k: int) -> None:
    problems = Check(world.fs).run()
    assert problems == [], f'{name}, allocation {k}: {problems}'


def run_with_faults(name: str, call, for_ever: bool) -> int:
    """The number of allocations."""
    expected = call(World())
    for k in range(1, MOST_ALLOCATIONS):
        world = World()
        world.heap.arm(k, for_ever)
        result = call(world)
        refused = world.heap.refused
        world.heap.arm(0, False)
        check(world, name, k)
        if refused == 0:
            assert result == expected
            return k - 1
        # an operation that can do without memory has succeeded
        assert failed(result, expected) or result == expected, f'{name}, allocation {k}: {result}'
    return MOST_ALLOCATIONS


def test_one_allocation_fails():
    total = 0
    for name, call in OPERATIONS:
        total += run_with_faults(name, call, False)
    assert total > 50


def test_memory_stays_full():
    for name, call in OPERATIONS:
        run_with_faults(name, call, True)


def test_what_failed_works_again():
    for name, call in OPERATIONS:
        world = World()
        world.heap.arm(1, True)
        result = call(world)
        world.heap.arm(0, False)
        if result in FULL and name != 'create in a new group':
            again = call(world)
            assert again == call(World()), f'{name}: {again}'
            check(world, name, 1)


def test_a_cut_write_keeps_what_it_says():
    for k in range(1, 12):
        world = World()
        world.heap.arm(k, True)
        count = world.fs.write(world.opened, pattern(8 * PAGE), 0, 8 * PAGE, 3 * PAGE)
        world.heap.arm(0, False)
        found = world.fs.read_file('/a/file')
        assert not isinstance(found, int)
        kept = max(count, 0)
        assert len(found) == 3 * PAGE + kept
        for at in range(0, kept, 999):
            assert found[3 * PAGE + at] == at % 251
