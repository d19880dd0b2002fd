"""A request through a proxy (docs/PROXY.md): it is sent unchanged, and the whole response can be read."""

from runtime_py.network.problems import ConnectionProblem
from runtime_py.platform.browser_fetch import Call
from runtime_py.platform.bytes import decode, encode, from_base64, to_base64

PROXY = 'ERR_TERRARIUM_PROXY'
_OF_THE_CONNECTION = [
    'connection',
    'content-length',
    'expect',
    'keep-alive',
    'proxy-authorization',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
]


class ProxiedReply:
    """The counterpart of a Response, for requests through a proxy."""

    def __init__(self, head: object, body: object) -> None:
        self.status = head.status
        self.status_text = head.reason
        self.headers = [[pair[0], pair[1]] for pair in head.headers]
        self.body = body
        self.decoded = False


async def ask(call: Call, proxy: str, url: object, method: str, headers: list, body: object) -> ProxiedReply:
    """Raises ConnectionProblem with the proxy's message, and fetch's error when the call was aborted."""
    target = _target(proxy)
    sent = [pair for pair in headers if pair[0].lower() not in _OF_THE_CONNECTION]
    text = JSON.stringify({'method': method, 'url': url.href.split('#')[0], 'headers': sent})
    own = [['terrarium-request', to_base64(encode(text))], ['content-type', 'application/octet-stream']]
    if target.username != '':
        own.append(
            [
                'authorization',
                'Basic '
                + to_base64(encode(decodeURIComponent(target.username) + ':' + decodeURIComponent(target.password))),
            ]
        )
        target.username = ''
        target.password = ''
    try:
        response = await call.send(target.href, 'POST', own, body, 'no-store')
    except Exception as error:
        if call.aborted:
            raise error
        raise ConnectionProblem(
            PROXY,
            f"{url.host}: the proxy {target.origin} can't be reached, or doesn't serve the page {globalThis.location.origin} ({error.message})",
        )
    problem = response.headers['get']('terrarium-error')
    if problem is not None:
        said = _read(problem, target)
        raise ConnectionProblem(String(said.code), f'{url.host}, through the proxy {target.origin}: {said.message}')
    head = response.headers['get']('terrarium-reply')
    if head is None:
        raise ConnectionProblem(
            PROXY,
            f'{url.host}: {target.origin} is not a Terrarium proxy (docs/PROXY.md): it answered {response.status} without a Terrarium-Reply header',
        )
    return ProxiedReply(_read(head, target), response.body)


def _target(proxy: str) -> object:
    try:
        return URL(proxy)
    except Exception:
        raise ConnectionProblem(PROXY, f'the proxy {proxy} is not a URL')


def _read(text: str, target: object) -> object:
    try:
        return JSON.parse(decode(from_base64(text)))
    except Exception:
        raise ConnectionProblem(PROXY, f"the answer of the proxy {target.origin} can't be parsed")
