"""Builds the Response for a preview page from a server's response: maps redirects, instruments pages, removes headers
that would break it.

Must not know how the response was obtained.
"""

from runtime_py.platform.bytes import concat
from runtime_py.platform.gateway_response import NULL_BODY, decoded_body
from service_worker.html import SEARCHED, insertion_point, starts_as_page
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
    is_told = headers.has('content-type')
    if request.mode == 'navigate' and _may_be_html(headers, body, page.is_sandboxed):
        headers.delete('content-length')
        if page.is_sandboxed:
            body = _transformed(body, page.carrier(head, headers))
        else:
            body = _transformed(body, HtmlInjector(page.tags(head, headers), is_told))
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


def _may_be_html(headers: object, body: object, is_sandboxed: bool) -> bool:
    """Browsers find out the kind of what has no content type. Of a stream the injector decides it, from its start; a
    document that carries a sandboxed page must know it before."""
    kind = headers.get('content-type')
    if kind is not None:
        return kind.lower().startswith('text/html')
    if (headers.get('x-content-type-options') or '').lower() == 'nosniff':
        return False
    if js_instanceof(body, Uint8Array):
        return starts_as_page(_latin1(body.subarray(0, SEARCHED)), True) == 1
    return not is_sandboxed


def _latin1(octets: object) -> str:
    return js_new(globalThis.TextDecoder, 'latin1').decode(octets)


class HtmlInjector:
    """A transformer that holds back the start of a page until the position of its head is known.

    Works on Latin-1, in which every byte is a character: tags are ASCII in all encodings used on the web. What isn't
    `told` to be a page is left as it is unless it starts as one."""

    def __init__(self, tags: str, told: bool = True):
        self._tags = TextEncoder().encode(tags)
        self._told = told
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
        text = _latin1(start.subarray(0, SEARCHED))
        is_page = 1 if self._told else starts_as_page(text, complete)
        point = insertion_point(text, complete) if is_page == 1 else is_page
        if point < 0:
            return
        self._done = True
        self._held = []
        if is_page == 0:
            controller.enqueue(start)
            return
        controller.enqueue(start.subarray(0, point))
        controller.enqueue(self._tags)
        controller.enqueue(start.subarray(point))
