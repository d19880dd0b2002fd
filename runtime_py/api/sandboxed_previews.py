"""Sandboxed previews (`previews: 'sandboxed'`) from the embedding page's side: a preview of null origin asks the page
around it for a line to the machine, and proves with a token which port it shows.

The line reaches this port only; the kernel enforces that. Must not know requests."""

from runtime_py.platform.preview_places import machine_of, port_of
from runtime_py.platform.sandbox_questions import ASK, GIVE
from runtime_py.platform.sandbox_tokens import new_key, token_of


class SandboxedPreviews:
    """`machine`: the number of this machine on the page."""

    def __init__(self, machine: int):
        self.key = new_key()
        self._machine = machine
        self._link = None
        self._windows = js_new(globalThis.WeakSet)
        self._listener = lambda event: self._on_message(event)

    def start(self, link: object) -> None:
        self._link = link
        window.addEventListener('message', self._listener)

    def stop(self) -> None:
        window.removeEventListener('message', self._listener)

    def is_from_preview(self, event: object) -> bool:
        """Whether a preview of this machine in a frame of this page sent a message."""
        return event.origin == 'null' and event.source is not None and self._windows.has(event.source)

    def _on_message(self, event: object) -> None:
        message = event.data
        if event.origin == 'null' and event.source is not None and message is not None and message.type == ASK:
            self.introduce(message, lambda port: self._give(event.source, port))

    def _give(self, preview: object, port: object) -> None:
        self._windows.add(preview)
        preview.postMessage({'type': GIVE}, '*', [port])

    async def introduce(self, question: object, give: object) -> None:
        """Calls `give(port)` if the token is that of the place."""
        place = question.place
        if not Number.isSafeInteger(place) or machine_of(place) != self._machine:
            return
        if question.token != await token_of(self.key, place):
            console.warn('a frame without the token of a preview asked for a line to the machine')
            return
        give(await self._link.request('gateway.preview', [port_of(place)]))
