"""The body of a preview's request: small ones are sent whole with their length, large ones as a stream.

Must not know its destination.
"""

from service_worker.upload_reports import report_upload

WHOLE = 64 * 1024


class RequestBody:
    """States: empty; whole (`_whole`); stream (`_reader`, with `_first` already read). `on_taken(bytes, is_all)` is
    called with how much has been passed on."""

    def __init__(self):
        self.on_taken = lambda count, is_all: None
        self._taken = 0
        self._whole = None
        self._first: list = []
        self._reader = None

    async def begin(self, request: object) -> None:
        if request.body is None:
            # Firefox has no stream here, and no browser has one for an empty body.
            data = await request.arrayBuffer()
            self._whole = Uint8Array(data) if data.byteLength > 0 else None
            return
        reader = request.body.getReader()
        length = 0
        while length <= WHOLE:
            step = await reader.read()
            if step.done:
                self._whole = _joined(self._first, length) if length > 0 else None
                self._first = []
                return
            self._first.append(step.value)
            length += step.value.byteLength
        self._reader = reader

    def for_message(self) -> object:
        if self._whole is not None:
            self.on_taken(self._whole.byteLength, True)
        return True if self._reader is not None else self._whole

    async def next_chunk(self) -> object:
        """The next piece of a stream, None at its end. A caller has written the earlier pieces."""
        if self._taken > 0:
            self.on_taken(self._taken, False)
        chunk = await self._read_next()
        if chunk is None:
            self.on_taken(self._taken, True)
        else:
            self._taken += chunk.byteLength
        return chunk

    async def _read_next(self) -> object:
        if len(self._first) > 0:
            return self._first.pop(0)
        step = await self._reader.read()
        return None if step.done else step.value


def _joined(parts: list, length: int) -> object:
    whole = Uint8Array(length)
    at = 0
    for part in parts:
        whole.set(part, at)
        at += part.byteLength
    return whole


async def body_of(event: object) -> RequestBody:
    """The body of a page's request, which reports its progress if the page wants that."""
    request = event.request
    body = RequestBody()
    if request.method != 'GET' and request.method != 'HEAD':
        await body.begin(request)
        report_upload(event, body)
    return body
