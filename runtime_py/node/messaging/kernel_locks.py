"""The part of the browser's LockManager that `locks` uses, where a worker has none: the kernel keeps the locks
(kernel/lock_questions.py)."""

from __future__ import annotations

HostDOMException = globalThis.DOMException
_HostPromise = globalThis.Promise
_BROKEN = "Lock broken by another request with the 'steal' option."


class KernelLockManager:
    def __init__(self, realm: object) -> None:
        self._realm = realm

    def _ask(self, op: str, *args: object) -> object:
        return self._realm.system.ask_kernel(op, *args)

    async def request(self, name: str, options: object, callback: object) -> object:
        """As the browser's."""
        mode = options['mode'] or 'exclusive'
        number = await self._ask('locks.request', name, mode, bool(options['steal']), bool(options['ifAvailable']))
        if number == 0:
            return await callback(None)
        try:
            return await _HostPromise.race([self._stolen(number), callback({'name': name, 'mode': mode})])
        finally:
            self._ask('locks.release', number)

    async def _stolen(self, number: int) -> object:
        """Rejects when it is."""
        if await self._ask('locks.lost', number):
            raise js_new(HostDOMException, _BROKEN, 'AbortError')
        return await js_new(_HostPromise, lambda *args: None)

    async def query(self) -> object:
        """Of this thread alone, whose locks all have the same `clientId`."""
        found = await self._ask('locks.query')

        def shown(locks):
            return locks.map(lambda lock: {'name': lock[0], 'mode': lock[1], 'clientId': 'own'})

        return {'held': shown(found[0]), 'pending': shown(found[1])}
