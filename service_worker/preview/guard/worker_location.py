"""`location` of a worker without the preview's prefix: its path is the server's own, as in pages. Host and port stay
those of the page's origin.

Must not know the use of addresses.
"""

PARTS = ['protocol', 'host', 'hostname', 'port', 'origin', 'pathname', 'search', 'hash', 'href']


def hide_prefix(prefix: str) -> None:
    real = globalThis.location
    if not real.pathname.startswith(prefix + '/'):
        return  # from a blob
    shown = URL(real.href)
    shown.pathname = real.pathname.removeprefix(prefix)
    stand_in = Object.create(globalThis.WorkerLocation.prototype)
    for name in PARTS:
        _define(stand_in, name, shown[name])
    Object.defineProperty(stand_in, 'toString', {'value': lambda: shown.href})
    Object.defineProperty(
        globalThis, 'location', {'get': lambda: stand_in, 'set': js_undefined, 'enumerable': True, 'configurable': True}
    )


def _define(owner: object, name: str, value: str) -> None:
    Object.defineProperty(owner, name, {'value': value, 'enumerable': True})
