"""A place is a port of a machine, as one number: previews of several machines share one origin. The machine of most
pages is number 0, so its places are its ports. In a URL a place is `3000`, or `3000-7` for machine 7. Pure."""

_PORTS = 65536
MOST_MACHINES = 1000000


def place_of(machine: int, port: int) -> int:
    """The place of a port; 0 for port 0, which isn't a port."""
    return machine * _PORTS + port if port != 0 else 0


def port_of(place: int) -> int:
    return place % _PORTS


def machine_of(place: int) -> int:
    return place // _PORTS


def beside(place: int, port: int) -> int:
    """The place of another port of the same machine."""
    return place_of(machine_of(place), port)


def segment_of(place: int) -> str:
    """A place as a segment of a path."""
    return str(place) if place < _PORTS else f'{port_of(place)}-{machine_of(place)}'


def place_in(segment: str) -> int:
    """The place that a segment names; 0 when it names none."""
    port, dash, machine = segment.partition('-')
    if not port.isdigit() or len(port) > 5 or int(port) >= _PORTS:
        return 0
    if dash == '':
        return int(port)
    return place_of(int(machine), int(port)) if machine.isdigit() and len(machine) <= 7 and int(machine) > 0 else 0
