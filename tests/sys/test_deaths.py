"""A process that is ended inside every system call: at each place where it may stop, which is before it takes its
outermost lock (docs/rooms/processes.md, "Ending a process"). Afterwards the kernel closes its descriptors, the
structures are sound, and nothing has leaked."""

from runtime_py.platform.bytes import alloc, encode
from runtime_py.platform.memory import Memory, create
from runtime_py.sys.children import SpawnRequest
from runtime_py.sys.layout import FD_TABLE
from runtime_py.sys.machine import Machine, create_machine
from runtime_py.sys.mount_table import mount_proc
from runtime_py.sys.system import System
from runtime_py.vfs.check import Check
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.layout import FREE_BYTES, HEAP_END

MOST_LOCKS = 60
RDWR = 2
CREATE = 0o102


class Killed(Exception):
    pass


class Death:
    """Makes a process stop forever before its k-th outermost lock."""

    def __init__(self) -> None:
        self.left = 0  # locks until then; 0: it lives
        self.dead = False
        self.depth = 0

    def pass_lock(self) -> None:
        if self.depth > 0:
            return
        if self.left == 1:
            self.dead = True
        if self.dead:
            raise Killed('killed')
        if self.left > 1:
            self.left -= 1


class MortalHeap(Heap):
    def __init__(self, memory: Memory, death: Death) -> None:
        super().__init__(memory)
        self.death = death

    def _lock(self) -> None:
        self.death.pass_lock()
        super()._lock()


class MortalFiles(FileSystem):
    def __init__(self, memory: Memory, heap: Heap, death: Death) -> None:
        super().__init__(memory, heap)
        self.death = death

    def lock_to_look(self) -> None:
        self.death.pass_lock()
        super().lock_to_look()
        self.death.depth += 1

    def unlock_after_look(self) -> None:
        super().unlock_after_look()
        self.death.depth -= 1

    def unlock(self) -> None:
        super().unlock()
        self.death.depth -= 1


class MortalMachine(Machine):
    def __init__(self, memory: Memory, death: Death) -> None:
        super().__init__(memory, MortalFiles(memory, MortalHeap(memory, death), death))
        self.death = death

    def lock(self) -> None:
        self.death.pass_lock()
        super().lock()
        self.death.depth += 1

    def unlock(self) -> None:
        super().unlock()
        self.death.depth -= 1


class World:
    """A machine with a few files, and a process that may die."""

    def __init__(self) -> None:
        self.machine = create_machine(create(4194304, 134217728))
        self.launched: list = []
        self.failures: list[str] = []
        kernel = System(self.machine, 0, '/', lambda launch: self.launched.append(launch))
        self.kernel = kernel
        for folder in ['/d', '/e', '/dev', '/dev/pts', '/bin', '/proc']:
            kernel.mkdir(folder, 0o755)
        kernel.write_file('/bin/x', encode('#!/usr/bin/terrarium x\n'))
        kernel.chmod('/bin/x', 0o755)
        for node in self.machine.kinds.nodes:
            kernel.fs.mknod(f'/dev/{node[0]}', 0x2000 | 0o666, node[1])
        kernel.fs.mknod('/fifo', 0x1000 | 0o600, 0)
        mount_proc(kernel.fs)
        self.way_out = kernel.outside_listen()

    def used(self) -> float:
        return self.machine.memory.i32[HEAP_END] - self.machine.memory.f64[FREE_BYTES >> 1]

    def begin(self) -> None:
        """A new process and new files."""
        for name in ['/f', '/g', '/d/f']:
            self.kernel.write_file(name, encode('content'))
        self.pid = self.kernel.spawn(SpawnRequest('/bin/x', ['x'], [], '/', []))
        launch = self.launched.pop()
        self.slot = launch.slot
        self.death = Death()
        self.victim = System(
            MortalMachine(self.machine.memory, self.death), launch.slot, '/', lambda child: self.launched.append(child)
        )

    def end(self) -> None:
        """Does what the kernel does (kernel/supervisor.py), then cleans up."""
        machine = self.machine
        table = machine.processes.get(self.slot, FD_TABLE)
        for entry in machine.tables.entries(table):
            machine.release(machine.tables.get(table, entry[0]))
        machine.lock()
        machine.tables.free(table)
        machine.processes.set(self.slot, FD_TABLE, 0)
        machine.processes.finish(self.slot, 9 << 8)
        machine.unlock()
        self.kernel.reap(self.pid)
        waiting = self.kernel.accept(self.way_out)
        if waiting >= 0:
            self.kernel.close(waiting)
        for name in ['/f', '/g', '/new', '/d/f', '/d/new', '/e/f']:
            self.kernel.unlink(name)
        for name in self.kernel.readdir('/d'):
            self.kernel.rmdir('/d/' + name)


