"""`navigator.serviceWorker` of a page on a preview's own origin: the app's own service workers, which run inside ours
(origin/app/).

The page has objects of the browser's classes for them, which are updated by messages of our service worker
(`terrarium:registration`, `terrarium:controller`). Messages from an app's worker come from our own one and are
delivered as the app's. Must not know how workers run."""

from service_worker.preview.guard.names import override, override_getter
from service_worker.preview.guard.service_workers import controller, keep_native_controller

SLOTS = ['installing', 'waiting', 'active']


def start_app_workers(place: object, given: str) -> None:
    """`given`: the state of the registration that controls the page, as JSON, '' if there is none."""
    container = navigator.serviceWorker
    if container is None:
        return
    keep_native_controller()
    own = OwnContainer(container, place)
    container.addEventListener('message', lambda event: own.on_message(event), True)
    container.addEventListener(
        'controllerchange', lambda event: event.stopImmediatePropagation() if event.isTrusted else None, True
    )
    prototype = ServiceWorkerContainer.prototype
    override_getter(prototype, 'controller', lambda: own.controller)
    override_getter(prototype, 'ready', lambda: own.ready())
    override(prototype, 'register', lambda script, options: own.register(script, options))
    override(prototype, 'getRegistration', lambda address: own.registration_of(address))
    override(prototype, 'getRegistrations', lambda: own.all())
    native_start = prototype.startMessages

    def start_messages() -> None:
        native_start.call(container)
        own.let_messages()

    override(prototype, 'startMessages', start_messages)
    if given != '':
        own.be_under(JSON.parse(given))
    if document.readyState == 'loading':
        document.addEventListener('DOMContentLoaded', lambda event: own.let_messages())
    else:
        own.let_messages()


class OwnContainer:
    def __init__(self, container: object, place: object):
        self.controller = None
        self._container = container
        self._place = place
        self._registrations = Map()  # scope -> PageRegistration
        self._ready = None
        self._resolve_ready = None
        self._asking = 0  # a pending registration: its answer is delivered before notifications about it
        self._told: list = []
        self._messages: list = []  # messages of workers that the page can't receive yet
        self._lets_messages = False

    # notifications

    def on_message(self, event: object) -> None:
        message = event.data
        kind = message.type if message is not None and event.isTrusted else ''
        if kind in ['terrarium:registration', 'terrarium:controller']:
            event.stopImmediatePropagation()
            self._told.append(message)
            self._take_told()
        elif kind == 'terrarium:from-app':
            event.stopImmediatePropagation()
            self._messages.append(event)
            if self._lets_messages:
                self.let_messages()

    def _take_told(self) -> None:
        while self._asking == 0 and len(self._told) > 0:
            message = self._told.pop(0)
            registration = self._follow(message.state, message)
            if message.type == 'terrarium:controller':
                self._come_under(registration)

    def _follow(self, state: object, message: object) -> object:
        registration = self._registrations.get(state.scope)
        if registration is None:
            registration = PageRegistration(state.scope, lambda kind, scope: self._ask(kind, {'scope': scope}))
            self._registrations.set(state.scope, registration)
        registration.follow(state, message)
        if state.gone and self._registrations.get(state.scope) is registration:
            self._registrations['delete'](state.scope)
        if (
            self._resolve_ready is not None
            and not state.gone
            and state.active is not None
            and self._matching(location.href) is registration
        ):
            self._resolve_ready(registration.object)
            self._resolve_ready = None
        return registration

    def _come_under(self, registration: object) -> None:
        worker = registration.object.active
        if worker is not None and worker is not self.controller:
            self.controller = worker
            self._container.dispatchEvent(Event('controllerchange'))

    def be_under(self, state: object) -> None:
        """The controller at the start, which causes no event."""
        self.controller = self._follow(state, {}).object.active

    def let_messages(self) -> None:
        self._lets_messages = True
        events = self._messages
        self._messages = []
        for event in events:
            registration = self._registrations.get(event.data.scope)
            source = None if registration is None else registration.worker(event.data.worker)
            copy = MessageEvent(
                'message', {'data': event.data.data, 'origin': location.origin, 'ports': list(event.ports)}
            )
            Object.defineProperty(copy, 'source', {'value': source or self.controller})
            self._container.dispatchEvent(copy)

    # calls of the app

    async def _ask(self, kind: str, fields: object) -> object:
        if controller() is None:
            raise DOMException(
                'The document is in an invalid state: it was loaded without the service worker. Reload it.',
                'InvalidStateError',
            )
        channel = MessageChannel()
        answered = Promise(lambda resolve: on_answer(channel.port1, resolve))
        controller().postMessage(Object.assign({'type': kind}, fields), [channel.port2])
        answer = await answered
        if answer.error is None:
            return answer
        raise (
            TypeError(answer.error.message)
            if answer.error.name == 'TypeError'
            else DOMException(answer.error.message, answer.error.name)
        )

    async def register(self, script: object, options: object = None) -> object:
        wanted = {} if options is None else options
        address = URL(String(script), document.baseURI)
        url = URL(self._place.real(address.href) or address.href)
        url.hash = ''
        scope = URL('./', url) if wanted.scope is None else URL(String(wanted.scope), document.baseURI)
        scope.hash = ''
        named: list[list] = [[url, 'scriptURL'], [scope, 'scope']]
        for found, name in named:
            if found.origin != location.origin:
                message = f"Failed to register a ServiceWorker: The origin of the provided {name} ('{found.origin}') does not match the current origin ('{location.origin}')."
                raise DOMException(message, 'SecurityError')
        self._asking += 1
        try:
            answer = await self._ask(
                'terrarium:register', {'script': url.href, 'scope': scope.href, 'kind': wanted.type or 'classic'}
            )
            return self._follow(answer.state, {}).object
        except Exception as error:
            start = f"Failed to register a ServiceWorker for scope ('{scope.href}') with script ('{url.href}'): "
            raise (
                TypeError(start + error.message)
                if js_instanceof(error, TypeError)
                else DOMException(start + error.message, error.name)
            )
        finally:
            self._asking -= 1
            setTimeout(lambda: self._take_told(), 0)

    async def _look(self) -> None:
        """Loads registrations that other pages made, or removed."""
        if controller() is not None:
            answer = await self._ask('terrarium:registrations?', {})
            for scope in list(self._registrations.keys()):
                if not any([state.scope == scope for state in answer.states]):
                    self._registrations['delete'](scope)
            for state in answer.states:
                self._follow(state, {})

    def _matching(self, address: str) -> object:
        found = None
        for registration in list(self._registrations.values()):
            if address.startswith(registration.scope) and (found is None or len(registration.scope) > len(found.scope)):
                found = registration
        return found

    async def registration_of(self, address: object = '') -> object:
        url = URL(String(address), document.baseURI)
        if url.origin != location.origin:
            message = f"Failed to get a ServiceWorkerRegistration: The origin of the provided documentURL ('{url.origin}') does not match the current origin."
            raise DOMException(message, 'SecurityError')
        await self._look()
        found = self._matching(url.href)
        return js_undefined if found is None else found.object

    async def all(self) -> list:
        await self._look()
        return [registration.object for registration in list(self._registrations.values())]

    def ready(self) -> object:
        if self._ready is None:
            self._ready = Promise(self._set_resolve_ready)
            self._look()
        return self._ready

    def _set_resolve_ready(self, resolve: object) -> None:
        self._resolve_ready = resolve


