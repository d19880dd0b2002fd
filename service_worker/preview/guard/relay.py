"""How a dedicated worker's WebSocket reaches the service worker: in a message to its creator, a page or a worker, which
the app doesn't see.

Must not know WebSockets.
"""

KIND = 'terrarium:websocket'


def listen_to_worker(worker: object, introduce: object) -> None:
    """The first listener on a new worker: calls `introduce(fields, message_port)` for each request."""

    def on_message(event: object) -> None:
        message = event.data
        if message is not None and js_typeof(message) == 'object' and message['type'] == KIND and len(event.ports) == 1:
            event.stopImmediatePropagation()
            introduce(message, event.ports[0])

    worker.addEventListener('message', on_message)


def tell_maker() -> object:
    """In a worker: a function that sends a request to its creator."""
    native = globalThis.postMessage
    return lambda fields, message_port: native.call(globalThis, fields, [message_port])
