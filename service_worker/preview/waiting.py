"""The error page of a port that nobody listens on, or of a machine that is gone: loads again as soon as somebody answers.

Asks with HEAD, which a server should answer without doing anything. Must not know why nobody answered."""

from service_worker.error_codes import ERROR_HEADER, NO_MACHINE

PAUSE_MS = 700
# A server that takes longer for a HEAD is there: its first page has to be built. The service worker looks for a machine for some seconds.
PATIENCE_MS = 2500


def start_waiting(code: str, base: str) -> None:
    """`base`: the path of the machine's own page, which hears of ports and loads its previews again itself."""
    if not _is_shown_by(base):
        setTimeout(lambda: _ask(code, base), PAUSE_MS)


def _is_shown_by(base: str) -> bool:
    try:
        return parent is not window and parent.location.pathname in [base, base + 'index.html']
    except Exception:
        return False    # a page of another origin shows it


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
        return False    # the service worker is being replaced, or the network is asked because there is none
