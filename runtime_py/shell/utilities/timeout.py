"""timeout: runs a command, and ends it when it takes too long (GNU coreutils).

The command is always a process of its own: the signal also goes to its descendants, as coreutils' goes to a group of
its own; with --foreground only to the command. It stays in the shell's process group, so that Ctrl-C reaches it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.clock import call_later, cancel
from runtime_py.platform.errno import ENOENT
from runtime_py.platform.futures import start
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.program_request import program_request
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.utilities.sleep import duration
from runtime_py.sys.children import STOPPED_STATUS
from runtime_py.sys.gate import Gate
from runtime_py.sys.signals import SIGCONT, SIGHUP, SIGINT, SIGKILL, SIGQUIT, SIGTERM, name_of_signal, number_of_signal

_TIMED_OUT = 124
_TROUBLE = 125
_NOT_EXECUTABLE = 126
_NOT_FOUND = 127
_SIGNALED = 128
_FORWARDED = [SIGHUP, SIGINT, SIGQUIT, SIGTERM]
_LONGEST = 0x7FFFFFFF  # limit of the platform's timers, in milliseconds
_LONG_NAMES = ['foreground', 'kill-after=', 'preserve-status', 'signal=', 'verbose']


async def main(context: Context) -> int:
    options = parse_options(context.args, 'k:s:vfp', _LONG_NAMES, False)
    if options.problem != '':
        return await usage_error(context, options.problem, _TROUBLE)
    if len(options.operands) < 2:
        await context.write_error(f"Try '{context.name} --help' for more information.\n")
        return _TROUBLE
    after = options.value('k', options.value('kill-after', '0'))
    signal = number_of_signal(options.value('s', options.value('signal', 'TERM')))
    for text in [after, options.operands[0]]:
        if duration(text) < 0:
            return await usage_error(context, f"invalid time interval '{text}'", _TROUBLE)
    if signal < 0:
        return await usage_error(context, f"'{options.value('s', options.value('signal'))}': invalid signal", _TROUBLE)
    command = options.operands[1:]
    pid = context.system.spawn(program_request(context, command))
    if pid < 0:
        await context.error(f"failed to run command '{command[0]}': {strerror(-pid)}")
        return _NOT_FOUND if pid == -ENOENT else _NOT_EXECUTABLE
    return await _Watchdog(context, options, command[0], pid, signal).watch(
        duration(options.operands[0]), duration(after)
    )


class _Watchdog:
    """States: waiting -> (signalled -> (killed)) -> ended."""

    def __init__(self, context: Context, options: Options, name: str, pid: int, signal: int) -> None:
        self.context = context
        self.system = context.system
        self.name = name
        self.pid = pid
        self.signal = signal
        self.is_verbose = options.any(['v', 'verbose'])
        self.is_alone = options.any(['f', 'foreground'])
        self.keeps_status = options.any(['p', 'preserve-status'])
        self._timer: Any = None
        self._status = -1
        self._sent = 0  # the last signal sent
        self._ended = Gate()

    async def watch(self, seconds: float, kill_after: float) -> int:
        """Returns timeout's exit status. 0 seconds means forever."""
        if self.context.owns_process:
            self._forward()
        start(self._wait(), lambda error: self._ended.open())
        self._later(seconds, lambda: self._end(self.signal, kill_after))
        await self.context.interrupts.pass_gate(self._ended)
        if self._timer is not None:
            cancel(self._timer)
        if self._status < 0:
            self._send(self.context.interrupts.number)
            self.context.check()
        signal = self._status >> 8
        # after SIGKILL the status reports it, whatever the options
        if self._sent != 0 and not self.keeps_status and signal != SIGKILL:
            return _TIMED_OUT
        if signal != 0 and self.context.owns_process and self._sent == 0:
            # ends with the command's signal
            self.system.set_signal_handled(signal, False)
            self.system.kill(self.system.pid, signal)
        return self._status if signal == 0 else _SIGNALED + signal

    def _forward(self) -> None:
        """A signal that would end us is passed to the command."""
        for signal in _FORWARDED:
            self.system.set_signal_handled(signal, True)
        self.system.reactor.on_signal(lambda signal: self._send(signal))

    async def _wait(self) -> None:
        status = STOPPED_STATUS
        while status >= 0 and (status & STOPPED_STATUS) != 0:
            status = await self.system.wait_child(self.pid)
        self._status = status if status >= 0 else _NOT_FOUND
        self.system.reap(self.pid)
        self._ended.open()

    def _later(self, seconds: float, then: Callable[[], None]) -> None:
        if seconds > 0:
            self._timer = call_later(min(seconds * 1000, _LONGEST), then)

    def _end(self, signal: int, kill_after: float) -> None:
        self._timer = None
        if self.is_verbose:
            start(
                self.context.error(f"sending signal {name_of_signal(signal)} to command '{self.name}'"),
                lambda error: None,
            )
        self._send(signal)
        self._sent = signal
        self._later(kill_after, lambda: self._end(SIGKILL, 0))

    def _send(self, signal: int) -> None:
        for pid in [self.pid] if self.is_alone else self._family():
            self.system.kill(pid, signal, not self.is_alone)
            if signal != SIGKILL:
                self.system.kill(pid, SIGCONT)  # a stopped process would not act on it

    def _family(self) -> list[int]:
        """The command and its descendants, parents first."""
        found = [self.pid]
        processes = self.system.list_processes()
        for pid in found:
            found.extend([one.pid for one in processes if one.ppid == pid])
        return found
