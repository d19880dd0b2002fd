"""Which run of the service worker this is: one that was stopped and started again has another name.

Some engines (Firefox) end a response cleanly when they stop the service worker that streams it; a preview page compares the names at
both ends (preview/cut_bodies.py). Must not know responses.
"""

HEADER = 'x-terrarium-worker'
NAME = globalThis.crypto.randomUUID()


def ends_cut_bodies_cleanly() -> bool:
    """Chromium makes an error of a body that was cut."""
    agent = globalThis.navigator.userAgent
    return 'Chrome/' not in agent and 'Chromium/' not in agent
