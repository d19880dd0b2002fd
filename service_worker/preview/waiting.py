"""The error page for a port without a server, or a machine that is gone: reloads as soon as there is an answer.

Polls with HEAD, which a server should answer without side effects. Must not know why there was no answer."""

from service_worker.error_codes import ERROR_HEADER, NO_MACHINE

PAUSE_MS = 700
# A server that takes longer for a HEAD exists, but must build its first page. The service worker looks for a machine
# for some seconds.
PATIENCE_MS = 2500


def start_waiting(code: str, base: str) -> None:
    """`base`: the path of the machine's own page, which is notified of ports and reloads its previews itself."""
    if not _is_shown_by(base):
        setTimeout(lambda: _ask(code, base), PAUSE_MS)


def _is_shown_by(base: str) -> bool:
    try:
        return parent is not window and parent.location.pathname in [base, base + 'index.html']
    except Exception:
        return False  # a page of another origin has it in a frame


async def _ask(code: str, base: str) -> None:
    if await _is_answered(code):
        location.reload()
    else:
        start_waiting(code, base)


async def _is_answered(code: str) -> bool:
    asked = [fetch(location.href, {'method': 'HEAD', 'cache': 'no-store', 'redirect': 'manual'})]
    if code != NO_MACHINE:
        asked.append(Promise(lambda resolve: setTimeout(lambda: resolve(None), PATIENCE_MS)))
    try:
        head = await Promise.race(asked)
        return head is None or not head.headers.has(ERROR_HEADER)
    except Exception:
        return False  # the service worker is being replaced, or, since there is none, the request went to the network
