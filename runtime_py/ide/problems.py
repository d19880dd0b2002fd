"""The problems panel: errors of builds, and the exceptions, rejections and console errors of previews, with links into
the editor.

Listens to the machine's events. The problems of a server and its pages are removed at that server's next successful
build. Must not know the editor: `open_at(path, line, column)` and `on_marks(list)` are passed in; a mark is `{path,
line, column, message}`."""

from runtime_py.api.paths import relative
from runtime_py.ide.dom import element, icon_button, required, text_button
from runtime_py.ide.source_places import SourcePlaces

MOST = 200
BUILD = 'build'
_UNCAUGHT = js_regexp('^Uncaught (?:\\w*Error: )?', '')
KINDS = {
    'PREVIEW_UNCAUGHT_EXCEPTION': 'exception',
    'PREVIEW_UNHANDLED_REJECTION': 'rejection',
    'PREVIEW_CONSOLE_ERROR': 'console',
}


class Problem:
    """`place` is `{path, line, column}`, None when it leads to no file here. `told`: how often each source reported it:
    `serve` and the page's frame both report exceptions of its pages."""

    def __init__(self, port: int, kind: str, message: str, details: str, by: str):
        self.port = port
        self.kind = kind
        self.message = String(message).replace(_UNCAUGHT, '')
        self.details = details or ''
        self.place = None
        self.told = {'server': 0, 'frame': 0}
        self.told[by] = 1

    @property
    def count(self) -> int:
        return max(self.told['server'], self.told['frame'])


class Problems:
    def __init__(self, machine: object, open_at: object, on_marks: object):
        self._machine = machine
        self._open_at = open_at
        self._on_marks = on_marks
        self._places = SourcePlaces(machine)
        self._problems: list = []
        self._panel = required('problems')
        self._list = required('problem-list')
        self._heading = required('problems-title')
        self._button = element(
            'button',
            {
                'type': 'button',
                'class': 'problem-count',
                'hidden': True,
                'aria-expanded': 'false',
                'aria-controls': 'problems',
                'onclick': lambda event: self._toggle(),
            },
        )
        required('problems-actions').append(
            icon_button('trash', 'Forget these problems', lambda: self._forget(lambda problem: True)),
            icon_button('close', 'Close the problems', lambda: self._toggle()),
        )
        required('status-left').append(self._button)
        machine.on('dev-server', lambda status: self._take(status))
        machine.on('preview-message', lambda message: self._heard(message))
        machine.on(
            'port',
            lambda port, kind, url: self._forget(lambda problem: problem.port == port) if kind == 'close' else None,
        )

    def _toggle(self) -> None:
        self._panel.hidden = not self._panel.hidden
        self._button.setAttribute('aria-expanded', String(not self._panel.hidden))
        window.dispatchEvent(Event('resize'))
        if self._panel.hidden and not self._button.hidden:
            self._button.focus()

    # what is told

    def _take(self, status: object) -> None:
        detail = status.detail
        port = status.port
        if status.root:
            self._places.roots.set(port, status.root)
        if status.event == 'built':
            self._forget(lambda problem: problem.port == port)
        elif status.event == 'error':
            self._forget(lambda problem: problem.port == port and problem.kind == BUILD)
            problem = Problem(port, BUILD, detail.message, detail.frame, 'server')
            path = relative(self._machine.workdir, detail.id or '')
            if path != '' and not path.startswith('/'):
                problem.place = {'path': path, 'line': Math.max(1, detail.loc.line), 'column': detail.loc.column}
            self._add(problem)
        elif status.event == 'problem':
            address = URL(detail.file or 'about:blank', location.href).href
            self._locate(
                Problem(port, 'exception', detail.message, detail.stack, 'server'),
                detail.stack or f'{address}:{detail.line}:{detail.column}',
            )

    def _heard(self, message: object) -> None:
        kind = KINDS[message.type]
        if kind is None:
            return
        text = ' '.join([_shown(each) for each in message.args]) if kind == 'console' else message.message
        self._locate(Problem(message.port, kind, text, message.stack, 'frame'), message.stack or '')

    async def _locate(self, problem: Problem, stack: str) -> None:
        problem.place = await self._places.first(problem.port, stack)
        self._add(problem)

    def _add(self, problem: Problem) -> None:
        for other in self._problems:
            if other.port == problem.port and other.message == problem.message and _same(other.place, problem.place):
                for by in ['server', 'frame']:
                    other.told[by] += problem.told[by]
                self._show()
                return
        self._problems.append(problem)
        if len(self._problems) > MOST:
            self._problems.pop(0)
        self._show()

    def _forget(self, which: object) -> None:
        kept = [problem for problem in self._problems if not which(problem)]
        if len(kept) != len(self._problems):
            self._problems = kept
            self._show()

    # the display

    def _show(self) -> None:
        count = len(self._problems)
        self._button.hidden = count == 0
        self._button.textContent = f'{count} {"problem" if count == 1 else "problems"}'
        self._heading.textContent = f'Problems ({count})'
        self._list.replaceChildren(*[self._row(problem) for problem in self._problems])
        if count == 0 and not self._panel.hidden:
            self._toggle()
        self._on_marks([self._mark(problem) for problem in self._problems if problem.place is not None])

    def _row(self, problem: Problem) -> object:
        place = problem.place
        where = element('span', {'class': 'dim', 'text': f'localhost:{problem.port}'})
        if place is not None:
            where = text_button(
                f'{place.path}:{place.line}:{place.column + 1}',
                lambda: self._open_at(place.path, place.line, place.column),
            )
        times = [element('span', {'class': 'dim', 'text': f'× {problem.count}'})] if problem.count > 1 else []
        return element(
            'li',
            {'class': 'problem', 'title': problem.details},
            [
                element('span', {'class': 'problem-kind', 'text': problem.kind}),
                element('span', {'class': 'problem-text', 'text': problem.message}),
                *times,
                where,
            ],
        )

    def _mark(self, problem: Problem) -> object:
        place = problem.place
        return {'path': place.path, 'line': place.line, 'column': place.column, 'message': problem.message}


def _shown(value: object) -> str:
    if js_typeof(value) == 'string':
        return value
    if js_instanceof(value, Error):
        return f'{value.name}: {value.message}'
    try:
        return JSON.stringify(value) or String(value)
    except Exception:
        return String(value)


def _same(one: object, other: object) -> bool:
    if one is None or other is None:
        return one is None and other is None
    return one.path == other.path and one.line == other.line
