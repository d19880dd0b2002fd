"""Starts workers for the further threads of processes, and ends them (sys/calls/threads.py has their states).

Ending is as for processes (supervisor.py): dying word -> every lock taken once -> terminate -> its descriptors and
ports are closed -> its parent notified. Must not know what a thread runs."""

from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.platform.atomics import lock, unlock
from runtime_py.platform.maps import Map
from runtime_py.sys.cpu_time import end_slot
from runtime_py.sys.layout import (
    CONTROL,
    DYING,
    DYING_STATUS,
    FD_TABLE,
    FREE,
    STATE,
    STATUS,
    THREAD,
    THREAD_ENDED,
    THREAD_ID,
    THREAD_KEEPS_FILES,
    THREAD_OF,
    THREAD_PARENT,
)
from runtime_py.sys.machine import Machine
from runtime_py.vfs.description import KIND_FILE
from runtime_py.vfs.fdtable import OWNER_SHIFT
from runtime_py.vfs.layout import LOCK_WORDS

CRASHED = 134  # 128 + SIGABRT


def pass_locks(machine: Machine) -> None:
    """Takes every lock once: afterwards, workers marked as dying are in no critical section."""
    i32 = machine.memory.i32
    machine.lock()
    machine.unlock()
    for word in LOCK_WORDS:
        lock(i32, word)
        unlock(i32, word)


class Threads:
    """`connect(slot, child)` connects a worker's messages to the supervisor; `awaits(slot)` tells whether the kernel
    hasn't heard yet all that the thread sent (last_words.py)."""

    def __init__(self, machine: Machine, pool: object, connect: object, awaits: object) -> None:
        self.machine = machine
        self.pool = pool
        self.connect = connect
        self.awaits = awaits
        self._workers: Map = Map()  # slot -> Child

    def launch(self, data: object, policy: str) -> None:
        """Handles the message of a thread that makes another."""
        processes = self.machine.processes
        slot = data['slot']
        if (
            processes.get(slot, STATE) != THREAD
            or processes.get(slot, THREAD_ID) != data['number']
            or processes.get(slot, THREAD_OF) != data['process']
        ):
            return  # its process has ended meanwhile
        child = self.pool.take_thread()
        self._workers.set(slot, child)
        self.connect(slot, child)
        child.post(
            {
                'type': 'thread',
                'slot': slot,
                'process': data['process'],
                'number': data['number'],
                'start': data['start'],
                'policy': policy,
                'path': self._path_of(data['process']),
            }
        )
        self.turn()

    def _path_of(self, process: int) -> str:
        self.machine.lock()
        try:
            return self.machine.processes.start_of(process).path
        finally:
            self.machine.unlock()

    def worker(self, slot: int) -> object:
        """The worker of a thread, or None."""
        return self._workers.get(slot)

    def slot_of_label(self, label: str) -> int:
        for slot, child in self._workers.entries():
            if child.label == label:
                return slot
        return -1

    def abandon(self) -> None:
        for _slot, child in self._workers.entries():
            child.terminate()

    def crashed(self, slot: int, text: str) -> None:
        """An uncaught error in the worker's own code, or its script could not be loaded."""
        console.error(f'thread {self.machine.processes.get(slot, THREAD_ID)}: {text}')
        self.machine.lock()
        self.machine.processes.doom(slot, CRASHED)
        self.machine.unlock()

    def turn(self) -> None:
        """Called when the kernel's bell rang."""
        processes = self.machine.processes
        for slot in range(1, SLOTS):
            if processes.get(slot, STATE) == THREAD and processes.get(slot, CONTROL) == DYING and not self.awaits(slot):
                self._end(slot)

    def _end(self, slot: int) -> None:
        family = self._family(slot)
        self.mark(family)
        pass_locks(self.machine)
        self.terminate(family)
        process = self.machine.processes.get(slot, THREAD_OF)
        for each in family:
            self._close_files(each, process)
        self.machine.lock()
        for each in family:
            self.machine.mailboxes.close_all_of(process, each)
        self._finish(slot, family)
        self.machine.unlock()

    def _finish(self, slot: int, family: list) -> None:
        """Ends a thread. Threads that it made are freed at once: their parent is gone, so nobody will read their exit
        status."""
        processes = self.machine.processes
        for each in family:
            end_slot(self.machine.memory, each, processes.get(each, THREAD_OF))
            if each != slot:
                processes.set_state(each, FREE)
        processes.set(slot, STATUS, processes.get(slot, DYING_STATUS))
        processes.set_state(slot, THREAD_ENDED)
        self.machine.bells.ring(processes.get(slot, THREAD_PARENT))

    def _family(self, slot: int) -> list:
        """A thread, the threads that it made, and so on."""
        family = [slot]
        for member in family:
            for each in self.machine.processes.threads(self.machine.processes.get(slot, THREAD_OF)):
                if self.machine.processes.get(each, THREAD_PARENT) == member and each not in family:
                    family.append(each)
        return family

    def mark(self, slots: list) -> None:
        self.machine.lock()
        for slot in slots:
            self.machine.processes.doom(slot, 1)
        self.machine.unlock()

    def terminate(self, slots: list) -> None:
        for slot in slots:
            child = self._workers.get(slot)
            if child is not None:
                child.terminate()
                self._workers.delete(slot)

    def _close_files(self, slot: int, process: int) -> None:
        """Closes the descriptors that the thread had open."""
        table = self.machine.processes.get(process, FD_TABLE)
        keeps = self.machine.processes.get(slot, THREAD_KEEPS_FILES) != 0
        for found in self.machine.tables.entries(table):
            if (found[1] >> OWNER_SHIFT) == slot:
                description = self.machine.tables.get(table, found[0])
                if not keeps or self.machine.descriptions.kind(description) != KIND_FILE:
                    self.machine.lock()
                    self.machine.tables.remove(table, found[0])
                    self.machine.unlock()
                    self.machine.release(description)

    def free_all_of(self, process: int) -> None:
        """The process has ended and its threads are terminated: frees their slots. The caller holds the lock."""
        for slot in self.machine.processes.threads(process):
            end_slot(self.machine.memory, slot, process)
            self.machine.processes.set_state(slot, FREE)
