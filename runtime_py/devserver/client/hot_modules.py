"""The registrations of a page's modules through `import.meta.hot`, and the application of updates to them, as in Vite's
client. Must not know sockets or elements.

A module is identified by its URL without stamps. `load(url)`, which imports a module, is passed in."""


class HotModules:
    """`callbacks`: owner -> [[accepted URLs, function]]. `data` survives when a module runs again; `disposers` and
    `pruners` are called before it is replaced or dropped."""

    def __init__(self, load: object) -> None:
        self._load = load
        self._callbacks = Map()
        self.data = Map()
        self._disposers = Map()
        self._pruners = Map()
        self._listeners = Map()  # event -> functions
        self._own_listeners = Map()  # owner -> [[event, function]]: listeners are removed when the module runs again

    def begin(self, owner: str) -> None:
        """A module runs, for the first time or again: clears what its previous run registered."""
        if not self.data.has(owner):
            self.data.set(owner, {})
        found = self._callbacks.get(owner)
        if found is not None:
            self._callbacks.set(owner, [])
        for pair in self._own_listeners.get(owner) or []:
            self._remove(pair[0], pair[1])
        self._own_listeners.set(owner, [])

    def accept(self, owner: str, urls: list, callback: object) -> None:
        rows = self._callbacks.get(owner) or []
        rows.append([urls, callback])
        self._callbacks.set(owner, rows)

    def dispose(self, owner: str, callback: object) -> None:
        self._disposers.set(owner, callback)

    def prune(self, owner: str, callback: object) -> None:
        self._pruners.set(owner, callback)

    def on(self, owner: str, event: str, callback: object) -> None:
        rows = self._listeners.get(event) or []
        rows.append(callback)
        self._listeners.set(event, rows)
        own = self._own_listeners.get(owner) or []
        own.append([event, callback])
        self._own_listeners.set(owner, own)

    def off(self, event: str, callback: object) -> None:
        self._remove(event, callback)

    def _remove(self, event: str, callback: object) -> None:
        self._listeners.set(event, [each for each in self._listeners.get(event) or [] if each is not callback])

    async def notify(self, event: str, data: object) -> None:
        for callback in self._listeners.get(event) or []:
            await callback(data)

    def stamped(self, update: object) -> str:
        parts = update['acceptedPath'].split('?')
        query = f'&{parts[1]}' if len(parts) > 1 else ''
        return f'{parts[0]}?{"import&" if update["explicitImportRequired"] else ""}t={update["timestamp"]}{query}'

    async def fetch(self, update: object) -> object:
        """Loads the new module; returns a function that installs it, or None when no module of this page accepts it."""
        rows = self._callbacks.get(update['path'])
        if rows is None:
            return None
        accepted = update['acceptedPath']
        qualified = [row for row in rows if accepted in row[0]]
        module = None
        if update['path'] == accepted or len(qualified) > 0:
            disposer = self._disposers.get(accepted)
            if disposer is not None:
                await disposer(self.data.get(accepted))
            module = await self._load(self.stamped(update))

        def put_in_place() -> None:
            for urls, callback in qualified:
                if callback is not None:
                    callback([module if url == accepted else js_undefined for url in urls])

        return put_in_place

    async def drop(self, urls: list) -> None:
        """Drops modules that are no longer imported."""
        for url in urls:
            disposer = self._disposers.get(url)
            if disposer is not None:
                await disposer(self.data.get(url))
        for url in urls:
            pruner = self._pruners.get(url)
            if pruner is not None:
                pruner(self.data.get(url))


class HotContext:
    """`import.meta.hot` of one module."""

    def __init__(self, modules: HotModules, owner: str, send: object) -> None:
        self._modules = modules
        self._owner = owner
        self._send = send
        self.prune = lambda callback: modules.prune(owner, callback)
        self.dispose = lambda callback: modules.dispose(owner, callback)
        self.decline = lambda: None
        self.on = lambda event, callback: modules.on(owner, event, callback)
        self.off = lambda event, callback: modules.off(event, callback)
        self.send = lambda event, data=None: send(event, data)
        modules.begin(owner)

    @property
    def data(self) -> object:
        return self._modules.data.get(self._owner)

    def accept(self, deps: object = None, callback: object = None) -> None:
        if js_typeof(deps) == 'function' or deps is None:
            self._modules.accept(
                self._owner, [self._owner], (lambda found: deps(found[0])) if deps is not None else None
            )
        elif js_typeof(deps) == 'string':
            self._modules.accept(
                self._owner, [deps], (lambda found: callback(found[0])) if callback is not None else None
            )
        else:
            self._modules.accept(self._owner, deps, callback)

    def acceptExports(self, names: object, callback: object = None) -> None:
        self._modules.accept(
            self._owner, [self._owner], (lambda found: callback(found[0])) if callback is not None else None
        )

    def invalidate(self, message: str = '') -> None:
        self._send('vite:invalidate', {'path': self._owner, 'message': message or ''})
