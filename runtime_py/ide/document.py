"""One open file: its text in the editor, whether it is saved, and its changes on the disk.

States: clean <-> dirty (edited, saved after a pause); conflict (edited here and changed on the disk): the user decides.
Must not know tabs or what the editor looks like.
"""

from runtime_py.ide.editor_setup import new_state

SAVE_AFTER_MS = 800
MOST_BYTES = 4 * 1024 * 1024


class Document:
    """`on_change()` is called whenever the tab's display may have changed; `tell(message)` for failures."""

    def __init__(self, files: object, path: str, on_change: object, tell: object):
        self._files = files
        self._on_change = on_change
        self._tell = tell
        self.path = path
        self.dirty = False
        self.conflict = False
        self.gone = False
        self.state: object = None
        self.scroll = 0
        self.is_marked = False  # errors are shown in it
        self.timer = None  # of the editor's next check of the disk
        self.current_state: object = lambda: self.state
        self._saved = ''
        self._timer = None
        self._saving = None

    async def open(self) -> None:
        """Throws the file system's error, or why the file can't be edited."""
        data = await self._files.readFile(self.path)
        if len(data) > MOST_BYTES:
            raise Error(f'{self.path} is too large for the editor ({Math.round(len(data) / 1048576)} MB)')
        if 0 in data.subarray(0, 8192):
            raise Error(f'{self.path} is not a text file')
        self._saved = TextDecoder().decode(data)
        self.state = self._new_state(self._saved)

    def _new_state(self, text: str) -> object:
        return new_state(self.path, text, lambda: self._edited(), lambda: self.save())

    def put(self, change: object) -> None:
        """Sets the state of a document that isn't shown."""
        state = change(self.current_state())
        self.state = state
        self.current_state = lambda: state

    def text(self) -> str:
        return self.current_state().doc.toString()

    def _edited(self) -> None:
        self.dirty = True
        self._on_change()
        clearTimeout(self._timer)
        if not self.conflict:
            self._timer = setTimeout(lambda: self.save(), SAVE_AFTER_MS)

    async def save(self) -> None:
        """Saves, one write at a time; the last text wins. Saving resolves a conflict in favour of the editor."""
        clearTimeout(self._timer)
        await self._saving
        if not self.dirty and not self.gone:
            return
        text = self.text()
        before = self._saved
        self._saved = text
        self._saving = self._files.writeFile(self.path, text)
        try:
            await self._saving
            self.dirty = self.text() != text
            self.conflict = False
            self.gone = False
        except Exception as error:
            self._saved = before
            self._tell(error.message)
        self._saving = None
        self._on_change()

    async def look_at_disk(self) -> str | None:
        """The new text when another program changed the file and the editor has no changes of its own; otherwise
        None."""
        if self._saving is not None:
            return None
        try:
            text = await self._files.readFile(self.path, 'utf8')
        except Exception as error:
            self.gone = error.code == 'ENOENT'
            self._on_change()
            return None
        self.gone = False
        if text == self._saved or self._saving is not None:
            return None
        self._saved = text
        if self.dirty and text != self.text():
            clearTimeout(self._timer)
            self.conflict = True
            self._on_change()
            return None
        self.dirty = False
        self._on_change()
        return text if text != self.text() else None

    async def take_from_disk(self) -> str:
        """Discards the edits."""
        clearTimeout(self._timer)
        self._saved = await self._files.readFile(self.path, 'utf8')
        self.conflict = False
        self.dirty = False
        self._on_change()
        return self._saved

    def settle(self) -> None:
        """The text was loaded by us: it equals that on the disk."""
        clearTimeout(self._timer)
        self.dirty = False
        self._on_change()
