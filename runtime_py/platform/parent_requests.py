"""Requests from a worker to the kernel worker, and their answers. Must not know what is requested."""

from runtime_py.platform.futures import Future
from runtime_py.platform.maps import Map


class KernelError(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class ParentRequests:
    def __init__(self, post: object) -> None:
        self.post = post
        self._next = 1
        self._waiting: Map = Map()

    async def ask(self, op: str, args: list) -> object:
        return await self._answer({'type': 'ask', 'op': op, 'args': args})

    async def call(self, data: object) -> object:
        """A system call of a confined program, as octets."""
        return await self._answer({'type': 'call', 'data': data})

    async def _answer(self, message: object) -> object:
        number = self._next
        self._next += 1
        future = Future()
        self._waiting.set(number, future)
        self.post(Object.assign(message, {'id': number}))
        return await future.wait()

    def answer(self, data: object) -> None:
        future = self._waiting.get(data['id'])
        self._waiting.delete(data['id'])
        if data['error'] is not None:
            future.reject(KernelError(data['error']))
        else:
            future.resolve(data['ok'])
