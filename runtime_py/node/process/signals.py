"""Signals by number and by name, and their listeners.

Knows: Linux's numbers, the one registration at the reactor. Must not know: Node's signal handles.
"""

from __future__ import annotations

from runtime_py.node.realm.callbacks import realm
from runtime_py.platform.maps import Map

NAMES = [
    '',
    'SIGHUP',
    'SIGINT',
    'SIGQUIT',
    'SIGILL',
    'SIGTRAP',
    'SIGABRT',
    'SIGBUS',
    'SIGFPE',
    'SIGKILL',
    'SIGUSR1',
    'SIGSEGV',
    'SIGUSR2',
    'SIGPIPE',
    'SIGALRM',
    'SIGTERM',
    'SIGSTKFLT',
    'SIGCHLD',
    'SIGCONT',
    'SIGSTOP',
    'SIGTSTP',
    'SIGTTIN',
    'SIGTTOU',
    'SIGURG',
    'SIGXCPU',
    'SIGXFSZ',
    'SIGVTALRM',
    'SIGPROF',
    'SIGWINCH',
    'SIGIO',
    'SIGPWR',
    'SIGSYS',
]
SIGKILL = 9
SIGTERM = 15
SIGSTOP = 19


def signal_name(number: int) -> str:
    return NAMES[number] if 0 <= number < len(NAMES) else ''


class SignalDesk:
    """Listeners per signal; the system delivers a signal to us only while there are listeners."""

    def __init__(self) -> None:
        self._listeners = Map()
        self._registered = False

    def add(self, number: int, listener: object) -> None:
        if not self._registered:
            self._registered = True
            realm().system.reactor.on_signal(lambda arrived: self._deliver(arrived))
        listeners = self._listeners.get(number)
        if listeners is None:
            listeners = []
            self._listeners.set(number, listeners)
            realm().system.set_signal_handled(number, True)
        listeners.append(listener)

    def remove(self, number: int, listener: object) -> None:
        listeners = self._listeners.get(number)
        if listeners is None:
            return
        left = [other for other in listeners if other is not listener]
        if len(left) > 0:
            self._listeners.set(number, left)
            return
        self._listeners.delete(number)
        realm().system.set_signal_handled(number, False)

    def poll(self) -> None:
        """Delivers signals that have arrived, while other code runs."""
        for number in realm().system.take_signals():
            self._deliver(number)

    def _deliver(self, number: int) -> None:
        listeners = self._listeners.get(number)
        if listeners is None:
            return
        for listener in list(listeners):
            listener(number)


signal_desk = SignalDesk()
