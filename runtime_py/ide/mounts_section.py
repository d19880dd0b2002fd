"""The dialog's section on mounts: folders of this computer, images, memory.

Must not know how any of them are stored."""

from runtime_py.ide.dom import element, text_button

ALWAYS = ['idb', 'proc']  # the workspace itself, and /proc
KINDS = {'tmpfs': 'memory', 'zip': 'image, read-only', 'folder': 'folder'}


async def mounts_section(machine: object, attempt: object, tell: object) -> list:
    """The section's elements. `attempt(call)` runs a coroutine and shows its error; `tell(text)` reports what was
    done."""
    mounts = await machine.mounts()
    found = [mount for mount in mounts if mount.type not in ALWAYS]
    rows = []
    if len(found) > 0:
        rows.append(element('ul', {'class': 'dialog-list'}, [_row(machine, mount, attempt) for mount in found]))
    return [element('h2', {'text': 'Mounted'}), *rows, _folder_row(machine, attempt, tell)]


def _row(machine: object, mount: object, attempt: object) -> object:
    kind = element(
        'span',
        {'class': 'dim', 'text': KINDS[mount.type] + (' read-only' if mount.readOnly and mount.type != 'zip' else '')},
    )
    label = element('span', {'class': 'dialog-name', 'text': mount.path, 'title': mount.source})
    return element(
        'li',
        {'class': 'dialog-row', 'data-mount': mount.path},
        [label, kind, text_button('Unmount', lambda: attempt(lambda: machine.unmount(mount.path)))],
    )


def _folder_row(machine: object, attempt: object, tell: object) -> object:
    if js_typeof(globalThis.showDirectoryPicker) != 'function':
        return element('p', {'class': 'dim', 'text': "This browser doesn't let a page open folders of this computer."})

    async def choose() -> None:
        handle = await _picked()
        if handle is not None:
            await machine.mountFolder(handle, handle.name)
            tell(f'{handle.name} of this computer is now in the workspace')

    return element('div', {'class': 'dialog-row'}, [text_button('Folder of this computer …', lambda: attempt(choose))])


async def _picked() -> object:
    """None when the user cancelled."""
    try:
        return await globalThis.showDirectoryPicker({'mode': 'readwrite'})
    except Exception as error:
        if error.name == 'AbortError':
            return None
        raise error
