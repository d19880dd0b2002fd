"""One side of a TLS connection, sans I/O: `receive` takes bytes, `take_output` returns bytes to send; the host gets the
rest by callbacks.

States: new -> handshaking (perhaps waiting for the host) -> established -> closed for writing, for reading, or failed.
The roles (client.py, server.py and their successors) handle the handshake messages and their order.
Knows: records, alerts, reassembling messages. Must not know: handshake messages, except their length.
"""

from __future__ import annotations

from runtime_py.node.tls.failure import TlsFailure, received_alert
from runtime_py.node.tls.key_schedule import export_1_3, next_traffic_secret, prf, traffic_protection
from runtime_py.node.tls.names import (
    ALERT,
    APPLICATION_DATA,
    CHANGE_CIPHER_SPEC,
    CLOSE_NOTIFY,
    DECODE_ERROR,
    FATAL,
    HANDSHAKE,
    KEY_UPDATE,
    NO_RENEGOTIATION,
    TLS_1_3,
    UNEXPECTED_MESSAGE,
    USER_CANCELED,
    WARNING,
)
from runtime_py.node.tls.protection import Opened
from runtime_py.node.tls.records import Records
from runtime_py.node.tls.session import Session
from runtime_py.node.tls.settings import Host, Identity, Settings
from runtime_py.node.tls.suites import Suite
from runtime_py.node.tls.transcript import Transcript
from runtime_py.node.tls.wire import message, octets_of
from runtime_py.platform.bytes import Bytes, alloc, concat, to_hex, view

LONGEST_MESSAGE = 1 << 20
MOST_WARNINGS = 5
MOST_KEY_UPDATES = 32  # how many messages may follow each other without data in between


