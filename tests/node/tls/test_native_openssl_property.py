"""The engine against OpenSSL itself, through Python's `ssl` in memory: a whole handshake between the two. Under CPython
only."""

import random
import re
import ssl
import tempfile
from pathlib import Path
from typing import Any

import pytest

from runtime_py.node.tls.client import Client
from runtime_py.node.tls.connection import Connection
from runtime_py.node.tls.names import TLS_1_2, TLS_1_3
from runtime_py.node.tls.schemes import X25519
from runtime_py.node.tls.server import Server
from runtime_py.node.tls.session import Session
from runtime_py.node.tls.settings import Host, Identity, Settings
from runtime_py.node.tls.suites import choose_1_3, parse_ciphers
from tests.node.tls.primitives_twin import Primitives, from_pem, private_key
from toolchain.environment import ROOT


def _pem(name: str) -> str:
    """One that the cases for native Node use too."""
    found = re.search(
        f'{name}: `([^`]*)`', (ROOT / 'tests' / 'node' / 'cases' / 'fixtures' / 'tls_keys.js').read_text()
    )
    assert found is not None
    return found.group(1)


CERTIFICATE = _pem('rsaCert')
KEY = _pem('rsaKey')
VERSIONS = [TLS_1_3, TLS_1_2]


class Ear(Host):
    def __init__(self) -> None:
        self.data = bytearray()
        self.sessions: list[Session] = []
        self.done = 0
        self.closed = False

    def handshake_done(self) -> None:
        self.done += 1

    def received(self, data: Any) -> None:
        self.data += bytes(data)

    def new_session(self, session: Session) -> None:
        self.sessions.append(session)

    def peer_closed(self) -> None:
        self.closed = True

    def choose_protocol(self, offered: list[str]) -> str | None:
        return 'h2' if 'h2' in offered else None


def settings_for(is_server: bool, version: int, with_identity: bool) -> Settings:
    made = Settings(is_server)
    made.min_version = made.max_version = version
    made.suites_1_3 = choose_1_3('TLS_CHACHA20_POLY1305_SHA256')
    made.suites_1_2 = parse_ciphers('ECDHE-RSA-CHACHA20-POLY1305').chosen
    made.groups = made.shares = [X25519]
    if with_identity:
        made.identities = [Identity([bytearray(from_pem(CERTIFICATE))], private_key(KEY), 'rsa', '')]
    return made


def native_context(is_server: bool, version: int) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if is_server else ssl.PROTOCOL_TLS_CLIENT)
    made.minimum_version = made.maximum_version = (
        ssl.TLSVersion.TLSv1_3 if version == TLS_1_3 else ssl.TLSVersion.TLSv1_2
    )
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / 'cert').write_text(CERTIFICATE)
        (Path(folder) / 'key').write_text(KEY)
        made.load_cert_chain(Path(folder) / 'cert', Path(folder) / 'key')
        made.load_verify_locations(Path(folder) / 'cert')
    return made


class Pair:
    """Our side and OpenSSL's."""

    def __init__(self, own: Settings, native: ssl.SSLContext, session: Any = None) -> None:
        self.ear = Ear()
        self.own = Connection(own, Primitives(), self.ear)
        self.inward, self.outward = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.native = native.wrap_bio(
            self.inward,
            self.outward,
            server_side=not own.is_server,
            server_hostname='localhost' if own.is_server else None,
            session=session,
        )
        self.own.begin(Server(self.own) if own.is_server else Client(self.own))
        self.native_done = False
        self.got = b''

    def _native_step(self) -> None:
        try:
            if not self.native_done:
                self.native.do_handshake()
                self.native_done = True
            while True:
                piece = self.native.read(65536)
                if not piece:
                    return
                self.got += piece
        except (ssl.SSLWantReadError, ssl.SSLZeroReturnError):
            pass

    def run(self) -> 'Pair':
        for _ in range(20):
            sent = b''.join(bytes(part) for part in self.own.take_output())
            if sent:
                self.inward.write(sent)
            self._native_step()
            back = self.outward.read()
            if back:
                self.own.receive(bytearray(back))
            if not sent and not back:
                break
        return self


@pytest.mark.parametrize('version', VERSIONS)
@pytest.mark.parametrize('is_server', [False, True])
def test_handshake_and_data(version: int, is_server: bool) -> None:
    pair = Pair(settings_for(is_server, version, is_server), native_context(not is_server, version)).run()
    assert pair.own.failure is None and pair.native_done and pair.ear.done == 1
    assert pair.native.version() == ('TLSv1.3' if version == TLS_1_3 else 'TLSv1.2')
    pair.native.write(b'from OpenSSL' * 3000)
    pair.own.write(bytearray(b'from us' * 5000))
    pair.run()
    assert pair.got == b'from us' * 5000
    assert bytes(pair.ear.data) == b'from OpenSSL' * 3000


