"""State shared by all environments of one shell: the system, jobs, the terminal, signals and traps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.platform.octets import to_bytes
from runtime_py.platform.text import error_text
from runtime_py.shell.builtins.special import OWN_COMMANDS
from runtime_py.shell.builtins.table import BUILTINS
from runtime_py.shell.guard import Guard
from runtime_py.shell.interrupts import Interrupts
from runtime_py.shell.jobs import Job, Jobs
from runtime_py.shell.utilities.table import UTILITIES
from runtime_py.sys.gate import Gate
from runtime_py.sys.signals import HIGHEST, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGWINCH

# an interactive shell handles these itself; its children have the default actions
_OWN_SIGNALS = [SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGWINCH]
_KEYS = [SIGINT, SIGQUIT, SIGTSTP]
TERMINAL = 0


class Shell:
    def __init__(self, system: Any) -> None:
        self.system = system
        system.refuse_relative_paths()
        self.utilities: Map[str, Any] = UTILITIES
        self.guard = Guard(system)
        self.jobs = Jobs(lambda: system.new_pid())
        self.interactive = False
        self.monitor = False  # job control
        self.interrupts = Interrupts()  # of the shell's own environment
        self.foreground: Interrupts | None = None  # of what has the terminal in place of the shell, in this worker
        self.writers: list[Gate] = []  # of bash's >( ), which the shell waits for at its end
        self.exit_warned = 0  # commands before which `exit` doesn't warn of stopped jobs again
        self.resized = False
        self.on_resize: Callable[[], None] = lambda: None
        self.history: Any = None  # of an interactive shell
        self.coprocesses: list[Any] = []  # of bash's coproc: the shell's ends of their pipes
        self.completions: Map[str, Any] = Map()  # of bash's `complete`, by commands
        self.completing: Any = None  # the specification of the completion that runs
        self.commands_read = 0  # at the prompt
        self.entry_ignored = [number for number in range(1, HIGHEST + 1) if system.is_signal_ignored(number)]

    def be_interactive(self) -> None:
        """Takes over the terminal: signals, a process group, job control."""
        self.interactive = True
        self.monitor = self.system.isatty(TERMINAL)
        self.interrupts.shielded = [number for number in _OWN_SIGNALS if number != SIGINT]
        for number in _OWN_SIGNALS:
            self.system.set_signal_handled(number, True)
        self.system.reactor.on_signal(lambda number: self._signalled(number))
        self.foreground_is_ours()

    def _signalled(self, number: int) -> None:
        if number == SIGWINCH:
            self.resized = True
            self.on_resize()
        together = self.system.came_to_group(number)
        if together and number in _KEYS and self.foreground is not None:
            self.foreground.deliver(number, True)
            return
        self.interrupts.deliver(number, together)
        if together and not self.monitor:
            for job in list(self.jobs.all):
                job.interrupts.deliver(number, True)

    def take_signals(self) -> None:
        """Handles signals that have arrived: after the shell sent one to itself."""
        for number in self.system.take_signals():
            self._signalled(number)

    def trap_changed(self, state: Any, number: int) -> None:
        """After `trap` in an environment, or at the end of one that had traps: updates the process's handling of the
        signal. Environments decide for themselves."""
        if number in self.entry_ignored and not self.interactive:
            return  # a signal that was ignored when a script began can't be trapped (POSIX XCU trap)
        if not state.is_subshell:
            self.system.set_signal_ignored(number, self.interrupts.action(number) == '')
        reacts = self.interrupts.reacts(number) or any([job.interrupts.reacts(number) for job in self.jobs.all])
        self.system.set_signal_handled(number, reacts or (self.interactive and number in _OWN_SIGNALS))
        self.system.reactor.on_signal(lambda arrived: self._signalled(arrived))

    # the terminal

    def give_terminal(self, pgid: int) -> None:
        if self.monitor:
            self.system.tcsetpgrp(TERMINAL, pgid)

    def foreground_is_ours(self) -> None:
        self.give_terminal(self.system.getpgid(0))

    async def stopped(self, job: Job, number: int) -> bool:
        """A process of a job stopped. Whether the job is left to `fg` and `bg`, so that nothing waits for it now."""
        job.has_stopped(number)
        if job.run is not None:
            job.run.interrupts.stop()  # its other parts; coroutines that wait for it are told
            return False
        if not job.foreground:
            return False
        job.adopted = True
        await self.suspend(job)
        return True

    async def suspend(self, job: Job) -> None:
        """The foreground job has stopped: the shell goes on without it."""
        job.stopped = True
        job.foreground = False
        self.jobs.add(job)
        self.foreground_is_ours()
        await self.tell('\n' + self.jobs.line(job) + '\n')

    async def may_leave(self) -> bool:
        """Whether `exit` and the end of the input end the shell. The first time, it warns of stopped jobs."""
        if not self.monitor or self.exit_warned > 0 or not any([job.stopped for job in self.jobs.all]):
            return True
        self.exit_warned = 2  # this command and the next one
        await self.tell('You have stopped jobs.\n')
        return False

    async def tell(self, text: str) -> None:
        data = to_bytes(text)
        await self.system.write_async(2, data, 0, len(data))

    def report(self, error: BaseException) -> None:
        """Reports an internal error in a background job, which must never be silent."""
        data = to_bytes(f'sh: internal error: {error_text(error)}\n')
        self.system.write(2, data, 0, len(data))

    # names

    def is_builtin(self, name: str) -> bool:
        return BUILTINS.has(name) or name in OWN_COMMANDS

    def is_process(self, target: str) -> bool:
        return target.isdigit() and self.system.getpgid(int(target)) >= 0
