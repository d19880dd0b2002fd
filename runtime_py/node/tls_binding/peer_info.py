"""Answers programs' queries about a connection: certificates, cipher, protocol, keys, sessions. Knows: the form of
Node's results. Must not know: how to negotiate."""

from __future__ import annotations

from runtime_py.node.realm.callbacks import make_buffer, plain_bytes, realm
from runtime_py.node.tls.names import TLS_1_3, version_name
from runtime_py.node.tls.schemes import find_scheme, group_row
from runtime_py.node.tls.suites import Suite
from runtime_py.node.tls_binding.tls_session import TlsSession
from runtime_py.node.tls_binding.verify_errors import verify_error

MOST_ISSUERS = 100


def peers_of(session: TlsSession) -> list:
    connection = session.connection
    if connection is not None and len(session.peers) == 0 and len(connection.peer_chain) > 0:
        # a resumed session has its certificates
        session.remember(connection.peer_chain)
    return session.peers


def shown_peers(session: TlsSession) -> list:
    """For a resumed session a client gets no certificates, as with OpenSSL, which stores only the first."""
    return [] if is_reused(session) and not session.is_server else peers_of(session)


def legacy(certificate: object) -> object:
    return realm().tls_certificates.handle(certificate).toLegacy()


def peer_certificate(session: TlsSession, detailed: bool) -> object:
    peers = shown_peers(session)
    if len(peers) == 0:
        return js_undefined
    made = legacy(peers[0])
    if detailed:
        add_issuers(session, peers, made)
    return made


def add_issuers(session: TlsSession, peers: list, made: object) -> None:
    """Puts each certificate's issuer inside it, from the peer's certificates or else from the trusted ones; a
    self-signed certificate is its own issuer."""
    tools = realm().tls_certificates
    certificate = peers[0]
    shown = made
    for _ in range(MOST_ISSUERS):
        if tools.is_self_signed(certificate):
            shown.issuerCertificate = shown
            return
        issuer = tools.issuer_of(certificate, [*peers[1:], *session.trust.trusted_for([certificate])])
        if issuer is None:
            return
        shown.issuerCertificate = legacy(issuer)
        shown = shown.issuerCertificate
        certificate = issuer


def own_certificate(session: TlsSession) -> object:
    """The certificate that was sent, or would be."""
    connection = session.connection
    identity = (
        connection.identity
        if connection is not None and connection.identity is not None
        else session.settings.identities[0]
    )
    return None if identity is None else realm().tls_certificates.of_der(identity.chain[0])


def handle_of(certificate: object) -> object:
    return js_undefined if certificate is None else realm().tls_certificates.handle(certificate)


def verify_result(session: TlsSession) -> object:
    connection = session.connection
    name = None if connection is None else connection.verify_result
    if len(peers_of(session)) == 0:
        # if a secret was shared before, no certificate is required
        is_known = connection is not None and (
            connection.suite is not None
            and connection.suite.authentication == 'psk'
            or (connection.version == TLS_1_3 and connection.resumed)
        )
        name = '' if is_known else 'UNABLE_TO_GET_ISSUER_CERT'
    return None if name == '' or name is None else verify_error(name)


def cipher_info(session: TlsSession) -> object:
    connection = session.connection
    suite: Suite = None if connection is None else connection.suite
    if suite is None:
        return js_undefined
    return {'name': suite.name, 'standardName': suite.standard_name, 'version': version_name(suite.since)}


def ephemeral_key(session: TlsSession) -> object:
    if session.is_server:
        return None
    connection = session.connection
    if connection is None or connection.suite is None:
        return {}
    if connection.suite.exchange == 'dhe' and not connection.resumed:
        return {'type': 'DH', 'size': connection.role.dh_bits()}
    row = group_row(connection.group)
    if row is None:
        return {}
    return {'type': row[3], 'name': row[2], 'size': row[4] if row[4] > 0 else js_undefined}


def protocol_name(session: TlsSession) -> str:
    connection = session.connection
    if session.is_outside:
        # the browser doesn't reveal it
        return 'unknown'
    version = 0 if connection is None else connection.version
    return version_name(version if version > 0 else session.settings.max_version)


def shared_algorithms(session: TlsSession) -> list[str]:
    connection = session.connection
    return (
        []
        if connection is None or not session.is_server
        else [find_scheme(number).shown for number in connection.shared_schemes]
    )


def session_octets(session: TlsSession) -> object:
    connection = session.connection
    if connection is None or connection.session is None:
        offered = session.settings.session
        return js_undefined if offered is None else make_buffer(offered.encode())
    return make_buffer(connection.session.encode())


def ticket_octets(session: TlsSession) -> object:
    connection = session.connection
    known = session.settings.session if connection is None or connection.session is None else connection.session
    return js_undefined if known is None or known.ticket.length == 0 else make_buffer(known.ticket.slice())


def optional_buffer(octets: object) -> object:
    return js_undefined if octets is None else make_buffer(octets.slice())


def alpn_result(session: TlsSession) -> object:
    chosen = '' if session.connection is None else session.connection.protocol
    return chosen if chosen != '' else False


def server_name_result(session: TlsSession) -> object:
    if session.is_server:
        name = '' if session.connection is None else session.connection.server_name
    else:
        name = session.settings.server_name
    return name if name != '' else False


def own_handle(session: TlsSession) -> object:
    return handle_of(own_certificate(session))


def own_legacy(session: TlsSession) -> object:
    certificate = own_certificate(session)
    return js_undefined if certificate is None else legacy(certificate)


def peer_handle(session: TlsSession) -> object:
    peers = shown_peers(session)
    return js_undefined if len(peers) == 0 else realm().tls_certificates.handle_in_chain(peers)


def is_reused(session: TlsSession) -> bool:
    return session.connection is not None and session.connection.resumed


def finished_octets(session: TlsSession, own: bool) -> object:
    connection = session.connection
    if connection is None:
        return js_undefined
    return optional_buffer(connection.own_finished if own else connection.peer_finished)


def export_octets(session: TlsSession, length: int, label: str, context: object) -> object:
    return make_buffer(
        session.connection.export_key(label, None if context is None else plain_bytes(context).slice(), length)
    )


# used by runtime_py/node/bindings/tls_wrap.py
PEER_INFO = {
    'peer_certificate': peer_certificate,
    'peer_handle': peer_handle,
    'own_legacy': own_legacy,
    'own_handle': own_handle,
    'verify_result': verify_result,
    'cipher_info': cipher_info,
    'ephemeral_key': ephemeral_key,
    'protocol_name': protocol_name,
    'shared_algorithms': shared_algorithms,
    'session_octets': session_octets,
    'ticket_octets': ticket_octets,
    'finished_octets': finished_octets,
    'is_reused': is_reused,
    'export_octets': export_octets,
    'alpn_result': alpn_result,
    'server_name_result': server_name_result,
}
