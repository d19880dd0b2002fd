"""String functions that the dialect's str lacks: padding, repeating, number bases, code points, the message of an
error."""

_DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'


def pad_left(text: str, width: int, fill: str = ' ') -> str:
    return text.padStart(width, fill)


def pad_right(text: str, width: int, fill: str = ' ') -> str:
    return text.padEnd(width, fill)


def repeat(text: str, times: int) -> str:
    return text.repeat(max(0, times))


def is_well_formed(text: str) -> bool:
    """Whether the text has no lone surrogate."""
    return text.isWellFormed() if js_typeof(text.isWellFormed) == 'function' else js_lone_surrogate.test(text) is False


js_lone_surrogate = js_regexp('[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]', '')


def unit_count(text: str, at: int) -> int:
    """How many units the character at this index takes: two where strings are UTF-16 and it is beyond U+FFFF."""
    return 2 if 0xD800 <= ord(text[at]) < 0xDC00 and at + 1 < len(text) and 0xDC00 <= ord(text[at + 1]) < 0xE000 else 1


def error_text(error: object) -> str:
    """The message of any thrown value."""
    if js_instanceof(error, Error):
        return error.message
    return String(error)


def to_base(n: int, base: int) -> str:
    return n.toString(base)


def parse_int(text: str, base: int) -> int | None:
    """The number that the whole text represents (an optional sign and digits), or None."""
    digits = text[1:] if text.startswith('-') or text.startswith('+') else text
    if digits == '':
        return None
    value = 0
    for c in digits.lower():
        d = _DIGITS.find(c)
        if d < 0 or d >= base:
            return None
        value = value * base + d
    return -value if text.startswith('-') else value


def code_points(text: str) -> list[int]:
    out = []
    for c in text:
        out.append(ord(c))
    return out


def from_code_points(points: list[int]) -> str:
    out = ''
    for point in points:
        out += chr(point)
    return out


def compare(a: str, b: str) -> int:
    """-1, 0 or 1 by code point. JavaScript's `<` compares UTF-16 units: by them a surrogate comes before U+E000."""
    if a == b:
        return 0
    length = min(len(a), len(b))
    k = 0
    while k < length and ord(a[k]) == ord(b[k]):
        k += 1
    if k == length:
        return -1 if len(a) < len(b) else 1
    return -1 if _weight(ord(a[k])) < _weight(ord(b[k])) else 1


def _weight(unit: int) -> int:
    if unit < 0xD800:
        return unit
    return unit - 0x800 if unit >= 0xE000 else unit + 0x2000
