"""Entry of monitor.js: the dialog with charts and the table of processes, live while it is open."""

from runtime_py.ide.dom import element
from runtime_py.ide.live_dialog import LiveDialog, closing_form, scroller
from runtime_py.ide.monitor.charts import COLOURS, Chart
from runtime_py.ide.monitor.process_table import ProcessTable, bytes_text
from runtime_py.resources.kinds import KINDS
from runtime_py.resources.monitor import KEPT


def percent(value: float) -> str:
    return f'{Math.round(value * 100)} %'


def rate(value: float) -> str:
    return bytes_text(value) + '/s'


class MonitorDialog(LiveDialog):
    """`machine` has the public API; `on_theme(listener)` tells of another theme."""

    def __init__(self, machine: object, on_theme: object):
        super().__init__()
        self._machine = machine
        self._rows = []  # of the history, as machine.processes.history() has them
        self._cpu = Chart('CPU', [[KINDS[k], COLOURS[k]] for k in range(len(KINDS))], percent)
        self._memory = Chart('Memory of programs', [[KINDS[k], COLOURS[k]] for k in range(len(KINDS))], bytes_text)
        self._traffic = Chart(
            'Files, pipes and network',
            [['read', COLOURS[0]], ['written', COLOURS[1]], ['received', COLOURS[2]], ['sent', COLOURS[3]]],
            rate,
        )
        self._facts = element('p', {'class': 'dim'})
        self._hosts = element('p', {'class': 'dim'})
        self._table = ProcessTable(machine, lambda call: self.attempt(call))
        charts = element('div', {'class': 'charts'}, [chart.figure for chart in self._charts()])
        table = scroller('Processes', self._table.element)
        self.build('monitor', 'Monitor', [self._facts, charts, table, self._hosts, self._problem, closing_form()])
        on_theme(lambda: self._restyle())
        self._observer = js_new(ResizeObserver, lambda entries: self._restyle())

    def _charts(self) -> list:
        return [self._cpu, self._memory, self._traffic]

    async def begin(self) -> object:
        self._rows = await self._machine.processes.history()
        stop = self._machine.on('resources', lambda machine: self._take(machine))
        self._take(await self._machine.resources())
        self._observer.observe(self.dialog)
        return stop

    def end(self) -> None:
        self._observer.disconnect()

    def _restyle(self) -> None:
        if self.dialog.open and len(self._rows) > 0:
            for chart in self._charts():
                chart.restyle()

    def _take(self, machine: object) -> None:
        if not self.dialog.open:
            return
        kinds = machine.kinds.map(lambda kind: [kind.kind, kind.cpu, kind.memory])
        memory = machine.kinds.reduce(lambda sum, kind: sum + kind.memory, 0)
        self._rows.push(
            [machine.at, machine.cpu, memory, machine.read, machine.written, machine.received, machine.sent, kinds]
        )
        if self._rows.length > KEPT:
            self._rows.shift()
        self._draw(machine)

    def _draw(self, machine: object) -> None:
        rows = self._rows
        times = rows.map(lambda row: row[0] / 1000)

        def column(place: int) -> list:
            return rows.map(lambda row: row[place])

        def of_kinds(place: int) -> list:
            return KINDS.map(lambda kind: rows.map(lambda row: figure_of(row[7], kind, place)))

        self._cpu.draw([times, *of_kinds(1)])
        self._memory.draw([times, *of_kinds(2)])
        self._traffic.draw([times, column(3), column(4), column(5), column(6)])
        load = machine.load.map(lambda value: value.toFixed(2)).join(' ')
        self._facts.textContent = (
            f'{machine.processes.length} processes on {machine.cores} cores · CPU {percent(machine.cpu)} · load {load} · '
            f'files and pipes {bytes_text(machine.memory.used)} of {bytes_text(machine.memory.total)}'
        )
        hosts = machine.hosts.filter(lambda host: host.connections > 0)
        self._hosts.textContent = (
            ''
            if hosts.length == 0
            else 'Hosts: '
            + hosts.map(
                lambda host: (
                    f'{host.host} ({host.connections} connections, {bytes_text(host.received)} received, {bytes_text(host.sent)} sent)'
                )
            ).join(', ')
        )
        self._table.show(machine.processes)


def figure_of(kinds: list, name: str, place: int) -> float:
    for kind in kinds:
        if kind[0] == name:
            return kind[place]
    return 0
