"""The page's messages about the machine: the steps of its start, why it can't start, warnings, ports, memory, being
offline.

Messages have three ranks, each with a place of its own: the machine has stopped; warnings, which stay; notes, which
disappear by themselves. Must not know where these come from."""

from runtime_py.ide.dom import element, icon_button, required, text_button

STEPS = {
    'isolating': 'Preparing this page …',
    'starting': 'Starting the machine …',
    'restoring': 'Restoring your files …',
}
SLOW = {
    'isolating': "This takes longer than it should: the browser has not started this page's service worker yet.",
    'starting': "This takes longer than it should: the machine's files have not been loaded yet. Is the network slow?",
    'restoring': "This takes longer than it should: the browser's storage has not returned the files of this workspace yet.",
}
BUSY = 'ERR_TERRARIUM_WORKSPACE_BUSY'
SLOW_MS = 10000
NOTE_MS = 8000
USAGE_EVERY_MS = 5000


class Status:
    def __init__(self):
        self._boot = required('boot')
        self._boot_text = required('boot-text')
        self._dot = element('span', {'class': 'dot busy', 'aria-hidden': 'true'})
        self._state = element('span', {'text': 'starting'})
        self._fault = element('span', {'class': 'status-message', 'role': 'alert'})
        self._warnings = element('span', {'class': 'status-messages'})
        self._messages = Map()  # code of a warning -> its element
        self._note = element('span', {})
        self.offers = element('span', {'class': 'status-messages'})
        self._boot_hint = element('p', {'class': 'boot-hint'})
        self._boot.append(self._boot_hint)
        self._memory = element('span', {'title': 'Memory of the machine', 'class': 'wide-only'})
        self._network = element('span', {})
        self._timer = None
        required('status-left').append(
            element('span', {}, [self._dot, self._state]), self._fault, self._warnings, self.offers, self._note
        )
        required('status-right').prepend(self._network, self._memory)
        window.addEventListener('online', lambda event: self._show_network())
        window.addEventListener('offline', lambda event: self._show_network())
        self._kept = False
        self._listen_to_service_worker()
        self._show_network()

    def _listen_to_service_worker(self) -> None:
        try:
            if navigator.serviceWorker is not None:
                navigator.serviceWorker.addEventListener('message', lambda event: self._on_message(event.data))
        except Exception as error:
            console.debug('no service worker', error)

    def _on_message(self, message: object) -> None:
        if message is not None and message.type == 'terrarium:offline-ready':
            self._kept = True
            self._show_network()

    def _show_network(self) -> None:
        self._network.textContent = (
            ('Works offline' if self._kept else '') if navigator.onLine else 'Offline: files and servers keep working'
        )
        self._network.title = 'This browser has stored all of Terrarium: it can start offline' if self._kept else ''

    def step(self, name: str) -> None:
        self._boot_text.textContent = STEPS[name]
        self._wait_for_step(name)

    def _wait_for_step(self, name: str) -> None:
        """After a long wait, tells the user what it waits for, and offers to try again."""
        clearTimeout(self._timer)
        self._boot_hint.replaceChildren()
        self._timer = setTimeout(lambda: self._show_slow(name), SLOW_MS)

    def _show_slow(self, name: str) -> None:
        self._boot_hint.replaceChildren(SLOW[name] + ' ', text_button('Try again', lambda: location.reload()))

    def ready(self) -> None:
        clearTimeout(self._timer)
        self._boot.remove()
        self._fault.replaceChildren()
        self._set('up', 'running')

    def failed(self, error: object, on_take_over: object) -> None:
        """The machine did not start: shows the reason in the middle of the page. `on_take_over()` is called if the user
        wants to take the files over from another tab."""
        clearTimeout(self._timer)
        self._boot_hint.replaceChildren()
        self._boot.classList.add('failed')
        self._boot.setAttribute('role', 'alert')
        self._boot_text.textContent = error.message
        self._boot.prepend(element('h2', {'text': 'The machine could not start'}))
        buttons = element('p', {'class': 'boot-buttons'}, [text_button('Try again', lambda: location.reload())])
        if error.code == BUSY:
            buttons.prepend(text_button('Open it here', on_take_over))
        elif window.parent is not window:
            buttons.prepend(
                element(
                    'a',
                    {
                        'class': 'plain-button',
                        'href': location.href,
                        'target': '_blank',
                        'text': 'Open in a tab of its own',
                    },
                )
            )
        self._boot.append(buttons)
        if error.code:
            self._boot.append(element('p', {'class': 'boot-code', 'text': error.code}))
        self._set('down', 'not running')

    def lost(self, message: str, label: str, on_click: object) -> None:
        """The machine failed while it was running: this message stays, with its button, until it runs again."""
        self._set('down', 'stopped')
        self._fault.replaceChildren(
            element('span', {'class': 'status-bad', 'text': f'The machine has stopped: {message}'}),
            ' ',
            text_button(label, on_click),
        )

    def starting_again(self) -> None:
        self._set('busy', 'starting')
        self._fault.replaceChildren(element('span', {'text': 'Starting the machine again …'}))

    def _set(self, colour: str, text: str) -> None:
        self._dot.className = 'dot ' + colour
        self._state.textContent = text

    def warn(self, code: str, text: str, buttons: list) -> None:
        """Shows a warning until the user dismisses it, or `settle` does; one per code."""
        self.settle(code)
        close = icon_button('close', 'Dismiss this message', lambda: self.settle(code))
        message = element(
            'span',
            {'class': 'status-message'},
            [element('span', {'class': 'status-warning', 'text': text}), *buttons, close],
        )
        self._messages.set(code, message)
        self._warnings.append(message)

    def settle(self, code: str) -> None:
        message = self._messages.get(code)
        if message is not None:
            message.remove()
            self._messages.delete(code)

    def tell(self, text: str) -> None:
        """Reports that an action of the user failed or is done. Disappears by itself, and doesn't affect other
        messages."""
        clearTimeout(self._timer)
        self._note.textContent = text
        self._note.title = text
        self._timer = setTimeout(lambda: self._note.replaceChildren(), NOTE_MS)

    def watch_memory(self, machine: object) -> None:
        """Updates only while it is visible."""

        async def look() -> None:
            if document.hidden:
                return
            try:
                usage = await machine.usage()
                text = f'{Math.round(usage.memory / 1048576)} MB'
                if text != self._memory.textContent:  # setting even the same text would repaint the page
                    self._memory.textContent = text
                if usage.quota > 0:
                    self._memory.title = f'Memory of the machine. Files: {Math.round(usage.storage / 1048576)} of {Math.round(usage.quota / 1048576)} MB of storage'
            except Exception as error:
                console.debug('usage', error)

        look()
        setInterval(look, USAGE_EVERY_MS)
