"""Which machine a preview's page belongs to, where several tabs run machines that share its origin: the one whose page has it in a frame. The service worker
can't tell, but the page finds the bridge beside it, which is of its own origin. Must not know requests.
"""

MACHINE = 'terrarium:machine'       # on the bridge's window


def machine_around() -> str:
    """'' where no bridge is beside this page."""
    frames = window.parent
    for number in range(frames.length):
        try:
            found = frames[number][MACHINE]
            if found is not None:
                return found
        except Exception:
            continue        # a frame of another origin
    return ''


def answered_by_other(machine: str) -> bool:
    """Whether this page came from another machine than it belongs to. Then the service worker hears which one is meant, and the page is loaded again."""
    own = '' if window.parent is window else machine_around()
    if own == '' or own == machine:
        return False
    navigator.serviceWorker.controller.postMessage({'type': 'terrarium:prefer', 'machine': own})
    location.reload()
    return True