def file(world: World) -> int:
    return world.victim.open('/f', RDWR, 0)


def ends(world: World) -> list:
    return world.victim.pipe()


CALLS = [
    ['open and close', lambda world: world.victim.close(file(world))],
    ['make', lambda world: world.victim.open('/new', CREATE, 0o644)],
    ['open a device', lambda world: world.victim.open('/dev/null', 0, 0)],
    ['open a terminal', lambda world: world.victim.close(world.victim.open('/dev/ptmx', RDWR, 0))],
    ['open a FIFO', lambda world: world.victim.close(world.victim.open('/fifo', RDWR, 0))],
    ['dup', lambda world: world.victim.dup2(world.victim.dup(file(world)), file(world))],
    ['write', lambda world: world.victim.write(file(world), alloc(9000), 0, 9000, 5000)],
    ['read', lambda world: world.victim.read(file(world), alloc(9), 0, 9)],
    ['write_file', lambda world: world.victim.write_file('/f', alloc(20000))],
    ['truncate', lambda world: world.victim.truncate('/f', 2)],
    ['rename', lambda world: world.victim.rename('/f', '/g')],
    ['move', lambda world: world.victim.rename('/d/f', '/e/f')],
    [
        'rename_all',
        lambda world: world.victim.rename_all([['/f', '/moved'], ['/d', '/e/d'], ['/e/d', '/d'], ['/moved', '/f']]),
    ],
    ['link and unlink', lambda world: world.victim.unlink('/g') + world.victim.link('/f', '/g')],
    ['mkdir', lambda world: world.victim.mkdir('/d/new', 0o755)],
    ['symlink', lambda world: world.victim.symlink('x', '/new')],
    ['readdir', lambda world: len(world.victim.readdir_types('/d'))],
    ['flock', lambda world: world.victim.flock(file(world), 6)],
    ['watch', lambda world: world.victim.watch('/d', True)],
    ['pipe', lambda world: world.victim.close(ends(world)[0])],
    ['through a pipe', lambda world: world.victim.write(ends(world)[1], alloc(100), 0, 100)],
    ['socketpair', lambda world: world.victim.close(world.victim.socketpair()[0])],
    ['listen and connect', lambda world: accepted(world)],
    ['connect to an outside host', lambda world: world.victim.socket_connect('192.0.2.7', 80)],
    ['a connection that fails', lambda world: failed(world)],
    ['datagrams', lambda world: world.victim.close(world.victim.datagram_socket(False))],
    ['carry', lambda world: carried(world)],
    ['chdir', lambda world: world.victim.chdir('/d')],
    ['/proc', lambda world: world.victim.open('/proc/self/fd/' + str(file(world)), 0, 0)],
]


def accepted(world: World) -> int:
    listener = world.victim.socket_listen('localhost', 0, 5)
    name = world.victim.sockname(listener)
    client = world.victim.socket_connect('localhost', name[1])
    return min(world.victim.accept(listener), client)


def failed(world: World) -> int:
    a, b = world.victim.socketpair()
    return world.victim.fail(a, 'ECODE', 'a sentence') + world.victim.close(b)


def carried(world: World) -> int:
    a, b = world.victim.socketpair()
    world.victim.write_carrying(a, encode('x'), 0, 1, file(world))
    world.victim.read(b, alloc(1), 0, 1)
    return world.victim.take_carried(b)


def run(world: World, name: str, call, lock: int) -> bool:
    """Whether the process died."""
    world.begin()
    world.death.left = lock
    died = False
    try:
        result = call(world)
        if result < 0:
            world.failures.append(f'{name}: {result}')
    except Killed:
        died = True
    world.death.dead = False
    world.death.left = 0
    world.end()
    return died


def test_nothing_is_lost_with_a_process_that_ends_inside_of_a_call():
    found = []
    for name, call in CALLS:
        world = World()
        for _ in range(3):
            run(world, name, call, 0)
        before = world.used()
        lock = 1
        while run(world, name, call, lock):
            problems = Check(world.machine.fs).run()
            if len(problems) > 0 or world.used() != before:
                found.append(f'{name}, before lock {lock}: {world.used() - before} bytes lost; {problems}')
                before = world.used()
            lock += 1
            assert lock < MOST_LOCKS
        found.extend(world.failures)
    assert found == [], '\n'.join(found)
