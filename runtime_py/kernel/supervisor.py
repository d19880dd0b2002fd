"""Starts workers for processes that are in the table, and ends those that are marked as dying.

Ending: the dying word is set (by kill or exit) -> every lock is taken once, so that the worker isn't inside a critical
section and never enters another (atomics.lock) -> terminate -> close its descriptors -> zombie, parent notified
(docs/DESIGN.md, What must hold). Orphans are reaped here. Must not know what programs do, or the page."""

from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.kernel.compiled_modules import CompiledModules
from runtime_py.kernel.confined_programs import ConfinedPrograms, script_of
from runtime_py.kernel.confinements import Confinements
from runtime_py.kernel.last_words import LastWords
from runtime_py.kernel.lock_questions import LockQuestions
from runtime_py.kernel.messages import QUESTIONS, WORKER_MESSAGES, problem_of_arguments, problem_of_typed
from runtime_py.kernel.network import APPLET as NETWORK
from runtime_py.kernel.object_transfer import ObjectTransfer
from runtime_py.kernel.pool import NO_CONFINEMENT
from runtime_py.kernel.threads import Threads, pass_locks
from runtime_py.platform.clock import now_ms
from runtime_py.platform.maps import Map
from runtime_py.resources.admission import INTERACTIVE, PROGRAM
from runtime_py.sys.children import SERVICES, Launch
from runtime_py.sys.cpu_time import end_slot
from runtime_py.sys.layout import (
    CONTROL,
    CWD,
    CWD_BYTES,
    DYING,
    DYING_STATUS,
    FD_TABLE,
    PID,
    PPID,
    RUNNING,
    SID,
    STARTING,
    STATE,
    THREAD_OF,
    ZOMBIE,
)
from runtime_py.sys.policy_front import QUESTIONS as ASKED_BY_ALL
from runtime_py.sys.signals import SIGKILL

UNLOADABLE = 'ERR_TERRARIUM_WORKER'
CANNOT_RUN = 126  # as a shell reports a program that exists but can't be run
REFILL_AFTER_MS = 150
START_LIMIT_MS = 3000  # from the spawn: how long signals are held for a program that hasn't begun