@pytest.mark.parametrize('version', VERSIONS)
def test_close_notify_both_ways(version: int) -> None:
    pair = Pair(settings_for(False, version, False), native_context(True, version)).run()
    pair.own.close()
    pair.run()
    pair.native.unwrap()
    pair.run()
    assert pair.ear.closed


@pytest.mark.parametrize('version', VERSIONS)
def test_client_certificates(version: int) -> None:
    wants = native_context(True, version)
    wants.verify_mode = ssl.CERT_REQUIRED
    pair = Pair(settings_for(False, version, True), wants).run()
    assert pair.own.failure is None and pair.native.getpeercert()['subject']
    own = settings_for(True, version, True)
    own.request_certificate = own.require_certificate = True
    pair = Pair(own, native_context(False, version)).run()
    assert pair.own.failure is None and pair.ear.done == 1 and len(pair.own.peer_chain) == 1


@pytest.mark.parametrize('version', VERSIONS)
def test_sessions_of_openssl_are_taken_up_by_us(version: int) -> None:
    native = native_context(True, version)
    first = Pair(settings_for(False, version, False), native).run()
    session = first.ear.sessions[-1]
    again = settings_for(False, version, False)
    again.session = session
    second = Pair(again, native).run()
    assert second.own.resumed and second.native.session_reused and second.own.failure is None


@pytest.mark.parametrize('version', VERSIONS)
def test_our_sessions_are_taken_up_by_openssl(version: int) -> None:
    native = native_context(False, version)
    own = settings_for(True, version, True)
    first = Pair(own, native).run()
    again = settings_for(True, version, True)
    second = Pair(again, native, first.native.session).run()
    assert second.own.resumed and second.native.session_reused and second.own.failure is None


def test_protocols() -> None:
    native = native_context(False, TLS_1_3)
    native.set_alpn_protocols(['http/1.1', 'h2'])
    pair = Pair(settings_for(True, TLS_1_3, True), native).run()
    assert (
        pair.native.selected_alpn_protocol() == 'h2'
        and pair.own.protocol == 'h2'
        and pair.own.server_name == 'localhost'
    )


def test_a_certificate_that_openssl_refuses() -> None:
    native = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    with pytest.raises(ssl.SSLCertVerificationError):
        Pair(settings_for(True, TLS_1_3, True), native).run()
    pair = Pair(settings_for(True, TLS_1_2, True), native)
    with pytest.raises(ssl.SSLError):
        pair.run()
    pair.own.receive(bytearray(pair.outward.read()))
    assert pair.own.failure.reason == 'tlsv1 alert unknown ca'


def test_versions_that_do_not_meet() -> None:
    pair = Pair(settings_for(True, TLS_1_3, True), native_context(False, TLS_1_2))
    with pytest.raises(ssl.SSLError, match='alert protocol version'):
        pair.run()
    assert pair.own.failure.reason == 'unsupported protocol'


@pytest.mark.parametrize('version', VERSIONS)
def test_damaged_handshakes_end_in_a_failure(version: int) -> None:
    """Whatever is changed, truncated or added: the result is an alert or silence, never another exception."""
    chance = random.Random(version)
    for _ in range(25):
        server_ear, client_ear = Ear(), Ear()
        server = Connection(settings_for(True, version, True), Primitives(), server_ear)
        client = Connection(settings_for(False, version, False), Primitives(), client_ear)
        server.begin(Server(server))
        client.begin(Client(client))
        wanted, number = chance.randrange(6), 0
        for _ in range(8):
            for sender, receiver in ((client, server), (server, client)):
                for part in sender.take_output():
                    receiver.receive(damaged(chance, bytearray(part)) if number == wanted else bytearray(part))
                    number += 1
        assert not (server_ear.data or client_ear.data)
        # if both consider themselves connected, they are
        assert not (server.established and client.established) or server.exporter == client.exporter


def damaged(chance: random.Random, record: bytearray) -> bytearray:
    kind, at = chance.randrange(3), chance.randrange(len(record))
    if kind == 0:
        record[at] ^= 1 << chance.randrange(8)
        return record
    return record[:at] if kind == 1 else record + record[:at]


def test_changed_octets_are_noticed() -> None:
    pair = Pair(settings_for(False, TLS_1_3, False), native_context(True, TLS_1_3)).run()
    pair.native.write(b'secret')
    record = bytearray(pair.outward.read())
    record[-1] ^= 1
    pair.own.receive(record)
    assert pair.own.failure.reason == 'decryption failed or bad record mac' and pair.ear.data == b''
