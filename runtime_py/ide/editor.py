"""The editor: one CodeMirror view that shows the document of the chosen tab.

Files are watched through their folders, since many programs replace a file instead of writing to it. Must not know the
file tree."""

from npm_modules.codemirror_view import EditorView

from runtime_py.ide.document import Document
from runtime_py.ide.dom import element, icon_button, required
from runtime_py.ide.editor_setup import marked, new_state
from runtime_py.ide.folder_watches import FolderWatches, folder_of, is_below
from runtime_py.platform.unseen import without_unseen

SETTLE_MS = 80


class Editor:
    """`on_count(n)` is called when the number of open files changes; `tell(message)` for failures."""

    def __init__(self, files: object, on_count: object, tell: object):
        self._files = files
        self._on_count = on_count
        self._tell = tell
        self._documents: list = []
        self._tabs = Map()
        self._watches = FolderWatches(files, lambda folder, name: self._on_change(folder, name))
        self._active = None
        self._marks: list = []  # errors: {path, line, column, message}
        self._view = None
        self._note = None
        self._bar = required('editor-tabs')
        self._body = required('editor-body')
        self._bar.addEventListener('keydown', lambda event: self._on_key(event))

    async def open(self, path: str) -> None:
        if self._show_open(path):
            return
        document = Document(self._files, path, new_state, lambda: self._update(document), self._tell)
        try:
            await document.open()
        except Exception as error:
            self._tell(error.message)
            return
        if self._show_open(path):
            return  # somebody else opened it meanwhile: a double click
        self._documents.append(document)
        self._mark(document)
        self._make_tab(document)
        self._watch()
        self._on_count(len(self._documents))
        self.show(document)

    def _show_open(self, path: str) -> bool:
        for document in self._documents:
            if document.path == path:
                self.show(document)
                return True
        return False

    def _make_tab(self, document: Document) -> None:
        close = icon_button('close', 'Close', lambda: self.close(document))
        close.tabIndex = -1
        close.addEventListener('click', lambda event: event.stopPropagation())
        tab = element(
            'div',
            {
                'class': 'tab',
                'role': 'tab',
                'aria-controls': self._body.id,
                'onclick': lambda event: self.show(document),
            },
            [
                element('span', {'class': 'label'}),
                element('span', {'class': 'mark', 'aria-hidden': 'true'}),
                close,
            ],
        )
        tab.addEventListener('auxclick', lambda event: self.close(document) if event.button == 1 else None)
        self._tabs.set(document, tab)
        self._name_tab(document)
        self._bar.append(tab)

    def _name_tab(self, document: Document) -> None:
        name = without_unseen(document.path[document.path.rfind('/') + 1 :])
        tab = self._tabs.get(document)
        tab.title = without_unseen(document.path)
        tab.querySelector('.label').textContent = name
        close = tab.querySelector('button')
        close.setAttribute('aria-label', f'Close {name}')
        close.title = f'Close {name}'
        self._update(document)

    def shows(self, path: str) -> bool:
        return self._active is not None and self._active.path == path

    # showing

    def show(self, document: Document) -> None:
        self._leave()
        self._active = document
        if self._view is None:
            self._view = EditorView({'state': document.state, 'parent': self._body})
        else:
            self._view.setState(document.state)
        view = self._view
        document.current_state = lambda: view.state
        requestAnimationFrame(lambda: self._scroll_to(document))
        for other in self._documents:
            tab = self._tabs.get(other)
            tab.setAttribute('aria-selected', String(other is document))
            tab.tabIndex = 0 if other is document else -1
        self._tabs.get(document).scrollIntoView({'block': 'nearest', 'inline': 'nearest'})
        self._body.setAttribute('aria-label', without_unseen(document.path))
        self._update(document)
        self._view.focus()

    def select(self, line: int, column: int) -> None:
        """Sets the cursor in the shown document: lines from 1, columns from 0."""
        document = self._active
        # after `show` has restored the scroll position
        requestAnimationFrame(lambda: self._select(document, line, column))

    def _select(self, document: Document, line: int, column: int) -> None:
        if document is None or self._active is not document:
            return
        text = self._view.state.doc
        found = text.line(min(max(line, 1), text.lines))
        place = min(getattr(found, 'from') + column, found.to)
        self._view.dispatch(
            {'selection': {'anchor': place}, 'effects': EditorView.scrollIntoView(place, {'y': 'center'})}
        )

    def mark(self, marks: list) -> None:
        """Shows errors in the gutter, replacing earlier ones."""
        before = [mark.path for mark in self._marks]
        self._marks = marks
        for document in self._documents:
            if document.path in before or any([mark.path == document.path for mark in marks]):
                self._mark(document)

    def _mark(self, document: Document) -> None:
        own = [mark for mark in self._marks if mark.path == document.path]
        if document is self._active:
            self._view.dispatch(marked(self._view.state, own))
        elif len(own) > 0 or document.is_marked:
            document.put(lambda state: state.update(marked(state, own)).state)
        document.is_marked = len(own) > 0

    def _scroll_to(self, document: Document) -> None:
        if self._active is document:
            self._view.scrollDOM.scrollTop = document.scroll

    def _leave(self) -> None:
        """Saves the view's state to the document that was shown."""
        document = self._active
        if document is None:
            return
        state = self._view.state
        document.state = state
        document.scroll = self._view.scrollDOM.scrollTop
        document.current_state = lambda: state
        self._active = None

    def _update(self, document: Document) -> None:
        """Updates the tab and the note above the text."""
        tab = self._tabs.get(document)
        if tab is None:
            return
        tab.classList.toggle('dirty', document.dirty)
        tab.setAttribute('aria-label', document.path + (', not saved' if document.dirty else ''))
        if document is self._active:
            self._show_note(document)

    def _show_note(self, document: Document) -> None:
        if self._note is not None:
            self._note.remove()
            self._note = None
        if document.conflict:
            self._note = element(
                'div',
                {'class': 'editor-note', 'role': 'alert'},
                [
                    'Another program has changed this file too.',
                    element(
                        'span',
                        {},
                        [
                            element(
                                'button',
                                {
                                    'class': 'plain-button',
                                    'type': 'button',
                                    'text': 'Take theirs',
                                    'onclick': lambda event: self._take_theirs(document),
                                },
                            ),
                            ' ',
                            element(
                                'button',
                                {
                                    'class': 'plain-button',
                                    'type': 'button',
                                    'text': 'Keep mine',
                                    'onclick': lambda event: document.save(),
                                },
                            ),
                        ],
                    ),
                ],
            )
        elif document.gone:
            self._note = element(
                'div',
                {'class': 'editor-note', 'role': 'alert'},
                [
                    'This file was deleted. The editor still has its text.',
                    element(
                        'button',
                        {
                            'class': 'plain-button',
                            'type': 'button',
                            'text': 'Write it again',
                            'onclick': lambda event: document.save(),
                        },
                    ),
                ],
            )
        if self._note is not None:
            self._body.append(self._note)

    # the disk

    def _watch(self) -> None:
        """The folders of all documents."""
        self._watches.keep([folder_of(document.path) for document in self._documents])

    def _on_change(self, folder: str, name: str) -> None:
        """A change without a name means that every file of the folder must be checked, as the folder is another one or
        so much changed at once (a rollback)."""
        path = name if folder == '.' else folder + '/' + name
        for document in self._documents:
            concerned = document.path == path or name == '' and is_below(document.path, folder)
            if concerned and document.timer is None:
                self._look_later(document)

    def _look_later(self, document: Document) -> None:
        document.timer = setTimeout(lambda: self._look(document), SETTLE_MS)

    async def _look(self, document: Document) -> None:
        document.timer = None
        text = await document.look_at_disk()
        if text is not None:
            self._replace(document, text)

    async def _take_theirs(self, document: Document) -> None:
        try:
            self._replace(document, await document.take_from_disk())
        except Exception as error:
            self._tell(error.message)

    def _replace(self, document: Document, text: str) -> None:
        """Replaces only what differs, so that the cursor stays in place."""
        if not document.fits_state():
            self._renew(document, lambda: document.renew(text))
            document.settle()
            return
        state = document.current_state()
        old = state.doc.toString()
        start = 0
        least = Math.min(len(old), len(text))
        while start < least and old[start] == text[start]:
            start += 1
        end = 0
        while end < least - start and old[len(old) - 1 - end] == text[len(text) - 1 - end]:
            end += 1
        change = {'changes': {'from': start, 'to': len(old) - end, 'insert': text[start : len(text) - end]}}
        if document is self._active:
            self._view.dispatch(change)
        else:
            document.state = state.update(change).state
            changed = document.state
            document.current_state = lambda: changed
        if document.is_marked:
            self._mark(document)  # an error may have been reported before its text was read
        document.settle()

    def _renew(self, document: Document, change: object) -> None:
        """`change()` gives the document another state."""
        change()
        if document is self._active:
            view = self._view
            view.setState(document.state)
            document.current_state = lambda: view.state
        self._mark(document)

    def moved(self, old: str, target: str) -> None:
        """A file or a folder was renamed: open documents follow, with their unsaved changes."""
        for document in list(self._documents):
            if is_below(document.path, old):
                self._follow(document, target + document.path[len(old) :])
        self._watch()

    def _follow(self, document: Document, path: str) -> None:
        self._renew(document, lambda: document.follow(path))
        self._name_tab(document)

    # closing

    async def close(self, document: Document) -> None:
        await document.save_unasked()
        if document not in self._documents or document.dirty and not self._may_lose(document):
            return
        at = self._documents.index(document)
        document.end()
        self._documents.pop(at)
        self._tabs.get(document).remove()
        self._tabs.delete(document)
        self._watch()
        if document is self._active:
            self._leave()
            if len(self._documents) > 0:
                self.show(self._documents[Math.min(at, len(self._documents) - 1)])
            else:
                self._view.destroy()
                self._view = None
                self._body.setAttribute('aria-label', 'No file is open')
        self._on_count(len(self._documents))

    def _may_lose(self, document: Document) -> bool:
        """Its text could not be saved, or the user has not decided what to do with it."""
        self.show(document)
        return confirm(f'The changes in {document.path} are not saved. Close it and lose them?')

    def _on_key(self, event: object) -> None:
        at = self._documents.index(self._active)
        if event.key == 'ArrowRight' or event.key == 'ArrowLeft':
            step = 1 if event.key == 'ArrowRight' else len(self._documents) - 1
            self.show(self._documents[(at + step) % len(self._documents)])
            self._tabs.get(self._active).focus()
        elif event.key == 'Delete':
            self.close(self._active)
        elif event.key == 'Enter':
            self._view.focus()

    async def save_all(self) -> None:
        for document in list(self._documents):
            await document.save_unasked()
