"""The page around a preview in a tab of its own: one frame, whose address and title the tab shows."""

from runtime_py.platform.preview_places import port_of
from runtime_py.platform.sandbox_questions import ASK, GIVE
from service_worker.preview.tab import outer_tab
from service_worker.preview.urls import Place


def start_frame(place: Place) -> None:
    frame = document.querySelector('iframe')
    outer_tab(frame)
    frame.src = location.href

    def on_message(event: object) -> None:
        message = event.data
        if event.source is not frame.contentWindow or message is None:
            return
        if message['type'] == ASK:
            ask_for_line(message, frame.contentWindow)
        elif message['type'] == 'terrarium:location':
            history.replaceState(history.state, '', place.real(message['url']))
            document.title = message['title'] if message['title'] != '' else f'localhost:{port_of(place.port)}'

    window.addEventListener('message', on_message)


def ask_for_line(question: object, preview: object) -> None:
    """A sandboxed preview asks the page around it for its line."""
    channel = MessageChannel()
    channel.port1.onmessage = lambda event: preview.postMessage({'type': GIVE}, '*', list(event.ports))
    navigator.serviceWorker.controller.postMessage(question, [channel.port2])


def start_frame_of_origin(place: Place, shown: str) -> None:
    """As `start_frame`, for a preview on an origin of its own with the address `shown`."""
    frame = document.querySelector('iframe')
    frame.src = shown + location.hash

    def on_message(event: object) -> None:
        message = event.data
        if (
            event.source is frame.contentWindow
            and event.origin == URL(shown).origin
            and message is not None
            and message['type'] == 'terrarium:location'
        ):
            history.replaceState(history.state, '', place.real(message['url']))
            document.title = message['title'] if message['title'] != '' else f'localhost:{port_of(place.port)}'

    window.addEventListener('message', on_message)
