"""Names that the user gives to workspaces. A workspace keeps its identity (the name of its database) when it is
renamed; only this table changes, so that renaming takes no time, and works while a tab has it open.

Without an entry a workspace's name is its identity. Must not know the page."""

from runtime_py.api.workspaces import list_workspaces
from runtime_py.ide.dom import remember, remembered

KEY = 'workspace-names'
FORM = js_regexp('^[a-z0-9][a-z0-9._-]{0,63}$', 'i')


def is_name(text: str) -> bool:
    return FORM.test(text)


def _table() -> object:
    """[name, identity] of the renamed workspaces."""
    try:
        found = JSON.parse(remembered(KEY, '[]'))
        return Map(found) if Array.isArray(found) else Map()
    except Exception:
        return Map()


def _keep(table: object) -> None:
    remember(KEY, JSON.stringify(list(table.entries())))


def identity_of(name: str) -> str:
    """The identity of an existing or new workspace."""
    table = _table()
    if table.has(name):
        return table.get(name)
    taken = list(table.values())
    if name not in taken:
        return name
    # another workspace once had this name and still stores its files under it
    k = 2
    while f'{name}-{k}' in taken:
        k += 1
    table.set(name, f'{name}-{k}')
    _keep(table)
    return f'{name}-{k}'


def name_of(identity: str) -> str:
    for name, known in _table().entries():
        if known == identity:
            return name
    return identity


async def names() -> list:
    """The names of all workspaces."""
    found = await list_workspaces()
    return sorted([name_of(identity) for identity in found])


def rename(name: str, target: str) -> None:
    table = _table()
    identity = identity_of(name)
    table.delete(name)
    if target != identity:
        table.set(target, identity)
    _keep(table)


def forget(name: str) -> None:
    table = _table()
    table.delete(name)
    _keep(table)
