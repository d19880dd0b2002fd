"""The list of files that a workspace has lost, with a download of the damaged records. Must not know how damage is
found."""

from runtime_py.ide.dom import element, text_button
from runtime_py.ide.downloads import download_damaged

NAMED = 2


def files_of(lines: list) -> list:
    """The paths in messages about damage; other messages have no path."""
    return [line.split(': ')[0] for line in lines if line.startswith('/')]


def add_lines(lines: list, more: list) -> None:
    """Adds lines; a file that is reported again is still one file."""
    known = files_of(lines)
    for line in more:
        if line not in lines and line.split(': ')[0] not in known:
            lines.append(line)


def summary(lines: list) -> str:
    """A summary in one sentence; '' when no file is named."""
    files = files_of(lines)
    if len(files) == 0:
        return ''
    if len(files) == 1:
        return f'1 file of this workspace is damaged and lost: {files[0]}.'
    return f'{len(files)} files of this workspace are damaged and lost: {", ".join(files[:NAMED])}{" …" if len(files) > NAMED else "."}'


class LossDialog:
    """`lines`: one for each file. `on_forget()` is called when the user dismisses the list for good."""

    def __init__(self, machine: object, lines: list, tell: object, on_forget: object):
        self._machine = machine
        self._lines = lines
        self._tell = tell
        self._on_forget = on_forget
        count = len(files_of(lines))
        title = '1 file of this workspace is lost' if count == 1 else f'{count} files of this workspace are lost'
        listed = element('ul', {'class': 'dialog-list loss-list'}, [element('li', {'text': line}) for line in lines])
        close = element('form', {'method': 'dialog'}, [element('button', {'class': 'plain-button', 'text': 'Close'})])
        actions = element(
            'div',
            {'class': 'dialog-row'},
            [
                text_button('Download what is left', lambda: self._download()),
                text_button('Forget it', lambda: self._forget()),
                close,
            ],
        )
        text = 'Reading a lost file that still has a name gives an input/output error. You can download the damaged records with this list.'
        body = element(
            'div',
            {'class': 'dialog-body'},
            [element('h2', {'text': title}), element('p', {'class': 'dim', 'text': text}), listed],
        )
        self._dialog = element('dialog', {'class': 'dialog', 'aria-label': 'What is lost'}, [body, actions])
        self._dialog.addEventListener('close', lambda event: self._dialog.remove())

    def show(self) -> None:
        document.body.append(self._dialog)
        self._dialog.showModal()

    async def _download(self) -> None:
        try:
            await download_damaged(self._machine, self._lines)
        except Exception as error:
            self._tell(error.message)

    async def _forget(self) -> None:
        self._dialog.close()
        try:
            await self._machine.forgetDamaged()
            self._on_forget()
        except Exception as error:
            self._tell(error.message)
