"""The small page of a preview's origin: the hidden bridge at its own address, and at every other one the page that
brings a machine.

The host sends it for every unknown path (404.html), so a pasted address, a bookmark and a forced reload lead here.
"""

from service_worker.origin.addresses import BRIDGE, SETTINGS
from service_worker.origin.bridge import start_bridge
from service_worker.origin.landing import start_landing


async def listed_machines() -> list:
    """From this host's file: the addresses of the machines' pages that may show this origin; the default is the
    first."""
    try:
        response = await fetch(SETTINGS, {'cache': 'no-cache'})
        found = await response.json()
        return [address for address in found.machines if URL.canParse(address)]
    except Exception:
        return []  # a host without the file


async def start() -> None:
    machines = await listed_machines()
    if location.pathname == BRIDGE and window.parent is not window:
        await start_bridge(machines)
    else:
        await start_landing(machines)


start()
