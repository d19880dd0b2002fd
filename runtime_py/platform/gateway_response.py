"""A Response from what came over a gateway channel (gateway_channel.py), and the rules of fetch for redirects. JavaScript
only.

Must not know who asks."""

MOST_REDIRECTS = 20
REDIRECTS = [301, 302, 303, 307, 308]
NULL_BODY = [101, 103, 204, 205, 304]
_ENCODINGS = {'gzip': 'gzip', 'x-gzip': 'gzip', 'deflate': 'deflate'}


class WholeBody:
    """A request's body that goes with its head, None for none."""

    def __init__(self, octets: object):
        self._octets = octets

    def for_message(self) -> object:
        return self._octets

    async def next_chunk(self) -> object:
        return None


def becomes_get(status: int, method: str) -> bool:
    """Whether a redirect of a request drops its method and body."""
    return status == 303 and method != 'HEAD' or status in (301, 302) and method == 'POST'


def decoded_body(head: object, headers: object, exchange: object) -> object:
    """The body without its content encoding; `headers` then tell no length."""
    if not js_in(head.coding, _ENCODINGS):
        return exchange.body
    headers.delete('content-length')
    return exchange.stream().pipeThrough(js_new(globalThis.DecompressionStream, _ENCODINGS[head.coding]))


def response_of(method: str, head: object, exchange: object) -> object:
    """As `fetch` returns it."""
    headers = Headers()
    for name, value in head.headers:
        headers.append(name, value)
    has_body = method != 'HEAD' and head.status not in NULL_BODY and exchange.body is not None
    return Response(
        decoded_body(head, headers, exchange) if has_body else None,
        {
            'status': head.status,
            'statusText': head.reason.replace(js_regexp('[^\\t\\x20-\\x7e]', 'g'), ''),
            'headers': headers,
        },
    )


def shown_as(response: object, url: str, is_redirected: bool) -> object:
    """The response with what the constructor can't set."""
    for name, value in Object.entries({'url': url, 'redirected': is_redirected, 'type': 'basic'}):
        Object.defineProperty(response, name, {'value': value, 'configurable': True})
    return response
