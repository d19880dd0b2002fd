"""One open file: its text in the editor, whether it is saved, and its changes on the disk.

States: clean <-> dirty (edited, saved after a pause); conflict (edited here and changed on the disk) and gone (deleted on
the disk): the user decides.
Must not know tabs or what the editor looks like.
"""

from runtime_py.ide.file_text import FileText, read_content

SAVE_AFTER_MS = 800
MOST_BYTES = 4 * 1024 * 1024
GONE = ['ENOENT', 'ENOTDIR']


class Document:
    """`make_state(path, text, keeps_returns, on_edit, on_save)` makes the editor's state; `on_change()` is called
    whenever the tab's display may have changed; `tell(message)` for failures."""

    def __init__(self, files: object, path: str, make_state: object, on_change: object, tell: object):
        self._files = files
        self._make_state = make_state
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
        self._saved = ''  # the file's content when it was last read or written
        self._form = FileText('')
        self._state_form = self._form  # for which the state was made
        self._timer = None
        self._saving = None
        self._writes = 0

    async def open(self) -> None:
        """Throws the file system's error, or why the file can't be edited."""
        self._saved = await self._read()
        self._form = FileText(self._saved)
        self.state = self._new_state(self._form.text)

    async def _read(self) -> str:
        size = (await self._files.stat(self.path)).size
        if size > MOST_BYTES:
            raise Error(f'{self.path} is too large for the editor ({Math.round(size / 1048576)} MB)')
        content = read_content(await self._files.readFile(self.path))
        if content is None:
            raise Error(f'{self.path} is not a text file in UTF-8')
        return content

    def _new_state(self, text: str) -> object:
        self._state_form = self._form
        return self._make_state(self.path, text, self._form.keeps_returns, lambda: self._edited(), lambda: self.save())

    def put(self, change: object) -> None:
        """Sets the state of a document that isn't shown."""
        state = change(self.current_state())
        self.state = state
        self.current_state = lambda: state

    def follow(self, path: str) -> None:
        """The file was renamed. Unsaved changes are kept and saved there."""
        self.path = path
        self.renew(self.text())

    def renew(self, text: str) -> None:
        """A new state with this text; forgets what can be undone."""
        self.put(lambda state: self._new_state(text))

    def text(self) -> str:
        return self.current_state().doc.toString()

    def _edited(self) -> None:
        self.dirty = True
        self._on_change()
        clearTimeout(self._timer)
        self._timer = setTimeout(lambda: self.save_unasked(), SAVE_AFTER_MS)

    async def save_unasked(self) -> None:
        """Saves if nobody has to decide anything."""
        if self.dirty and not self.conflict and not self.gone:
            await self.save()

    async def save(self) -> None:
        """Saves, one write at a time; the last text wins. Resolves a conflict in favour of the editor, and writes a
        deleted file again."""
        clearTimeout(self._timer)
        while self._saving is not None:
            await self._saving
        if self.dirty or self.gone:
            self._saving = self._write()
            await self._saving

    async def _write(self) -> None:
        text = self.text()
        content = self._form.content(text)
        try:
            if self.conflict or self.gone or await self._is_as_saved():
                await self._make_folder()
                await self._files.writeFile(self.path, content)
                self._saved = content
                self._writes += 1
                self.dirty = self.text() != text
                self.conflict = False
                self.gone = False
        except Exception as error:
            self._tell(error.message)
        self._saving = None
        self._on_change()

    async def _is_as_saved(self) -> bool:
        """Whether no other program has changed or deleted the file since; otherwise the user decides."""
        try:
            self.conflict = await self._read() != self._saved
        except Exception as error:
            if Boolean(error.code) and error.code not in GONE:
                raise error
            self.gone = Boolean(error.code)
            self.conflict = not self.gone
        return not self.conflict and not self.gone

    async def _make_folder(self) -> None:
        slash = self.path.rfind('/')
        if self.gone and slash > 0:
            await self._files.mkdir(self.path[:slash], {'recursive': True})

    async def look_at_disk(self) -> str | None:
        """The new text when another program changed the file and the editor has no changes of its own; otherwise
        None."""
        try:
            content = await self._read_between_writes()
        except Exception as error:
            self.gone = error.code in GONE
            self._on_change()
            return None
        self.gone = False
        if content == self._saved:
            self.conflict = False
            self._edited() if self.dirty else self._on_change()
            return None
        text = self.text()
        if self.dirty and content != self._form.content(text):
            clearTimeout(self._timer)
            self.conflict = True
            self._on_change()
            return None
        found = self._take(content)
        return found if found != text else None

    async def _read_between_writes(self) -> str:
        """What is read while we write may be old or new."""
        while True:
            await self._saving
            writes = self._writes
            content = await self._read()
            if self._saving is None and writes == self._writes:
                return content

    def _take(self, content: str) -> str:
        """The editor's text for what was read."""
        self._saved = content
        self._form = FileText(content)
        self.conflict = False
        self.settle()
        return self._form.text

    async def take_from_disk(self) -> str:
        """Discards the edits. Throws as `open`."""
        return self._take(await self._read_between_writes())

    def fits_state(self) -> bool:
        """Whether the editor's state takes CR for what it is in the file that was read last."""
        return self._form.keeps_returns == self._state_form.keeps_returns

    def end(self) -> None:
        """The tab was closed."""
        clearTimeout(self._timer)

    def settle(self) -> None:
        """The text was loaded by us: it equals that on the disk."""
        clearTimeout(self._timer)
        self.dirty = False
        self._on_change()
