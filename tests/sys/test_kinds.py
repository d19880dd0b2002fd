"""Every kind of open file, through every call on descriptors: each call handles it, closing frees what opening took,
and a kind that no call knows is an error. A new kind needs a line in MAKERS."""

from runtime_py.platform.bytes import alloc, encode
from runtime_py.platform.errno import EBADF
from runtime_py.platform.memory import Memory, create
from runtime_py.sys.devices import NODES
from runtime_py.sys.kinds.datagram import KIND_DATAGRAM
from runtime_py.sys.kinds.listener import KIND_LISTENER
from runtime_py.sys.kinds.pipe import KIND_PIPE_BOTH, KIND_PIPE_READ, KIND_PIPE_WRITE
from runtime_py.sys.kinds.pty import KIND_PTY
from runtime_py.sys.kinds.socket import KIND_SOCKET
from runtime_py.sys.kinds.tty import KIND_TTY
from runtime_py.sys.machine import Machine, create_machine
from runtime_py.sys.system import System
from runtime_py.vfs.check import Check
from runtime_py.vfs.description import KIND_DEVICE, KIND_DIR, KIND_FIFO, KIND_FILE, KIND_WATCH, UnknownKind
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.flags import O_PATH
from runtime_py.vfs.layout import S_IFMT
from tests.vfs.heap_support import DebugHeap

RDONLY = 0
WRONLY = 1
RDWR = 2
A_KIND_OF_NOBODY = 77


class World:
    def __init__(self) -> None:
        memory: Memory = create(4194304, 134217728)
        create_machine(memory)
        plain = System(Machine(memory), 0, '/', lambda launch: None)
        for folder in ['/dev', '/dev/pts', '/tmp']:
            plain.mkdir(folder, 0o755)
        for node in plain.machine.kinds.nodes:
            plain.fs.mknod(f'/dev/{node[0]}', 0x2000 | 0o666, node[1])
        plain.fs.mknod('/fifo', 0x1000 | 0o600, 0)
        plain.write_file('/file', encode('content'))
        plain.close(plain.open('/file', RDONLY))  # the first page of descriptors
        # from now on the heap tracks allocations
        self.heap = DebugHeap(memory)
        self.system = System(Machine(memory, FileSystem(memory, self.heap)), 0, '/', lambda launch: None)
        self.others: list[int] = []

    def one_of(self, pair: list[int]) -> int:
        self.others.append(pair[1])
        return pair[0]


# [kind, function that makes a descriptor of it]
MAKERS = [
    [KIND_FILE, lambda world: world.system.open('/file', RDWR)],
    [KIND_DIR, lambda world: world.system.open('/tmp', RDONLY)],
    [KIND_PIPE_READ, lambda world: world.one_of(world.system.pipe())],
    [KIND_PIPE_WRITE, lambda world: world.one_of(flipped(world.system.pipe()))],
    [KIND_PIPE_BOTH, lambda world: world.system.open('/fifo', RDWR)],
    [KIND_TTY, lambda world: slave(world)],
    [KIND_SOCKET, lambda world: world.one_of(world.system.socketpair())],
    [KIND_LISTENER, lambda world: world.system.socket_listen('127.0.0.1', 0, 5)],
    [KIND_DEVICE, lambda world: world.system.open('/dev/null', RDWR)],
    [KIND_WATCH, lambda world: world.system.watch_open()],
    [KIND_DATAGRAM, lambda world: world.system.datagram_socket(False)],
    [KIND_FIFO, lambda world: world.system.context.install(lambda: world.system.fs.open('/fifo', RDWR, 0))],
    [KIND_PTY, lambda world: world.system.open('/dev/ptmx', RDWR)],
]
OPERATIONS = [
    ['read', lambda system, fd: system.read(fd, alloc(4), 0, 4)],
    ['pread', lambda system, fd: system.read(fd, alloc(4), 0, 4, 0)],
    ['write', lambda system, fd: system.write(fd, alloc(4), 0, 4)],
    ['pwrite', lambda system, fd: system.write(fd, alloc(4), 0, 4, 0)],
    ['seek', lambda system, fd: system.seek(fd, 0, 0)],
    ['fstat', lambda system, fd: system.fstat(fd, [0.0 for _ in range(18)])],
    ['poll', lambda system, fd: system.poll(fd)],
    ['read_queue', lambda system, fd: system.read_queue(fd)],
    ['write_queue', lambda system, fd: system.write_queue(fd)],
    ['is_joined', lambda system, fd: 1 if system.is_joined(fd) else 0],
    ['isatty', lambda system, fd: 1 if system.isatty(fd) else 0],
    ['flock', lambda system, fd: system.flock(fd, 8)],
    ['fchmod', lambda system, fd: system.fchmod(fd, 0o600)],
    ['fchown', lambda system, fd: system.fchown(fd, 1000, 1000)],
    ['futimes', lambda system, fd: system.futimes(fd, 5, 5)],
    ['ftruncate', lambda system, fd: system.ftruncate(fd, 3)],
    ['get_flags', lambda system, fd: system.get_flags(fd)],
    ['name', lambda system, fd: len(system.machine.name_of_description(system.context.description(fd)))],
    ['accept', lambda system, fd: system.accept(fd)],
    ['shutdown', lambda system, fd: system.shutdown(fd)],
    ['datagram_receive', lambda system, fd: number_of(system.datagram_receive(fd, alloc(4)))],
    ['watch_add', lambda system, fd: system.watch_add(fd, '/tmp', False)],
    ['tcgetpgrp', lambda system, fd: system.tcgetpgrp(fd)],
    ['dup and close', lambda system, fd: system.close(system.dup(fd))],
]
# functions that must know all kinds: the others check for one kind and refuse the rest
SWITCHES = ['read', 'write', 'seek', 'fstat', 'poll', 'read_queue', 'write_queue', 'name']


