"""The page's requests to the kernel worker and the events to it (docs/rooms/protocol.md).

Knows only the names of operations."""

from runtime_py.kernel.messages import REQUESTS, is_object, is_text, problem_of_arguments
from runtime_py.kernel.verbs import PAGE, Verbs
from runtime_py.platform.errno import EINVAL, ENOSYS, OsError
from runtime_py.platform.futures import start
from runtime_py.platform.workers import on_parent_message, post_to_parent


class PageLink:
    """`verbs` answer: those of boot.py first, then the kernel's."""

    def __init__(self) -> None:
        self.verbs = Verbs()
        self.refusal = None  # once the machine has stopped: the error for every request
        on_parent_message(lambda data, ports: self._on_message(data))

    def post(self, event: object, transfer: list) -> None:
        post_to_parent(event, transfer)

    def _on_message(self, message: object) -> None:
        start(self._answer(message), lambda error: console.error(error))

    async def _answer(self, message: object) -> None:
        if not is_object(message):
            console.error('a malformed message from the page')
            return
        number = message['id']
        try:
            if self.refusal is not None:
                raise self.refusal
            if not is_text(message['op']) or not self.verbs.has(message['op']):
                raise OsError(ENOSYS, message['op'])
            check_arguments(message['op'], message['args'])
            result = await self.verbs.run(message['op'], message['args'], PAGE)
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


def check_arguments(op: str, given: object) -> None:
    problem = problem_of_arguments(REQUESTS[op], given) if Object.hasOwn(REQUESTS, op) else ''
    if problem != '':
        raise OsError(EINVAL, f'{op}: {problem}')


def described(error: object) -> object:
    """An error as plain data."""
    return {
        'message': error.message or str(error),
        'code': error.code,
        'errno': error.errno,
        'syscall': error.syscall,
        'path': error.path,
        'dest': error.dest,
        'stack': error.stack,
    }
