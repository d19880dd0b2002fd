"""Code caches of vm (`cachedData`). Engines in browsers cache code themselves and don't expose it. The data here only
identifies the source, so that it is accepted for that source, and rejected for another, like a real cache."""

from __future__ import annotations

from runtime_py.node.realm.callbacks import make_buffer
from runtime_py.node.realm.host import current_realm

_CACHE_MARK = 'terrarium code cache '


def make_cache(code: str) -> object:
    return make_buffer(current_realm().encode(cache_mark(code)))


def is_cache_of(data: object, code: str) -> bool:
    return String.fromCharCode(*Uint8Array(data.buffer, data.byteOffset, Math.min(data.byteLength, 100))) == cache_mark(
        code
    )


def cache_mark(code: str) -> str:
    """FNV-1a over the text's code units."""
    number = -2128831035
    for k in range(code.length):
        number = Math.imul(number ^ code.charCodeAt(k), 0x01000193)
    return f'{_CACHE_MARK}{code.length} {number}'
