"""Builds the Response for a preview page from a server's response: maps redirects, instruments pages, removes headers
that would break it.

Must not know how the response was obtained.
"""

from runtime_py.platform.bytes import concat
from runtime_py.platform.gateway_response import NULL_BODY, decoded_body
from service_worker.html import SEARCHED, insertion_point
from service_worker.instance import HEADER, NAME, ends_cut_bodies_cleanly
from service_worker.isolation import isolate, preview_embedder_policy
from service_worker.pages import error_response
from service_worker.worker_script import GuardInserter, is_worker_script

DROPPED = [
    'x-frame-options',
    'strict-transport-security',
    'cross-origin-embedder-policy',
    'cross-origin-opener-policy',
    'clear-site-data',
    'service-worker-allowed',
]


def is_instrumented(request: object) -> bool:
    """Whether we insert something into the response."""
    return request.mode == 'navigate' or is_worker_script(request, 200)


def preview_response(request: object, port: int, head: object, exchange: object, page: object, guard: str) -> object:
    """`page` knows addresses: `location(value)` maps a redirect's target, `tags(head, headers)` returns the tags to
    insert before a page's scripts; one that `is_sandboxed` is carried by a document of ours (sandboxing.py). `guard` is the text to insert before a worker's script."""
    if head.status < 200 or head.status > 599:
        exchange.cancel()
        return error_response(port, 'EPROTO', f'status {head.status}', request.mode == 'navigate')
    headers = _headers(head, page)
    isolate(headers, preview_embedder_policy())
    if page.is_sandboxed:
        page.sandbox(headers)
    if ends_cut_bodies_cleanly():
        headers.set(HEADER, NAME)
    options = {'status': head.status, 'statusText': _status_text(head.reason), 'headers': headers}
    if request.method == 'HEAD' or head.status in NULL_BODY:
        return Response(None, options)
    body = decoded_body(head, headers, exchange)
    if request.mode == 'navigate' and _is_html(headers):
        headers.delete('content-length')
        body = _transformed(
            body, page.carrier(head, headers) if page.is_sandboxed else HtmlInjector(page.tags(head, headers))
        )
    if is_worker_script(request, head.status):
        headers.delete('content-length')
        body = _transformed(body, GuardInserter(guard))
    return Response(body, options)


def _transformed(body: object, transformer: object) -> object:
    """Transforms at once if the whole body is there."""
    if not js_instanceof(body, Uint8Array):
        return body.pipeThrough(TransformStream(transformer))
    parts: list = []
    controller = {'enqueue': lambda chunk: parts.append(chunk)}
    transformer.transform(body, controller)
    transformer.flush(controller)
    return concat(parts)


def _headers(head: object, page: object) -> object:
    """Content-Encoding stays although the body was decoded, as in a browser."""
    headers = Headers()
    for name, value in head.headers:
        lower = name.lower()
        if lower == 'location':
            headers.append(name, page.location(value))
        elif lower not in DROPPED:
            headers.append(name, value)
    return headers


def _status_text(reason: str) -> str:
    """A Response refuses non-ASCII and control characters in its status text, which a status line may contain."""
    return reason if js_regexp('^[\\t\\x20-\\x7e]*$', '').test(reason) else ''


def _is_html(headers: object) -> bool:
    kind = headers.get('content-type')
    return kind is not None and kind.lower().startswith('text/html')


class HtmlInjector:
    """A transformer that holds back the start of a page until the position of its head is known.

    Works on Latin-1, in which every byte is a character: tags are ASCII in all encodings used on the web."""

    def __init__(self, tags: str):
        self._tags = TextEncoder().encode(tags)
        self._held: list = []
        self._length = 0
        self._done = False

    def transform(self, chunk: object, controller: object) -> None:
        if self._done:
            controller.enqueue(chunk)
            return
        self._held.append(chunk)
        self._length += chunk.byteLength
        self._try(controller, False)

    def flush(self, controller: object) -> None:
        if not self._done:
            self._try(controller, True)

    def _try(self, controller: object, complete: bool) -> None:
        start = Uint8Array(self._length)
        at = 0
        for part in self._held:
            start.set(part, at)
            at += part.byteLength
        text = js_new(globalThis.TextDecoder, 'latin1').decode(start.subarray(0, SEARCHED))
        point = insertion_point(text, complete)
        if point < 0:
            return
        self._done = True
        self._held = []
        controller.enqueue(start.subarray(0, point))
        controller.enqueue(self._tags)
        controller.enqueue(start.subarray(point))
