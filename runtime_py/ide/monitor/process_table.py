"""The monitor's table: a row per process with its figures, and what a person does with it. A row stays the same element
as long as its process lives, so that the keyboard's focus does. `machine` is asked to act; must not know where the
figures come from."""

from runtime_py.ide.dom import element, text_button
from runtime_py.resources.kinds import KINDS

SIGTERM = 15
SIGKILL = 9
SIGSTOP = 19
SIGCONT = 18
PATIENCE_MS = 3000  # from the first End to the one that can't be refused
PRIORITIES = ['high', 'normal', 'low', 'lowest']
NICE = [-5, 0, 10, 19]  # of each
STATES = {'R': 'running', 'S': 'waiting', 'T': 'paused', 'Z': 'ended'}
HEADS = ['Kind', 'Command', 'PID', 'CPU', 'Memory', 'Read', 'Written', 'State', 'Priority', 'Actions']
ORDERS = {'CPU': 'cpu', 'Memory': 'memory', 'PID': 'pid', 'Kind': 'kind'}
MIB = 1048576


def bytes_text(size: float) -> str:
    if size < 1024:
        return f'{Math.round(size)} B'
    if size < MIB:
        return f'{(size / 1024).toFixed(0)} KB'
    return f'{(size / MIB).toFixed(1 if size < 100 * MIB else 0)} MB'


def memory_of(process: object) -> float:
    return process.memory.heap + process.memory.buffers + process.memory.shared


class Row:
    """Of one process."""

    def __init__(self, process: object, machine: object, attempt: object):
        self._machine = machine
        self._attempt = attempt
        self._process = process
        self._asked_at = 0
        self._cells = [
            element('td', {'class': 'number' if name in ('PID', 'CPU', 'Memory', 'Read', 'Written') else ''})
            for name in HEADS
        ]
        self._cells[1].classList.add('command')
        self._name = f'{process.command} (pid {process.pid})'
        self._pause = text_button('Pause', lambda: self._toggle())
        self._end = text_button('End', lambda: self._finish())
        self._limit = text_button('Limit', lambda: self._ask_limits())
        for button, what in [[self._end, 'End'], [self._limit, 'Limits of']]:
            button.setAttribute('aria-label', f'{what} {self._name}')
        self._priority = element(
            'select', {'aria-label': f'Priority of {self._name}', 'onchange': lambda event: self._set_priority()}
        )
        for k in range(len(PRIORITIES)):
            self._priority.append(element('option', {'value': String(NICE[k]), 'text': PRIORITIES[k]}))
        self.element = element('tr', {'data-pid': String(process.pid)}, self._cells)
        self._cells[8].append(self._priority)
        if process.pid != 1:
            self._cells[9].append(self._end, ' ', self._pause, ' ', self._limit)
        else:
            self._priority.disabled = True

    def show(self, process: object) -> None:
        self._process = process
        memory = ('' if process.memory.isMeasured else '≥ ') + bytes_text(memory_of(process))
        limits = Object.entries(process.limits).map(lambda entry: f'{entry[0]} {entry[1][0]}')
        texts = [
            process.kind,
            process.command,
            String(process.pid),
            f'{(process.cpu * 100).toFixed(0)} %',
            memory,
            bytes_text(process.read),
            bytes_text(process.written),
            STATES[process.state] + (f', {process.threads} threads' if process.threads > 1 else ''),
        ]
        for k in range(len(texts)):
            if self._cells[k].textContent != texts[k]:
                self._cells[k].textContent = texts[k]
        self._cells[1].title = process.command + (f'\nlimits: {limits.join(", ")}' if limits.length > 0 else '')
        self._cells[4].title = (
            '' if process.memory.isMeasured else 'The engine has not told how much it is: at least this'
        )
        paused = process.state == 'T'
        self._pause.textContent = 'Go on' if paused else 'Pause'
        self._pause.setAttribute('aria-label', f'{"Go on with" if paused else "Pause"} {self._name}')
        if document.activeElement is not self._priority:
            self._priority.value = String(nearest(process.nice))

    def _toggle(self) -> None:
        self._attempt(
            lambda: self._machine.processes.signal(
                self._process.pid, SIGCONT if self._process.state == 'T' else SIGSTOP
            )
        )

    def _finish(self) -> None:
        """A second End within some seconds can't be refused by the program."""
        insists = Date.now() - self._asked_at < PATIENCE_MS
        self._asked_at = Date.now()
        self._attempt(
            lambda: self._machine.processes.signal(
                self._process.pid, SIGKILL if insists or self._process.state == 'T' else SIGTERM
            )
        )

    def _set_priority(self) -> None:
        self._attempt(lambda: self._machine.processes.setPriority(self._process.pid, Number(self._priority.value)))

    def _ask_limits(self) -> None:
        memory = element(
            'input',
            {'type': 'number', 'min': '1', 'aria-label': 'Memory in MB', 'placeholder': 'MB', 'class': 'limit-field'},
        )
        cpu = element(
            'input',
            {
                'type': 'number',
                'min': '1',
                'aria-label': 'CPU time in seconds',
                'placeholder': 's of CPU',
                'class': 'limit-field',
            },
        )

        def on_submit(event: object) -> None:
            event.preventDefault()
            limits = {}
            if memory.value != '':
                limits.memory = Number(memory.value) * MIB
            if cpu.value != '':
                limits.cpu = Number(cpu.value)
            form.replaceWith(self._limit)
            self._attempt(lambda: self._machine.processes.setLimits(self._process.pid, limits))

        form = element(
            'form',
            {'class': 'limit-form', 'onsubmit': on_submit},
            [memory, cpu, element('button', {'class': 'plain-button', 'text': 'Set'})],
        )
        self._limit.replaceWith(form)
        memory.focus()


