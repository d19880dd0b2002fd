"""Ends a script that runs too long (vm's `timeout`) or is interrupted by Ctrl-C (`breakOnSigint`, the REPL): a browser
can't interrupt a script, so its loops and functions check by calling `tick`.

Knows: the clock and the process's signals. Must not know: the script."""

from __future__ import annotations

from runtime_py.node.process.signals import signal_desk
from runtime_py.node.realm.callbacks import coded_error
from runtime_py.platform.clock import monotonic_ms

SIGINT = 2
_LOOKS_EVERY = 256  # ticks between checks: reading the clock costs more than counting


class SigintWatch:
    """Keeps SIGINT from ending the process, and records its arrival. Watches nest."""

    def __init__(self) -> None:
        self.seen = False
        self._depth = 0
        self._listener = lambda number: self._note()

    def _note(self) -> None:
        self.seen = True

    def start(self) -> bool:
        if self._depth == 0:
            self.seen = False
            signal_desk.add(SIGINT, self._listener)
        self._depth += 1
        return True

    def stop(self) -> bool:
        """Ends the watch; whether a SIGINT came that nothing has handled."""
        signal_desk.poll()
        self._depth -= 1
        if self._depth == 0:
            signal_desk.remove(SIGINT, self._listener)
        seen = self.seen
        self.seen = False
        return seen

    def is_pending(self) -> bool:
        signal_desk.poll()
        return self.seen


sigint_watch = SigintWatch()


_active = []  # watchdogs of the running scripts, outermost first


class Watchdog:
    """`timeout` in ms, 0 for none. `fired`: the error with which it has ended the script, or None."""

    def __init__(self, timeout: int, on_sigint: bool) -> None:
        self._timeout = timeout
        self._end = monotonic_ms() + timeout if timeout > 0 else Infinity
        self._on_sigint = on_sigint
        self.fired = None
        if on_sigint:
            sigint_watch.start()
        _active.push(self)

    def end(self) -> None:
        """The script has ended; its functions that are called later run without a limit."""
        _active.pop()
        if _ticks.ended_by is self:
            _ticks.ended_by = None
        if self._on_sigint:
            sigint_watch.stop()

    def look(self) -> None:
        if self._on_sigint and sigint_watch.is_pending():
            sigint_watch.seen = False
            self._fire('ERR_SCRIPT_EXECUTION_INTERRUPTED', 'Script execution was interrupted by `SIGINT`')
        if monotonic_ms() > self._end:
            self._fire('ERR_SCRIPT_EXECUTION_TIMEOUT', f'Script execution timed out after {self._timeout}ms')

    def _fire(self, code: str, message: str) -> None:
        self.fired = coded_error(Error, code, message)
        _ticks.ended_by = self
        raise self.fired


class Ticks:
    def __init__(self) -> None:
        self.count = 0
        self.ended_by = None  # the watchdog that has ended a script which is still on the stack


_ticks = Ticks()


def tick() -> None:
    """A script that runs within another is ended with it. No handler keeps the script from ending: they begin with a
    tick too."""
    if _ticks.ended_by is not None:
        raise _ticks.ended_by.fired
    _ticks.count += 1
    if _ticks.count % _LOOKS_EVERY == 0:
        for watchdog in _active:
            watchdog.look()
