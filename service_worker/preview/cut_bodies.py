"""Makes a `fetch` body that ends because the service worker was stopped an error, as for a reset connection.

Firefox ends such a body cleanly, so that half a file looks complete. The service worker puts its name into the
response's head; at the end of a slow body, the page asks the service worker for its name: if it differs, the body was
truncated. Must not know what is fetched."""

from service_worker.instance import HEADER, ends_cut_bodies_cleanly
from service_worker.preview.guard.names import override, override_getter
from service_worker.preview.guard.service_workers import controller

SURE_MS = 900  # no engine stops a service worker this soon after an event
ANSWER_MS = 10000

_started = js_new(globalThis.WeakMap)  # response -> when its head arrived
_responses = js_new(globalThis.WeakMap)  # body -> response
READERS = ['text', 'json', 'arrayBuffer', 'blob', 'bytes', 'formData']
STREAM_METHODS = ['getReader', 'pipeThrough', 'pipeTo', 'tee', 'values']


def guard_bodies() -> None:
    if not ends_cut_bodies_cleanly():
        return
    _wrap_fetch()
    prototype = Response.prototype
    for name in READERS:
        if prototype[name] is not None:
            override(prototype, name, _reading(prototype[name]))
    native_clone = prototype.clone
    override(prototype, 'clone', js_func(lambda: _note(native_clone.call(js_this), _started.get(js_this))))
    native_body = Object.getOwnPropertyDescriptor(prototype, 'body').get
    override_getter(prototype, 'body', js_func(lambda: _remember(native_body.call(js_this), js_this)))
    streams = ReadableStream.prototype
    native_pipe = streams.pipeThrough
    for name in STREAM_METHODS:
        if streams[name] is not None:
            override(streams, name, _streaming(streams[name], native_pipe))
    streams[Symbol.asyncIterator] = streams.values


def _wrap_fetch() -> None:
    native = window.fetch

    async def fetched(args: list) -> object:
        response = await native.apply(window, args)
        return _note(response, performance.now())

    override(window, 'fetch', lambda *args: fetched(args))


def _note(response: object, started: object) -> object:
    if started is not None and response.headers.has(HEADER):
        _started.set(response, started)
    return response


def _remember(body: object, response: object) -> object:
    if body is not None and _started.has(response):
        _responses.set(body, response)
    return body


def _reading(native: object) -> object:
    async def read(response: object, args: list) -> object:
        failure = None
        value = None
        try:
            value = await native.apply(response, args)
        except Exception as error:
            failure = error
        if not _started.has(response):
            if failure is not None:
                raise failure
            return value
        await _check(response)
        if failure is not None:
            raise failure
        return value

    return js_func(lambda *args: read(js_this, args))


def _streaming(native: object, native_pipe: object) -> object:
    """Replaces the body by one with a check at its end."""

    def call(*args) -> object:
        response = _responses.get(js_this)
        if response is None or (args[0] is not None and args[0].mode == 'byob'):
            return native.apply(js_this, args)
        checked = native_pipe.call(js_this, TransformStream({'flush': lambda: _check(response)}))
        return native.apply(checked, args)

    return js_func(call)


async def _check(response: object) -> None:
    """Throws what `fetch` throws for a lost connection."""
    if performance.now() - _started.get(response) < SURE_MS:
        return
    if await name_of_worker() != response.headers.get(HEADER):
        raise TypeError('NetworkError: the response was cut off because the service worker was stopped')


def name_of_worker() -> object:
    """A promise of the name, '' if there is no answer."""

    def ask(resolve: object) -> None:
        worker = controller()
        if worker is None:
            resolve('')
            return
        channel = MessageChannel()
        channel.port1.onmessage = lambda event: resolve(event.data)
        setTimeout(lambda: resolve(''), ANSWER_MS)
        worker.postMessage({'type': 'terrarium:worker?'}, [channel.port2])

    return Promise(ask)
