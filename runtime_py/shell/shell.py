"""What all environments of one shell share: the system, jobs, the terminal, signals and traps."""
from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.platform.octets import to_bytes
from runtime_py.platform.text import error_text
from runtime_py.shell.builtins.table import BUILTINS
from runtime_py.shell.flow import JobStopped
from runtime_py.shell.interrupts import Interrupts
from runtime_py.shell.io import standard_io
from runtime_py.shell.jobs import Job, Jobs
from runtime_py.shell.utils.table import UTILITIES
from runtime_py.sys.signals import SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGWINCH, name_of_signal

# an interactive shell takes these itself; its children have them at their default
_OWN_SIGNALS = [SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGWINCH]
TERMINAL = 0


class Shell:
    def __init__(self, system: Any) -> None:
        self.system = system
        system.refuse_relative_paths()
        self.utilities: Map[str, Any] = UTILITIES
        self.jobs = Jobs()
        self.interactive = False
        self.monitor = False            # job control
        self.interrupts = Interrupts()  # of the foreground
        self.resized = False
        self._trapped: list[int] = []
        self._pending: list[int] = []
        self._in_trap = False

    def be_interactive(self) -> None:
        """Takes the terminal: signals, a process group, job control."""
        self.interactive = True
        self.monitor = self.system.isatty(TERMINAL)
        for number in _OWN_SIGNALS:
            self.system.set_signal_handled(number, True)
        self.system.reactor.on_signal(lambda number: self._signalled(number))
        self.foreground_is_ours()

    def _signalled(self, number: int) -> None:
        if number == SIGINT and number not in self._trapped:
            self.interrupts.interrupt()
        elif number == SIGWINCH:
            self.resized = True
        elif number in self._trapped:
            self._pending.append(number)

    def trap_changed(self, number: int, action: str | None) -> None:
        """`trap` was called for a signal: None is its default, '' ignores it."""
        self._trapped = [other for other in self._trapped if other != number]
        if action is not None and action != '':
            self._trapped.append(number)
        own = self.interactive and number in _OWN_SIGNALS
        self.system.set_signal_handled(number, own or (action is not None and action != ''))
        self.system.set_signal_ignored(number, action == '')
        self.system.reactor.on_signal(lambda arrived: self._signalled(arrived))

    async def run_traps(self, interpreter: Any) -> None:
        """Runs the traps of signals that came; between two commands, never inside of one."""
        while len(self._pending) > 0 and not self._in_trap:
            text = interpreter.state.traps.get(name_of_signal(self._pending.pop(0)))
            if text is not None and text != '':
                self._in_trap = True
                status = interpreter.state.status
                try:
                    await interpreter.run_source(text, standard_io())
                finally:
                    self._in_trap = False
                interpreter.state.status = status

    # the terminal

    def give_terminal(self, pgid: int) -> None:
        if self.monitor:
            self.system.tcsetpgrp(TERMINAL, pgid)

    def foreground_is_ours(self) -> None:
        self.give_terminal(self.system.getpgid(0))

    async def stopped(self, job: Job) -> None:
        """A process of a job stopped. In the foreground that gives the prompt back."""
        job.stopped = True
        if not job.foreground:
            return
        job.foreground = False
        job.adopted = True
        self.jobs.add(job)
        self.foreground_is_ours()
        await self.tell('\n' + self.jobs.line(job) + '\n')
        raise JobStopped(148)

    async def tell(self, text: str) -> None:
        data = to_bytes(text)
        await self.system.write_async(2, data, 0, len(data))

    def report(self, error: BaseException) -> None:
        """An error of ours in a background job: never silent."""
        data = to_bytes(f'sh: internal error: {error_text(error)}\n')
        self.system.write(2, data, 0, len(data))

    # names

    def is_builtin(self, name: str) -> bool:
        return BUILTINS.has(name) or self.utilities.has(name)

    def is_process(self, target: str) -> bool:
        return target.isdigit() and self.system.getpgid(int(target)) >= 0
