"""The status bar's part about dev servers (`serve`, Vite, webpack-dev-server, Next): the last action of each, and the
place of its error as a link into the editor.

Listens to the machine's events `dev-server` and `port`. Must not know how files are opened: `open_at(path, line,
column)` is passed in."""

from runtime_py.api.paths import relative
from runtime_py.ide.dom import element, required, text_button

_AT_WORK = {'incremental build': 'building …', 'optimising': 'bundling dependencies …', 'bundling': 'bundling …'}


class DevServers:
    def __init__(self, machine: object, open_at: object):
        self._machine = machine
        self._open_at = open_at
        self._shown = Map()  # port -> its element
        self._names = Map()  # port -> the text before it
        self._built = Map()  # port -> duration of the last build, until it is applied
        self._place = element('span', {'class': 'dev-servers', 'role': 'status'})
        required('status-left').append(self._place)
        machine.on('dev-server', lambda status: self._take(status))
        machine.on('port', lambda port, kind, url: self._remove(port) if kind == 'close' else None)
        machine.on('error', lambda error: self._clear())

    def _take(self, status: object) -> None:
        detail = status.detail
        self._names.set(status.port, f'{status.tool or "serve"} :{status.port}  ')
        if status.event == 'built':
            self._built.set(status.port, f'built in {Math.round(detail.ms)} ms' if detail.ms >= 0 else 'built')
            self._say(status.port, self._built.get(status.port))
        elif status.event == 'applied':
            self._applied(status.port, detail, status.tool is not None)
        elif status.event == 'error':
            self._failed(status, detail)
        elif status.event == 'problem':
            self._show(
                status.port,
                [
                    self._name(status.port),
                    element('span', {'class': 'status-bad', 'text': f'error in the page: {detail.message}'}),
                ],
                detail.stack,
                'problem',
            )
        else:
            self._state(status.port, status.state)

    def _state(self, port: int, state: str) -> None:
        if port == 0:
            return  # it doesn't listen yet
        shown = self._shown.get(port)
        if state == 'stopped':
            self._remove(port)
        elif _AT_WORK[state]:
            self._say(port, _AT_WORK[state])
        elif (
            shown is None
            or state == 'watching'
            and shown.dataset.kind in ['error', 'work']
            or state == 'failed'
            and shown.dataset.kind == 'work'
        ):
            self._say(port, 'watching')

    def _applied(self, port: int, detail: object, is_foreign: bool) -> None:
        """Third-party servers ask for no confirmation: only what was sent is known."""
        pages = detail.pages
        built = self._built.get(port)
        count = f'{pages} {"page" if pages == 1 else "pages"}'
        applied = (
            'no page is open'
            if pages == 0
            else f'sent to {count}'
            if is_foreign
            else f'applied to {count} in {Math.round(detail.ms)} ms'
        )
        self._say(port, f'{built}, {applied}' if built else applied)

    def _failed(self, status: object, detail: object) -> None:
        path = relative(self._machine.workdir, detail.id or '')
        message = element('span', {'class': 'status-bad'})
        line = detail.loc.line
        if path == '' or path.startswith('/'):
            message.append(detail.message)
        elif line > 0:
            message.append(
                f'error at line {line} of ', text_button(path, lambda: self._open_at(path, line, detail.loc.column))
            )
        else:
            message.append('error in ', text_button(path, lambda: self._open_at(path, 1, 0)), f': {detail.message}')
        self._show(status.port, [self._name(status.port), message], f'{detail.message}\n{detail.frame}', 'error')

    def _name(self, port: int) -> str:
        return self._names.get(port)

    def _say(self, port: int, text: str) -> None:
        self._show(port, [self._name(port) + text], '', 'work' if text in Object.values(_AT_WORK) else 'text')

    def _show(self, port: int, parts: list, title: str, kind: str) -> None:
        shown = self._shown.get(port)
        if shown is None:
            shown = element('span', {'class': 'status-message'})
            self._shown.set(port, shown)
            self._place.append(shown)
        shown.dataset.kind = kind
        shown.title = title
        shown.replaceChildren(*parts)

    def _remove(self, port: int) -> None:
        shown = self._shown.get(port)
        if shown is not None:
            shown.remove()
            self._shown['delete'](port)
            self._built['delete'](port)

    def _clear(self) -> None:
        for port in list(self._shown.keys()):
            self._remove(port)
