"""Identifies the sender of a message: a page of the machine, or a preview, which shares its origin and may send
anything.

A preview's own documents are recognized by their address, and its empty frames have none. A preview can still open the
machine's own page and act from it: on the same origin that can't be distinguished, so such previews must be trusted in
the end (docs/EMBED.md). Must not know messages."""

from service_worker.ports_of_clients import known
from service_worker.precache import base_path
from service_worker.routing import preview_port


def port_of_client(client: object) -> int:
    """The place that a client shows, 0 for none."""
    found = known(client.id)
    if found > 0:
        return found
    return (
        preview_port(base_path(), URL(client.url).pathname)
        if client.url.startswith(globalThis.location.origin + '/')
        else 0
    )


def is_page(client: object) -> bool:
    """A page that may own a machine."""
    return (
        client.type == 'window'
        and client.url.startswith(globalThis.location.origin + '/')
        and port_of_client(client) == 0
    )


async def pages() -> list:
    found = await clients.matchAll({'type': 'window', 'includeUncontrolled': True})
    return [client for client in found if is_page(client)]
