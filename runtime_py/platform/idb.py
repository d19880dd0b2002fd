"""IndexedDB as ordered key-value stores with transactions. JavaScript only.

Keys are numbers or strings, values anything that can be cloned. A failure raises an Error with IndexedDB's own message and name (QuotaExceededError)."""
_factory = globalThis.indexedDB


def _settled(request: object) -> object:
    """A promise of an IDBRequest's result."""
    def wait(resolve, reject):
        request.onsuccess = lambda event: resolve(request.result)
        request.onerror = lambda event: reject(request.error)
    return Promise(wait)


class Database:
    """One database. `on_close()` is called when the browser closes it, or another tab wants it gone."""

    def __init__(self, handle: object) -> None:
        self.handle = handle
        self.on_close = lambda: None
        handle.onclose = lambda event: self.on_close()
        handle.onversionchange = lambda event: self._give_way()

    def _give_way(self) -> None:
        self.handle.close()
        self.on_close()

    async def write(self, changes: list, strict: bool) -> None:
        """All of `changes` or none: [store, key, value] puts, [store, key] deletes. With `strict`, done means on the disk."""
        names = []
        for change in changes:
            if change[0] not in names:
                names.append(change[0])
        if len(names) == 0:
            return
        transaction = self.handle.transaction(names, 'readwrite', {'durability': 'strict' if strict else 'relaxed'})
        try:
            _ask(transaction, changes)
        except Exception as error:
            transaction.abort()     # or what was asked before it would be written
            raise error
        await _finished(transaction)

    async def get(self, store: str, key: object) -> object:
        """The value, or None."""
        return await _settled(self.handle.transaction(store, 'readonly').objectStore(store).get(key))

    async def entries(self, store: str) -> list:
        """All [key, value] in the order of their keys."""
        objects = self.handle.transaction(store, 'readonly').objectStore(store)
        asked = _settled(objects.getAllKeys())
        values = await _settled(objects.getAll())
        keys = await asked
        return [[key, values[k]] for k, key in enumerate(keys)]

    async def get_many(self, store: str, keys: list) -> list:
        """The values of some keys, None for those that are missing."""
        objects = self.handle.transaction(store, 'readonly').objectStore(store)
        return await Promise.all([_settled(objects.get(key)) for key in keys])

    async def keys(self, store: str) -> list:
        return await _settled(self.handle.transaction(store, 'readonly').objectStore(store).getAllKeys())

    async def keys_below(self, store: str, first: object) -> list:
        """The keys that are arrays beginning with `first`."""
        bounds = IDBKeyRange.bound([first], [first, []])
        return await _settled(self.handle.transaction(store, 'readonly').objectStore(store).getAllKeys(bounds))

    def close(self) -> None:
        self.handle.close()


def _ask(transaction: object, changes: list) -> None:
    for change in changes:
        store = transaction.objectStore(change[0])
        if len(change) == 3:
            store.put(change[2], change[1])
        else:
            store.delete(change[1])


def _finished(transaction: object) -> object:
    def wait(resolve, reject):
        transaction.oncomplete = lambda event: resolve(None)
        transaction.onabort = lambda event: reject(transaction.error or Error('the transaction was aborted'))
        transaction.onerror = lambda event: None
    return Promise(wait)


async def open_database(name: str, version: int, stores: list) -> Database:
    """Opens it, making the stores that are missing."""
    request = _factory.open(name, version)

    def upgrade(event):
        for store in stores:
            if not request.result.objectStoreNames.contains(store):
                request.result.createObjectStore(store)
    request.onupgradeneeded = upgrade
    return Database(await _settled(request))


async def delete_database(name: str) -> None:
    await _settled(_factory.deleteDatabase(name))
