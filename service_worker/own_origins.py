"""The machine's origin's part for previews with separate origins: their tabs come here to find the machine's page.

Must not know requests.
"""

from runtime_py.platform.preview_origins import url_for
from runtime_py.platform.preview_places import machine_of, port_of
from service_worker.page_clients import pages
from service_worker.settings import origins_of


async def offer_tab(origin: str, message_port: object) -> None:
    """One of our pages (connect.html) has a port from a preview's tab: the machine's page for this origin takes it.
    Several pages may be offered one, each a port of its own, and the first answer counts."""
    for page in await pages():
        channel = MessageChannel()
        channel.port1.onmessage = answerer(message_port)
        page.postMessage({'type': 'terrarium:connect?', 'origin': origin}, [channel.port2])


async def offer_sandbox(question: object, message_port: object) -> None:
    """The page around a sandboxed preview in a tab of its own asks for the preview's line; the machine's page checks the
    token."""
    for page in await pages():
        channel = MessageChannel()
        channel.port1.onmessage = answerer(message_port)
        fields = {'type': 'terrarium:sandbox?', 'place': question['place'], 'token': question['token']}
        page.postMessage(fields, [channel.port2])


async def want(place: int) -> None:
    """A tab shows this place: the machine's page connects it, even if no server listens yet."""
    for page in await pages():
        page.postMessage({'type': 'terrarium:want', 'machine': machine_of(place), 'port': port_of(place)})


def answerer(message_port: object) -> object:
    return lambda event: message_port.postMessage(event.data, list(event.ports))


async def url_of_place(place: int, path: str) -> str:
    """The URL of a port's preview on its own origin; '' if previews are paths of this origin."""
    found = await origins_of(machine_of(place))
    return '' if found is None else url_for(found.pattern, found.machine, port_of(place), path)
