"""The identity of a source text in caches: a digest of its characters, and for the text of a large file also the file's
number and times.

Must not know: what is cached."""

from __future__ import annotations

from runtime_py.node.realm.host import current_realm

LARGE = 1000000
BLOCK = 8  # characters per step of the digest
SOME = 1021


def identity(source: str, file: object) -> str:
    """For a large file only some characters of the text are digested, since the file's number and times identify it
    too."""
    stamp = stamp_of(file) if source.length > LARGE else ''
    return f'{digest(source, BLOCK if stamp == "" else SOME)}{stamp}'


def digest(text: str, step: int) -> str:
    """Some 120 bits of the text, or of one block of characters per `step`. It doesn't protect against deliberate
    collisions: code that can write here runs programs anyway."""
    a = 0x5BD1E995
    b = 0x1B873593
    c = 0xE6546B64
    d = 0xCC9E2D51
    end = text.length - BLOCK
    k = 0
    while k <= end:
        a = Math.imul(a ^ (text.charCodeAt(k) | text.charCodeAt(k + 1) << 16), 0x85EBCA6B)
        b = Math.imul(b ^ (text.charCodeAt(k + 2) | text.charCodeAt(k + 3) << 16), 0xC2B2AE35)
        c = Math.imul(c ^ (text.charCodeAt(k + 4) | text.charCodeAt(k + 5) << 16), 0x27D4EB2F)
        d = Math.imul(d ^ (text.charCodeAt(k + 6) | text.charCodeAt(k + 7) << 16), 0x165667B1)
        a ^= a >> 15  # mixes the upper bits, which contain every second character, into the lower ones
        b ^= b >> 15
        c ^= c >> 15
        d ^= d >> 15
        k += step
    for k in range(Math.max(0, text.length - text.length % BLOCK), text.length):
        a = Math.imul(a ^ text.charCodeAt(k), 0x85EBCA6B)
        a ^= a >> 13
    b = Math.imul(b ^ a, 0xC2B2AE35)
    c = Math.imul(c ^ (b >> 16), 0x27D4EB2F)
    d = Math.imul(d ^ (c >> 16), 0x165667B1)
    return (
        '-'.join([Number(part >> 0).toString(36).replace('-', 'n') for part in [a, b, c, d]])
        + f'-{text.length.toString(36)}'
    )


def stamp_of(file: object) -> str:
    """A stamp that changes when a file does; '' if it is no file."""
    stat = Float64Array(18)
    if js_typeof(file) != 'string' or current_realm().system.stat(file, stat) < 0:
        return ''
    return f'-{stat[7]}-{stat[8]}-{stat[12]}.{stat[13]}-{stat[14]}.{stat[15]}'
