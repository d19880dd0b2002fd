"""The script hashes.js: the parts of internalBinding('crypto') that most programs use. crypto.js has the rest and is
ten times as large.

A separate bundle, with its own copies of the small modules that it shares with the process script; it gets the realm as
an argument."""

from __future__ import annotations

from runtime_py.node.crypto.hashes import members
from runtime_py.node.realm.host import set_current_realm


def create(realm: object) -> object:
    set_current_realm(realm)
    return members()


# removed again by the code that loads the script (runtime_py/node/bindings/crypto.py)
globalThis.terrarium_hashes = create
