"""Lines to the machine, for the service worker of this origin, made by a page that holds an introducer
(kernel/preview_lines.py).

Must not know how the page got the introducer.
"""

from service_worker.origin.homes import keep

PING_MS = 10000


class Introducing:
    """`introducer` is None while the page has none; `terms`: machine, port, shown, page, pattern, settings and
    revision, as lines.py takes them."""

    def __init__(self, worker: object):
        self._worker = worker  # () -> the service worker, None while there is none
        self._introducer = None
        self._terms = None
        self._number = 0
        self._homes = Map()  # in the form of homes.py
        self._timer = None

    def start(self) -> None:
        """Answers when a restarted service worker asks for a line."""
        navigator.serviceWorker.addEventListener('message', lambda event: self._on_message(event), True)
        navigator.serviceWorker.startMessages()
        window.addEventListener('pagehide', lambda event: self._leave(event))

    def _on_message(self, event: object) -> None:
        message = event.data
        if message is None or not event.isTrusted:
            return
        if message.type == 'terrarium:introducer' and len(event.ports) == 1:
            event.stopImmediatePropagation()
            self._keep(event.ports[0], message.terms)
        elif message.type == 'terrarium:settings':
            event.stopImmediatePropagation()
            if self._terms is not None and message.machine == self._terms.machine:
                self._take(message)
        elif message.type == 'terrarium:homes':
            event.stopImmediatePropagation()
            for client_id, home in message.entries:
                keep(self._homes, client_id, home)
        elif message.type == 'terrarium:line?':
            event.stopImmediatePropagation()
            self._answer(event)

    def _answer(self, event: object) -> None:
        if self._introducer is None:
            event.source.postMessage({'type': 'terrarium:no-line'})
        else:
            self._give(event.source)

    def ask(self) -> None:
        """Asks the service worker for an introducer, so that this page can give it a line after it was stopped."""
        self._worker().postMessage({'type': 'terrarium:introducer?'})

    def hold(self, introducer: object, terms: object) -> None:
        """Stores the introducer, and brings a line at once."""
        self._keep(introducer, terms)
        self._give(self._worker())

    def _keep(self, introducer: object, terms: object) -> None:
        self._introducer = introducer
        self._terms = terms
        clearInterval(self._timer)
        self._timer = setInterval(lambda: self._ping(), PING_MS)

    def change(self, message: object, answers: list) -> None:
        """`message`: settings, shown and revision. `answers` are ports through which the machine's page is told that
        the service worker has them."""
        if self._terms is not None:
            self._take(message)
            self._worker().postMessage(Object.assign({}, message, {'machine': self._terms.machine}), list(answers))

    def _take(self, message: object) -> None:
        if message.revision > self._terms.revision:
            for name in ['settings', 'shown', 'revision']:
                self._terms[name] = message[name]

    def _give(self, worker: object) -> None:
        if worker is None:
            return
        channel = MessageChannel()
        self._number += 1
        self._introducer.postMessage({'type': 'line'}, [channel.port1])
        worker.postMessage(
            Object.assign(
                {'type': 'terrarium:line', 'number': self._number, 'homes': list(self._homes.entries())}, self._terms
            ),
            [channel.port2],
        )

    async def _ping(self) -> None:
        """Keeps a service worker that streams from being stopped. One that was restarted answers that it doesn't know
        the line: the machine then drops the line's exchanges."""
        worker = self._worker()
        if worker is None:
            return
        number = self._number
        channel = MessageChannel()

        def on_answer(event: object) -> None:
            if not event.data.known and number == self._number and number > 0:
                self._introducer.postMessage({'type': 'lost'})

        channel.port1.onmessage = on_answer
        worker.postMessage({'type': 'terrarium:ping', 'number': number}, [channel.port2])

    def _leave(self, event: object) -> None:
        if self._introducer is not None and not event.persisted:
            self._introducer.postMessage({'type': 'bye'})
