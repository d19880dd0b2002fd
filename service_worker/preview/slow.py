"""The page shown while a server is slow to respond: shows the server's output, and reloads when the response is there.

Must not know how the response is held (slow_pages.py)."""

from service_worker.slow_header import SLOW_HEADER

PAUSE_MS = 1000


def start_slow() -> None:
    since = Date.now()
    shown = document.getElementById('seconds')
    before = Number(shown.textContent)

    def look_later():
        setTimeout(look, PAUSE_MS)

    async def look():
        shown.textContent = str(before + (Date.now() - since) // 1000)
        if await _is_answered():
            location.reload()
        else:
            look_later()

    look_later()


async def _is_answered() -> bool:
    try:
        state = await (await fetch(location.href, {'headers': {SLOW_HEADER: '1'}, 'cache': 'no-store'})).json()
    except Exception:
        return False  # the service worker is being replaced
    document.getElementById('lines').textContent = '\n'.join(state['lines'])
    return state['answered']
