"""XXH64, whose low half is the checksum of a zstd frame (RFC 8878, 3.1.1).

Arithmetic of BigInts is slow, but few programs ask for the checksum. Must not know: frames."""

from __future__ import annotations

_P1 = BigInt('11400714785074694791')
_P2 = BigInt('14029467366897019727')
_P3 = BigInt('1609587929392839161')
_P4 = BigInt('9650029242287828579')
_P5 = BigInt('2870177450012600261')
_ZERO = BigInt(0)
_BITS = BigInt(64)
_STRIPE = 32


def wrapped(value: object) -> object:
    return BigInt.asUintN(64, value)


def rotated(value: object, by: int) -> object:
    left = BigInt(by)
    return wrapped(value << left) | (value >> (_BITS - left))


def mixed(lane: object, value: object) -> object:
    return wrapped(rotated(wrapped(lane + value * _P2), 31) * _P1)


def merged(whole: object, lane: object) -> object:
    return wrapped((whole ^ mixed(_ZERO, lane)) * _P1 + _P4)


def shaken(value: object, by: int, factor: object) -> object:
    return wrapped((value ^ (value >> BigInt(by))) * factor)


def xxh64(octets: Uint8Array) -> object:
    """With the seed 0."""
    view = DataView(octets.buffer, octets.byteOffset, octets.length)
    at = 0
    if octets.length >= _STRIPE:
        lanes = [wrapped(_P1 + _P2), _P2, _ZERO, wrapped(-_P1)]
        while at + _STRIPE <= octets.length:
            for k in range(4):
                lanes[k] = mixed(lanes[k], view.getBigUint64(at + k * 8, True))
            at += _STRIPE
        whole = wrapped(rotated(lanes[0], 1) + rotated(lanes[1], 7) + rotated(lanes[2], 12) + rotated(lanes[3], 18))
        for lane in lanes:
            whole = merged(whole, lane)
    else:
        whole = _P5
    return finished(wrapped(whole + BigInt(octets.length)), view, at)


def finished(whole: object, view: object, at: int) -> object:
    """With the octets behind the last stripe."""
    while at + 8 <= view.byteLength:
        whole = wrapped(rotated(whole ^ mixed(_ZERO, view.getBigUint64(at, True)), 27) * _P1 + _P4)
        at += 8
    if at + 4 <= view.byteLength:
        whole = wrapped(rotated(whole ^ wrapped(BigInt(view.getUint32(at, True)) * _P1), 23) * _P2 + _P3)
        at += 4
    while at < view.byteLength:
        whole = wrapped(rotated(whole ^ wrapped(BigInt(view.getUint8(at)) * _P5), 11) * _P1)
        at += 1
    return shaken(shaken(shaken(whole, 33, _P2), 29, _P3), 32, BigInt(1))
