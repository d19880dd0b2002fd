"""Persistent data of an app's own service workers: their registrations, with the texts of their scripts, in a database
of this origin.

The database is created with the first registration, so that an app without one doesn't see it. Must not know what a
registration does."""

DATABASE = 'terrarium:workers'
TABLE = 'registrations'


async def load() -> list:
    """Records by scope; none if the app has deleted its origin's databases."""
    databases = await indexedDB.databases()
    if not any([found.name == DATABASE for found in databases]):
        return []
    return await _run('readonly', lambda table: table.getAll())


async def put(record: object) -> None:
    """`record.scope` is its key."""
    await _run('readwrite', lambda table: table.put(record))


async def remove(scope: str) -> None:
    await _run('readwrite', lambda table: table['delete'](scope))


async def _run(mode: str, ask: object) -> object:
    database = await _open()
    try:
        return await _result(ask(database.transaction(TABLE, mode).objectStore(TABLE)))
    finally:
        database.close()


async def _open() -> object:
    opening = indexedDB.open(DATABASE, 1)
    opening.onupgradeneeded = lambda event: opening.result.createObjectStore(TABLE, {'keyPath': 'scope'})
    return await _result(opening)


def _result(request: object) -> object:
    def wait(resolve: object, reject: object) -> None:
        request.onsuccess = lambda event: resolve(request.result)
        request.onerror = lambda event: reject(request.error)

    return Promise(wait)
