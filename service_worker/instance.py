"""Identifies the present run of the service worker: after a restart it has another name.

Some engines (Firefox) end a response cleanly when they stop the service worker that streams it; a preview page compares
the names at both ends (preview/cut_bodies.py). Must not know responses."""

HEADER = 'x-terrarium-worker'
NAME = globalThis.crypto.randomUUID()


def ends_cut_bodies_cleanly() -> bool:
    """Chromium reports an error for a truncated body."""
    agent = globalThis.navigator.userAgent
    return 'Chrome/' not in agent and 'Chromium/' not in agent
