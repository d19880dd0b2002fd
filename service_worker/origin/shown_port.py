"""Which port a request is for, where one origin shows all ports.

A client keeps the port that it came with. A page that is being loaded has no id yet; the first of these that is known
decides:
- the port in the path that led to it (`expect`),
- the port of the page that navigates there: each page is asked whether it is leaving for this address,
- the port of the request's referrer,
- the port of all pages of this origin, if they have the same,
- the port that was requested last.
Ports that open later never count. Must not know lines.
"""

from service_worker.origin.homes import port_of

ANSWER_MS = 1000

_expected = Map()  # id of a client that is being created -> the port in its path


def expect(client_id: str, port: int) -> None:
    _expected.set(client_id, port)


def without_fragment(url: str) -> str:
    return url.split('#')[0]


async def port_of_page(event: object, asked_for: int) -> int:
    """The port of a page that is being loaded."""
    named = _expected.get(event.resultingClientId)
    if named is not None:
        _expected.delete(event.resultingClientId)
        return named
    pages = await _pages()
    ports = _ports(pages)
    if len(ports) > 1:
        leaving = await _leaving_for(pages, event)
        if leaving != 0:
            return leaving
    return _of_pages(pages, event.request.referrer, asked_for)


async def port_of_client(client_id: str, referrer: str, asked_for: int) -> int:
    known = port_of(client_id)
    return known if known != 0 else _of_pages(await _pages(), referrer, asked_for)


async def _pages() -> list:
    found = await clients.matchAll({'type': 'window', 'includeUncontrolled': True})
    return [page for page in found if port_of(page.id) != 0]


def _ports(pages: list) -> list:
    found: list = []
    for page in pages:
        if port_of(page.id) not in found:
            found.append(port_of(page.id))
    return found


def _of_pages(pages: list, referrer: str, asked_for: int) -> int:
    named = _ports([page for page in pages if without_fragment(page.url) == referrer])
    ports = named if len(named) == 1 else _ports(pages)
    return ports[0] if len(ports) == 1 else asked_for


async def _leaving_for(pages: list, event: object) -> int:
    replaced = port_of(event.replacesClientId or '')
    if replaced != 0:
        return replaced
    answers = await Promise.all([_is_leaving_for(page, without_fragment(event.request.url)) for page in pages])
    ports = _ports([page for page, leaves in zip(pages, answers, strict=True) if leaves])
    return ports[0] if len(ports) == 1 else 0


def _is_leaving_for(page: object, url: str) -> object:
    def ask(resolve: object) -> None:
        channel = MessageChannel()
        timer = setTimeout(lambda: resolve(False), ANSWER_MS)

        def on_answer(event: object) -> None:
            clearTimeout(timer)
            resolve(Boolean(event.data))

        channel.port1.onmessage = on_answer
        page.postMessage({'type': 'terrarium:leaving?', 'url': url}, [channel.port2])

    return Promise(ask)