class Supervisor:
    """`on_launch(slot, pid)` is called for each process that begins, `on_started(launch)` when its policy is known,
    too; `on_zombie(pid, status)` when it has ended and its parent doesn't know yet, `on_end(pid, status)` when one that
    nobody else asks for has been reaped; `on_ask(op, args, slot)` answers a process's question; `on_refused(slot,
    data)` hears what its policy refused, `on_permission(slot, data)` what it asks for, `on_observed(slot, data)` what
    its observer saw; `warn(text, code)` tells the user. `notes_start(launch, parent)` says whether it is of interest
    what a start reads, which `on_read(slot, data)` then hears, `on_thread(slot)` of its threads, `on_over(slot)` of its
    end."""

    def __init__(self, system: object, pool: object, later: object) -> None:
        self.system = system
        self.machine = system.machine
        self.pool = pool
        self.later = later
        self.on_launch = lambda slot, pid: None
        self.on_started = lambda launch: None
        self.on_zombie = lambda pid, status: None
        self.on_end = lambda pid, status: None
        self.on_ask = None
        self.on_refused = lambda slot, data: None
        self.notes_start = lambda launch, parent: False
        self.on_read = lambda slot, data: None
        self.on_thread = lambda slot: None
        self.on_over = lambda slot: None
        self.on_observed = lambda slot, data: None
        self.on_permission = lambda slot, data: None
        self.confinements = Confinements()
        self.bring = lambda ino: None  # a coroutine that loads a content (contents.py)
        self.confined = ConfinedPrograms(
            system.machine,
            lambda launch, parent: self.launch(launch, parent),
            lambda slot, data: self._hear_of(slot, data),
            lambda ino: self.bring(ino),
        )
        self.warn = lambda text, code: None
        self.object_transfer = ObjectTransfer()
        self.compiled = CompiledModules(later)
        self.locks = LockQuestions()
        self._last_words = LastWords(self.machine.memory, later, lambda: self.turn())
        self.threads = Threads(
            self.machine,
            pool,
            lambda slot, child: self._connect_thread(slot, child),
            lambda slot: self._last_words.awaits(slot),
        )
        self._workers: Map = Map()  # slot -> Child
        self._ends_all = False
        self._refilling = False
        self._looking_again = False

    def launch(self, launch: Launch, parent: int = 0) -> None:
        """`parent`: the slot of the process that starts it; the kernel's own is 0."""
        policy = self.confinements.begin(launch.slot, parent, launch.policy)
        if launch.applet in SERVICES and parent != 0:
            policy = None  # only the kernel starts one
        self.on_launch(launch.slot, launch.pid)
        self.on_started(launch)
        # a parent that starts many in a row isn't delayed by anything else
        delay = REFILL_AFTER_MS if self.pool.has_warm() else 0
        notes = policy == '' and self.notes_start(launch, parent)  # what is confined teaches nothing
        is_confined = self.confinements.is_confined(launch.slot)
        if policy and not is_confined:
            self.pool.policy = policy
        child = self._take_worker(launch, is_confined)
        self._workers.set(launch.slot, child)
        self._last_words.begin(launch.slot)
        child.on_message = lambda data, ports: (
            self._on_confined_message(launch.slot, child, data)
            if is_confined
            else self._on_message(launch.slot, child, data)
        )
        child.on_over = lambda: self.locks.forget(child)
        child.on_error = lambda text: self._on_crash(launch.slot, launch.pid, text)
        child.on_unloadable = lambda text: self._on_unloadable(launch.slot, launch.pid, text)
        if policy is None:
            console.error(f"process {launch.pid} was to be started with a policy that can't be read, or is a service")
            self._doom(launch.slot, launch.pid, CANNOT_RUN)
            return
        child.post(
            {
                'type': 'start',
                'slot': launch.slot,
                'pid': launch.pid,
                'applet': launch.applet,
                'path': launch.path,
                'argv': launch.argv,
                'env': launch.env,
                'cwd': launch.cwd,
                'umask': launch.umask,
                'policy': policy,
                'notes': notes,
                'confined': self.confined.facts(launch.slot, script_of(launch) != '') if is_confined else None,
            }
        )
        if is_confined:
            self.confined.begin(launch, child, policy)
        self._refill_later(delay)
        if self.machine.processes.get(launch.slot, CONTROL) == DYING:
            # not here: the caller (sessions.py) doesn't know the pid yet, and would miss its end
            self.system.reactor.wake_soon()

    def _take_worker(self, launch: Launch, is_confined: bool) -> object:
        if launch.path == '' and launch.applet == NETWORK:
            return self.pool.make_network()
        priority = self._priority(launch.slot)
        return self.pool.take_confined(priority) if is_confined else self.pool.take(priority, launch.applet)

    def _priority(self, slot: int) -> int:
        """What a person has just started, from a shell on a terminal, comes first."""
        processes = self.machine.processes
        parent = processes.find(processes.get(slot, PPID))
        return (
            INTERACTIVE
            if parent == 0 or (parent > 0 and processes.get(parent, SID) == processes.get(parent, PID))
            else PROGRAM
        )

    def _connect_thread(self, slot: int, child: object) -> None:
        process = self.machine.processes.get(slot, THREAD_OF)
        self._last_words.begin(slot)
        child.on_message = lambda data, ports: self._on_thread_message(slot, process, child, data)
        child.on_over = lambda: self.locks.forget(child)
        child.on_error = lambda text: self.threads.crashed(slot, text)
        child.on_unloadable = lambda text: self._on_unloadable_thread(slot, text)
        self._refill_later(0)  # the pool waits until this one is warm

    def _on_thread_message(self, slot: int, process: int, child: object, data: object) -> None:
        self._on_message(process, child, data)
        if data['type'] == 'put_object':
            self._last_words.hear(slot)

    def _refill_later(self, delay: int) -> None:
        if not self._refilling:
            self._refilling = True
            self.later(delay, lambda: self._refill())

    def _refill(self) -> None:
        self._refilling = False
        self.pool.refill()

    def _on_message(self, slot: int, child: object, data: object) -> None:
        """A message from any thread of the process in this slot. Invalid ones are reported and ignored, since programs
        run in the same worker."""
        problem = problem_of_typed(WORKER_MESSAGES, data)
        if (
            problem != ''
            or (data['type'] == 'launch' and not self._may_launch(slot, data))
            or (data['type'] == 'thread' and data['process'] != slot)
        ):
            self._report(slot, problem or 'it is not its own')
            return
        if data['type'] == 'launch':
            self.launch(
                Launch(
                    data['slot'],
                    data['pid'],
                    data['applet'],
                    data['path'],
                    data['argv'],
                    data['env'],
                    data['cwd'],
                    data['umask'],
                    data['policy'],
                ),
                slot,
            )
        elif data['type'] == 'ask':
            self._answer(slot, child, data['id'], data['op'], data['args'])
        elif data['type'] == 'thread':
            self.threads.launch(data, self.confinements.of(slot))
            self.on_thread(slot)
        elif data['type'] == 'permission':
            self.on_permission(slot, data)
        elif data['type'] == 'refused' or data['type'] == 'observed':
            self._hear_of(slot, data)
            self._last_words.hear(slot)
        elif data['type'] == 'put_object':
            self.object_transfer.put(slot, data['number'], data['value'])
        elif data['type'] == 'fetch':
            self.object_transfer.fetch(slot, data['number'], child)
        elif data['type'] == 'fetched':
            self.object_transfer.drop(slot, data['numbers'])
        elif data['type'] == 'settle_objects':
            child.post({'type': 'objects_settled'})
        elif data['type'] == 'compiled':
            self.compiled.keep(data['key'], data['size'], data['module'])
        elif data['type'] == 'read':
            self.on_read(slot, data)

    def _on_confined_message(self, slot: int, child: object, data: object) -> None:
        """From a worker that shares nothing with us. What it may not say is reported, and ignored."""
        try:
            if not self.confined.message(slot, child, data):
                self._answer(slot, child, data['id'], data['op'], data['args'])
        except TypeError as problem:
            self._report(slot, problem.message)

    def _hear_of(self, slot: int, data: object) -> None:
        if data['type'] == 'refused':
            self.on_refused(slot, data)
        else:
            self.on_observed(slot, data)

    def _may_launch(self, slot: int, data: object) -> bool:
        """Whether this process has created that entry (an entry whose parent has ended belongs to the kernel), and
        nothing runs in it. Only the kernel starts the network worker: otherwise a program could start one with a proxy
        of its own."""
        processes = self.machine.processes
        child = data['slot']
        parent = processes.get(child, PPID)
        return (
            data['applet'] not in SERVICES
            and processes.get(child, STATE) in (STARTING, RUNNING)
            and processes.get(child, PID) == data['pid']
            and not self._workers.has(child)
            and (parent == processes.get(slot, PID) or parent == 1)
        )

    async def _answer(self, slot: int, child: object, number: int, op: str, args: list) -> None:
        try:
            if not Object.hasOwn(QUESTIONS, op):
                raise TypeError(f'unknown question {op}')
            if self.confinements.of(slot) != '' and op not in ASKED_BY_ALL:
                raise TypeError(f'{op}: not allowed by the policy of this process')
            problem = problem_of_arguments(QUESTIONS[op], args)
            if problem != '':
                raise TypeError(f'{op}: {problem}')
            found = (
                await self.locks.answer(child, op, args)
                if op.startswith('locks.')
                else await self.on_ask(op, args, slot)
            )
            child.post({'type': 'answer', 'id': number, 'ok': found})
        except Exception as error:
            child.post({'type': 'answer', 'id': number, 'error': str(error)})

    def _report(self, slot: int, problem: str) -> None:
        console.error(f'process {self.machine.processes.get(slot, PID)} sent a message that is refused: {problem}')

    def _on_crash(self, slot: int, pid: int, text: str) -> None:
        """An uncaught error in the worker's own code: status of SIGABRT."""
        console.error(f'process {pid}: {text}')
        self._doom(slot, pid, 6 << 8)

    def _on_unloadable(self, slot: int, pid: int, text: str) -> None:
        if self.confinements.is_confined(slot):
            self.warn(f'A program could not be confined, so it was not started (process {pid}). {text}', NO_CONFINEMENT)
        else:
            self._warn_unloadable(f'A program could not be started (process {pid})', text)
        self._doom(slot, pid, CANNOT_RUN)

    def _on_unloadable_thread(self, slot: int, text: str) -> None:
        self._warn_unloadable('A thread of a program could not be started', text)
        self.threads.crashed(slot, text)

    def _warn_unloadable(self, what: str, text: str) -> None:
        self.warn(f"{what}: the browser did not load its worker's script. {text}", UNLOADABLE)

    def _doom(self, slot: int, pid: int, status: int) -> None:
        if self.machine.processes.get(slot, PID) == pid:
            self.machine.lock()
            self.machine.processes.doom(slot, status)
            self.machine.unlock()

    def turn(self) -> None:
        """Called when the kernel's bell rang."""
        self.confined.loans.turn()
        for slot in range(1, SLOTS):
            state = self.machine.processes.get(slot, STATE)
            if (state == RUNNING or state == STARTING) and self.machine.processes.get(slot, CONTROL) == DYING:
                self._end(slot)
            elif self.machine.processes.holds_signals(slot):
                self._limit_start(slot)
        self.threads.turn()
        for slot in range(1, SLOTS):
            if self.machine.processes.get(slot, STATE) == ZOMBIE and self.machine.processes.get(slot, PPID) == 1:
                self._reap_orphan(slot)

    def _limit_start(self, slot: int) -> None:
        """Ends the hold on signals of a program that computes forever before it has begun."""
        processes = self.machine.processes
        left = processes.started_of(slot) + START_LIMIT_MS - now_ms()
        if left > 0:
            if not self._looking_again:
                self._looking_again = True
                self.later(left, lambda: self._look_again())
            return
        self.machine.lock()
        processes.begin(slot)
        self.machine.unlock()
        if processes.get(slot, CONTROL) == DYING:
            self._end(slot)

    def _look_again(self) -> None:
        self._looking_again = False
        self.turn()

    def _end(self, slot: int) -> None:
        child = self._workers.get(slot)
        if child is None:
            return  # its launch message is still in transit: found at the bell's next turn
        if not self._ends_all and self._last_words.awaits(slot):
            return
        machine = self.machine
        processes = machine.processes
        threads = processes.threads(slot)
        self.threads.mark(threads)
        pass_locks(machine)
        child.terminate()
        self._workers.delete(slot)
        self.confinements.forget(slot, processes.get(slot, PID))
        self.confined.end(slot)
        self.threads.terminate(threads)
        self.on_zombie(processes.get(slot, PID), processes.get(slot, DYING_STATUS))
        self.on_over(slot)
        table = processes.get(slot, FD_TABLE)
        # the last descriptor first, as Linux does: a parent sees the end of an IPC channel before that of the output
        for entry in reversed(machine.tables.entries(table)):
            machine.release(machine.tables.get(table, entry[0]))
        machine.lock()
        machine.tables.free(table)
        processes.set(slot, FD_TABLE, 0)
        if processes.get(slot, CWD) != 0:
            machine.heap.free(processes.get(slot, CWD), processes.get(slot, CWD_BYTES))
            processes.set(slot, CWD, 0)
        machine.mailboxes.free_all_of(slot)
        self.threads.free_all_of(slot)
        end_slot(machine.memory, slot, slot)
        processes.finish(slot, processes.get(slot, DYING_STATUS))
        machine.unlock()
        self.object_transfer.forget(slot)

    def _reap_orphan(self, slot: int) -> None:
        pid = self.machine.processes.get(slot, PID)
        status = self.system.reap(pid)
        self.on_end(pid, status)

    def end_stuck(self, slot: int) -> bool:
        """Terminates the worker in a slot, whatever it does; its process ends as by SIGKILL. False when nothing runs
        there. Takes no lock, since the worker may hold one."""
        processes = self.machine.processes
        thread = self.threads.worker(slot)
        child = thread if thread is not None else self._workers.get(slot)
        if child is None:
            return False
        child.terminate()
        for each in [slot, *([processes.get(slot, THREAD_OF)] if thread is not None else [])]:
            processes.doom(each, SIGKILL << 8)
        return True

    def slot_of_label(self, label: str) -> int:
        """Whose worker has this label: a process's slot or a thread's; -1 for a spare."""
        for slot, child in self._workers.entries():
            if child.label == label:
                return slot
        return self.threads.slot_of_label(label)

    def abandon(self) -> None:
        """The machine has stopped: terminates every worker as it is."""
        for _slot, child in self._workers.entries():
            child.terminate()
        self.threads.abandon()
        self.pool.close()

    def end_all(self) -> None:
        """Teardown: kills every process and ends every worker."""
        self._ends_all = True
        for slot in range(1, SLOTS):
            if self.machine.processes.get(slot, STATE) in (STARTING, RUNNING):
                self.machine.lock()
                self.machine.processes.doom(slot, SIGKILL << 8)
                self.machine.unlock()
        self.turn()
        self.pool.close()
