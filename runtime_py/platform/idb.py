"""IndexedDB as ordered key-value stores with transactions. JavaScript only.

Keys are numbers or strings, values anything that can be cloned. A failure raises an Error with IndexedDB's own message
and name (QuotaExceededError)."""

from runtime_py.platform.host import clear_timeout, set_timeout

OPEN_TIMEOUT_MS = 30000


def _find_factory() -> object:
    """Even reading the attribute may throw."""
    try:
        return globalThis.indexedDB
    except Exception:
        return None


_factory = _find_factory()


def _settled(request: object) -> object:
    """A promise of an IDBRequest's result."""

    def wait(resolve, reject):
        request.onsuccess = lambda event: resolve(request.result)
        request.onerror = lambda event: reject(request.error)

    return Promise(wait)


class Replaced(Error):
    """The database isn't the expected one: it was deleted, and perhaps created again."""

    def __init__(self) -> None:
        super().__init__('the database was deleted or replaced by something else')


class Refused(Error):
    """The browser gives no database. `name` is IndexedDB's name of the reason."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


class Database:
    """One database. `on_close()` is called when the browser closes it, or something deletes it; `reopen` makes another
    connection."""

    def __init__(self, handle: object, open_again: object) -> None:
        self.handle = None
        self.on_close = lambda: None
        self._open_again = open_again
        self._adopt(handle)

    def _adopt(self, handle: object) -> None:
        self.handle = handle
        handle.onclose = lambda event: self.on_close()
        handle.onversionchange = lambda event: self._give_way(handle)

    def _give_way(self, handle: object) -> None:
        """Closes the connection: otherwise a deletion would wait, and succeed after this worker has ended and can't
        rewrite the data."""
        handle.close()
        self.on_close()

    async def reopen(self) -> None:
        """Makes another connection to the database of the same name, which is created if needed."""
        self.handle.close()
        self._adopt(await self._open_again())

    async def write(self, changes: list, strict: bool, expected: object = None) -> None:
        """Writes all of `changes` or none: [store, key, value] puts, [store, key] deletes. With `strict`, it completes
        when the data is on the disk. Raises Replaced when the database doesn't hold `expected`, a [store, key,
        value]."""
        names = [] if expected is None else [expected[0]]
        for change in changes:
            if change[0] not in names:
                names.append(change[0])
        if len(changes) == 0:
            return
        transaction = self.handle.transaction(names, 'readwrite', {'durability': 'strict' if strict else 'relaxed'})
        found = {'strange': False}
        if expected is not None:
            _expect(transaction, expected, found)
        try:
            _ask(transaction, changes)
        except Exception as error:
            transaction.abort()  # so that earlier requests are written first
            raise error
        try:
            await _finished(transaction)
        except Exception as error:
            if found['strange']:
                raise Replaced()
            raise error

    async def count(self, store: str) -> int:
        """The number of keys."""
        return await _settled(self.handle.transaction(store, 'readonly').objectStore(store).count())

    async def clear(self, stores: list) -> None:
        transaction = self.handle.transaction(stores, 'readwrite')
        for store in stores:
            transaction.objectStore(store).clear()
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
        """The keys that are arrays whose first element is `first`."""
        bounds = IDBKeyRange.bound([first], [first, []])
        return await _settled(self.handle.transaction(store, 'readonly').objectStore(store).getAllKeys(bounds))

    def close(self) -> None:
        self.handle.close()


def _expect(transaction: object, expected: list, found: object) -> None:
    """Aborts the transaction unless it holds `expected`. Requests of a transaction run in order, so nothing is written
    then."""
    request = transaction.objectStore(expected[0]).get(expected[1])

    def compare(event: object) -> None:
        if request.result != expected[2]:
            found['strange'] = True
            transaction.abort()

    request.onsuccess = compare


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
    """Opens the database, creating missing stores. Raises Refused, or IndexedDB's error."""
    return Database(await _opened(name, version, stores), lambda: _opened(name, version, stores))


async def _opened(name: str, version: int, stores: list) -> object:
    if _factory is None:
        raise Refused('SecurityError', 'this browser has no IndexedDB here')
    request = _factory.open(name, version)

    def upgrade(event):
        for store in stores:
            if not request.result.objectStoreNames.contains(store):
                request.result.createObjectStore(store)

    request.onupgradeneeded = upgrade
    return await _limited(_settled(request), request)


def _limited(opened: object, request: object) -> object:
    """Limits the wait: a browser whose storage hangs never answers. A connection that arrives too late is closed, since
    nobody waits for it any more."""

    def wait(resolve, reject):
        def give_up() -> None:
            request.onsuccess = lambda event: request.result.close()
            reject(
                Refused(
                    'TimeoutError', f'the browser did not open the database within {OPEN_TIMEOUT_MS // 1000} seconds'
                )
            )

        timer = set_timeout(give_up, OPEN_TIMEOUT_MS)

        def settle(call: object) -> object:
            def done(value: object) -> None:
                clear_timeout(timer)
                call(value)

            return done

        opened.then(settle(resolve), settle(reject))

    return Promise(wait)
