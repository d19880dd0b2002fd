"""Names of workspaces. An embedder that names none gets a fresh file system at each boot, as from `@webcontainer/api`: a workspace of
its own, which is deleted at teardown, or at a later boot of any page when its tab was closed instead.

Knows how the kernel names databases and locks. Must not know what is in them.
"""

DATABASE_PREFIX = 'terrarium:'
TEMPORARY = 'temporary-'
CHANNEL = 'terrarium:workspaces'


def temporary_name() -> str:
    return TEMPORARY + crypto.randomUUID()


def is_temporary(workspace: str) -> bool:
    return workspace.startswith(TEMPORARY)


def delete_workspace(workspace: str) -> None:
    indexedDB.deleteDatabase(DATABASE_PREFIX + workspace)


async def delete_left_over() -> None:
    """Deletes temporary workspaces that no tab runs: the kernel holds a lock of the database's name before it opens it."""
    if indexedDB.databases is None:
        return
    databases = await indexedDB.databases()
    names = [entry.name for entry in databases if entry.name.startswith(DATABASE_PREFIX + TEMPORARY)]
    locks = await navigator.locks.query()
    in_use = [lock.name for lock in locks.held.concat(locks.pending)]
    for name in names:
        if name not in in_use:
            indexedDB.deleteDatabase(name)


def take_over(workspace: str) -> None:
    """Asks the tab that has the workspace to let go; the kernel waits some seconds for its lock."""
    channel = BroadcastChannel(CHANNEL)
    channel.postMessage({'type': 'terrarium:take-over', 'workspace': workspace})
    channel.close()


def on_take_over(workspace: str, callback: object) -> object:
    """`callback()` when another tab wants this workspace; returns a function that ends this."""
    channel = BroadcastChannel(CHANNEL)

    def on_message(event: object) -> None:
        if event.data.type == 'terrarium:take-over' and event.data.workspace == workspace:
            callback()

    channel.onmessage = on_message
    return lambda: channel.close()
