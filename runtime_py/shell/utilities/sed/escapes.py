"""The escapes of sed's scripts that stand for a character: \\t and its kin, \\xHH, \\dNNN, \\oNNN, \\cX. Pure."""

from __future__ import annotations

from runtime_py.platform.octets import octet_text
from runtime_py.shell.support.escapes import Escape, digits_end, number

_LETTERS = 'ntrfva'
_VALUES = '\n\t\r\f\v\a'
_BASES = 'xdo'
_CONTROL = 64


def escape_of_sed(text: str, k: int) -> Escape | None:
    """The escape whose letter, after the backslash, is at k; None when it is none of these."""
    letter = text[k : k + 1]
    known = _LETTERS.find(letter)
    if letter != '' and known >= 0:
        return Escape(_VALUES[known], k + 1)
    control = text[k + 1 : k + 2].upper() if letter == 'c' else ''
    if control != '' and '@' <= control <= '_':
        return Escape(octet_text(ord(control) ^ _CONTROL), k + 2)
    kind = _BASES.find(letter)
    if letter == '' or kind < 0:
        return None
    base = [16, 10, 8][kind]
    end = digits_end(text, k + 1, base, 2 if base == 16 else 3)
    return None if end == k + 1 else Escape(octet_text(number(text[k + 1 : end], base) & 0xFF), end)
