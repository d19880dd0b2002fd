"""Entry of audit.js: the dialog with the audit log, live while it is open."""

from runtime_py.ide.audit.records import Filters, RecordTable
from runtime_py.ide.dom import element, text_button
from runtime_py.ide.downloads import save
from runtime_py.ide.live_dialog import LiveDialog, closing_form, scroller


class AuditDialog(LiveDialog):
    """`machine` has the public API."""

    def __init__(self, machine: object):
        super().__init__()
        self._machine = machine
        self._table = RecordTable(lambda name: self._allow(name), lambda: self._roll_back())
        self._filters = Filters(lambda: self._table.show(self._filters.query()))
        self._chain = element('p', {'class': 'dim', 'role': 'status'})
        saving = text_button('Export', lambda: self.attempt(lambda: self._export()))
        saving.title = 'Saves the log as it is: a JSON object a line'
        self.build(
            'monitor audit',
            'Audit log',
            [
                self._filters.element,
                self._table.summary,
                scroller('Records', self._table.element),
                self._chain,
                self._problem,
                element('div', {'class': 'dialog-row'}, [saving, closing_form()]),
            ],
        )

    async def begin(self) -> object:
        await self._load()
        return self._machine.on('audit', lambda record: self._table.take(record))

    async def _load(self) -> None:
        found = await self._machine.audit()
        self._chain.textContent = (
            'The log was not changed.'
            if found.problems.length == 0
            else 'The log was changed: ' + found.problems.join('; ')
        )
        self._table.take_all(found.records)
        self._table.show(self._filters.query())

    async def _export(self) -> None:
        found = await self._machine.audit()
        save(found.text, 'application/x-ndjson', 'audit.ndjson')

    def _allow(self, name: str) -> None:
        self.attempt(lambda: self._machine.allowBehaviour(name))

    def _roll_back(self) -> None:
        self.attempt(lambda: self._go_back())

    async def _go_back(self) -> None:
        found = await self._machine.checkpoints()
        if found.length == 0:
            raise Error('there is no checkpoint')
        if globalThis.confirm(
            f'All files become as they were at the checkpoint "{found[0].name}". How they are now is kept as a checkpoint too.'
        ):
            await self._machine.rollback(found[0].name)
