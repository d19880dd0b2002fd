"""A server's choice among the protocols that a client offers (RFC 7301)."""

from __future__ import annotations

from runtime_py.node.tls.failure import TlsFailure
from runtime_py.node.tls.hello import ClientHello
from runtime_py.node.tls.names import NO_APPLICATION_PROTOCOL


def choose_protocol(connection: object, hello: ClientHello) -> None:
    """Called after the certificate was chosen, as in OpenSSL."""
    offered = hello.protocols
    if len(offered) == 0:
        return
    chosen = connection.host.choose_protocol(offered)
    if chosen == '':
        raise TlsFailure(NO_APPLICATION_PROTOCOL, 'no application protocol')
    if chosen is not None:
        connection.protocol = chosen
