"""Makes the page cross-origin isolated: registers the service worker that adds the headers, and reloads once.

Without isolation there is no shared memory, so a context which can't have it gets an error that says why. Must not know the kernel.
"""

from runtime_py.api.errors import ApiError

RELOADED_KEY = 'terrarium:reloaded-for-isolation'
ACTIVATION_TIMEOUT_MS = 60000


class ServiceWorkerLink:
    """The registration whose scope is the folder of terrarium.js. `registration` is None where the page came isolated from its host and
    the browser has no service workers: everything works but previews and offline starts."""

    def __init__(self, base: str):
        self.base = base
        self.registration = None

    async def establish(self, coep: str | None) -> None:
        if coep == 'none' and not crossOriginIsolated:
            raise ApiError('NOT_ISOLATED', "coep: 'none' leaves no shared memory, which the machine is made of. Use 'require-corp' or 'credentialless'.")
        if navigator.serviceWorker is None:
            if crossOriginIsolated:
                return
            raise ApiError('NOT_ISOLATED', _why_no_service_worker())
        if crossOriginIsolated and navigator.serviceWorker.controller is not None:
            # a later visit: the browser looks for a new version by itself, so nothing has to be waited for
            self.registration = await navigator.serviceWorker.getRegistration(self.base)
        if self.registration is None or self.registration.active is None:
            await self._register()
        if self.registration is None:
            return
        await self._active()
        if coep is not None:
            await self.settle({'coep': coep})
        await self._take_update()
        if not crossOriginIsolated:
            await self._reload_once()
        sessionStorage.removeItem(RELOADED_KEY)

    async def _register(self) -> None:
        try:
            self.registration = await navigator.serviceWorker.register(self.base + 'sw.js', {'scope': self.base, 'updateViaCache': 'none'})
        except Exception as error:
            if crossOriginIsolated:
                return
            raise ApiError('NOT_ISOLATED', f'The service worker {self.base}sw.js could not be registered: {error.message}')

    async def _active(self) -> None:
        """Resolves when the registration has an active worker, which it has after the first installation."""
        worker = self.registration.installing or self.registration.waiting
        if self.registration.active is not None:
            return
        started = Date.now()
        while self.registration.active is None:
            if worker is None or worker.state == 'redundant' or Date.now() - started > ACTIVATION_TIMEOUT_MS:
                raise ApiError('OFFLINE_FILES', 'The service worker could not be installed: a file of its list is missing or does not match it.')
            await Promise.race([_once(worker, 'statechange'), _delay(1000)])
        while self.registration.active.state == 'activating':
            await Promise.race([_once(self.registration.active, 'statechange'), _delay(1000)])

    async def _take_update(self) -> None:
        """A new version has been installed while pages ran the old one. If this page is the only one, change over before anything runs."""
        waiting = self.registration.waiting
        if waiting is None or navigator.serviceWorker.controller is None:
            return
        changed = _once(navigator.serviceWorker, 'controllerchange')
        waiting.postMessage({'type': 'terrarium:take-over'})
        answer = await Promise.race([changed, _delay(400)])
        if answer is not None:
            location.reload()
            await Promise(lambda resolve: None)

    async def _reload_once(self) -> None:
        if not location.href.startswith(self.base):
            raise ApiError(
                'NOT_ISOLATED',
                f'This page is outside of {self.base}, where the service worker could isolate it. Put it into that folder, or let the host send '
                '"Cross-Origin-Opener-Policy: same-origin" and "Cross-Origin-Embedder-Policy: require-corp".',
            )
        if sessionStorage.getItem(RELOADED_KEY) is not None:
            sessionStorage.removeItem(RELOADED_KEY)
            raise ApiError('NOT_ISOLATED', _why_not_isolated())
        sessionStorage.setItem(RELOADED_KEY, '1')
        location.reload()
        await Promise(lambda resolve: None)

    async def settle(self, values: object) -> None:
        """Tell the service worker what it has to remember; resolves when it does."""
        if self.registration is None:
            return
        channel = MessageChannel()
        done = Promise(lambda resolve: _set_on_message(channel.port1, resolve))
        self.registration.active.postMessage({'type': 'terrarium:settings', 'values': values}, [channel.port2])
        await done

    def offer_kernel(self, message_port: object) -> None:
        worker = self.registration.active
        worker.postMessage({'type': 'terrarium:gateway'}, [message_port])

    def on_request_for_kernel(self, callback: object) -> object:
        """`callback()` whenever the service worker looks for the kernel; returns a function that ends this."""
        if navigator.serviceWorker is None:
            return lambda: None

        def on_message(event: object) -> None:
            if event.data is not None and event.data.type == 'terrarium:gateway?':
                callback()

        navigator.serviceWorker.addEventListener('message', on_message)
        navigator.serviceWorker.startMessages()
        return lambda: navigator.serviceWorker.removeEventListener('message', on_message)


def _set_on_message(port: object, resolve: object) -> None:
    port.onmessage = lambda event: resolve(event.data)


def _once(target: object, name: str) -> object:
    return Promise(lambda resolve: target.addEventListener(name, lambda event: resolve(event), {'once': True}))


def _delay(milliseconds: int) -> object:
    return Promise(lambda resolve: setTimeout(lambda: resolve(None), milliseconds))


def _why_no_service_worker() -> str:
    if not isSecureContext:
        return 'This page is not cross-origin isolated and can not isolate itself: service workers need https:// or localhost.'
    return 'This page is not cross-origin isolated and can not isolate itself: this browser offers no service workers here (a private window, or a setting).'


def _why_not_isolated() -> str:
    if window.parent is not window:
        return 'This page is in a frame whose outer page is not cross-origin isolated, or which lacks allow="cross-origin-isolated".'
    return 'This page is still not cross-origin isolated after a reload through its service worker: something removes its headers.'
