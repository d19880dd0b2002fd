"""Previews from the embedding page's side: their URLs, their messages, reloading them. Formats are those of
`@webcontainer/api`.

Must not know the kernel.
"""

from runtime_py.platform.preview_places import place_in, segment_of

PREVIEW_MESSAGES = ['PREVIEW_UNCAUGHT_EXCEPTION', 'PREVIEW_UNHANDLED_REJECTION', 'PREVIEW_CONSOLE_ERROR']

TRUSTED = (
    "Terrarium: previews share the origin of this page, so their scripts are trusted as much as the page's own. "
    "If they run code that you don't trust, give previews origins of their own: boot({previews: 'https://{port}-{id}.example.com'}), "
    "or no origin at all: boot({previews: 'sandboxed'})."
)
_said = {'trusted': False}


def say_trusted() -> None:
    """Warns once per page."""
    if not _said['trusted']:
        _said['trusted'] = True
        console.info(TRUSTED)


def preview_url(base: str, place: int) -> str:
    return f'{base}preview/{segment_of(place)}/'


def place_at(base: str, url: str) -> int:
    """The place that a preview's URL names, 0 for any other URL."""
    start = base + 'preview/'
    return place_in(url[len(start) :].split('/')[0]) if url.startswith(start) else 0


def is_preview_message(data: object) -> bool:
    return data is not None and js_typeof(data) == 'object' and data.type in PREVIEW_MESSAGES


def on_preview_message(machine: int, origins: object, callback: object, sandboxed: object = None) -> object:
    """Calls `callback(message)` for each message of a preview of this machine in a frame of this page; returns a
    function that stops this. `origins`: the previews' separate origins, if any (preview_origins.py); `sandboxed`: the
    SandboxedPreviews, if they are."""

    def on_message(event: object) -> None:
        if not is_preview_message(event.data):
            return
        if sandboxed is not None:
            if sandboxed.is_from_preview(event):
                pass_on(event.data)
            return
        is_own = (event.data.machine or 0) == machine if origins is None else origins.owns(event.origin)
        if is_own and (origins is not None or event.origin == location.origin):
            pass_on(event.data)

    def pass_on(data: object) -> None:
        message = Object.assign({}, data)
        js_delete(message, 'machine')
        callback(message)

    window.addEventListener('message', on_message)
    return lambda: window.removeEventListener('message', on_message)


def record_of(message: object) -> list:
    """[type, port, text] for the audit log. A preview can post anything."""
    words = [message.message] if js_typeof(message.message) == 'string' else message.args
    texts = words if Array.isArray(words) else []
    text = ' '.join([word for word in texts if js_typeof(word) == 'string'])
    return [message.type, message.port if Number.isSafeInteger(message.port) and message.port >= 0 else 0, text]


async def reload_preview(frame: object, hard_refresh_timeout: int) -> None:
    """Asks the page in the frame to reload itself; loads its first address again when it doesn't answer in time."""
    channel = MessageChannel()

    def ask(resolve: object) -> None:
        def on_answer(event: object) -> None:
            clearTimeout(timer)
            resolve(None)

        def on_timeout() -> None:
            frame.src = frame.src
            resolve(None)

        timer = setTimeout(on_timeout, hard_refresh_timeout)
        channel.port1.onmessage = on_answer
        frame.contentWindow.postMessage(
            {'type': 'LOCALSERVICE_RELOAD_WINDOW', 'callback': channel.port2}, '*', [channel.port2]
        )

    await Promise(ask)
    channel.port1.close()
