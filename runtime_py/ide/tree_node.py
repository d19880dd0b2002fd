"""One row of the file tree: a file or a folder, its element, and its children when it has been opened.

Knows how it looks. Must not know files of the machine or what a click does.
"""

from runtime_py.ide.dom import element, icon
from runtime_py.platform.unseen import without_unseen

INDENT = 14
# Generated or huge folders: shown, but dimmed.
QUIET = ['node_modules', '.git', 'dist', 'build', '.cache']


class TreeNode:
    """`children` is None until the folder was read. `path` is relative to the working directory, '' for the root."""

    def __init__(self, parent: object, name: str, is_folder: bool):
        self.parent = parent
        self.name = name
        self.is_folder = is_folder
        self.children = None
        self.expanded = False
        self.watcher = None
        self.timer = None
        self.depth = 0 if parent is None else parent.depth + 1
        self.group = element('div', {'role': 'group'})
        self.item = None
        self.row = None
        if parent is not None:
            self._make()

    def _make(self) -> None:
        label = element(
            'span', {'class': 'name', 'text': without_unseen(self.name), 'title': without_unseen(self.name)}
        )
        twist = element('span', {'class': 'twist', 'style': 'width:15px'})
        if self.is_folder:
            twist = icon('chevron')
            twist.classList.add('twist')
        self.row = element('div', {'class': 'tree-row'}, [twist, icon('folder' if self.is_folder else 'file'), label])
        self.row.style.paddingInlineStart = f'{8 + (self.depth - 1) * INDENT}px'
        attributes = {
            'role': 'treeitem',
            'tabindex': '-1',
            'aria-level': String(self.depth),
            'aria-selected': 'false',
            'aria-label': without_unseen(self.name),
        }
        self.item = element('div', attributes, [self.row])
        self.item.node = self
        if self.is_folder:
            self.item.setAttribute('aria-expanded', 'false')
        if self.name in QUIET or self.name.startswith('.'):
            self.item.classList.add('quiet')

    def path(self) -> str:
        return '' if self.parent is None else self.parent.path_of(self.name)

    def path_of(self, name: str) -> str:
        """Of what this folder holds under that name."""
        own = self.path()
        return name if own == '' else f'{own}/{name}'

    def show_expanded(self, on: bool) -> None:
        self.expanded = on
        if self.item is not None:
            self.item.setAttribute('aria-expanded', String(on))
            if on:
                self.item.append(self.group)
            else:
                self.group.remove()

    def replace_children(self, children: list) -> None:
        """In order: folders first, then by name in natural order."""
        folders = [node for node in children if node.is_folder]
        files = [node for node in children if not node.is_folder]
        self.children = [*sort_by_name(folders), *sort_by_name(files)]
        self.group.replaceChildren(*[node.item for node in self.children])

    def child(self, name: str, is_folder: bool) -> object:
        """The child of that name and kind; None when there is none."""
        for node in self.children or []:
            if node.name == name and node.is_folder == is_folder:
                return node
        return None

    def close_watchers(self) -> None:
        """Closes the watchers of this folder and everything below."""
        if self.watcher is not None:
            self.watcher.close()
            self.watcher = None
        for node in self.children or []:
            node.close_watchers()

    def is_within(self, other: object) -> bool:
        node = self
        while node is not None:
            if node is other:
                return True
            node = node.parent
        return False


_collator = js_new(Intl.Collator, js_undefined, {'numeric': True, 'sensitivity': 'base'})


def sort_by_name(nodes: list) -> list:
    return nodes.toSorted(lambda a, b: _collator.compare(a.name, b.name))
