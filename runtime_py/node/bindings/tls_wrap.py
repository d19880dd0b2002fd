"""internalBinding('tls_wrap'): TLS is not available; the modules load, wrapping a stream is refused by name."""
from __future__ import annotations

from runtime_py.node.wiring import unsupported


class TLSWrap:
    def __init__(self) -> None:
        raise unsupported('TLS')


def wrap() -> None:
    raise unsupported('TLS')


def create(realm: object, seed: object) -> object:
    return {'TLSWrap': TLSWrap, 'wrap': wrap, 'HAVE_SSL_TRACE': 0}
