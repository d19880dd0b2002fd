"""The script crypto.js: everything of internalBinding('crypto'). A process loads it when a program first uses any of
it.

It is a separate bundle, because most programs never need it and it is large. So it has its own copies of the small
modules that it shares with the process script (wiring, host), and is given the realm. State that both must share can't
be kept in those modules."""

from __future__ import annotations

from runtime_py.node.crypto.binding import create as create_binding
from runtime_py.node.crypto.tls_certificates import TlsCertificates
from runtime_py.node.crypto.tls_primitives import TlsPrimitives
from runtime_py.node.realm.host import set_current_realm


def create(realm: object, binding_data: object) -> object:
    set_current_realm(realm)
    realm.tls_primitives = TlsPrimitives()
    realm.tls_certificates = TlsCertificates()
    return create_binding(realm, binding_data)


# removed again by the code that loads the script (runtime_py/node/bindings/crypto.py)
globalThis.terrarium_crypto = create
