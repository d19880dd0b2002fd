"""Locks between the tabs of an origin (Web Locks). JavaScript only."""

_locks = navigator.locks


async def hold_lock(name: str, patience_ms: float) -> object:
    """Takes the lock and returns a function that releases it; None when another tab kept it for `patience_ms`. Raises
    the browser's error when it refuses."""

    def take(resolve, reject):
        def held(lock):
            return Promise(lambda release, fail: resolve(lambda: release(None)))

        asked = _locks.request(name, {'signal': AbortSignal.timeout(patience_ms)}, held)
        asked.catch(
            lambda error: resolve(None) if error.name == 'TimeoutError' or error.name == 'AbortError' else reject(error)
        )

    return await Promise(take)


async def share_lock(name: str) -> object:
    """As `hold_lock`, for a shared lock, which only marks something as used."""

    def take(resolve, reject):
        def held(lock):
            return Promise(lambda release, fail: resolve(lambda: release(None)))

        _locks.request(name, {'mode': 'shared'}, held).catch(reject)

    return await Promise(take)
