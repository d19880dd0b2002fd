"""Where each client of this origin is at home: the machine that it came from and the port that it shows, whatever is opened later, and the scope of the app's
service worker that it is under.

A service worker that was stopped has forgotten it, so the pages that bring lines keep the list too (introducing.py). Must not know requests.
"""

REMEMBERED = 2000

_homes = Map()      # id of a client -> [machine, port, scope]; '' and 0 where there is none


def remember(client_id: str, machine: str, port: int) -> bool:
    """Whether it is news."""
    known = home_of(client_id)
    if client_id == '' or known[0] == machine and known[1] == port:
        return False
    keep(_homes, client_id, [machine, port, known[2]])
    return True


def put(client_id: str, scope: str) -> bool:
    """The same for the scope."""
    known = home_of(client_id)
    if client_id == '' or known[2] == scope:
        return False
    keep(_homes, client_id, [known[0], known[1], scope])
    return True


def home_of(client_id: str) -> list:
    return _homes.get(client_id) or ['', 0, '']


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
    return home_of(client_id)[0]


def port_of(client_id: str) -> int:
    """0 when nobody knows."""
    return home_of(client_id)[1]


def scope_of(client_id: str) -> str:
    """'' when it is under no service worker of the app's."""
    return home_of(client_id)[2]
