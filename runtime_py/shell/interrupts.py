"""Signals as the environments of one shell hear them: what ends, what goes on, which traps are to run.

A shell, its subshells and its utilities share one worker, where natively each would be a process. So a signal that
comes to the worker's process is passed down a tree with a node for each environment; a node asks its environment's
traps what to do (POSIX XCU 2.12, 2.14 trap):

    ignored     nothing
    trapped     the trap is pending; a utility that the environment waits for ends, but only when the signal came to the whole group (a key, kill -PGID)
    default     the environment ends, and all below it; or stops, until it is continued or ended

Whoever waits in an environment waits through its node, so that it wakes when the environment or its utility is to end.
Must not know the interpreter, jobs or the terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.clock import call_later, call_soon, cancel
from runtime_py.platform.futures import start
from runtime_py.resources.limits import Bounds
from runtime_py.sys.gate import Gate
from runtime_py.sys.signals import IGNORED_BY_DEFAULT, SIGKILL, SIGTTIN, STOPPING


class Interrupts:
    """The node of one environment. `action(number)` is its trap's text, '' when it ignores the signal, None for the
    default."""

    def __init__(self, parent: Interrupts | None = None) -> None:
        # the signal that ends the environment, or the utility that it waits for; 0: none
        self.number = 0
        self.pending: list[int] = []  # signals whose traps must run
        self.action: Callable[[int], str | None] = lambda number: None
        self.shielded: list[int] = []  # signals that end utilities, but never an interactive shell's environment
        self.ignored: list[int] = []  # signals that a background job ignores unless it has a trap
        self.niceness = 0  # what `nice` adds to the nice value of programs that are started
        self.limits: list[tuple[int, Bounds]] = []  # those that `prlimit` gives them
        self.runs_trap = False
        self._parent = parent
        self._children: list[Interrupts] = []
        self._running = 0  # nested utilities (xargs)
        self._gates: list[Gate] = []
        self._io_gates: list[Gate] = []  # of coroutines that wait for a descriptor; they look again after a stop
        self._alarms: list[Gate] = []  # gates of waiters that also wake for a trap
        self.can_stop = False  # a job's, which `fg` and `bg` continue
        self.stopped = False  # by Ctrl-Z or SIGSTOP: coroutines that wait here keep waiting
        self.on_stop: Callable[[], None] = lambda: None
        # of a job with job control: sends a signal to all of it (jobs.py)
        self.send_to_job: Callable[[int], None] | None = None
        self._held: list[Gate] = []  # of those who wait because it is stopped
        if parent is not None:
            self.ignored = parent.ignored
            self.niceness = parent.niceness
            self.limits = parent.limits
            parent._children.append(self)

    def join_tree(self, parent: Interrupts) -> None:
        """A job comes to the foreground: it hears the signals of the terminal."""
        if self._parent is None:
            self._parent = parent
            parent._children.append(self)

    def leave_tree(self) -> None:
        """The environment has ended: removes its node."""
        if self._parent is not None:
            self._parent._children.remove(self)
            self._parent = None

    @property
    def raised(self) -> bool:
        """Whether the running command must end."""
        return self.number != 0

    def survives(self, number: int) -> bool:
        """Whether the environment survives this signal."""
        return number != SIGKILL and (self.action(number) is not None or number in self.shielded)

    def reacts(self, number: int) -> bool:
        """Whether this environment, or one below, handles or ignores a signal."""
        return self.action(number) is not None or any([child.reacts(number) for child in self._children])

    def deliver(self, number: int, together: bool) -> None:
        """Delivers a signal to this environment. `together`: the whole process group gets it, too."""
        if self.survives(number):
            self._hear(number, together)
        elif number not in self.ignored and number not in IGNORED_BY_DEFAULT and number not in STOPPING:
            self._end(number)
            together = True  # they run in its process
        elif number in STOPPING and self.can_stop and number not in self.ignored:
            self.stop()
            return
        if together:
            for child in list(self._children):
                child.deliver(number, True)

    def _hear(self, number: int, together: bool) -> None:
        text = self.action(number)
        if text == '':
            return
        if text is not None:
            if number not in self.pending:
                self.pending.append(number)
            open_all(self._alarms)
        if together and self._running > 0 and number not in STOPPING:
            self._end(number)

    # stopping

    def stop(self) -> None:
        """Coroutines that wait in this environment or below keep waiting until `resume`, or until a signal ends them."""
        self.stopped = True
        for child in self._children:
            child.stop()
        self.on_stop()

    def resume(self) -> None:
        self.stopped = False
        for child in self._children:
            child.resume()
        open_all(self._held)
        open_all(self._io_gates)

    def _end(self, number: int) -> None:
        self.number = number
        self.stopped = False
        open_all(self._gates)
        open_all(self._io_gates)
        open_all(self._alarms)
        open_all(self._held)

    def clear(self) -> None:
        """Resets at a new prompt."""
        self.number = 0

    # utilities

    def enter(self) -> None:
        self._running += 1

    def leave(self) -> None:
        self._running -= 1
        if self._running == 0 and self.number != 0 and self.survives(self.number):
            self.number = 0

    # waiting

    async def pass_gate(self, gate: Gate) -> None:
        """Waits until the gate opens, or the running command must end."""
        await self._pass(gate, self._gates, self.number != 0)

    async def pass_gate_or_trap(self, gate: Gate) -> None:
        """As `pass_gate`, for builtins, which a trap ends."""
        await self._pass(gate, self._alarms, self.number != 0 or len(self.pending) > 0)

    async def _pass(self, gate: Gate, waiting: list[Gate], is_over: bool) -> None:
        if is_over or gate.is_open:
            return
        # the gate may be shared: it must not open because we stop waiting
        own = Gate()
        start(_follow(gate, own), lambda error: own.open())
        await self._pass_own(own, waiting)

    async def _pass_own(self, own: Gate, waiting: list[Gate]) -> None:
        waiting.append(own)
        await own.passed()
        waiting.remove(own)
        await self._hold()

    async def _hold(self) -> None:
        """While the environment is stopped."""
        while self.stopped and self.number == 0:
            own = Gate()
            self._held.append(own)
            await own.passed()
            self._held.remove(own)

    async def may_read(self, system: Any, fd: int) -> bool:
        """To be asked before each read that may be one of the terminal: a job in the background is stopped by it
        (POSIX XBD 11.1.4), and goes on when it is in the foreground. False when it ignores that signal: there is
        nothing to read then."""
        while self.number == 0:
            send = self._background_job()
            if send is None or not system.isatty(fd):
                return True
            if self._ignores(SIGTTIN):
                return False
            send(SIGTTIN)
            if not self.stopped:
                return False
            await self._hold()
        return True

    def _ignores(self, number: int) -> bool:
        """As a process would that inherited it from an environment above."""
        node: Interrupts | None = self
        while node is not None:
            if node.action(number) == '':
                return True
            node = node._parent
        return False

    def _background_job(self) -> Callable[[int], None] | None:
        """What sends signals to the job in which this environment is, if that is in the background: then the shell's
        environment isn't above it."""
        top = self
        while top._parent is not None:
            top = top._parent
        return top.send_to_job

    async def ready(self, system: Any, fd: int, events: int) -> None:
        """Waits for a descriptor; returns early after the environment was stopped, so call it in a loop."""
        if self.number != 0:
            return
        own = Gate()
        watch = system.reactor.add(fd, events, lambda _events: own.open())
        await self._pass_own(own, self._io_gates)
        watch.stop()

    async def ready_or_trap(self, system: Any, fd: int, events: int, ms: float = -1) -> None:
        """Waits at most this long; negative is forever."""
        if self.number != 0 or len(self.pending) > 0:
            return
        own = Gate()
        watch = system.reactor.add(fd, events, lambda _events: own.open())
        timer = call_later(ms, lambda: own.open()) if ms >= 0 else None
        await self._pass_own(own, self._alarms)
        if timer is not None:
            cancel(timer)
        watch.stop()

    async def sleep(self, ms: float) -> None:
        if self.number != 0:
            return
        own = Gate()
        timer = call_later(ms, lambda: own.open())
        await self._pass_own(own, self._gates)
        cancel(timer)

    async def turn(self) -> None:
        """Lets the worker do other work, and signals arrive."""
        gate = Gate()
        call_soon(lambda: gate.open())
        await gate.passed()
        await self._hold()


def open_all(gates: list[Gate]) -> None:
    for gate in list(gates):
        gate.open()


async def _follow(gate: Gate, own: Gate) -> None:
    await gate.passed()
    own.open()
