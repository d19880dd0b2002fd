"""`navigator.serviceWorker` of a preview as on an origin without a registration: Terrarium's service worker answers
the preview's requests, so an app must neither replace nor unregister it.

`ready` still returns Terrarium's registration, since templates unregister whatever it returns; that has no effect here.
"""

from service_worker.preview.guard.names import override, override_getter

_natives: object = {'controller': None}


def controller() -> object:
    """Terrarium's service worker, None if there is none."""
    get = _natives['controller']
    return None if get is None else get()


def keep_native_controller() -> None:
    native = Object.getOwnPropertyDescriptor(ServiceWorkerContainer.prototype, 'controller').get
    _natives['controller'] = lambda: native.call(globalThis.navigator.serviceWorker)


def guard_service_workers() -> None:
    container = globalThis.navigator.serviceWorker
    if container is None:
        return
    prototype = ServiceWorkerContainer.prototype
    keep_native_controller()
    override_getter(prototype, 'controller', lambda: None)
    override(prototype, 'register', lambda: Promise.reject(_not_supported()))
    override(prototype, 'getRegistrations', lambda: Promise.resolve([]))
    override(prototype, 'getRegistration', lambda: Promise.resolve(js_undefined))
    override(ServiceWorkerRegistration.prototype, 'unregister', lambda: Promise.resolve(False))
    container.addEventListener('controllerchange', lambda event: event.stopImmediatePropagation(), True)


def _not_supported() -> object:
    return DOMException(
        'Service workers are not available in a preview: it shares its origin with Terrarium', 'NotSupportedError'
    )
