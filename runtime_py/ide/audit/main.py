"""Entry of audit.js: the dialog with the audit log, live while it is open."""

from runtime_py.ide.audit.records import Filters, RecordTable
from runtime_py.ide.dom import element, text_button
from runtime_py.ide.downloads import save


class AuditDialog:
    """`machine` has the public API."""

    def __init__(self, machine: object):
        self._machine = machine
        self._stop = None
        self._table = RecordTable(lambda name: self._allow(name), lambda: self._roll_back())
        self._filters = Filters(lambda: self._table.show(self._filters.query()))
        self._chain = element('p', {'class': 'dim', 'role': 'status'})
        self._problem = element('p', {'class': 'dialog-problem', 'role': 'alert'})
        saving = text_button('Export', lambda: self._try(lambda: self._export()))
        saving.title = 'Saves the log as it is: a JSON object a line'
        close = element('form', {'method': 'dialog'}, [element('button', {'class': 'plain-button', 'text': 'Close'})])
        scroller = element(
            'div',
            {'class': 'process-scroller', 'tabindex': '0', 'role': 'region', 'aria-label': 'Records'},
            [self._table.element],
        )
        self.dialog = element(
            'dialog',
            {'class': 'dialog monitor audit', 'aria-label': 'Audit log'},
            [
                element('h2', {'text': 'Audit log'}),
                self._filters.element,
                self._table.summary,
                scroller,
                self._chain,
                self._problem,
                element('div', {'class': 'dialog-row'}, [saving, close]),
            ],
        )
        self.dialog.addEventListener('close', lambda event: self._leave())

    async def show(self) -> None:
        if self.dialog.open:
            return
        document.body.append(self.dialog)
        self.dialog.showModal()
        await self._load()
        self._stop = self._machine.on('audit', lambda record: self._table.take(record))

    async def _load(self) -> None:
        found = await self._machine.audit()
        self._chain.textContent = (
            'The log was not changed.'
            if found.problems.length == 0
            else 'The log was changed: ' + found.problems.join('; ')
        )
        self._table.take_all(found.records)
        self._table.show(self._filters.query())

    def _leave(self) -> None:
        if self._stop is not None:
            self._stop()
            self._stop = None
        self.dialog.remove()

    async def _export(self) -> None:
        found = await self._machine.audit()
        save(found.text, 'application/x-ndjson', 'audit.ndjson')

    def _allow(self, name: str) -> None:
        self._try(lambda: self._machine.allowBehaviour(name))

    def _roll_back(self) -> None:
        self._try(lambda: self._go_back())

    async def _go_back(self) -> None:
        found = await self._machine.checkpoints()
        if found.length == 0:
            raise Error('there is no checkpoint')
        if globalThis.confirm(
            f'All files become as they were at the checkpoint "{found[0].name}". How they are now is kept as a checkpoint too.'
        ):
            await self._machine.rollback(found[0].name)

    async def _try(self, call: object) -> None:
        try:
            await call()
            self._problem.textContent = ''
        except Exception as error:
            self._problem.textContent = error.message
