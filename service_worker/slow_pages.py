"""Navigations whose server takes long: one of our pages shows the server's output meanwhile, while the request
continues.

A browser gives a service worker some minutes to answer a navigation, Firefox half a minute. So after a while the
navigation is answered with that page, the exchange is held here, and the page polls (preview/slow.py); when the
response's head has arrived, the page reloads and gets it. States of a held exchange: waiting -> answered -> taken; it
is cancelled when its page has stopped polling. Must not know how requests reach servers."""

from service_worker.error_codes import ERROR_HEADER, SLOW
from service_worker.html import escape, script_tag
from service_worker.isolation import isolate, preview_embedder_policy
from service_worker.pages import STYLE
from service_worker.private_paths import shim_path
from service_worker.slow_header import SLOW_HEADER

PATIENCE_MS = 15000
SILENCE_MS = 15000  # of the polling page

_held = Map()  # key -> Held


class Held:
    def __init__(self, exchange: object):
        self.exchange = exchange
        self.since = Date.now()
        self.asked = Date.now()
        self.is_answered = False
        exchange.head.then(lambda _head: self._answered())

    def _answered(self) -> None:
        self.is_answered = True


def key_of(place: object, path: str) -> str:
    return f'{place} {path}'


def take(key: str) -> object:
    """The exchange held for this page, None if there is none."""
    held = _held.get(key)
    _held.delete(key)
    return None if held is None else held.exchange


async def is_slow(request: object, exchange: object) -> bool:
    """Resolves at the response's head, or after some time."""
    if request.mode != 'navigate' or request.method != 'GET':
        return False
    waited = Promise(lambda resolve: setTimeout(lambda: resolve(SLOW), PATIENCE_MS))
    return await Promise.race([exchange.head, waited]) == SLOW


def hold(key: str, exchange: object) -> None:
    held = Held(exchange)
    _held.set(key, held)
    _look_later(key, held)


def _look_later(key: str, held: Held) -> None:
    def look():
        if _held.get(key) is not held:
            return
        if Date.now() - held.asked > SILENCE_MS:
            _held.delete(key)
            held.exchange.cancel()
        else:
            _look_later(key, held)

    setTimeout(look, SILENCE_MS)


def is_question(request: object) -> bool:
    return request.headers.has(SLOW_HEADER)


def answer_question(key: str, listener: object) -> object:
    """The progress: `{answered, lines}`. An exchange that is no longer held is requested again."""
    held = _held.get(key)
    if held is not None:
        held.asked = Date.now()
    headers = Headers({'cache-control': 'no-store', 'content-type': 'application/json'})
    isolate(headers, preview_embedder_policy())
    state = {'answered': held is None or held.is_answered, 'lines': listener.lines if listener is not None else []}
    return Response(JSON.stringify(state), {'headers': headers})


def slow_page(place: int, port: int, listener: object) -> object:
    """`listener`: the process that listens there (kernel/last_listeners.py), None if unknown."""
    title = f'Waiting for the server on port {port}'
    who = 'It' if listener is None else f'Process {listener.pid} ({listener.command})'
    lines = [] if listener is None else listener.lines
    text = '\n'.join(lines)
    headers = Headers({'cache-control': 'no-store', 'content-type': 'text/html; charset=utf-8', ERROR_HEADER: SLOW})
    isolate(headers, preview_embedder_policy())
    body = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>{STYLE}<main><h1>{escape(title)}</h1>'
        f'<p>{escape(who)} got the request but has not answered for <span id="seconds">{PATIENCE_MS // 1000}</span> seconds. When it does, this page loads automatically.</p>'
        f'<p>Output so far:</p><pre id="lines">{escape(text)}</pre></main>{script_tag(shim_path(place), [["data-mode", "slow"]], "")}</html>'
    )
    return Response(body, {'status': 503, 'headers': headers})
