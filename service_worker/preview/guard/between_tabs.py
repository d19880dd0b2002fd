"""Hides Terrarium's locks and channels between tabs: an app could take a workspace's lock, or make its tab give up."""

from service_worker.preview.guard.names import is_ours, override, refusal


def guard_locks() -> None:
    if globalThis.LockManager is None:
        return
    manager = LockManager.prototype
    native_request = manager.request
    native_query = manager.query

    def request(*args) -> object:
        if len(args) > 0 and is_ours(args[0]):
            return Promise.reject(refusal('The lock', args[0]))
        return native_request.apply(js_this, args)

    override(manager, 'request', js_func(request))
    override(manager, 'query', js_func(lambda: _others(native_query.call(js_this))))


async def _others(asked: object) -> object:
    found = await asked
    for name in ['held', 'pending']:
        found[name] = [lock for lock in found[name] if not is_ours(lock.name)]
    return found


def guard_channels() -> None:
    if globalThis.BroadcastChannel is None:
        return

    def construct(target: object, args: list, new_target: object) -> object:
        if len(args) > 0 and is_ours(args[0]):
            raise refusal('The channel', args[0])
        return Reflect.construct(target, args, new_target)

    globalThis.BroadcastChannel = Proxy(globalThis.BroadcastChannel, {'construct': construct})
