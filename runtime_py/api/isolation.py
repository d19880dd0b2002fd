"""Makes the page cross-origin isolated: registers the service worker that adds the headers, and reloads once.

Without isolation there is no shared memory, so a context that can't be isolated gets an error that says why
(refusals.py). While the machine runs, the registration is monitored, since other code may unregister it. Must not know
the kernel."""

from runtime_py.api.errors import ApiError
from runtime_py.api.refusals import (
    no_previews,
    no_service_worker,
    no_session_storage,
    not_installed,
    not_isolated,
    not_registered,
    outside_of,
    slow_service_worker,
)
from runtime_py.api.waiting import TIMED_OUT, delay, once, within
from runtime_py.platform.trusted_types import worker_url

NOT_ISOLATED = 'NOT_ISOLATED'
NO_SERVICE_WORKER = 'ERR_TERRARIUM_NO_SERVICE_WORKER'
RELOADED_KEY = 'terrarium:reloaded-for-isolation'
LOOK_UP_TIMEOUT_MS = 10000
REGISTRATION_TIMEOUT_MS = 30000
ACTIVATION_TIMEOUT_MS = 60000
RELOAD_TIMEOUT_MS = 30000
ANSWER_TIMEOUT_MS = 5000
LOOK_EVERY_MS = 5000  # each check wakes the browser's main process too
CONFIRM_AFTER_MS = 500


