"""The small page of a preview's origin: the hidden bridge under its own address, and under every other one the page that brings a machine.

The host sends it for every path that it doesn't know (404.html), so a pasted address, a bookmark and a forced reload come here.
"""

from service_worker.origin.addresses import BRIDGE, SETTINGS
from service_worker.origin.bridge import start_bridge
from service_worker.origin.landing import start_landing


async def listed_machines() -> list:
    """The addresses of the machines' pages that may show this origin, from this host; the first is the one to go to."""
    try:
        response = await fetch(SETTINGS, {'cache': 'no-cache'})
        found = await response.json()
        return [address for address in found.machines if URL.canParse(address)]
    except Exception:
        return []       # a host without the file


async def start() -> None:
    machines = await listed_machines()
    if location.pathname == BRIDGE and window.parent is not window:
        await start_bridge(machines)
    else:
        await start_landing(machines)


start()
