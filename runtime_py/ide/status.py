"""What the page says about the machine: the steps of its start, why it can't start, warnings, ports, memory, being offline.

Must not know where these come from.
"""

from runtime_py.ide.dom import element, required

STEPS = {
    'isolating': 'Preparing this page …',
    'starting': 'Starting the machine …',
    'restoring': 'Restoring your files …',
}
NOTE_MS = 8000
USAGE_EVERY_MS = 5000


class Status:
    def __init__(self):
        self._boot = required('boot')
        self._boot_text = required('boot-text')
        self._dot = element('span', {'class': 'dot busy', 'aria-hidden': 'true'})
        self._state = element('span', {'text': 'starting'})
        self._note = element('span', {})
        self._memory = element('span', {'title': 'Memory of the machine', 'class': 'wide-only'})
        self._network = element('span', {})
        self._timer = None
        required('status-left').append(element('span', {}, [self._dot, self._state]), self._note)
        required('status-right').prepend(self._network, self._memory)
        window.addEventListener('online', lambda event: self._show_network())
        window.addEventListener('offline', lambda event: self._show_network())
        self._kept = False
        if navigator.serviceWorker is not None:
            navigator.serviceWorker.addEventListener('message', lambda event: self._on_message(event.data))
        self._show_network()

    def _on_message(self, message: object) -> None:
        if message is not None and message.type == 'terrarium:offline-ready':
            self._kept = True
            self._show_network()

    def _show_network(self) -> None:
        self._network.textContent = ('Works offline' if self._kept else '') if navigator.onLine else 'Offline: files and servers go on working'
        self._network.title = 'This browser keeps all of Terrarium: it starts without a network' if self._kept else ''

    def step(self, name: str) -> None:
        self._boot_text.textContent = STEPS[name]

    def ready(self) -> None:
        self._boot.remove()
        self._set('up', 'running')

    def _plain_button(self, label: str, on_click: object) -> object:
        return element('button', {'type': 'button', 'class': 'plain-button', 'text': label, 'onclick': lambda event: on_click()})

    def failed(self, error: object, on_take_over: object) -> None:
        """The machine did not start: the reason stands in the middle of the page. `on_take_over()` if the user wants the files of another tab here."""
        self._boot.classList.add('failed')
        self._boot.setAttribute('role', 'alert')
        self._boot_text.textContent = error.message
        self._boot.prepend(element('h2', {'text': 'The machine could not start'}))
        buttons = element('p', {}, [self._plain_button('Try again', lambda: location.reload())])
        if error.code == 'ERR_TERRARIUM_WORKSPACE_BUSY':
            buttons.prepend(self._plain_button('Open it here', on_take_over), ' ')
        self._boot.append(buttons)
        self._set('down', 'not running')

    def lost(self, message: str) -> None:
        """The machine failed while it was running."""
        self._set('down', 'stopped')
        self._show(f'The machine has stopped: {message}', 'status-bad')
        self._note.append(' ', element('button', {'type': 'button', 'text': 'Start again', 'onclick': lambda event: location.reload()}))

    def _set(self, colour: str, text: str) -> None:
        self._dot.className = 'dot ' + colour
        self._state.textContent = text

    def _show(self, text: str, style: str) -> None:
        clearTimeout(self._timer)
        self._note.className = style
        self._note.textContent = text
        self._note.title = text

    def warn(self, text: str) -> None:
        """Stays until something else is to be said."""
        self._show(text, 'status-warning')

    def warn_with(self, text: str, label: str, on_click: object) -> None:
        self.warn(text)
        self._note.append(' ', element('button', {'type': 'button', 'text': label, 'onclick': lambda event: on_click()}))

    def tell(self, text: str) -> None:
        """An action of the user's failed, or is done."""
        self._show(text, '')
        self._timer = setTimeout(lambda: self._show('', ''), NOTE_MS)

    def watch_memory(self, machine: object) -> None:
        """Looks only while somebody can see it."""

        async def look() -> None:
            if document.hidden:
                return
            try:
                usage = await machine.usage()
                self._memory.textContent = f'{Math.round(usage.memory / 1048576)} MB'
                if usage.quota > 0:
                    self._memory.title = f'Memory of the machine. Files: {Math.round(usage.storage / 1048576)} of {Math.round(usage.quota / 1048576)} MB of storage'
            except Exception as error:
                console.debug('usage', error)

        look()
        setInterval(look, USAGE_EVERY_MS)
