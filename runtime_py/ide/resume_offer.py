"""Offers in the status bar to start again what ran side by side at the last visit: the shell's command `resume`. The
offer goes away when it is taken or closed, and when a server is ready without it.

Must not know how the machine found out."""

from runtime_py.ide.dom import element, icon_button, text_button

COMMAND = 'resume'
MOST_SHOWN = 2  # commands; of the others only the number


class ResumeOffer:
    """`type_line(line)` types a line of shell."""

    def __init__(self, machine: object, place: object, type_line: object) -> None:
        self._machine = machine
        self._place = place
        self._type_line = type_line
        self._shown = None
        self._is_over = False

    async def look(self) -> None:
        self._machine.on('server-ready', lambda port, url: self._end())
        group = await self._machine.processes.lastGroup()
        if len(group) > 0 and not self._is_over:
            self._show(group)

    def _show(self, group: list) -> None:
        text = words_of(group)
        button = text_button(text, lambda: self._take())
        button.title = '\n'.join([f'{each[0]}   in {each[1]}' for each in group])
        close = icon_button('close', 'Take this offer away', lambda: self._end())
        self._shown = element('span', {'class': 'status-message'}, [button, close])
        self._place.append(self._shown)

    def _take(self) -> None:
        self._end()
        self._type_line(COMMAND)

    def _end(self) -> None:
        self._is_over = True
        if self._shown is not None:
            self._shown.remove()
            self._shown = None


def words_of(group: list) -> str:
    names = [each[0] for each in group[:MOST_SHOWN]]
    more = len(group) - len(names)
    return f'Start again: {", ".join(names)}{f" and {more} more" if more > 0 else ""}'
