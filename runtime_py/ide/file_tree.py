"""The file tree: folders are read when they are opened and watched while they are open; files are made, renamed and
deleted here.

Works with the mouse and, as a WAI-ARIA tree, with the keyboard. Must not know the editor: `on_open(path)` is called for
a file."""

from runtime_py.ide.dom import element, icon_button, required
from runtime_py.ide.tree_node import TreeNode

SETTLE_MS = 60


class FileTree:
    """`files` is the machine's `fs`; `tell(message)` shows a failure to the user; `on_moved(old, new)` and
    `on_open(path)` notify the editor."""

    def __init__(self, files: object, on_open: object, on_moved: object, tell: object):
        self._files = files
        self._on_open = on_open
        self._on_moved = on_moved
        self._tell = tell
        self._root = TreeNode(None, '', True)
        self._root.expanded = True
        self._selected = None
        self._late: list = []  # folders that changed while a name was typed
        self._place = required('tree')
        self._root.group.setAttribute('role', 'tree')
        self._root.group.setAttribute('aria-label', 'Files')
        self._hint = element(
            'p',
            {'class': 'hint', 'text': 'No files yet. Create one here, or in the terminal: npm init -y', 'hidden': True},
        )
        self._place.append(self._root.group, self._hint)
        self._place.addEventListener('click', lambda event: self._on_click(event))
        self._place.addEventListener('dblclick', lambda event: event.preventDefault())
        self._place.addEventListener('keydown', lambda event: self._on_key(event))
        required('explorer-actions').append(
            icon_button('new-file', 'New file', lambda: self.make(False)),
            icon_button('new-folder', 'New folder', lambda: self.make(True)),
        )

    async def start(self) -> None:
        await self._load(self._root)

    # reading and watching

    async def _load(self, node: TreeNode) -> None:
        if node.watcher is None:
            node.watcher = self._files.watch(
                node.path() if node.parent is not None else '.', lambda kind, name: self._soon(node)
            )
        await self.refresh(node)

    def _soon(self, node: TreeNode) -> None:
        """Many changes come together: one refresh is enough."""
        if node.timer is None:
            node.timer = setTimeout(lambda: self._refresh_later(node), SETTLE_MS)

    def _refresh_later(self, node: TreeNode) -> None:
        node.timer = None
        if node.expanded:
            self.refresh(node)

    async def refresh(self, node: TreeNode) -> None:
        try:
            entries = await self._files.readdir(
                node.path() if node.parent is not None else '.', {'withFileTypes': True}
            )
        except Exception as error:
            # The watch of its parent is about to report that it is gone.
            if error.code != 'ENOENT':
                self._tell(error.message)
            return
        folders = await Promise.all([self._is_folder(node, entry) for entry in entries])
        children: list = []
        for k in range(len(entries)):
            kept = node.child(entries[k].name, folders[k])
            children.append(kept if kept is not None else TreeNode(node, entries[k].name, folders[k]))
        had_focus = self._place.contains(document.activeElement)
        if self._is_naming():
            self._late.append(node)  # the field would lose what was typed
            return
        gone_at = -1  # the place of the selected row, if it is gone
        before = node.children or []
        for at in range(len(before)):
            if before[at] not in children:
                before[at].close_watchers()
                if self._selected is not None and self._selected.is_within(before[at]):
                    self._selected = None
                    gone_at = at
        node.replace_children(children)
        if had_focus and self._selected is not None:
            self._selected.item.focus()
        elif had_focus and gone_at >= 0:
            self._select_near(node, gone_at)
        if node is self._root:
            self._hint.hidden = len(children) > 0
        self._keep_one_tabbable()

    def _select_near(self, folder: TreeNode, at: int) -> None:
        """Keeps the focus in the tree when the row that had it is gone."""
        if len(folder.children) > 0:
            self.select(folder.children[Math.min(at, len(folder.children) - 1)])
        elif folder is not self._root:
            self.select(folder)

    def _select_named(self, folder: TreeNode, name: str, is_folder: bool) -> None:
        """Selects what was just named, unless the user went on to another part of the page."""
        node = folder.child(name, is_folder)
        focused = document.activeElement
        if node is not None and (focused is document.body or self._place.contains(focused)):
            self.select(node)

    async def _is_folder(self, node: TreeNode, entry: object) -> bool:
        """A link to a folder is shown as one."""
        if not entry.isSymbolicLink():
            return entry.isDirectory()
        try:
            return (await self._files.stat(node.path_of(entry.name))).isDirectory()
        except Exception as error:
            console.debug('a link to nothing', error)
            return False

    def _is_naming(self) -> bool:
        return self._place.querySelector('.tree-input') is not None

    def _refresh_late(self) -> None:
        """What changed while a name was typed."""
        nodes = self._late
        self._late = []
        for node in nodes:
            self._soon(node)

    def _keep_one_tabbable(self) -> None:
        shown = self._visible()
        chosen = (
            self._selected
            if self._selected is not None and self._selected in shown
            else (shown[0] if len(shown) > 0 else None)
        )
        for node in shown:
            node.item.tabIndex = 0 if node is chosen else -1

    # opening and selecting

    def select(self, node: TreeNode) -> None:
        if self._selected is not None:
            self._selected.item.setAttribute('aria-selected', 'false')
        self._selected = node
        node.item.setAttribute('aria-selected', 'true')
        self._show_actions(node)
        self._keep_one_tabbable()
        node.item.focus()

    def _show_actions(self, node: TreeNode) -> None:
        old = self._place.querySelector('.tree-actions')
        if old is not None:
            old.remove()
        actions = element(
            'span',
            {'class': 'tree-actions'},
            [
                icon_button('edit', f'Rename {node.name}', lambda: self.rename(node)),
                icon_button('trash', f'Delete {node.name}', lambda: self.delete(node)),
            ],
        )
        for button in actions.children:
            button.tabIndex = -1
        actions.addEventListener('click', lambda event: event.stopPropagation())
        node.row.append(actions)

    async def toggle(self, node: TreeNode) -> None:
        node.show_expanded(not node.expanded)
        if node.expanded:
            await self._load(node)
        else:
            node.close_watchers()
            self._keep_one_tabbable()

    def activate(self, node: TreeNode) -> None:
        if node.is_folder:
            self.toggle(node)
        else:
            self._on_open(node.path())

    def _on_click(self, event: object) -> None:
        item = event.target.closest('[role="treeitem"]')
        if item is None or event.target.tagName == 'INPUT':
            return
        self.select(item.node)
        self.activate(item.node)

    def _visible(self) -> list:
        """The visible rows from top to bottom."""
        found: list = []
        self._collect(self._root, found)
        return found

    def _collect(self, node: TreeNode, found: list) -> None:
        for child in node.children or []:
            found.append(child)
            if child.expanded:
                self._collect(child, found)

    def _on_key(self, event: object) -> None:
        if event.target.tagName == 'INPUT' or event.ctrlKey or event.metaKey or event.altKey:
            return
        item = event.target.closest('[role="treeitem"]')
        if item is None:
            return
        node = item.node
        shown = self._visible()
        at = shown.index(node)
        target = None
        if event.key == 'ArrowDown':
            target = shown[Math.min(at + 1, len(shown) - 1)]
        elif event.key == 'ArrowUp':
            target = shown[Math.max(at - 1, 0)]
        elif event.key == 'Home':
            target = shown[0]
        elif event.key == 'End':
            target = shown[len(shown) - 1]
        elif event.key == 'ArrowRight' and node.is_folder:
            if not node.expanded:
                self.toggle(node)
            elif len(node.children or []) > 0:
                target = node.children[0]
        elif event.key == 'ArrowLeft':
            if node.expanded:
                self.toggle(node)
            elif node.parent.parent is not None:
                target = node.parent
        elif event.key == 'Enter' or event.key == ' ':
            self.activate(node)
        elif event.key == 'F2':
            self.rename(node)
        elif event.key == 'Delete':
            self.delete(node)
        else:
            return
        event.preventDefault()
        if target is not None:
            self.select(target)

    # changing files

    def _ask_name(self, row: object, value: str, label: str) -> object:
        """A promise of the name typed into the row, '' when cancelled."""
        field = element(
            'input', {'class': 'tree-input', 'aria-label': label, 'spellcheck': 'false', 'autocomplete': 'off'}
        )
        field.value = value
        row.append(field)
        field.focus()
        dot = value.rfind('.')
        field.setSelectionRange(0, dot if dot > 0 else len(value))

        def wait(resolve: object) -> None:
            def on_key(event: object) -> None:
                if event.key == 'Enter' and not event.isComposing:
                    resolve(field.value.strip())
                elif event.key == 'Escape':
                    resolve('')

            field.addEventListener('keydown', on_key)
            field.addEventListener(
                'blur', lambda event: resolve(field.value.strip() if field.value.strip() != value else '')
            )

        asked = Promise(wait)

        def end() -> None:
            field.remove()
            self._refresh_late()

        return asked['finally'](end)

    async def make(self, is_folder: bool) -> None:
        folder = self._root
        if self._selected is not None:
            folder = self._selected if self._selected.is_folder else self._selected.parent
        if not folder.expanded:
            await self.toggle(folder)
        node = TreeNode(folder, '', is_folder)
        node.row.querySelector('.name').remove()
        folder.group.prepend(node.item)
        name = await self._ask_name(node.row, '', 'Name of the new folder' if is_folder else 'Name of the new file')
        node.item.remove()
        if name == '':
            return
        path = folder.path_of(name)
        try:
            if is_folder:
                await self._files.mkdir(path, {'recursive': True})
            else:
                await self._make_file(path)
                self._on_open(path)
        except Exception as error:
            self._tell(error.message)
        await self.refresh(folder)
        if is_folder:
            self._select_named(folder, name, True)

    async def _make_file(self, path: str) -> None:
        """Makes a file with its parent folders; an existing file is only opened."""
        slash = path.rfind('/')
        if slash > 0:
            await self._files.mkdir(path[0:slash], {'recursive': True})
        try:
            await self._files.readFile(path)
        except Exception as error:
            if error.code != 'ENOENT':
                raise error
            await self._files.writeFile(path, '')

    async def rename(self, node: TreeNode) -> None:
        label = node.row.querySelector('.name')
        label.hidden = True
        name = await self._ask_name(node.row, node.name, f'New name of {node.name}')
        label.hidden = False
        if name == '' or name == node.name:
            node.item.focus()
            return
        old = node.path()
        target = node.parent.path_of(name)
        try:
            if await self._exists(target):
                raise Error(f'{target} already exists')
            await self._files.rename(old, target)
            self._on_moved(old, target)
        except Exception as error:
            self._tell(error.message)
        await self.refresh(node.parent)
        self._select_named(node.parent, name, node.is_folder)

    async def _exists(self, path: str) -> bool:
        try:
            await self._files.lstat(path)
            return True
        except Exception as error:
            if error.code != 'ENOENT':
                raise error
            return False

    async def delete(self, node: TreeNode) -> None:
        what = f'the folder {node.name} and everything in it' if node.is_folder else node.name
        if not confirm(f"Delete {what}? This can't be undone."):
            return
        try:
            await self._files.rm(node.path(), {'recursive': node.is_folder})
        except Exception as error:
            self._tell(error.message)
        await self.refresh(node.parent)
