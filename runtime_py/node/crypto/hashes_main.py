"""The script hashes.js: what of internalBinding('crypto') most programs use. crypto.js has the rest, which is ten times as large.

A bundle of its own, with its own copies of the small modules that it shares with the process script; it is given the realm."""
from __future__ import annotations

from runtime_py.node.crypto.hashes import members
from runtime_py.node.realm.host import set_current_realm


def create(realm: object) -> object:
    set_current_realm(realm)
    return members()


# taken away again by the one who loads the script (runtime_py/node/bindings/crypto.py)
globalThis.terrarium_hashes = create
