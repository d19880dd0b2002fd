"""The dialog in which a person answers what a policy asks: what, who, why, and for how long. One question at a time; the
others wait.

It begins with the focus on its heading: whoever is typing into a terminal must not answer by that. Must not know how
answers are kept."""

from runtime_py.ide.dom import element

TICK_MS = 1000
# answer, label, what it means
CHOICES = [
    ['once', 'Allow once', 'until this program ends'],
    ['session', 'Allow this session', 'until the machine ends'],
    ['always', 'Always allow', 'written to .terrarium/policy.json'],
    ['deny', 'Deny', 'until this program ends'],
    ['never', 'Never allow', 'written to .terrarium/policy.json'],
]
_VERBS = {
    'read': 'read',
    'write': 'write',
    'execute': 'run',
    'connect': 'connect to',
    'fetch': 'send a request to',
    'listen': 'listen at',
    'environment': 'read the variable',
    'clipboard': 'use the clipboard',
    'disk folder': 'use the folder on your disk',
    'preview message': 'send a message to',
}


def asked_for(request: object) -> str:
    """`node wants to read /home/user/x`."""
    verb = _VERBS[request.action] if request.action in _VERBS else request.action
    return f'{request.program} wants to {verb}'


def asker(request: object) -> str:
    if request.package == '':
        return f'{request.program}, process {request.pid}'
    script = f'the {request.script} script of ' if request.script != '' else ''
    return f'{script}the package {request.package}, by {request.program}, process {request.pid}'


class PermissionDialogs:
    """`machine.on('permission', dialogs.ask)`."""

    def __init__(self) -> None:
        self._waiting: list = []
        self._shown = None

    def ask(self, request: object) -> None:
        self._waiting.append(request)
        request.settled.then(lambda _value: self._remove(request))
        self._show_next()

    def _remove(self, request: object) -> None:
        self._waiting = [each for each in self._waiting if each is not request]
        self._show_next()

    def _show_next(self) -> None:
        if self._shown is None and len(self._waiting) > 0:
            self._shown = PermissionDialog(self._waiting.pop(0), lambda: self._closed())
            self._shown.show()

    def _closed(self) -> None:
        self._shown = None
        self._show_next()


class PermissionDialog:
    """`on_closed()`: the dialog is gone, however it was answered."""

    def __init__(self, request: object, on_closed: object) -> None:
        self._request = request
        self._on_closed = on_closed
        self._left = request.seconds
        self._time = element('p', {'class': 'dim', 'id': 'permission-time'})
        self._heading = element(
            'h2', {'id': 'permission-what', 'tabindex': '-1', 'autofocus': True, 'text': asked_for(request)}
        )
        self._dialog = element(
            'dialog',
            {
                'class': 'dialog permission',
                'aria-labelledby': 'permission-what',
                'aria-describedby': 'permission-object permission-who',
            },
            [
                self._heading,
                element('p', {'class': 'permission-object', 'id': 'permission-object', 'text': request.object}),
                element(
                    'dl',
                    {'class': 'permission-facts'},
                    [
                        element('dt', {'text': 'Who'}),
                        element('dd', {'id': 'permission-who', 'text': asker(request)}),
                        element('dt', {'text': 'Why this is asked'}),
                        element('dd', {'text': request.why}),
                    ],
                ),
                element(
                    'div',
                    {'class': 'permission-choices', 'role': 'group', 'aria-label': 'Answer'},
                    [self._choice(answer, label, meaning) for answer, label, meaning in CHOICES],
                ),
                self._time,
            ],
        )
        self._dialog.addEventListener('cancel', lambda event: self._cancel(event))
        self._dialog.addEventListener('close', lambda event: self._on_close())
        self._timer = None

    def _choice(self, answer: str, label: str, meaning: str) -> object:
        return element(
            'button',
            {
                'type': 'button',
                'class': 'plain-button',
                'data-answer': answer,
                'onclick': lambda event: self._answer(answer),
            },
            [element('b', {'text': label}), element('span', {'class': 'dim', 'text': meaning})],
        )

    def show(self) -> None:
        document.body.append(self._dialog)
        self._tick()
        self._timer = setInterval(lambda: self._tick(), TICK_MS)
        self._dialog.showModal()
        self._heading.focus()
        self._request.settled.then(lambda _value: self._dialog.close())

    def _tick(self) -> None:
        self._time.textContent = f'The program waits. Without an answer within {self._left} s it gets the default.'
        self._left = max(self._left - 1, 0)

    def _cancel(self, event: object) -> None:
        """Escape."""
        event.preventDefault()
        self._answer('deny')

    async def _answer(self, answer: str) -> None:
        try:
            await self._request.answer(answer)
        except Exception as error:
            console.warn(error)
        self._dialog.close()

    def _on_close(self) -> None:
        clearInterval(self._timer)
        self._dialog.remove()
        self._on_closed()
