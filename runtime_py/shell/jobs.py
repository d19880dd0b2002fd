"""Jobs: commands in the foreground or with &, their process groups, and messages about them (POSIX XCU 2.11)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.shell.interrupts import Interrupts
from runtime_py.shell.strsignal import description
from runtime_py.sys.gate import Gate
from runtime_py.sys.signals import SIGCONT, SIGTSTP


class Job:
    """States: running -> stopped <-> running -> done. `pids` are its processes; parts of it may run in the shell's
    worker."""

    def __init__(self, text: str, foreground: bool, interrupts: Interrupts) -> None:
        self.number = 0
        self.text = text
        self.foreground = foreground
        self.interrupts = interrupts
        self.starter: Any = None  # the State of the environment that started it in the background
        self.pgid = 0
        self.pids: list[int] = []
        self.alive: list[int] = []  # those of `pids` that haven't been reaped
        self.virtual_pid = 0  # $! for a job without a process, once it was used
        self.new_pid: Callable[[], int] | None = None
        self.status = 0
        self.signal = 0  # the signal that ended it
        self.done = False
        self.stopped = False
        self.stop_signal = SIGTSTP  # the signal that stopped it last
        self.is_news = False  # it stopped in the background, and the user wasn't told yet
        self.needs_worker = True  # False: it is one program, which survives the shell
        self.run: Any = None  # what runs in this worker and can be stopped (stoppable.py)
        self.adopted = False  # its coroutine was abandoned when it stopped: `fg` waits for its processes
        self.started = Gate()  # opens when its first process exists, or it has none
        self.finished = Gate()

    def pid(self) -> int:
        """The value of $!: the last process."""
        if len(self.pids) > 0:
            return self.pids[-1]
        if self.virtual_pid == 0 and self.new_pid is not None:
            self.virtual_pid = self.new_pid()
        return self.virtual_pid

    def joined(self, pid: int) -> None:
        """A process of the job has started."""
        self.pids.append(pid)
        self.alive.append(pid)
        self.started.open()

    def left(self, pid: int) -> bool:
        """A process was reaped. Whether it was the group's last: then the group is gone, and the next process makes a
        new one."""
        self.alive = [other for other in self.alive if other != pid]
        if len(self.alive) > 0 or self.pgid == 0:
            return False
        self.pgid = 0
        return True

    def send(self, system: Any, number: int) -> None:
        """A signal for all of it: processes, and the parts that run in this worker."""
        if self.pgid != 0:
            system.kill(-self.pgid, number)
        else:
            for pid in self.alive:
                system.kill(pid, number)
        if number == SIGCONT:
            self.stopped = False
            self.interrupts.resume()
        elif number != 0 and self.needs_worker:
            self.interrupts.deliver(number, False)
            if self.run is not None:
                self.has_stopped(number, self.interrupts.stopped)

    def has_stopped(self, number: int, is_stopped: bool = True) -> None:
        """After a signal that stops: whether it did."""
        if is_stopped and not self.stopped:
            self.stop_signal = number
            self.is_news = not self.foreground
        self.stopped = is_stopped

    def end(self, status: int) -> None:
        self.status = status
        self.done = True
        self.started.open()
        self.finished.open()


class Jobs:
    """`new_pid()` returns a pid that no process has."""

    def __init__(self, new_pid: Callable[[], int]) -> None:
        self.all: list[Job] = []
        self._new_pid = new_pid

    def add(self, job: Job) -> None:
        """Gives it a number."""
        number = 1
        for other in self.all:
            number = max(number, other.number + 1)
        job.number = number
        job.new_pid = self._new_pid
        self.all.append(job)

    def remove(self, job: Job) -> None:
        self.all = [other for other in self.all if other is not job]

    def current(self) -> Job | None:
        """The job that %% means: the last one stopped, else the last one started."""
        for job in reversed(self.all):
            if job.stopped:
                return job
        return self.all[-1] if len(self.all) > 0 else None

    def find(self, spec: str) -> Job | None:
        """The job for %1, %%, %+, %-, %name, or a pid."""
        if spec in ('%', '%%', '%+', ''):
            return self.current()
        if spec == '%-':
            return self.all[-2] if len(self.all) > 1 else self.current()
        for job in self.all:
            if spec.startswith('%'):
                if spec[1:] == str(job.number) or (not spec[1:].isdigit() and job.text.startswith(spec[1:])):
                    return job
            elif spec.isdigit() and (job.virtual_pid == int(spec) or int(spec) in job.pids):
                return job
        return None

    def mark(self, job: Job) -> str:
        return '+' if job is self.current() else ('-' if len(self.all) > 1 and job is self.all[-2] else ' ')

    def line(self, job: Job) -> str:
        """The line that `jobs` prints."""
        if job.done and job.signal != 0:
            state = description(job.signal)
        elif job.done:
            state = 'Done' if job.status == 0 else f'Exit {job.status}'
        else:
            state = 'Stopped' if job.stopped else 'Running'
        tail = ' &' if state == 'Running' else ''
        return f'[{job.number}]{self.mark(job)}  {state.ljust(24)}{job.text}{tail}'

    def take_news(self) -> list[str]:
        """Lines for the jobs that have ended or stopped since the last prompt; removes those that have ended."""
        news = [job for job in self.all if job.done or (job.is_news and job.stopped)]
        lines = [self.line(job) for job in news]
        for job in news:
            job.is_news = False
            if job.done:
                self.remove(job)
        return lines
