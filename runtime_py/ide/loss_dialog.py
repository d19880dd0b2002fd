"""The list of what a workspace has lost, with a download of the damaged records. Must not know how damage is found."""

from runtime_py.ide.dom import element, text_button
from runtime_py.ide.downloads import download_damaged


class LossDialog:
    """`lines`: one for each file. `on_forget()` when the user wants to hear no more of it."""

    def __init__(self, machine: object, lines: list, tell: object, on_forget: object):
        self._machine = machine
        self._lines = lines
        self._tell = tell
        self._on_forget = on_forget
        title = '1 file of this workspace is lost' if len(lines) == 1 else f'{len(lines)} files of this workspace are lost'
        listed = element('ul', {'class': 'dialog-list loss-list'}, [element('li', {'text': line}) for line in lines])
        close = element('form', {'method': 'dialog'}, [element('button', {'class': 'plain-button', 'text': 'Close'})])
        actions = element('div', {'class': 'dialog-row'}, [
            text_button('Download what is left', lambda: self._download()), text_button('Forget it', lambda: self._forget()), close])
        text = 'Their names and times are kept where they could be; to read them is an error. What could be read of their records can be downloaded.'
        body = element('div', {'class': 'dialog-body'}, [element('h2', {'text': title}), element('p', {'class': 'dim', 'text': text}), listed])
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