def flipped(pair: list[int]) -> list[int]:
    return [pair[1], pair[0]]


def slave(world: World) -> int:
    world.others.append(world.system.open('/dev/ptmx', RDWR))
    return world.system.open('/dev/pts/0', RDWR)


def number_of(result: object) -> int:
    return result if isinstance(result, int) else 0


def test_each_kind_has_a_maker() -> None:
    assert sorted([maker[0] for maker in MAKERS]) == sorted(World().system.machine.kinds.numbers)


def test_nothing_of_a_kind_acts_by_default() -> None:
    """Objects in files are released there; all other operations are defined by each kind, and an unknown number has
    none."""
    machine = World().system.machine
    nobody = machine.kinds.get(A_KIND_OF_NOBODY)
    assert not nobody.lies_in_files and not nobody.has_inode and not nobody.takes_position and not nobody.is_terminal
    out = [0.0 for _ in range(18)]
    answers = [
        lambda: nobody.read(0, 0, 0, alloc(1), 0, 1),
        lambda: nobody.write(0, 0, 0, alloc(1), 0, 1),
        lambda: nobody.seek(0, 0, 0, 0),
        lambda: nobody.poll(0, 0),
        lambda: nobody.read_queue(0),
        lambda: nobody.write_queue(0),
        lambda: nobody.stat(0, 0, out),
        lambda: nobody.name(0),
        lambda: nobody.is_joined(0),
        lambda: nobody.release(0),
    ]
    for answer in answers:
        found = 'no error'
        try:
            answer()
        except UnknownKind:
            found = 'unknown'
        assert found == 'unknown'
    for number in machine.kinds.numbers:
        assert machine.kinds.get(number).number == number


def test_every_call_on_every_kind() -> None:
    for kind, make in MAKERS:
        world = World()
        system = world.system
        fd = make(world)
        assert fd >= 0, f'kind {kind}: {fd}'
        assert system.fd_kind(fd) == kind
        for name, call in OPERATIONS:
            result = call(system, fd)
            assert isinstance(result, (int, float)), f'{name} of kind {kind}: {result}'
        for each in [fd, *world.others]:
            assert system.close(each) == 0
        assert world.heap.problems() == [], f'kind {kind}'
        assert Check(system.fs).run() == [], f'kind {kind}'


def test_a_kind_that_nobody_knows_is_an_error() -> None:
    """And it frees nothing."""
    for name, call in OPERATIONS:
        world = World()
        system = world.system
        fd = system.open('/dev/null', RDWR)
        system.machine.descriptions.become(system.context.description(fd), A_KIND_OF_NOBODY, 335616)
        found = 'no error'
        try:
            call(system, fd)
        except UnknownKind:
            found = 'unknown'
        assert found == 'unknown' or name not in SWITCHES, name
        found = 'no error'
        try:
            system.close(fd)
        except UnknownKind:
            found = 'unknown'
        assert found == 'unknown'
        assert world.heap.problems() == []


