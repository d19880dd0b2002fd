"""The failure that ends a connection: an alert to send or a received one, with OpenSSL's reason.

Knows: reasons and their numbers, which programs see in `error.code` and `error.reason`. Must not know: what failed.
"""

from __future__ import annotations

from runtime_py.platform.maps import Map

# OpenSSL's SSL_R_ numbers
REASONS: list[list] = [
    ['bad data', 390],
    ['bad digest length', 111],
    ['bad extension', 110],
    ['bad key share', 108],
    ['bad psk', 219],
    ['bad psk identity', 114],
    ['bad record type', 443],
    ['bad signature', 123],
    ['bad ecpoint', 306],
    ['binder does not verify', 253],
    ['bn lib', 32771],
    ['ca md too weak', 397],
    ['certificate verify failed', 134],
    ['cipher mismatch', 136],
    ['decryption failed or bad record mac', 281],
    ['dh key too small', 394],
    ['digest check failed', 149],
    ['data length too long', 146],
    ['ee key too small', 399],
    ['excessive message size', 152],
    ['excess handshake data', 344],
    ['http request', 156],
    ['https proxy request', 155],
    ['inappropriate fallback', 373],
    ['inconsistent extms', 104],
    ['internal error', 786691],
    ['invalid ccs message', 260],
    ['invalid alert', 205],
    ['length mismatch', 159],
    ['missing psk kex modes extension', 310],
    ['missing sigalgs extension', 112],
    ['missing supported groups extension', 209],
    ['no application protocol', 235],
    ['no certificate assigned', 177],
    ['no cipher match', 185],
    ['no ciphers available', 181],
    ['no protocols available', 191],
    ['no shared cipher', 193],
    ['no shared groups', 410],
    ['no shared signature algorithms', 376],
    ['no suitable groups', 295],
    ['no renegotiation', 339],
    ['no suitable key share', 101],
    ['no suitable signature algorithm', 118],
    ['not on record boundary', 182],
    ['old session cipher not returned', 197],
    ['packet length too long', 198],
    ['peer did not return a certificate', 199],
    ['protocol is shutdown', 207],
    ['psk identity not found', 223],
    ['psk no client cb', 224],
    ['psk no server cb', 225],
    ['record length mismatch', 213],
    ['record too small', 298],
    ['required cipher missing', 215],
    ['too many key updates', 132],
    ['too many warn alerts', 409],
    ['unexpected eof while reading', 294],
    ['unexpected message', 244],
    ['unexpected record', 245],
    ['unknown certificate type', 247],
    ['unknown cipher returned', 248],
    ['unknown key exchange type', 250],
    ['unsolicited extension', 217],
    ['unsupported protocol', 258],
    ['unsupported elliptic curve', 315],
    ['wrong certificate type', 383],
    ['wrong cipher returned', 261],
    ['wrong curve', 378],
    ['wrong signature type', 370],
    ['wrong ssl version', 266],
    ['wrong version number', 267],
    ['application data after close notify', 291],
    ['tlsv13 alert missing extension', 1109],
    ['unsafe legacy renegotiation disabled', 338],
    ['session id context uninitialized', 277],
    ['wrong ssl session', 303],
    ['version too low', 396],
    ['bad cipher', 186],
    ['invalid session id', 999],
    ['unknown alert type', 246],
    ['unsupported compression algorithm', 257],
    ['no compression specified', 187],
    ['ASN1 lib', 524301],
    ['no method specified', 188],
    ['clienthello tlsext', 226],
    ['bad handshake state', 236],
]

# OpenSSL's messages for received alerts
ALERTS: list[list] = [
    [10, 'ssl/tls alert unexpected message'],
    [20, 'ssl/tls alert bad record mac'],
    [21, 'tlsv1 alert decryption failed'],
    [22, 'tlsv1 alert record overflow'],
    [30, 'ssl/tls alert decompression failure'],
    [40, 'ssl/tls alert handshake failure'],
    [41, 'ssl/tls alert no certificate'],
    [42, 'ssl/tls alert bad certificate'],
    [43, 'ssl/tls alert unsupported certificate'],
    [44, 'ssl/tls alert certificate revoked'],
    [45, 'ssl/tls alert certificate expired'],
    [46, 'ssl/tls alert certificate unknown'],
    [47, 'ssl/tls alert illegal parameter'],
    [48, 'tlsv1 alert unknown ca'],
    [49, 'tlsv1 alert access denied'],
    [50, 'tlsv1 alert decode error'],
    [51, 'tlsv1 alert decrypt error'],
    [60, 'tlsv1 alert export restriction'],
    [70, 'tlsv1 alert protocol version'],
    [71, 'tlsv1 alert insufficient security'],
    [80, 'tlsv1 alert internal error'],
    [86, 'tlsv1 alert inappropriate fallback'],
    [90, 'tlsv1 alert user cancelled'],
    [100, 'tlsv1 alert no renegotiation'],
    [109, 'tlsv13 alert missing extension'],
    [110, 'tlsv1 unsupported extension'],
    [111, 'tlsv1 certificate unobtainable'],
    [112, 'tlsv1 unrecognized name'],
    [113, 'tlsv1 bad certificate status response'],
    [114, 'tlsv1 bad certificate hash value'],
    [115, 'tlsv1 alert unknown psk identity'],
    [116, 'tlsv13 alert certificate required'],
    [120, 'tlsv1 alert no application protocol'],
]
ALERT_REASON_OFFSET = 1000


def _table() -> Map:
    table = Map()
    for name, number in REASONS:
        table.set(name, number)
    for number, name in ALERTS:
        table.set(name, ALERT_REASON_OFFSET + number)
    return table


_numbers = _table()


def reason_number(reason: str) -> int:
    found = _numbers.get(reason)
    return 0 if found is None else found


class TlsFailure(Exception):
    """`alert` is sent to the peer (-1: none); `received` is the peer's own alert (-1: none)."""

    def __init__(self, alert: int, reason: str, received: int = -1) -> None:
        super().__init__(reason)
        self.alert = alert
        self.reason = reason
        self.received = received


def received_alert(number: int) -> TlsFailure:
    for known, reason in ALERTS:
        if known == number:
            return TlsFailure(-1, reason, number)
    return TlsFailure(-1, 'unknown alert type', number)
