"""Names of workspaces. An embedder that names none gets a fresh file system at each boot, as with `@webcontainer/api`:
a temporary workspace, which is deleted at teardown, or, if its tab was closed, at a later boot of any page.

Knows how the kernel names databases and locks. Must not know what is in them.
"""

from runtime_py.api.errors import ApiError

DATABASE_PREFIX = 'terrarium:'
TEMPORARY = 'temporary-'
LONGEST = 200
INVALID = 'ERR_INVALID_ARG_VALUE'
UNSHOWN = js_regexp('[\\p{Cc}\\p{Cs}]', 'u')  # lone surrogates, too


def temporary_name() -> str:
    return TEMPORARY + crypto.randomUUID()


def check_workspace(name: object) -> None:
    """Throws for a name that would be deleted as a temporary workspace, or that a database can't have."""
    if name is None:
        return
    if js_typeof(name) != 'string' or len(name) > LONGEST or UNSHOWN.test(name):
        raise ApiError(INVALID, f'workspace should be a text of at most {LONGEST} letters, without control characters')
    if is_temporary(name):
        raise ApiError(INVALID, f"workspace should not begin with '{TEMPORARY}': these are deleted")


def is_temporary(workspace: str) -> bool:
    return workspace.startswith(TEMPORARY)


def delete_workspace(workspace: str) -> None:
    indexedDB.deleteDatabase(DATABASE_PREFIX + workspace)


async def list_workspaces() -> list:
    """Names of all workspaces in this browser, in order. Empty in a browser that doesn't list its databases."""
    if indexedDB.databases is None:
        return []
    databases = await indexedDB.databases()
    names = [entry.name[len(DATABASE_PREFIX) :] for entry in databases if entry.name.startswith(DATABASE_PREFIX)]
    return sorted([name for name in names if not is_temporary(name)])


async def is_open(workspace: str) -> bool:
    """Whether a tab has it open."""
    locks = await navigator.locks.query()
    return DATABASE_PREFIX + workspace in [lock.name for lock in locks.held]


def remove_workspace(workspace: str) -> object:
    """A promise that its files are deleted. Rejects when a tab has it open."""

    async def remove(lock: object) -> None:
        if lock is None:
            raise ApiError(
                'ERR_TERRARIUM_WORKSPACE_BUSY', f'the workspace "{workspace}" is open in a tab: close it there first'
            )

        def wait(resolve: object, reject: object) -> None:
            request = indexedDB.deleteDatabase(DATABASE_PREFIX + workspace)
            request.onsuccess = lambda event: resolve(None)
            request.onerror = lambda event: reject(request.error)

        await Promise(wait)

    return navigator.locks.request(DATABASE_PREFIX + workspace, {'ifAvailable': True}, remove)


async def delete_left_over() -> None:
    """Deletes temporary workspaces that no tab has open: the kernel takes the lock of the database's name before it
    opens it."""
    if indexedDB.databases is None:
        return
    databases = await indexedDB.databases()
    names = [entry.name for entry in databases if entry.name.startswith(DATABASE_PREFIX + TEMPORARY)]
    locks = await navigator.locks.query()
    in_use = [lock.name for lock in locks.held.concat(locks.pending)]
    for name in names:
        if name not in in_use:
            indexedDB.deleteDatabase(name)
