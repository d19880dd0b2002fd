"""`registration` for an app's service worker. Must not know how registrations change."""


def given_registration(registration: object, update: object, unregister: object) -> object:
    given = EventTarget()
    workers = js_new(globalThis.WeakMap)

    def worker_object(worker: object) -> object:
        """`self.serviceWorker`, and the workers in the slots."""
        if not workers.has(worker):
            found = EventTarget()
            Object.defineProperty(found, 'scriptURL', {'value': worker.url, 'enumerable': True})
            Object.defineProperty(found, 'state', {'get': lambda: worker.state, 'enumerable': True})
            workers.set(worker, found)
        return workers.get(worker)

    def slot(name: str) -> object:
        def get() -> object:
            worker = registration[name]
            return None if worker is None else worker_object(worker)

        return {'get': get, 'enumerable': True}

    async def updated() -> object:
        await update(registration)
        return given

    for name in ['installing', 'waiting', 'active']:
        Object.defineProperty(given, name, slot(name))
    given.scope = registration.scope
    given.updateViaCache = 'imports'
    given.update = updated
    given.unregister = lambda: unregister(registration)
    for name in ['showNotification', 'getNotifications']:
        given[name] = lambda *args, called=name: globalThis.registration[called](*args)
    Object.defineProperty(given, 'worker_object', {'value': worker_object})
    return given
