"""The Cache API without Terrarium's caches, which make it work offline: an app that deletes all caches doesn't delete
them."""

from service_worker.preview.guard.names import is_ours, override, refusal


def guard_caches() -> None:
    if globalThis.CacheStorage is None:
        return
    storage = CacheStorage.prototype
    native_keys = storage.keys
    native_open = storage.open
    native_has = storage.has
    native_delete = storage['delete']
    native_match = storage.match

    async def keys(receiver: object) -> list:
        found = await native_keys.call(receiver)
        return [name for name in found if not is_ours(name)]

    async def match(receiver: object, request: object, options: object) -> object:
        """In the order in which the caches were created, like the browser's own."""
        for name in await keys(receiver):
            found = await (await native_open.call(receiver, name)).match(request, options)
            if found is not None:
                return found
        return js_undefined

    def opened(*args) -> object:
        if len(args) > 0 and is_ours(args[0]):
            return Promise.reject(refusal('The cache', args[0]))
        return native_open.apply(js_this, args)

    def has(*args) -> object:
        return Promise.resolve(False) if len(args) > 0 and is_ours(args[0]) else native_has.apply(js_this, args)

    def deleted(*args) -> object:
        return Promise.resolve(False) if len(args) > 0 and is_ours(args[0]) else native_delete.apply(js_this, args)

    def matched(*args) -> object:
        options = args[1]
        if options is None or options.cacheName is None:
            return match(js_this, args[0], options) if len(args) > 0 else native_match.apply(js_this, args)
        return Promise.resolve(js_undefined) if is_ours(options.cacheName) else native_match.apply(js_this, args)

    override(storage, 'keys', js_func(lambda: keys(js_this)))
    override(storage, 'open', js_func(opened))
    override(storage, 'has', js_func(has))
    override(storage, 'delete', js_func(deleted))
    override(storage, 'match', js_func(matched))
