"""internalBinding('tls_wrap'): a stream whose bytes are encrypted into another stream, as C++'s TLSWrap.

Knows: the stream below (it listens there in place of the library), the queue of cleartext that waits for the handshake,
and requests. Must not know: TLS itself, which the session implements (tls.js, runtime_py/node/tls_binding/), loaded
with the first context.

A write is encrypted at once and ends when the stream below has taken it; one before the handshake waits in `_waiting`.
"""

from __future__ import annotations

from typing import Any

from runtime_py.node.realm.callbacks import call_back, coded_error, complete_later, plain_bytes, realm
from runtime_py.node.realm.host import hidden
from runtime_py.node.streams.stream_base import UV_EOF, StreamBase, begin_write
from runtime_py.node.tls_binding.outside import OutsideSession, is_outside
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.errno import ECANCELED, EPROTO


class BelowWrite:
    """The request of a write to the stream below."""

    def __init__(self, oncomplete: object) -> None:
        self.oncomplete = oncomplete


class BelowListener:
    """Listens to the stream below in place of the library."""

    def __init__(self, wrap: TLSWrap) -> None:
        self._wrap = wrap

    def on_read(self, count: int, data: Uint8Array | None) -> None:
        self._wrap.on_below(count, data)

    def read_size(self, usual: int) -> int:
        return usual


