"""What the machine's origin does for previews that have origins of their own: their tabs come here to find the machine's page.

Must not know requests.
"""

from runtime_py.platform.preview_origins import url_for
from runtime_py.platform.preview_places import machine_of, port_of
from service_worker.page_clients import pages
from service_worker.settings import origins_of


async def offer_tab(origin: str, message_port: object) -> None:
    """A page of ours (connect.html) has a port of a preview's tab: the machine's page that shows this origin takes it. Ports go to one page, so each gets
    one of its own, and the first answer counts."""
    for page in await pages():
        channel = MessageChannel()
        channel.port1.onmessage = answerer(message_port)
        page.postMessage({'type': 'terrarium:connect?', 'origin': origin}, [channel.port2])


async def want(place: int) -> None:
    """A tab shows this place: the machine's page makes the way there, though nobody may listen yet."""
    for page in await pages():
        page.postMessage({'type': 'terrarium:want', 'machine': machine_of(place), 'port': port_of(place)})


def answerer(message_port: object) -> object:
    return lambda event: message_port.postMessage(event.data, list(event.ports))


async def url_of_place(place: int, path: str) -> str:
    """Of a page of a port's preview; '' when that is a path of this origin."""
    found = await origins_of(machine_of(place))
    return '' if found is None else url_for(found.pattern, found.machine, port_of(place), path)
