"""HTTP requests by the browser's fetch, under its rules (CORS). Only the network worker makes them (network/); programs
reach it through sockets.

Must not know its callers, or what an error means."""

from runtime_py.platform.bytes import Bytes, concat
from runtime_py.platform.host import HostAbortController, host_fetch

PART = 1048576


class Call:
    """One request. `abort()` may come at any time."""

    def __init__(self) -> None:
        self._controller = HostAbortController()

    def abort(self) -> None:
        self._controller.abort()

    @property
    def aborted(self) -> bool:
        return self._controller.signal.aborted

    async def send(
        self, url: str, method: str, headers: list, body: object, cache: str, follows: bool = True
    ) -> object:
        """Sends the request and returns the Response. If redirects are followed, a page sees only the last response;
        otherwise `is_redirect` is true for a response whose target nobody is told. Raises the browser's TypeError."""
        return await host_fetch(
            url,
            {
                'method': method,
                'headers': headers,
                'body': body,
                'signal': self._controller.signal,
                'redirect': 'follow' if follows else 'manual',
                'credentials': 'omit',
                'referrerPolicy': 'no-referrer',
                'cache': cache,
            },
        )

    async def answers(self, url: str) -> bool:
        """Whether any server answers there: the browser reveals that even when it hides the response."""
        try:
            await host_fetch(
                url,
                {
                    'method': 'HEAD',
                    'mode': 'no-cors',
                    'signal': self._controller.signal,
                    'credentials': 'omit',
                    'cache': 'no-store',
                    'referrerPolicy': 'no-referrer',
                },
            )
            return True
        except Exception:
            return False


def is_redirect(response: object) -> bool:
    """Whether the host answered with a redirect that was not followed."""
    return response.type == 'opaqueredirect'


class BodyParts:
    """A body that is collected before it is sent: browsers stream only over HTTP/2, which can't be known in advance.
    Parts of a megabyte become Blobs, which the browser keeps outside this worker and, when they are many, on the
    disk."""

    def __init__(self) -> None:
        self.length = 0
        self._blobs: list = []
        self._parts: list[Bytes] = []
        self._size = 0

    def add(self, part: Bytes) -> None:
        self._parts.append(part)
        self._size += len(part)
        self.length += len(part)
        if self._size >= PART:
            self._blobs.append(Blob(self._parts))
            self._parts = []
            self._size = 0

    def whole(self) -> object:
        """The body for fetch; None for an empty body."""
        if self.length == 0:
            return None
        if len(self._blobs) == 0:
            return concat(self._parts)
        return Blob([*self._blobs, *self._parts])