def on_answer(port: object, resolve: object) -> None:
    port.onmessage = lambda event: resolve(event.data)


def made_of(native_class: object, attributes: list, handlers: list) -> object:
    """An event target that is an instance of one of the browser's classes. `attributes`: [name, getter or value]."""
    found = EventTarget()
    Object.setPrototypeOf(found, Object.create(native_class.prototype))
    for name, value in attributes:
        Object.defineProperty(found, name, {'get': value, 'enumerable': True, 'configurable': True})
    for name in handlers:
        define_handler(found, name)
    return found


def define_handler(target: object, name: str) -> None:
    """Defines an attribute `onname`."""
    kept = {'handler': None}
    target.addEventListener(
        name, lambda event: kept.handler.call(target, event) if js_typeof(kept.handler) == 'function' else None
    )

    def keep(handler: object) -> None:
        kept.handler = handler

    Object.defineProperty(
        target, 'on' + name, {'get': lambda: kept.handler, 'set': keep, 'enumerable': True, 'configurable': True}
    )


class PageWorker:
    """`object` is what the app sees."""

    def __init__(self, told: object):
        self.id = told.id
        self._state = told.state
        self.object = made_of(
            ServiceWorker, [['scriptURL', lambda: told.url], ['state', lambda: self._state]], ['statechange', 'error']
        )
        self.object.postMessage = lambda data, options: self._post(data, options)

    def _post(self, data: object, options: object) -> None:
        message = {'type': 'terrarium:to-app', 'worker': self.id, 'data': data}
        if controller() is not None and options is not None:
            controller().postMessage(message, options)
        elif controller() is not None:
            controller().postMessage(message)

    def be(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self.object.dispatchEvent(Event('statechange'))


class PageRegistration:
    """`ask(kind, scope)` sends a request to our service worker."""

    def __init__(self, scope: str, ask: object):
        self.scope = scope
        self._ask = ask
        self._number = 0
        self._workers = Map()  # id -> PageWorker
        self._slots: dict = {'installing': None, 'waiting': None, 'active': None}
        attributes = [['scope', lambda: scope], ['updateViaCache', lambda: 'imports']]
        self.object = made_of(
            ServiceWorkerRegistration, [*attributes, *[[name, self._getter(name)] for name in SLOTS]], ['updatefound']
        )
        self.object.update = lambda: self._update()
        self.object.unregister = lambda: self._unregister()

    def _getter(self, name: str) -> object:
        def get() -> object:
            worker = self._slots[name]
            return None if worker is None else worker.object

        return get

    def worker(self, id: str) -> object:
        found = self._workers.get(id)
        return None if found is None else found.object

    def follow(self, state: object, message: object) -> None:
        if state.number <= self._number:
            return
        self._number = state.number
        changed: list = []
        for name in SLOTS:
            told = state[name]
            self._slots[name] = None if told is None else self._worker_of(told)
            if told is not None:
                changed.append([self._slots[name], told.state])
        ended = None if message.ended is None else self._workers.get(message.ended)
        if ended is not None:
            changed.append([ended, 'redundant'])
        if message.found:
            self.object.dispatchEvent(Event('updatefound'))
        for worker, value in changed:
            worker.be(value)

    def _worker_of(self, told: object) -> PageWorker:
        if not self._workers.has(told.id):
            self._workers.set(told.id, PageWorker(told))
        return self._workers.get(told.id)

    async def _update(self) -> object:
        answer = await self._ask('terrarium:update', self.scope)
        self.follow(answer.state, {})
        return self.object

    async def _unregister(self) -> bool:
        return (await self._ask('terrarium:unregister', self.scope)).done
