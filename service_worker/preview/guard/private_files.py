"""The origin's private file system without the folders that a machine has mounted (`opfs:NAME`).

For each one the kernel holds a lock with its name (kernel/mounts.py). Only the root is filtered, since deeper folders
are reached through it."""

from service_worker.preview.guard.names import override, refusal

MOUNTED = 'terrarium:opfs:'
_roots = js_new(globalThis.WeakSet)


def guard_private_files() -> None:
    """Must run before guard_locks, which hides those locks."""
    if (
        globalThis.FileSystemDirectoryHandle is None
        or globalThis.StorageManager is None
        or globalThis.navigator.locks is None
    ):
        return
    native_root = StorageManager.prototype.getDirectory
    if native_root is None:
        return
    locks = globalThis.navigator.locks
    query = locks.query.bind(locks)
    handle = FileSystemDirectoryHandle.prototype

    async def mounted(receiver: object) -> list:
        """Names in this folder that are mounted."""
        if not _roots.has(receiver):
            return []
        held = (await query()).held
        return [lock.name[len(MOUNTED) :] for lock in held if lock.name.startswith(MOUNTED)]

    async def root(receiver: object) -> object:
        found = await native_root.call(receiver)
        _roots.add(found)
        return found

    override(StorageManager.prototype, 'getDirectory', js_func(lambda: root(js_this)))
    for name in ['getDirectoryHandle', 'getFileHandle', 'removeEntry']:
        override(handle, name, _refusing(handle[name], mounted))
    for name in ['keys', 'values', 'entries']:
        override(handle, name, _filtering(handle[name], mounted))
    handle[Symbol.asyncIterator] = handle.entries
    if handle.remove is not None:
        override(handle, 'remove', _removing(handle.remove, mounted))


def _refusing(native: object, mounted: object) -> object:
    async def call(receiver: object, args: list) -> object:
        if len(args) > 0 and String(args[0]) in await mounted(receiver):
            raise refusal('The folder', args[0])
        return await native.apply(receiver, args)

    return js_func(lambda *args: call(js_this, args))


def _filtering(native: object, mounted: object) -> object:
    async def walk(receiver: object) -> object:
        hidden = await mounted(receiver)
        async for found in native.call(receiver):
            name = found if js_typeof(found) == 'string' else found[0] if Array.isArray(found) else found.name
            if name not in hidden:
                yield found

    return js_func(lambda: walk(js_this))


def _removing(native: object, mounted: object) -> object:
    async def call(receiver: object, args: list) -> object:
        hidden = await mounted(receiver)
        if len(hidden) > 0:
            raise refusal('The folder', hidden[0])
        return await native.apply(receiver, args)

    return js_func(lambda *args: call(js_this, args))
