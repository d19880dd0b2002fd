"""Answers what threads ask about their locks (program_locks.py). A thread is known by its worker, whatever it says of
itself."""

from runtime_py.kernel.program_locks import ProgramLocks
from runtime_py.platform.clock import call_soon
from runtime_py.platform.futures import Future

MOST_LOCKS = 10000  # of one worker


class LockQuestions:
    def __init__(self) -> None:
        self._locks = ProgramLocks()

    def forget(self, child: object) -> None:
        self._locks.forget(child)

    async def answer(self, child: object, op: str, args: list) -> object:
        if op == 'locks.request':
            return await self._request(child, args)
        if op == 'locks.release':
            return self._locks.release(child, args[0])
        if op == 'locks.lost':
            return await self._lost(child, args[0])
        if op == 'locks.query':
            await _soon()  # behind what was granted before
            return [self._locks.shown(child, True), self._locks.shown(child, False)]
        raise TypeError(f'unknown question {op}')

    async def _request(self, child: object, args: list) -> int:
        """The lock's number, 0 for none."""
        if len(self._locks.shown(child, True)) + len(self._locks.shown(child, False)) >= MOST_LOCKS:
            raise TypeError('too many locks')
        lock = self._locks.request(child, args[0], args[1], args[2], args[3])
        if lock is None:
            return 0
        if not lock.is_held:
            granted = Future()
            lock.on_granted = lambda: granted.resolve(None)
            await granted.wait()
        return lock.number

    async def _lost(self, child: object, number: int) -> bool:
        """When it is over: whether it was stolen. One that isn't there any more was, or its holder doesn't ask."""
        lock = self._locks.find(child, number)
        if lock is None:
            return True
        lost = Future()
        lock.on_lost = lambda was_stolen: lost.resolve(was_stolen)
        return await lost.wait()


def _soon() -> object:
    turn = Future()
    call_soon(lambda: turn.resolve(None))
    return turn.wait()
