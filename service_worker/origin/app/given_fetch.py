"""`fetch`, `Request` and `caches` for an app's service worker: relative addresses are resolved against its script, and
its requests to its own origin, or to the machine, go to the machine, bypassing the worker itself. Must not know how
requests are sent."""

from runtime_py.platform.gateway_response import MOST_REDIRECTS, REDIRECTS, shown_as
from service_worker.origin.addresses import may_be_machines


def given_request(base: str) -> object:
    def construct(target: object, args: list, new_target: object) -> object:
        if len(args) > 0 and not js_instanceof(args[0], target):
            args[0] = URL(String(args[0]), base).href
        return Reflect.construct(target, args, new_target)

    return Proxy(globalThis.Request, {'construct': construct})


def given_fetch(base: str, ask: object) -> object:
    """`ask(request)` answers one request, without following redirects."""

    async def fetch_given(given: object, options: object) -> object:
        request = given
        if options is not None or not js_instanceof(given, Request):
            request = Request(given if js_instanceof(given, Request) else URL(String(given), base).href, options or {})
        return await _follow(request, ask) if may_be_machines(URL(request.url)) else await fetch(request)

    return fetch_given


async def _follow(request: object, ask: object) -> object:
    current = request
    for count in range(MOST_REDIRECTS + 1):
        response = await ask(current)
        target = response.headers.get('location')
        if response.type == 'error':
            raise TypeError('Failed to fetch')
        if response.status not in REDIRECTS or target is None:
            return shown_as(response, current.url, count > 0)
        if request.mode == 'navigate' or request.redirect == 'manual':
            return response
        if request.redirect == 'error':
            raise TypeError('Failed to fetch: redirected')
        current = _next(current, response.status, URL(target, current.url).href)
    raise TypeError('Failed to fetch: too many redirects')


def _next(request: object, status: int, url: str) -> object:
    keeps = status in [307, 308] or request.method in ['GET', 'HEAD']
    if keeps and request.method not in ['GET', 'HEAD']:
        raise TypeError('Failed to fetch: a redirect of a request whose body has been sent')
    return Request(
        url,
        {
            'method': request.method if keeps else 'GET',
            'headers': request.headers,
            'credentials': request.credentials,
            'signal': request.signal,
        },
    )


def given_caches(fetch_given: object, request_class: object) -> object:
    """The browser's caches, except that `add` and `addAll` fetch through the given `fetch`."""

    def opened(cache: object) -> object:
        async def add_all(requests: list) -> None:
            wanted = [js_new(request_class, request) for request in requests]
            responses = await Promise.all([fetch_given(request) for request in wanted])
            for request, response in zip(wanted, responses, strict=True):
                if not response.ok or response.status == 206:
                    raise TypeError(
                        f"Failed to execute 'addAll' on 'Cache': Request failed: {request.url} gave status {response.status}"
                    )
            await Promise.all(
                [cache.put(request, response) for request, response in zip(wanted, responses, strict=True)]
            )

        for name in ['match', 'matchAll', 'put', 'delete', 'keys']:
            _resolve_first(cache, name, request_class)
        cache.add = lambda request: add_all([request])
        cache.addAll = lambda requests: add_all(list(requests))
        return cache

    storage = globalThis.caches
    given = Object.create(storage)
    given.open = lambda name: storage.open(name).then(opened)
    given.has = lambda name: storage.has(name)
    given['delete'] = lambda name: storage['delete'](name)
    given.keys = lambda: storage.keys()
    given.match = lambda request, options: storage.match(as_request(request, request_class), options)
    return given


def _resolve_first(cache: object, name: str, request_class: object) -> None:
    native = cache[name]

    def called(*args) -> object:
        if len(args) > 0:
            args[0] = as_request(args[0], request_class)
        return native.apply(cache, args)

    cache[name] = called


def as_request(given: object, request_class: object) -> object:
    """A text is an address relative to the worker's script."""
    return js_new(request_class, given) if js_typeof(given) == 'string' or js_instanceof(given, URL) else given
