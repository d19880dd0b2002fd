"""The dialog behind the title: this browser's workspaces, the checkpoints of this one, its files as an archive, and its
mounts.

Must not know how any of them are stored."""

from runtime_py.api.workspaces import is_open, remove_workspace
from runtime_py.ide.dom import element, text_button
from runtime_py.ide.downloads import save
from runtime_py.ide.mounts_section import mounts_section
from runtime_py.ide.workspace_names import forget, identity_of, is_name, names, rename

KINDS = {'tar.gz': 'application/gzip', 'zip': 'application/zip'}
RULE = 'Use only letters, digits, dots and dashes'


def address_of(name: str) -> str:
    """The URL of a workspace's page."""
    url = URL(location.href)
    url.searchParams.set('workspace', name)
    return url.href


class WorkspaceDialog:
    """`machine` is None when none could start: then only the list of workspaces works. `tell(text)` reports what was
    done."""

    def __init__(self, workspace: str, machine: object, tell: object):
        self._workspace = workspace
        self._machine = machine
        self._tell = tell
        self._problem = element('p', {'class': 'dialog-problem', 'role': 'alert'})
        self._body = element('div', {'class': 'dialog-body'})
        close = element('form', {'method': 'dialog'}, [element('button', {'class': 'plain-button', 'text': 'Close'})])
        self._dialog = element(
            'dialog', {'class': 'dialog', 'aria-label': 'Workspaces'}, [self._body, self._problem, close]
        )
        self._dialog.addEventListener('close', lambda event: self._dialog.remove())

    async def show(self) -> None:
        document.body.append(self._dialog)
        await self._draw()
        self._dialog.showModal()

    async def _draw(self) -> None:
        self._problem.textContent = ''
        parts = [
            element('h2', {'text': 'Workspaces'}),
            await self._list(),
            self._form('New workspace', 'Create', lambda name: self._create(name)),
        ]
        if self._machine is not None:
            parts.extend(
                [
                    element('h2', {'text': 'Its checkpoints'}),
                    await self._checkpoints(),
                    self._form('New checkpoint', 'Make', lambda name: self._checkpoint(name)),
                    element('h2', {'text': 'Files'}),
                    self._archives(),
                    *await mounts_section(self._machine, lambda call: self._try(call), self._tell),
                ]
            )
        self._body.replaceChildren(*parts)

    async def _try(self, call: object) -> None:
        """Runs an action, reports its error, and refreshes the display."""
        try:
            await call()
            await self._draw()
        except Exception as error:
            self._problem.textContent = error.message

    def _form(self, label: str, action: str, on_name: object) -> object:
        field = element('input', {'aria-label': label, 'placeholder': label, 'maxlength': '64', 'spellcheck': 'false'})

        def on_submit(event: object) -> None:
            event.preventDefault()
            self._try(lambda: on_name(field.value.trim()))

        return element(
            'form',
            {'class': 'dialog-row', 'onsubmit': on_submit},
            [field, element('button', {'class': 'plain-button', 'text': action})],
        )

    # workspaces

    async def _list(self) -> object:
        found = await names()
        if self._workspace not in found:
            found.append(self._workspace)
        return element('ul', {'class': 'dialog-list'}, [self._row(name) for name in found])

    def _row(self, name: str) -> object:
        here = name == self._workspace
        label = element('span', {'class': 'dialog-name', 'text': name + (' (this one)' if here else '')})
        actions = [text_button('Rename', lambda: self._ask_name(row, name))]
        if not here:
            actions = [
                element('a', {'class': 'plain-button', 'href': address_of(name), 'text': 'Open'}),
                *actions,
                text_button('Delete', lambda: self._confirm(row, name)),
            ]
        row = element('li', {'class': 'dialog-row', 'data-name': name}, [label, *actions])
        return row

    def _ask_name(self, row: object, name: str) -> None:
        form = self._form('New name', 'Rename', lambda target: self._rename(name, target))
        row.replaceChildren(form)
        form.querySelector('input').value = name
        form.querySelector('input').select()

    async def _rename(self, name: str, target: str) -> None:
        if target == name:
            return
        await self._check_name(target)
        rename(name, target)
        if name == self._workspace:
            location.assign(address_of(target))

    async def _check_name(self, name: str) -> None:
        if not is_name(name):
            raise Error(RULE)
        if name in await names():
            raise Error(f'There is a workspace "{name}" already')

    async def _create(self, name: str) -> None:
        await self._check_name(name)
        location.assign(address_of(name))

    def _confirm(self, row: object, name: str) -> None:
        row.replaceChildren(
            element('span', {'class': 'dialog-name', 'text': f'Delete all files of {name}?'}),
            text_button('Delete for ever', lambda: self._try(lambda: self._remove(name))),
            text_button('Keep', lambda: self._try(lambda: None)),
        )

    async def _remove(self, name: str) -> None:
        if await is_open(identity_of(name)):
            raise Error(f'{name} is open in a tab: close it there first')
        await remove_workspace(identity_of(name))
        forget(name)

    # checkpoints

    async def _checkpoints(self) -> object:
        found = await self._machine.checkpoints()
        if len(found) == 0:
            return element('p', {'class': 'dim', 'text': 'No checkpoints yet. One is made before each npm install.'})
        return element('ul', {'class': 'dialog-list'}, [self._checkpoint_row(entry) for entry in found])

    def _checkpoint_row(self, entry: object) -> object:
        label = element(
            'span', {'class': 'dialog-name', 'text': entry.name, 'title': Date(entry.time).toLocaleString()}
        )
        when = element(
            'time',
            {'class': 'dim', 'datetime': Date(entry.time).toISOString(), 'text': Date(entry.time).toLocaleTimeString()},
        )
        return element(
            'li',
            {'class': 'dialog-row', 'data-checkpoint': entry.name},
            [
                label,
                when,
                text_button('Restore', lambda: self._try(lambda: self._restore(entry.name))),
                text_button('Drop', lambda: self._try(lambda: self._machine.removeCheckpoint(entry.name))),
            ],
        )

    async def _checkpoint(self, name: str) -> None:
        await self._machine.checkpoint(name)

    async def _restore(self, name: str) -> None:
        await self._machine.rollback(name)
        self._tell(f'All files are back as they were at "{name}"')

    # archives

    def _archives(self) -> object:
        field = element(
            'input', {'type': 'file', 'accept': '.zip,.tar,.tgz,.gz', 'aria-label': 'Archive to import', 'hidden': True}
        )
        field.addEventListener('change', lambda event: self._try(lambda: self._import(field.files[0])))
        return element(
            'div',
            {'class': 'dialog-row'},
            [
                text_button('Export .tar.gz', lambda: self._try(lambda: self._export('tar.gz'))),
                text_button('Export .zip', lambda: self._try(lambda: self._export('zip'))),
                text_button('Import …', lambda: field.click()),
                field,
            ],
        )

    async def _export(self, format: str) -> None:
        save(await self._machine.pack('.', format), KINDS[format], f'{self._workspace}.{format}')

    async def _import(self, file: object) -> None:
        format = 'zip' if file.name.toLowerCase().endswith('.zip') else 'tar.gz'
        await self._machine.unpack('.', format, Uint8Array(await file.arrayBuffer()))
        self._tell(f'Imported {file.name}')
