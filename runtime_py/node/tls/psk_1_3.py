"""Pre-shared keys that a client of TLS 1.3 offers: our tickets, and keys that the host knows. Must not know: the
server's answer."""

from __future__ import annotations

from runtime_py.node.tls.failure import TlsFailure
from runtime_py.node.tls.hello import ClientHello, PskOffer
from runtime_py.node.tls.key_schedule import KeySchedule, finished_mac
from runtime_py.node.tls.names import DECRYPT_ERROR, PSK_WITH_DHE, TLS_1_3
from runtime_py.node.tls.session import Session, open_ticket
from runtime_py.node.tls.suites import find_suite
from runtime_py.platform.bytes import Bytes, decode, equal

EXTERNAL_SUITE = 0x1301


class OfferedPsk:
    """An accepted PSK: its index in the client's list, and the session or key."""

    def __init__(self, index: int, session: Session, is_external: bool) -> None:
        self.index = index
        self.session = session
        self.is_external = is_external
        self.digest = find_suite(session.suite).digest


def find_psk(connection: object, hello: ClientHello) -> OfferedPsk | None:
    """The first known one. A wrong binder ends the connection."""
    if PSK_WITH_DHE not in hello.psk_modes:
        return None
    offers = hello.psk_offers
    for i in range(len(offers)):
        found = _known(connection, offers[i], i)
        if found is not None:
            _check_binder(connection, hello, offers[i], found)
            return found
    return None


def _known(connection: object, offer: PskOffer, index: int) -> OfferedPsk | None:
    settings = connection.settings
    if settings.has_psk:
        secret = connection.host.psk_of_identity(decode(offer.identity))
        if secret is not None:
            made = Session()
            made.version = TLS_1_3
            made.suite = EXTERNAL_SUITE
            made.secret = secret
            return OfferedPsk(index, made, True)
    session = open_ticket(connection.primitives, settings.ticket_keys, offer.identity)
    if (
        session is None
        or session.version != TLS_1_3
        or find_suite(session.suite) is None
        or not equal(session.context, settings.session_context)
    ):
        return None
    if connection.primitives.seconds() - session.made_at > session.lifetime:
        return None
    return OfferedPsk(index, session, False)


def _hello_octets(connection: object, hello: ClientHello) -> Bytes:
    """The hello without its binders, which are at the end of the raw transcript."""
    raw = connection.transcript.raw()
    return raw[0 : len(raw) - hello.binders_length()]


def _check_binder(connection: object, hello: ClientHello, offer: PskOffer, found: OfferedPsk) -> None:
    primitives = connection.primitives
    schedule = KeySchedule(primitives, found.digest, found.session.secret)
    covered = primitives.digest(found.digest, _hello_octets(connection, hello))
    expected = finished_mac(primitives, found.digest, schedule.binder_key(found.is_external), covered)
    if not equal(expected, offer.binder):
        raise TlsFailure(DECRYPT_ERROR, 'binder does not verify')
