"""Decodes punycode domain names (RFC 3492), for url.domainToUnicode. The browser's URL encodes."""

from __future__ import annotations

from runtime_py.platform.text import from_code_points

_BASE = 36
_T_MIN = 1
_T_MAX = 26
_SKEW = 38
_DAMP = 700
_FIRST_BIAS = 72
_FIRST_CODE = 128
_LAST_CODE = 0x10FFFF
_PREFIX = 'xn--'


def digit_of(code: int) -> int:
    """a-z are 0-25, 0-9 are 26-35; -1 if it isn't a digit."""
    if 97 <= code <= 122:
        return code - 97
    if 65 <= code <= 90:
        return code - 65
    return code - 22 if 48 <= code <= 57 else -1


def adapt(delta: int, points: int, is_first: bool) -> int:
    rest = delta // _DAMP if is_first else delta // 2
    rest += rest // points
    k = 0
    while rest > (_BASE - _T_MIN) * _T_MAX // 2:
        rest = rest // (_BASE - _T_MIN)
        k += _BASE
    return k + (_BASE - _T_MIN + 1) * rest // (rest + _SKEW)


def decode_label(text: str) -> str | None:
    """Decodes the part after xn--; None when it is invalid."""
    dash = text.rfind('-')
    points = [ord(text[k]) for k in range(max(dash, 0))]
    at = dash + 1
    code = _FIRST_CODE
    index = 0
    bias = _FIRST_BIAS
    while at < len(text):
        before = index
        weight = 1
        k = _BASE
        while True:
            digit = digit_of(ord(text[at])) if at < len(text) else -1
            if digit < 0:
                return None
            at += 1
            index += digit * weight
            threshold = min(max(k - bias, _T_MIN), _T_MAX)
            if digit < threshold:
                break
            weight *= _BASE - threshold
            k += _BASE
        count = len(points) + 1
        bias = adapt(index - before, count, before == 0)
        code += index // count
        index = index % count
        if code > _LAST_CODE:
            return None
        points.insert(index, code)
        index += 1
    return from_code_points(points)


def to_unicode(domain: str) -> str:
    """Invalid labels stay unchanged."""
    labels = []
    for label in domain.split('.'):
        decoded = decode_label(label[len(_PREFIX) :].lower()) if label.lower().startswith(_PREFIX) else None
        labels.append(label if decoded is None else decoded)
    return '.'.join(labels)
