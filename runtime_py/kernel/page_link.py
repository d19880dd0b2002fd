"""The page's requests to the kernel worker and the events to it (docs/ARCHITECTURE.md, Worker and page protocol).

Knows names of operations; what they do is elsewhere."""
from runtime_py.platform.errno import ENOSYS, OsError
from runtime_py.platform.futures import start
from runtime_py.platform.workers import on_parent_message, post_to_parent


class PageLink:
    """`operations` is set by the kernel: name -> function of the arguments, which may be a coroutine."""

    def __init__(self) -> None:
        self.operations = {}
        on_parent_message(lambda data, ports: self._on_message(data))

    def post(self, event: object, transfer: list) -> None:
        post_to_parent(event, transfer)

    def _on_message(self, message: object) -> None:
        start(self._answer(message), lambda error: console.error(error))

    async def _answer(self, message: object) -> None:
        number = message['id']
        try:
            if not Object.hasOwn(self.operations, message['op']):
                raise OsError(ENOSYS, message['op'])
            result = await self.operations[message['op']](*message['args'])
            transfer = []
            if js_instanceof(result, MessagePort):
                transfer = [result]
            if number is not None:
                post_to_parent({'id': number, 'ok': result}, transfer)
        except Exception as error:
            if number is None:
                console.error(error)
            else:
                post_to_parent({'id': number, 'error': described(error)}, [])


def described(error: object) -> object:
    """An error as plain data."""
    return {'message': error.message or str(error), 'code': error.code, 'errno': error.errno, 'syscall': error.syscall, 'path': error.path, 'dest': error.dest,
            'stack': error.stack}
