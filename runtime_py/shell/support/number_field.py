"""A number in its field, as C's printf fills it: sign, zeros, blanks. awk's printf and the utility have it in common.
Pure."""

from __future__ import annotations

from runtime_py.platform.text import pad_left, pad_right


def signed(flags: str, width: int, negative: bool, digits: str, zeros: bool) -> str:
    """`zeros`: whether the flag 0 fills the field with them, between sign and digits."""
    sign = '-' if negative else ('+' if '+' in flags else (' ' if ' ' in flags else ''))
    if zeros and '0' in flags and '-' not in flags:
        return sign + pad_left(digits, width - len(sign), '0')
    text = sign + digits
    return pad_right(text, width, ' ') if '-' in flags else pad_left(text, width, ' ')
