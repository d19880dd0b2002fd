"""Previews as the page around them sees them: their URLs, the messages they send, reloading them. Shapes are those of `@webcontainer/api`.

Must not know the kernel.
"""

PREVIEW_MESSAGES = ['PREVIEW_UNCAUGHT_EXCEPTION', 'PREVIEW_UNHANDLED_REJECTION', 'PREVIEW_CONSOLE_ERROR']


def preview_url(base: str, port: int) -> str:
    return f'{base}preview/{port}/'


def port_of(base: str, url: str) -> int:
    """The port that a preview's URL names, 0 for another URL."""
    start = base + 'preview/'
    digits = url[len(start) :].split('/')[0] if url.startswith(start) else ''
    return Number(digits) if js_regexp('^\\d{1,5}$', '').test(digits) else 0


def is_preview_message(data: object) -> bool:
    return data is not None and js_typeof(data) == 'object' and data.type in PREVIEW_MESSAGES


def on_preview_message(callback: object) -> object:
    """`callback(message)` for each message of a preview in a frame of this page; returns a function that ends this."""

    def on_message(event: object) -> None:
        if event.origin == location.origin and is_preview_message(event.data):
            callback(event.data)

    window.addEventListener('message', on_message)
    return lambda: window.removeEventListener('message', on_message)


async def reload_preview(frame: object, hard_refresh_timeout: int) -> None:
    """Asks the page in the frame to reload itself where it is; loads its first address again when it doesn't answer in time."""
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
        frame.contentWindow.postMessage({'type': 'LOCALSERVICE_RELOAD_WINDOW', 'callback': channel.port2}, '*', [channel.port2])

    await Promise(ask)
    channel.port1.close()
