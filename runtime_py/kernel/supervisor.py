"""Starts workers for processes that are in the table, and ends those that are marked as dying.

Ending: the dying word is set (by kill or exit) -> every lock is taken once, so that the worker isn't inside a critical section and never
enters another (atomics.lock) -> terminate -> close its descriptors -> zombie, parent told (DESIGN.md, Shared memory).
Orphans are reaped here. Must not know what programs do, nor the page."""
from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.kernel.network import APPLET as NETWORK
from runtime_py.kernel.shelf import Shelf
from runtime_py.kernel.threads import Threads, pass_locks
from runtime_py.platform.maps import Map
from runtime_py.sys.children import Launch
from runtime_py.sys.layout import CONTROL, CWD, CWD_BYTES, DYING, DYING_STATUS, FD_TABLE, PID, PPID, RUNNING, STARTING, STATE, THREAD_OF, ZOMBIE
from runtime_py.sys.signals import SIGKILL

REFILL_AFTER_MS = 150
REFILL_THREADS_AFTER_MS = 20   # who starts one thread often starts the next at once


class Supervisor:
    """`on_end(pid, status)` is called for each process that has ended; `on_ask(op, args)` answers a process's question."""

    def __init__(self, system: object, pool: object, later: object) -> None:
        self.system = system
        self.machine = system.machine
        self.pool = pool
        self.later = later
        self.on_end = lambda pid, status: None
        self.on_ask = None
        self.shelf = Shelf()
        self.threads = Threads(self.machine, pool, lambda slot, child: self._connect_thread(slot, child))
        self._workers: Map = Map()      # slot -> Child
        self._refilling = False

    def launch(self, launch: Launch) -> None:
        delay = REFILL_AFTER_MS if self.pool.has_warm() else 0      # who starts many one after the other waits for nothing else
        child = self.pool.make_network() if launch.applet == NETWORK else self.pool.take()
        self._workers.set(launch.slot, child)
        child.on_message = lambda data, ports: self._on_message(launch.slot, child, data)
        child.on_error = lambda text: self._on_crash(launch.slot, launch.pid, text)
        child.post({'type': 'start', 'slot': launch.slot, 'pid': launch.pid, 'applet': launch.applet, 'path': launch.path, 'argv': launch.argv,
                    'env': launch.env, 'cwd': launch.cwd, 'umask': launch.umask})
        self._refill_later(delay)
        if self.machine.processes.get(launch.slot, CONTROL) == DYING:
            self.turn()

    def _connect_thread(self, slot: int, child: object) -> None:
        process = self.machine.processes.get(slot, THREAD_OF)
        child.on_message = lambda data, ports: self._on_message(process, child, data)
        child.on_error = lambda text: self.threads.crashed(slot, text)
        self._refill_later(REFILL_THREADS_AFTER_MS)

    def _refill_later(self, delay: int) -> None:
        if not self._refilling:
            self._refilling = True
            self.later(delay, lambda: self._refill())

    def _refill(self) -> None:
        self._refilling = False
        self.pool.refill()

    def _on_message(self, slot: int, child: object, data: object) -> None:
        """From any thread of the process in this slot."""
        if data['type'] == 'launch':
            self.launch(Launch(data['slot'], data['pid'], data['applet'], data['path'], data['argv'], data['env'], data['cwd'], data['umask']))
        elif data['type'] == 'ask':
            self._answer(child, data['id'], data['op'], data['args'])
        elif data['type'] == 'thread':
            self.threads.launch(data)
        elif data['type'] == 'shelve':
            self.shelf.put(slot, data['number'], data['value'])
        elif data['type'] == 'fetch':
            self.shelf.fetch(slot, data['number'], child)
        elif data['type'] == 'fetched':
            self.shelf.drop(slot, data['numbers'])

    async def _answer(self, child: object, number: int, op: str, args: list) -> None:
        try:
            child.post({'type': 'answer', 'id': number, 'ok': await self.on_ask(op, args)})
        except Exception as error:
            child.post({'type': 'answer', 'id': number, 'error': str(error)})

    def _on_crash(self, slot: int, pid: int, text: str) -> None:
        """An error that nobody caught in the worker's own code, or its script did not load: SIGABRT's status."""
        console.error(f'process {pid}: {text}')
        if self.machine.processes.get(slot, PID) == pid:
            self.machine.lock()
            self.machine.processes.doom(slot, 6 << 8)
            self.machine.unlock()

    def turn(self) -> None:
        """Called when the kernel's bell rang."""
        for slot in range(1, SLOTS):
            state = self.machine.processes.get(slot, STATE)
            if (state == RUNNING or state == STARTING) and self.machine.processes.get(slot, CONTROL) == DYING:
                self._end(slot)
        self.threads.turn()
        for slot in range(1, SLOTS):
            if self.machine.processes.get(slot, STATE) == ZOMBIE and self.machine.processes.get(slot, PPID) == 1:
                self._reap_orphan(slot)

    def _end(self, slot: int) -> None:
        child = self._workers.get(slot)
        if child is None:
            return      # its launch message is still on its way: the next turn of the bell finds it
        machine = self.machine
        processes = machine.processes
        threads = processes.threads(slot)
        self.threads.mark(threads)
        pass_locks(machine)
        child.terminate()
        self._workers.delete(slot)
        self.threads.terminate(threads)
        table = processes.get(slot, FD_TABLE)
        for entry in machine.tables.entries(table):
            machine.release(machine.tables.get(table, entry[0]))
        machine.lock()
        machine.tables.free(table)
        processes.set(slot, FD_TABLE, 0)
        if processes.get(slot, CWD) != 0:
            machine.heap.free(processes.get(slot, CWD), processes.get(slot, CWD_BYTES))
            processes.set(slot, CWD, 0)
        machine.mailboxes.free_all_of(slot)
        self.threads.free_all_of(slot)
        processes.finish(slot, processes.get(slot, DYING_STATUS))
        machine.unlock()
        self.shelf.forget(slot)

    def _reap_orphan(self, slot: int) -> None:
        pid = self.machine.processes.get(slot, PID)
        status = self.system.reap(pid)
        self.on_end(pid, status)

    def end_all(self) -> None:
        """Teardown: every process is killed, every worker ended."""
        for slot in range(1, SLOTS):
            if self.machine.processes.get(slot, STATE) == RUNNING:
                self.machine.lock()
                self.machine.processes.doom(slot, SIGKILL << 8)
                self.machine.unlock()
        self.turn()
        self.pool.close()
