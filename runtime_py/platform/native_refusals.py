"""Placeholder files for native code, which say why it can't run: npm writes them, process.dlopen reads them. Pure."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, decode, encode, equal, view

_MARK = encode('TERRARIUM CANNOT RUN THIS\n')


def refusal_file(sentence: str) -> Bytes:
    return encode(decode(_MARK) + sentence + '\n')


def refusal_in(content: Bytes) -> str:
    """The sentence in such a file, or ''."""
    size = len(_MARK)
    if len(content) < size or not equal(view(content, 0, size), _MARK):
        return ''
    return decode(view(content, size, len(content))).strip()
