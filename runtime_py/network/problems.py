"""Turns a failed request into an error that a program can act on: a code, the host, and what would help.

The browser only tells a page that a request failed. The rest is found out here: whether the page may talk to the host
at all, and whether the host answers a request whose response isn't read."""

from runtime_py.platform.browser_fetch import Call

NETWORK = 'ERR_TERRARIUM_NETWORK'
CORS = 'ERR_TERRARIUM_CORS'
MIXED = 'ERR_TERRARIUM_MIXED_CONTENT'
CSP = 'ERR_TERRARIUM_CSP'
HEADER = 'ERR_TERRARIUM_FORBIDDEN_HEADER'
METHOD = 'ERR_TERRARIUM_FORBIDDEN_METHOD'
NOT_HTTP = 'ERR_TERRARIUM_NOT_HTTP'
TOO_LARGE = 'ERR_TERRARIUM_BODY_TOO_LARGE'
CUT = 'ECONNRESET'
A_PROXY = 'a proxy would help (docs/PROXY.md)'


class ConnectionProblem(Exception):
    """Ends the connection: the program gets the code and the message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


_blocked = Set()  # origins that the page's content security policy has refused


def watch_policy() -> None:
    globalThis.addEventListener('securitypolicyviolation', lambda event: _note(event))


def _note(event: object) -> None:
    if event.effectiveDirective == 'connect-src':
        _blocked.add(str(event.blockedURI).split('/')[2] or '')


async def explain(url: object, said: str, asking: list, method: str, may_probe: bool) -> ConnectionProblem:
    """The problem of a request that the browser refused with the error `said`. `asking` are the headers that required a
    preflight. `may_probe`: whether the host may be asked once more, and redirects followed."""
    host = url.host
    if _blocked.has(host):
        return ConnectionProblem(
            CSP, f"{host}: the page's content security policy forbids the request: connect-src must list {url.origin}"
        )
    if navigator.onLine is False:
        return ConnectionProblem(NETWORK, f"{host} can't be reached: the browser is offline")
    if url.protocol == 'http:' and globalThis.location.protocol == 'https:' and not _is_loopback(url.hostname):
        return ConnectionProblem(
            MIXED, f"{host}: a page loaded over https: can't send http: requests; try https://{host}, or {A_PROXY}"
        )
    if may_probe and await Call().answers(f'{url.origin}/'):
        return ConnectionProblem(CORS, f'{host} answers, but {_refusal(url, asking, method)}; {A_PROXY}')
    return ConnectionProblem(
        NETWORK,
        f"{method} {url.href} failed ({said}): {host} can't be reached, or doesn't allow requests from pages (CORS); the browser "
        f"doesn't say which. In the second case {A_PROXY}",
    )


def _refusal(url: object, asking: list, method: str) -> str:
    text = f"doesn't allow {method} {url.pathname} from the page {globalThis.location.origin} (CORS)"
    return text if len(asking) == 0 else f'{text}, or not with the headers {", ".join(asking)}'


def _is_loopback(name: str) -> bool:
    return name == 'localhost' or name.endswith('.localhost') or name.startswith('127.') or name == '[::1]'