def nearest(nice: int) -> int:
    """Of the priorities that can be chosen."""
    found = NICE[0]
    for value in NICE:
        if abs(value - nice) < abs(found - nice):
            found = value
    return found


class ProcessTable:
    """`attempt(call)` runs a coroutine and shows what went wrong."""

    def __init__(self, machine: object, attempt: object):
        self._machine = machine
        self._attempt = attempt
        self._rows = Map()  # pid -> Row
        self._order = 'cpu'
        self._latest = []
        heads = element('tr', {}, [self._head(name) for name in HEADS])
        self._body = element('tbody')
        self.element = element(
            'table',
            {'class': 'processes'},
            [element('caption', {'class': 'unseen', 'text': 'Processes'}), element('thead', {}, [heads]), self._body],
        )

    def _head(self, name: str) -> object:
        if not Object.hasOwn(ORDERS, name):
            return element('th', {'scope': 'col', 'text': name})
        button = text_button(name, lambda: self._sort_by(ORDERS[name]))
        button.title = f'Sort by {name}'
        return element('th', {'scope': 'col'}, [button])

    def _sort_by(self, order: str) -> None:
        self._order = order
        self.show(self._latest)

    def _key(self, process: object) -> float:
        """The least is first; equals, and what is nearly so, stay in the order of their pids."""
        if self._order == 'kind':
            return KINDS.index(process.kind)
        if self._order == 'pid':
            return process.pid
        return -memory_of(process) if self._order == 'memory' else -Math.round(process.cpu * 20)

    def show(self, processes: list) -> None:
        self._latest = processes
        pids = processes.map(lambda process: process.pid)
        for pid, row in list(self._rows.entries()):
            if not pids.includes(pid):
                row.element.remove()
                self._rows.delete(pid)
        sorted_ones = sorted(processes, key=lambda process: self._key(process))
        focused = document.activeElement
        for k in range(len(sorted_ones)):
            process = sorted_ones[k]
            if not self._rows.has(process.pid):
                self._rows.set(process.pid, Row(process, self._machine, self._attempt))
            row = self._rows.get(process.pid)
            row.show(process)
            if self._body.children[k] is not row.element:
                self._body.insertBefore(row.element, self._body.children[k] or None)
        if focused is not document.activeElement and focused.isConnected:
            focused.focus()  # moving a row takes the focus