class ServiceWorkerLink:
    """The registration whose scope is the folder of terrarium.js. `registration` is None where the host's headers
    isolate the page and the browser has no service workers: then only previews and offline starts are missing, and
    `warn(message, code)` reports it."""

    def __init__(self, base: str, warn: object):
        self.base = base
        self.registration = None
        self._warn = warn
        self._container = _container()
        self._settings = {}
        self._looking = None

    async def establish(self, coep: str | None) -> None:
        """Treats 'none' as the default: without isolation there is no machine."""
        if coep == 'none':
            console.warn(
                "WebContainer.boot: coep: 'none' would leave the machine without shared memory, which it needs. The page is isolated anyway. "
                + "Set the 'coep' option to 'require-corp' or 'credentialless'."
            )
        policy = None if coep == 'none' else coep
        try:
            await self._find()
        except Exception as error:
            if not crossOriginIsolated:
                raise error
            self.registration = None
            self._warn(no_previews(error.message), NO_SERVICE_WORKER)
            return
        if policy is not None:
            await self.settle({'coep': policy})
        await self._take_update()
        if not crossOriginIsolated:
            await self._reload_once()
        _forget_reload()

    async def _find(self) -> None:
        """The active registration, or an error that says why there is none."""
        if self._container is None:
            raise ApiError(NOT_ISOLATED, no_service_worker())
        if crossOriginIsolated and self._container.controller is not None:
            # a later visit: the browser checks for a new version itself, so there is nothing to wait for
            self.registration = await self._look_up()
        if self.registration is None or self.registration.active is None:
            await self._register()
        await self._active()

    async def _look_up(self) -> object:
        """None where the browser doesn't reveal it."""
        try:
            return await within(
                LOOK_UP_TIMEOUT_MS, self._container.getRegistration(self.base), TIMED_OUT, 'no registration was told'
            )
        except Exception as error:
            console.warn(error)
            return None

    async def _register(self) -> None:
        url = self.base + 'sw.js'
        try:
            asked = self._container.register(worker_url(url), {'scope': self.base, 'updateViaCache': 'none'})
            self.registration = await within(
                REGISTRATION_TIMEOUT_MS, asked, TIMED_OUT, slow_service_worker(REGISTRATION_TIMEOUT_MS // 1000)
            )
        except Exception as error:
            raise ApiError(NOT_ISOLATED, error.message if error.code == TIMED_OUT else not_registered(url, error))

    async def _active(self) -> None:
        """Resolves when the registration has an active worker, as it has after its first installation."""
        registration = self.registration
        worker = registration.installing or registration.waiting
        started = Date.now()
        while registration.active is None or registration.active.state == 'activating':
            if registration.active is None and (worker is None or worker.state == 'redundant'):
                raise ApiError('OFFLINE_FILES', not_installed())
            if Date.now() - started > ACTIVATION_TIMEOUT_MS:
                raise ApiError(NOT_ISOLATED, slow_service_worker(ACTIVATION_TIMEOUT_MS // 1000))
            waited = worker if registration.active is None else registration.active
            await Promise.race([once(waited, 'statechange'), delay(1000)])

    async def _take_update(self) -> None:
        """A new version was installed while pages ran the old one. If this page is the only one, switches to it before
        anything runs."""
        waiting = self.registration.waiting
        if waiting is None or self._container.controller is None:
            return
        changed = once(self._container, 'controllerchange')
        waiting.postMessage({'type': 'terrarium:take-over'})
        answer = await Promise.race([changed, delay(400)])
        if answer is not None:
            location.reload()
            await _reloaded()

    async def _reload_once(self) -> None:
        if not location.href.startswith(self.base):
            raise ApiError(NOT_ISOLATED, outside_of(self.base))
        try:
            reloaded = sessionStorage.getItem(RELOADED_KEY) is not None
            if reloaded:
                sessionStorage.removeItem(RELOADED_KEY)
            else:
                sessionStorage.setItem(RELOADED_KEY, '1')
        except Exception:
            raise ApiError(NOT_ISOLATED, no_session_storage())
        if reloaded:
            raise ApiError(NOT_ISOLATED, not_isolated())
        _load_again()
        await _reloaded()

    async def settle(self, values: object) -> None:
        """Sends the service worker what it must remember. One that doesn't answer gets it again when it is registered
        again."""
        Object.assign(self._settings, values)
        if self.registration is None:
            return
        try:
            await self._ask({'type': 'terrarium:settings', 'values': values})
        except Exception as error:
            console.warn(error)

    def settle_again(self) -> None:
        """A service worker that was stopped has forgotten its settings: sends them again."""
        self.registration.active.postMessage({'type': 'terrarium:settings', 'values': self._settings})

    def ask_to_give_up(self, workspace: str) -> None:
        """Asks the page that has the workspace; only pages with machines receive it."""
        if self.registration is not None:
            self.registration.active.postMessage({'type': 'terrarium:give-up', 'workspace': workspace})

    def _ask(self, message: object) -> object:
        """A promise of the service worker's answer."""
        channel = MessageChannel()
        answered = Promise(lambda resolve: _set_on_message(channel.port1, resolve))
        self.registration.active.postMessage(message, [channel.port2])
        return within(ANSWER_TIMEOUT_MS, answered, TIMED_OUT, 'The service worker does not answer')

    def offer_kernel(self, message_port: object, machine: int, number: int, sandbox: str) -> None:
        """`number` identifies this line to this machine in `knows_line`; `sandbox` is the key of sandboxed previews."""
        self.registration.active.postMessage(
            {'type': 'terrarium:gateway', 'machine': machine, 'number': number, 'sandbox': sandbox}, [message_port]
        )

    def say_running(self) -> None:
        """The machine runs, so files for a later visit may be fetched."""
        if self.registration is not None:
            self.registration.active.postMessage({'type': 'terrarium:running'})

    async def knows_line(self, machine: int, number: int) -> bool:
        """Whether the service worker still has the line to the kernel; one that was stopped has lost it. The question
        also keeps it from being stopped."""
        try:
            return (await self._ask({'type': 'terrarium:ping', 'machine': machine, 'number': number})).known
        except Exception:
            return True  # a stopped one would have been started by the message, and would answer

    def on_message(self, callback: object) -> object:
        """Calls `callback(message, ports)` for messages of the service worker; returns a function that stops this."""
        if self._container is None:
            return lambda: None

        def on_message(event: object) -> None:
            if event.isTrusted and event.data is not None and js_typeof(event.data.type) == 'string':
                callback(event.data, event.ports)

        self._container.addEventListener('message', on_message)
        self._container.startMessages()
        return lambda: self._container.removeEventListener('message', on_message)

    def look_after(self, on_new: object) -> object:
        """Registers the service worker again when it was unregistered, then calls `on_new()`; returns a function that
        stops this."""
        if self.registration is None:
            return lambda: None
        timer = setInterval(lambda: self._look(on_new), LOOK_EVERY_MS)
        return lambda: clearInterval(timer)

    async def _look(self, on_new: object) -> None:
        if self._looking is not None:
            return
        self._looking = self._replace_if_gone(on_new)
        try:
            await self._looking
        except Exception as error:
            console.warn(error)
        self._looking = None

    def _is_gone(self, registration: object) -> bool:
        return registration is None or registration.scope != self.base

    async def _replace_if_gone(self, on_new: object) -> None:
        found = await self._container.getRegistration(self.base)
        if not self._is_gone(found):
            return
        # Chromium may never settle an `unregister` during which a registration starts
        await delay(CONFIRM_AFTER_MS)
        if not self._is_gone(await self._container.getRegistration(self.base)):
            return
        await self._register()
        await self._active()
        await self.settle(self._settings)
        on_new()


def _container() -> object:
    """None where the browser has no service workers, or denies access."""
    try:
        return navigator.serviceWorker
    except Exception:
        return None


def _forget_reload() -> None:
    try:
        sessionStorage.removeItem(RELOADED_KEY)
    except Exception as error:
        console.debug('no session storage', error)


def _load_again() -> None:
    """Navigates instead of reloading: after a reload that isolates the page, its entry in Chromium's history is broken,
    and going back in a frame later loads the whole page again. The URL must differ in more than the fragment."""
    here = location.href
    if '#' in here:
        other = URL(here)
        other.hash = ''
        other.searchParams.append('terrarium', 'isolating')
        history.replaceState(history.state, '', other.href)
    location.replace(here)


async def _reloaded() -> None:
    await delay(RELOAD_TIMEOUT_MS)
    raise ApiError(
        NOT_ISOLATED,
        'This page must be reloaded to become cross-origin isolated, but could not reload itself. Reload it.',
    )


def _set_on_message(port: object, resolve: object) -> None:
    port.onmessage = lambda event: resolve(event.data)
