"""Where each client of this origin is at home: the machine that it came from and the port that it shows, whatever is opened later.

A service worker that was stopped has forgotten it, so the pages that bring lines keep the list too (introducing.py). Must not know requests.
"""

REMEMBERED = 2000

_homes = Map()      # id of a client -> [machine, port]


def remember(client_id: str, machine: str, port: int) -> bool:
    """Whether it is news."""
    known = _homes.get(client_id)
    if client_id == '' or known is not None and known[0] == machine and known[1] == port:
        return False
    keep(_homes, client_id, [machine, port])
    return True


def keep(homes: object, client_id: str, home: list) -> None:
    if homes.size >= REMEMBERED:
        homes.delete(homes.keys().next().value)
    homes.set(client_id, home)


def restore(entries: list) -> None:
    """What a page kept; what is known here is newer."""
    for client_id, home in entries:
        if not _homes.has(client_id):
            keep(_homes, client_id, home)


def all_homes() -> list:
    return list(_homes.entries())


def machine_of(client_id: str) -> str:
    """'' when nobody knows."""
    home = _homes.get(client_id)
    return '' if home is None else home[0]


def port_of(client_id: str) -> int:
    """0 when nobody knows."""
    home = _homes.get(client_id)
    return 0 if home is None else home[1]