class Connection:
    def __init__(self, settings: Settings, primitives: object, host: Host) -> None:
        self.settings = settings
        self.primitives = primitives
        self.host = host
        self.records = Records(settings.is_server)
        self.records.fragment = settings.longest_fragment
        self.transcript = Transcript(primitives)
        self.role: object = None
        # results of the negotiation
        self.version = 0
        self.suite: Suite | None = None
        self.group = 0
        self.identity: Identity | None = None
        self.peer_chain: list[Bytes] = []
        self.verify_result: str | None = None  # None: there was nothing to verify
        self.server_name = ''
        self.protocol = ''
        self.resumed = False
        self.session: Session | None = None
        self.client_random: Bytes = alloc(0)
        self.server_random: Bytes = alloc(0)
        self.shared_schemes: list[int] = []
        self.own_finished: Bytes | None = None
        self.peer_finished: Bytes | None = None
        # secrets for use after the handshake
        self.read_secret: Bytes = alloc(0)
        self.write_secret: Bytes = alloc(0)
        self.exporter: Bytes = alloc(0)  # TLS 1.3's exporter secret, TLS 1.2's master secret
        # state
        self.established = False
        self.failure: TlsFailure | None = None
        self.peer_closed = False
        self.own_closed = False
        self._waiting: object = None  # what `resume` continues with
        self._running = False
        self._handshake: Bytes = alloc(0)
        self._warnings = 0
        self._key_updates = 0

    # public interface

    def begin(self, role: object) -> None:
        self.role = role
        self._guarded(lambda: role.begin())

    def receive(self, data: Bytes) -> None:
        self.records.feed(data)
        self._run()

    def resume(self) -> None:
        """The host is ready: continues where it made us wait."""
        if self._waiting is None or self.failure is not None:
            return
        step = self._waiting
        self._waiting = None
        self._guarded(lambda: step())
        self._run()

    def write(self, data: Bytes) -> None:
        """Allowed only while established and not closed."""
        self.records.write(APPLICATION_DATA, data)

    def close(self) -> None:
        """Sends close_notify, only once."""
        if not self.own_closed and self.failure is None:
            self.own_closed = True
            self.send_alert(WARNING, CLOSE_NOTIFY)

    def take_output(self) -> list[Bytes]:
        return self.records.take_output()

    # for the roles

    def wait(self, step: object) -> None:
        self._waiting = step

    def send_message(self, kind: int, body: Bytes) -> Bytes:
        octets = message(kind, body)
        self.transcript.add(octets)
        self.records.write(HANDSHAKE, octets)
        return octets

    def send_change_cipher_spec(self) -> None:
        self.records.write(CHANGE_CIPHER_SPEC, octets_of([1]))

    def send_alert(self, level: int, number: int) -> None:
        self.records.write(ALERT, octets_of([level, number]))

    def set_reading(self, protection: object) -> None:
        if len(self._handshake) > 0:
            raise TlsFailure(UNEXPECTED_MESSAGE, 'not on record boundary')
        self.records.reading = protection

    def set_writing(self, protection: object) -> None:
        self.records.writing = protection

    def keylog(self, label: str, secret: Bytes) -> None:
        self.host.keylog(label + ' ' + to_hex(self.client_random) + ' ' + to_hex(secret))

    def finish(self) -> None:
        self.established = True
        self.transcript.forget()
        self.host.handshake_done()

    # the loop

    def _guarded(self, step: object) -> None:
        try:
            step()
        except TlsFailure as failure:
            self.fail(failure)

    def fail(self, failure: TlsFailure) -> None:
        if self.failure is not None:
            return
        self.failure = failure
        if failure.alert >= 0:
            self.send_alert(FATAL, failure.alert)

    def _run(self) -> None:
        # a host that writes or resumes within a callback re-enters here: the outer loop continues
        if self._running:
            return
        self._running = True
        try:
            self._guarded(lambda: self._run_records())
        finally:
            # the host's own exceptions pass through
            self._running = False

    def _is_stopped(self) -> bool:
        return self._waiting is not None or self.failure is not None or self.peer_closed

    def _run_records(self) -> None:
        while not self._is_stopped():
            if self._take_message():
                continue
            opened = self.records.next()
            if opened is None:
                return
            self._on_record(opened)

    def _on_record(self, opened: Opened) -> None:
        kind = opened.kind
        if kind != HANDSHAKE and len(self._handshake) > 0:
            raise TlsFailure(UNEXPECTED_MESSAGE, 'unexpected message')
        if kind == APPLICATION_DATA:
            if not self.established and not self.role.may_receive_data():
                raise TlsFailure(UNEXPECTED_MESSAGE, 'unexpected message' if self.version != 0 else 'unexpected record')
            self._warnings = 0
            self._key_updates = 0
            if len(opened.content) > 0:
                self.host.received(opened.content)
        elif kind == HANDSHAKE:
            if len(opened.content) == 0:
                raise TlsFailure(UNEXPECTED_MESSAGE, 'unexpected message')
            self._handshake = (
                concat([self._handshake, opened.content])
                if len(self._handshake) > 0
                else opened.content[0 : len(opened.content)]
            )
        elif kind == ALERT:
            self._on_alert(opened.content)
        elif kind == CHANGE_CIPHER_SPEC:
            self.role.on_change_cipher_spec(opened.content)
        else:
            raise TlsFailure(UNEXPECTED_MESSAGE, 'unexpected record')

    def _take_message(self) -> bool:
        data = self._handshake
        if len(data) < 4:
            return False
        length = data[1] * 65536 + data[2] * 256 + data[3]
        if length > LONGEST_MESSAGE:
            raise TlsFailure(DECODE_ERROR, 'excessive message size')
        end = 4 + length
        if len(data) < end:
            return False
        whole = data[0:end]
        self._handshake = data[end:]
        self._on_message(data[0], whole)
        return True

    def _on_message(self, kind: int, whole: Bytes) -> None:
        body = view(whole, 4, len(whole))
        if self.established and self.version == TLS_1_3 and kind == KEY_UPDATE:
            self._on_key_update(body)
            return
        self.role.on_message(kind, body, whole)

    def _on_alert(self, content: Bytes) -> None:
        if len(content) != 2:
            raise TlsFailure(DECODE_ERROR, 'invalid alert')
        level = content[0]
        number = content[1]
        if number == CLOSE_NOTIFY:
            self.peer_closed = True
            self.host.peer_closed()
            return
        if level == FATAL or (self.version == TLS_1_3 and number != USER_CANCELED):
            raise received_alert(number)
        if number == NO_RENEGOTIATION and self.established:
            raise TlsFailure(-1, 'no renegotiation')
        self._warnings += 1
        if self._warnings >= MOST_WARNINGS:
            raise TlsFailure(UNEXPECTED_MESSAGE, 'too many warn alerts')

    # after the handshake

    def _on_key_update(self, body: Bytes) -> None:
        if len(body) != 1 or body[0] > 1:
            raise TlsFailure(DECODE_ERROR, 'length mismatch')
        self._key_updates += 1
        if self._key_updates > MOST_KEY_UPDATES:
            raise TlsFailure(UNEXPECTED_MESSAGE, 'too many key updates')
        suite = self.suite
        self.read_secret = next_traffic_secret(self.primitives, suite.digest, self.read_secret)
        self.set_reading(traffic_protection(self.primitives, suite, self.read_secret))
        if body[0] == 1 and not self.own_closed:
            self.update_key(False)

    def update_key(self, ask_peer: bool) -> None:
        suite = self.suite
        self.records.write(HANDSHAKE, message(KEY_UPDATE, octets_of([1 if ask_peer else 0])))
        self.write_secret = next_traffic_secret(self.primitives, suite.digest, self.write_secret)
        self.set_writing(traffic_protection(self.primitives, suite, self.write_secret))

    def export_key(self, label: str, context: Bytes | None, length: int) -> Bytes:
        if self.version == TLS_1_3:
            return export_1_3(
                self.primitives,
                self.suite.digest,
                self.exporter,
                label,
                alloc(0) if context is None else context,
                length,
            )
        seed = [self.client_random, self.server_random]
        if context is not None:
            size = len(context)
            seed.extend([octets_of([size >> 8, size & 255]), context])
        return prf(self.primitives, self.suite.digest, self.exporter, label, concat(seed), length)
