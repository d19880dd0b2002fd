"""Which machine a preview's page belongs to, where several tabs run machines that share its origin: the one whose page
has it in a frame. The service worker can't tell, but the page finds the bridge beside it, which has the same origin.
Must not know requests."""

MACHINE = 'terrarium:machine'  # set on the bridge's window


def machine_around() -> str:
    """'' if there is no bridge beside this page."""
    frames = window.parent
    for number in range(frames.length):
        try:
            found = frames[number][MACHINE]
            if found is not None:
                return found
        except Exception:
            continue  # a frame of another origin
    return ''


def answered_by_other(machine: str) -> bool:
    """Whether this page came from another machine than the one it belongs to. If so, the service worker is told the
    right one, and the page reloads."""
    own = '' if window.parent is window else machine_around()
    if own == '' or own == machine:
        return False
    navigator.serviceWorker.controller.postMessage({'type': 'terrarium:prefer', 'machine': own})
    location.reload()
    return True
