"""The script crypto.js: everything of internalBinding('crypto'). A process loads it when a program first uses something of it.

It is a bundle of its own, because most programs never need it and it is large. So it has its own copies of the small modules it shares
with the process script (wiring, host), and is given the realm. It must not keep state that those share.
"""
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


# taken away again by the one who loads the script (runtime_py/node/bindings/crypto.py)
globalThis.terrarium_crypto = create
