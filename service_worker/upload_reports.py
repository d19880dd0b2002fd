"""Reports to a page how much of a request's body was passed on to the kernel, for XMLHttpRequest's progress events
(preview/uploads.py).

Such a request has a number in a header, which servers don't see. Must not know how pages use it.
"""

HEADER = 'x-terrarium-upload'
UPLOADED = 'terrarium:uploaded'
PAUSE_MS = 50  # ms between two reports, as in browsers


def report_upload(event: object, body: object) -> None:
    """Must be called before the request is passed on."""
    number = event.request.headers.get(HEADER)
    if number is not None:
        report = Report(event.clientId, number)
        body.on_taken = lambda count, is_all: report.tell(count, is_all)


class Report:
    def __init__(self, client_id: str, number: str) -> None:
        self._client_id = client_id
        self._number = number
        self._last = 0

    async def tell(self, count: int, is_all: bool) -> None:
        if not is_all and Date.now() - self._last < PAUSE_MS:
            return
        self._last = Date.now()
        page = await clients.get(self._client_id)
        if page is not None:
            page.postMessage({'type': UPLOADED, 'number': self._number, 'bytes': count, 'done': is_all})
