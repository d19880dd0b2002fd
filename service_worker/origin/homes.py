"""The home of each client of this origin: the machine that it came from and the port that it shows, whatever is opened
later, and the scope of the app's service worker that controls it.

A stopped service worker loses this list, so the pages that bring lines store it too (introducing.py). Must not know
requests."""

REMEMBERED = 2000

_homes = Map()  # id of a client -> [machine, port, scope]; '' and 0 where there is none


def remember(client_id: str, machine: str, port: int) -> bool:
    """Stores a home; whether it is new."""
    known = home_of(client_id)
    if client_id == '' or known[0] == machine and known[1] == port:
        return False
    keep(_homes, client_id, [machine, port, known[2]])
    return True


def put(client_id: str, scope: str) -> bool:
    """As `remember`, for the scope."""
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
    """Adds the homes that a page stored; those known here are newer."""
    for client_id, home in entries:
        if not _homes.has(client_id):
            keep(_homes, client_id, home)


def all_homes() -> list:
    return list(_homes.entries())


def machine_of(client_id: str) -> str:
    """'' if unknown."""
    return home_of(client_id)[0]


def port_of(client_id: str) -> int:
    """0 if unknown."""
    return home_of(client_id)[1]


def scope_of(client_id: str) -> str:
    """'' if no service worker of the app controls it."""
    return home_of(client_id)[2]
