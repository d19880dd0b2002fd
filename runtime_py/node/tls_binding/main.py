"""The script tls.js: the TLS engine, SecureContext and the code between the engine and the library. A process loads it
with its first context.

A bundle separate from crypto.js, since most programs that load `crypto` don't need it. The ciphers come from there,
through the realm."""

from __future__ import annotations

from runtime_py.node.realm.host import set_current_realm
from runtime_py.node.tls.suites import suite_names
from runtime_py.node.tls_binding.peer_info import PEER_INFO
from runtime_py.node.tls_binding.roots import default_roots
from runtime_py.node.tls_binding.secure_context import SecureContext, define_ticket_indices
from runtime_py.node.tls_binding.tls_session import TlsSession


def pem_of(certificates: list) -> list[str]:
    from_der = []
    for certificate in certificates:
        from_der.append(certificate.pem())
    return from_der


def create(realm: object) -> object:
    set_current_realm(realm)
    define_ticket_indices()
    roots = default_roots()
    handle = realm.tls_certificates.handle
    names = suite_names()
    return {
        'open_session': lambda wrap, context, is_server: TlsSession(wrap, context, is_server),
        'info': PEER_INFO,
        # members of internalBinding('crypto')
        'members': {
            'SecureContext': SecureContext,
            # OpenSSL's list has TLS 1.3's names twice: the library shows them in lower case
            'getSSLCiphers': lambda: [*names, *[name.lower() for name in names if name.startswith('TLS_')]],
            'getBundledRootCertificates': lambda: roots.bundled(),
            'getExtraCACertificates': lambda: pem_of([handle(one) for one in roots.extra()]),
            'getUserRootCertificates': lambda: pem_of([handle(one) for one in roots.user()]),
            'resetRootCertStore': lambda certificates: roots.reset(certificates),
        },
    }


# removed again by the code that loads the script (runtime_py/node/bindings/crypto.py)
globalThis.terrarium_tls = create
