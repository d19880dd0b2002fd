"""internalBinding('locks'): navigator.locks, between the threads of a process (src/node_locks.cc). The browser's own
locks do it, under names of this process; a thread that dies lets go of them.

Where a worker has no lock manager, the kernel's takes its place. The browser knows threads by ids of its own: each
thread that uses locks holds one more, whose name says which thread it is. Must not know: what the library checks
before."""

from __future__ import annotations

from typing import Any

from runtime_py.node.fs.requests import attempt, outcome_value
from runtime_py.node.messaging.kernel_locks import KernelLockManager
from runtime_py.platform.host import host_navigator, host_origin

HostDOMException = globalThis.DOMException
_HostPromise = globalThis.Promise
_THREAD = '\0thread '
_STOLEN = 'LOCK_STOLEN'
_BROKEN = 'steal'  # in the browser's words


class Locks:
    def __init__(self, realm: object) -> None:
        self._realm = realm
        self._locks: Any = host_navigator.locks if host_origin != 'null' else KernelLockManager(realm)
        self._said_thread = False

    def _prefix(self) -> str:
        """Two tabs may have processes with the same pid."""
        system = self._realm.system
        return f'terrarium program {system.processes.started_of(0)} {system.pid} '

    def _say_thread(self) -> None:
        if not self._said_thread:
            self._said_thread = True
            self._locks.request(
                f'{self._prefix()}{_THREAD}{self._realm.thread.number}',
                {'mode': 'shared'},
                lambda lock: js_new(_HostPromise, lambda *args: None),
            )

    def _stay_until_answered(self) -> None:
        """Keeps the event loop alive until the browser has answered a query: by then, locks that can be granted now are
        granted."""
        loop = self._realm.loop
        loop.add_request()
        self._locks.query().then(lambda found: loop.remove_request())

    def request(self, name: str, client: str, mode: str, steal: bool, if_available: bool, callback: object) -> object:
        self._say_thread()

        def granted(lock):
            given = None if lock is None else {'name': name, 'mode': mode, 'clientId': client}
            outcome = []

            def call():
                outcome.append(attempt(lambda: callback(given)))

            self._realm.make_callback({}, call, [])
            return outcome_value(outcome[0])

        def fail(error):
            self._stay_until_answered()
            if js_instanceof(error, HostDOMException) and error.name == 'AbortError' and _BROKEN in error.message:
                raise Error(_STOLEN)
            raise error

        def done(value):
            self._stay_until_answered()
            return value

        asked = self._locks.request(
            self._prefix() + name, {'mode': mode, 'steal': steal, 'ifAvailable': if_available}, granted
        )
        self._stay_until_answered()
        return asked.then(done, fail)

    def query(self) -> object:
        """The locks and requests of this thread."""
        loop = self._realm.loop
        loop.add_request()

        def shown(found):
            loop.remove_request()
            prefix = self._prefix()
            number = self._realm.thread.number
            own = found.held.find(lambda lock: lock.name == f'{prefix}{_THREAD}{number}')

            def described(locks):
                named = locks.filter(
                    lambda lock: (
                        lock.name.startswith(prefix)
                        and lock is not own
                        and own is not None
                        and lock.clientId == own.clientId
                    )
                )
                return named.map(
                    lambda lock: {
                        'name': lock.name.slice(len(prefix)),
                        'mode': lock.mode,
                        'clientId': f'node-{self._realm.system.pid}-{number}',
                    }
                )

            return {'held': described(found.held), 'pending': described(found.pending)}

        return self._locks.query().then(shown)


def create(realm: object, binding_data: object) -> object:
    locks = Locks(realm)
    return {
        'request': lambda name, client, mode, steal, if_available, callback: locks.request(
            name, client, mode, steal, if_available, callback
        ),
        'query': lambda: locks.query(),
    }