class TLSWrap(StreamBase):
    _session: Any
    _listener: Any
    _below: Any
    _read: Any
    _written: Any
    onerror: Any
    _is_server: Any
    sni_context: Any

    def __init__(self, below: StreamBase, context: object, is_server: bool, waits: bool) -> None:
        super().__init__('TLSWRAP')
        hidden(self, '_below', below)
        hidden(self, '_session', realm().tls.open_session(self, context, is_server))
        hidden(self, '_is_server', is_server)
        hidden(self, '_listener', BelowListener(self))
        hidden(self, '_waiting', [])  # cleartext, until the handshake is done
        hidden(self, '_request', None)  # the pending write
        hidden(self, '_writing', False)  # the stream below has taken bytes and not reported their completion
        hidden(self, '_in_flight', 0)  # bytes that the stream below has but hasn't written
        hidden(self, '_previous_writes', waits)
        hidden(self, '_eof', False)
        hidden(self, '_is_shut', False)
        hidden(self, '_cycling', 0)
        hidden(self, '_read', 0)
        hidden(self, '_written', 0)
        below.push_listener(self._listener)

    # the stream, as the library sees it

    @property
    def fd(self) -> int:
        return self._below.fd

    @property
    def _externalStream(self) -> object:
        return self._below._externalStream

    @property
    def bytesRead(self) -> int:
        return self._read

    @property
    def bytesWritten(self) -> int:
        return self._written

    @property
    def writeQueueSize(self) -> int:
        return 0 if self._session is None else self._in_flight

    def readStart(self) -> int:
        return self._below.readStart() if self._session is not None and not self._eof else 0

    def readStop(self) -> int:
        return self._below.readStop() if self._session is not None else 0

    def write_bytes(self, req: object, data: Uint8Array, handle: object) -> int:
        session = self._session
        if session is None:
            self.report_write(0, False)
            return -EPROTO
        if data.length > 0 and session.can_write():
            if not session.write(data):
                self.report_write(data.length, False)
                return -EPROTO
        elif session.has_failed():
            self.report_write(data.length, False)
            return -EPROTO
        elif data.length > 0:
            # a copy, since the library may reuse the buffer
            self._waiting.append(data.slice())
            self._begin()
        else:
            self._begin()
        self._written += data.length
        self._request = req
        begin_write(self, req)
        if not self._flush():
            # never within the call
            complete_later(lambda: self._end_if(req))
        self.report_write(data.length, True)
        return 0

    def shutdown(self, req: object) -> int:
        if self._session is not None:
            self._session.close()
            self._is_shut = True
            self._flush()
        return self._below.shutdown(req)

    # up and down

    def take_failure(self) -> object:
        return self._below.take_failure() if self._below is not None else None

    def now(self) -> int:
        return Math.floor(monotonic_ms())

    def emit_data(self, data: Uint8Array) -> None:
        at = 0
        self._read += data.length
        while at < data.length and self._session is not None:
            count = min(self.listener.read_size(data.length - at), data.length - at)
            self.listener.on_read(count, data.subarray(at, at + count))
            at += count

    def on_peer_closed(self) -> None:
        if not self._eof and self._session is not None:
            self._eof = True
            self.listener.on_read(UV_EOF, None)

    def on_established(self) -> None:
        """Data written meanwhile is sent before anything that the present callbacks write."""
        waiting = self._waiting
        self._waiting = []
        for data in waiting:
            self._session.write(data)

    def on_below(self, count: int, data: Uint8Array | None) -> None:
        if self._eof or self._session is None:
            return
        if count < 0:
            if count == UV_EOF:
                self._eof = True
            self.listener.on_read(count, None)
            return
        if count > 0:
            self._feed(data.slice(0, count))

    def _feed(self, octets: Uint8Array) -> None:
        session = self._session
        session.feed(octets)
        self._settle()

    def _settle(self) -> None:
        """Called after anything that may have advanced the engine: handles its output and its errors."""
        if self._session is None:
            return
        error = self._session.take_error()
        self._go_on()
        if error is not None:
            if self._request is not None:
                self._request.error = error.message
            self._end_request(-EPROTO)
            call_back(self, self.onerror, [error])

    def _flush(self) -> bool:
        """Sends pending output. False: nothing is in progress, so a waiting write has completed."""
        session = self._session
        if self._writing or self._previous_writes or session is None:
            return True
        octets = self._session.output()
        if octets is None:
            return session.awaits_new_session or not session.can_write()
        self._writing = True
        self._in_flight = octets.length
        status = self._below.write_bytes(BelowWrite(lambda status: self._after_write(status)), octets, None)
        if status != 0:
            self._writing = False
            self._in_flight = 0
            self._end_request(status)
        elif not self._below.last_write_was_async():
            complete_later(lambda: self._after_write(0))
        return True

    def _after_write(self, status: int) -> None:
        self._writing = False
        self._in_flight = 0
        if self._session is None:
            self._end_request(-ECANCELED)
        elif status == 0:
            self._go_on()
        elif not self._is_shut:
            self._end_request(status)

    def _go_on(self) -> None:
        if not self._flush():
            self._end_request(0)

    def _end_if(self, req: object) -> None:
        if self._request is req and not self._writing:
            self._end_request(0)

    def _end_request(self, status: int) -> None:
        req = self._request
        if req is not None:
            self._request = None
            self.finish_request(req, status)

    # what the library calls

    def start(self) -> None:
        self._begin()
        self._settle()

    def _begin(self) -> None:
        """Begins the handshake, unless it has begun: by `start`, or by an earlier write."""
        if not self._is_server and not self._session.is_outside and is_outside(self._below):
            self._session = OutsideSession(self, self._session)
        self._session.start()

    def receive(self, data: object) -> None:
        self._feed(plain_bytes(data).slice())

    def destroySSL(self) -> None:
        if self._session is None:
            return
        self._session = None
        self._end_request(-ECANCELED)
        self._below.remove_listener(self._listener)

    def writesIssuedByPrevListenerDone(self) -> None:
        self._previous_writes = False
        self._settle()

    def setVerifyMode(self, request: bool, reject: bool) -> None:
        self._session.set_verify_mode(request, reject)

    def setServername(self, name: str) -> None:
        self._session.settings.server_name = name

    def setALPNProtocols(self, data: object) -> None:
        if not ArrayBuffer.isView(data):
            raise TypeError('Must give a Buffer as first argument')
        self._session.set_protocols(plain_bytes(data).slice())

    def setSession(self, data: object) -> None:
        if not ArrayBuffer.isView(data):
            raise coded_error(TypeError, 'ERR_INVALID_ARG_TYPE', 'Session must be a buffer')
        self._session.set_session(plain_bytes(data).slice())

    def setKeyCert(self, context: object) -> None:
        if not context.is_secure_context:
            raise TypeError('Must give a SecureContext as first argument')
        self._session.use_context(context)

    def setPskIdentityHint(self, hint: str) -> None:
        self._session.settings.psk_hint = hint

    def setOCSPResponse(self, data: object) -> None:
        self._session.set_ocsp(plain_bytes(data).slice())

    def setMaxSendFragment(self, size: int) -> int:
        return self._session.set_fragment(size)

    def requestOCSP(self) -> None:
        self._session.settings.request_ocsp = True

    def enableCertCb(self) -> None:
        self._session.enable_certificate_callback()

    def enableALPNCb(self) -> None:
        self._session.enable_alpn_callback()

    def enableKeylogCallback(self) -> None:
        self._session.enable_keylog()

    def enableSessionCallbacks(self) -> None:
        self._session.enable_session_callbacks()

    def enablePskCallback(self) -> None:
        self._session.enable_psk()

    def enableTrace(self) -> None:
        # HAVE_SSL_TRACE is 0, as in a Node without it
        pass

    def certCbDone(self) -> None:
        context = self.sni_context
        if context is not None and context.is_secure_context is True:
            self._session.use_context(context)
        elif js_typeof(context) == 'object' and context is not None:
            call_back(self, self.onerror, [js_new(TypeError, 'Invalid SNI context')])
            return
        self._session.certificate_done()
        self._settle()

    def endParser(self) -> None:
        self._session.end_parser()
        self._settle()

    def loadSession(self, data: object) -> None:
        if ArrayBuffer.isView(data):
            self._session.load_session(plain_bytes(data).slice())

    def newSessionDone(self) -> None:
        if self._session is not None:
            self._session.awaits_new_session = False
            self._settle()

    def renegotiate(self) -> None:
        self._session.renegotiate()

    # queries

    def getServername(self) -> object:
        return realm().tls.info.server_name_result(self._session)

    def getALPNNegotiatedProtocol(self) -> object:
        return realm().tls.info.alpn_result(self._session)

    def getPeerCertificate(self, detailed: object = None) -> object:
        return realm().tls.info.peer_certificate(self._session, detailed is True)

    def getPeerX509Certificate(self) -> object:
        return realm().tls.info.peer_handle(self._session)

    def getCertificate(self) -> object:
        return realm().tls.info.own_legacy(self._session)

    def getX509Certificate(self) -> object:
        return realm().tls.info.own_handle(self._session)

    def getCipher(self) -> object:
        return realm().tls.info.cipher_info(self._session)

    def getEphemeralKeyInfo(self) -> object:
        return realm().tls.info.ephemeral_key(self._session)

    def getFinished(self) -> object:
        return realm().tls.info.finished_octets(self._session, True)

    def getPeerFinished(self) -> object:
        return realm().tls.info.finished_octets(self._session, False)

    def getProtocol(self) -> str:
        return realm().tls.info.protocol_name(self._session)

    def getSession(self) -> object:
        return realm().tls.info.session_octets(self._session)

    def getSharedSigalgs(self) -> list:
        return realm().tls.info.shared_algorithms(self._session)

    def getTLSTicket(self) -> object:
        return realm().tls.info.ticket_octets(self._session)

    def isSessionReused(self) -> bool:
        return realm().tls.info.is_reused(self._session)

    def verifyError(self) -> object:
        return (
            self._session.verify_error() if self._session.is_outside else realm().tls.info.verify_result(self._session)
        )

    def exportKeyingMaterial(self, length: int, label: str, context: object = None) -> object:
        return realm().tls.info.export_octets(self._session, length, label, context)


def wrap(below: object, context: object, is_server: bool, waits: bool) -> TLSWrap:
    return TLSWrap(below, context, is_server, waits)


def create(realm: object, binding_data: object) -> object:
    return {'TLSWrap': TLSWrap, 'wrap': wrap, 'HAVE_SSL_TRACE': 0}