def both_stats(system: System, path: str, flags: int) -> list:
    by_path = [0.0 for _ in range(18)]
    by_fd = [0.0 for _ in range(18)]
    assert system.stat(path, by_path) == 0
    fd = system.open(path, flags)
    assert fd >= 0
    assert system.fstat(fd, by_fd) == 0
    system.close(fd)
    return [by_path, by_fd]


# [path, flags to open it with]
PATHS = [
    ['/file', RDWR],
    ['/tmp', RDONLY],
    ['/dev/null', RDWR],
    ['/dev/zero', RDWR],
    ['/dev/full', RDWR],
    ['/dev/urandom', RDWR],
    ['/fifo', RDWR],
    ['/dev/ptmx', RDWR],
]


def test_stat_and_fstat_agree() -> None:
    world = World()
    for path, flags in PATHS:
        found = both_stats(world.system, path, flags)
        assert found[0] == found[1], path
    master = world.system.open('/dev/ptmx', RDWR)
    found = both_stats(world.system, '/dev/pts/0', RDWR)
    assert found[0] == found[1]
    world.system.close(master)


def test_a_device_is_used_as_it_was_opened() -> None:
    system = World().system
    for path in ['/dev/null', '/dev/zero', '/dev/urandom']:
        reader = system.open(path, RDONLY)
        assert system.write(reader, alloc(1), 0, 1) == -EBADF
        assert system.read(reader, alloc(1), 0, 1) == (0 if path == '/dev/null' else 1)
        writer = system.open(path, WRONLY)
        assert system.read(writer, alloc(1), 0, 1) == -EBADF
        assert system.write(writer, alloc(1), 0, 1) == 1
        assert system.seek(reader, 10, 0) == 0 and system.seek(writer, 0, 2) == 0
        # fcntl's settings don't change that
        system.set_flags(reader, RDWR)
        assert system.write(reader, alloc(1), 0, 1) == -EBADF
        name_only = system.open(path, O_PATH)
        assert system.read(name_only, alloc(1), 0, 1) == -EBADF and system.write(name_only, alloc(1), 0, 1) == -EBADF
    terminal = slave_opened(system, RDONLY)
    assert system.write(terminal, alloc(1), 0, 1) == -EBADF


def slave_opened(system: System, flags: int) -> int:
    system.open('/dev/ptmx', RDWR)
    return system.open('/dev/pts/0', flags)


def name_of(system: System, fd: int) -> str:
    """What /proc/self/fd says of it."""
    return system.machine.name_of_description(system.context.description(fd))


def test_names_of_open_files() -> None:
    world = World()
    system = world.system
    out = [0.0 for _ in range(18)]
    assert name_of(system, system.open('/dev/null', RDONLY)) == '/dev/null'
    assert name_of(system, system.open('/fifo', RDWR)) == '/fifo'
    ends = system.pipe()
    assert name_of(system, ends[0]) == name_of(system, ends[1])
    system.fstat(ends[0], out)
    assert name_of(system, ends[0]) == f'pipe:[{int(out[7])}]'
    for fd in [system.socketpair()[0], system.socket_listen('127.0.0.1', 0, 5), system.datagram_socket(False)]:
        system.fstat(fd, out)
        assert name_of(system, fd) == f'socket:[{int(out[7])}]'
        assert (int(out[1]) & S_IFMT) == 0xC000
    system.open('/dev/ptmx', RDWR)
    assert name_of(system, system.open('/dev/pts/0', RDWR)) == '/dev/pts/0'


def test_a_device_that_is_removed_while_it_is_open() -> None:
    world = World()
    system = world.system
    system.fs.mknod('/tmp/null', 0x2000 | 0o666, NODES[0][1])
    fd = system.open('/tmp/null', RDWR)
    assert system.unlink('/tmp/null') == 0
    assert system.write(fd, alloc(9), 0, 9) == 9
    assert name_of(system, fd) == '/ (deleted)'
    assert system.close(fd) == 0
    assert Check(system.fs).run() == []
