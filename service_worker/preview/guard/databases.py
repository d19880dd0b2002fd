"""IndexedDB without Terrarium's databases: an app's "reset" deletes all that it sees, so it must not see ours."""

from service_worker.preview.guard.names import is_ours, override, refusal


def guard_databases() -> None:
    if globalThis.IDBFactory is None:
        return
    factory = IDBFactory.prototype
    for name in ['open', 'deleteDatabase']:
        override(factory, name, _refusing(factory[name]))
    native_list = factory.databases
    if native_list is not None:
        override(factory, 'databases', js_func(lambda: _others(native_list.call(js_this))))


def _refusing(native: object) -> object:
    def call(*args) -> object:
        if len(args) > 0 and is_ours(args[0]):
            raise refusal('The database', args[0])
        return native.apply(js_this, args)

    return js_func(call)


async def _others(listed: object) -> list:
    found = await listed
    return [entry for entry in found if not is_ours(entry.name)]
