"""Integers of any size, and 64-bit ones that wrap like C's `long`.

A value is a number while a double represents it exactly, and a BigInt beyond that. So small values stay fast, `==` and
`<` work on all of them, and `str` converts all of them. Other operators fail on a mix of the two: use these functions
for values that may be large."""

MOST = 9007199254740991
_SHORT = 15  # numbers of so many decimal digits are always exact


def _is_small(a: int, b: int) -> bool:
    return js_typeof(a) == 'number' and js_typeof(b) == 'number'


def _normal(big: object) -> int:
    return Number(big) if -MOST <= big <= MOST else big


def exact(digits: str, base: int) -> int:
    """The value of a numeral, which must be valid in the base (2 to 36)."""
    if base == 10:
        return int(digits) if len(digits) <= _SHORT else _normal(BigInt(digits))
    value = 0
    for digit in digits:
        value = plus(times(value, base), int(digit, 36))
    return value


def plus(a: int, b: int) -> int:
    if _is_small(a, b):
        value = a + b
        if -MOST <= value <= MOST:
            return value
    return _normal(BigInt(a) + BigInt(b))


def minus(a: int, b: int) -> int:
    if _is_small(a, b):
        value = a - b
        if -MOST <= value <= MOST:
            return value
    return _normal(BigInt(a) - BigInt(b))


def times(a: int, b: int) -> int:
    if _is_small(a, b):
        value = a * b
        if -MOST <= value <= MOST:
            return value + 0  # turns -0 into 0
    return _normal(BigInt(a) * BigInt(b))


def quotient(a: int, b: int) -> int:
    """Rounded towards zero. `b` must not be 0."""
    if _is_small(a, b):
        return js_quotient(a, b)
    return _normal(js_big_quotient(BigInt(a), BigInt(b)))


def remainder(a: int, b: int) -> int:
    """With the sign of `a`. `b` must not be 0."""
    if _is_small(a, b):
        return js_remainder(a, b) + 0
    return _normal(js_remainder(BigInt(a), BigInt(b)))


def to_int64(value: int) -> int:
    """The value modulo 2**64, as a signed number."""
    return value if js_typeof(value) == 'number' else _normal(BigInt.asIntN(64, value))


def _is_int32(a: int, b: int) -> bool:
    return (a | 0) == a and (b | 0) == b


def and64(a: int, b: int) -> int:
    if _is_small(a, b) and _is_int32(a, b):
        return a & b
    return _normal(BigInt(a) & BigInt(b))


def or64(a: int, b: int) -> int:
    if _is_small(a, b) and _is_int32(a, b):
        return a | b
    return _normal(BigInt(a) | BigInt(b))


def xor64(a: int, b: int) -> int:
    if _is_small(a, b) and _is_int32(a, b):
        return a ^ b
    return _normal(BigInt(a) ^ BigInt(b))


def shift_left64(a: int, count: int) -> int:
    """As processors shift: the count is taken modulo 64."""
    if _is_small(a, count) and 0 <= count < 21 and (a | 0) == a:
        return a * 2**count
    return to_int64(_normal(BigInt(a) << (BigInt(count) & BigInt(63))))


def shift_right64(a: int, count: int) -> int:
    """Keeps the sign; the count is taken modulo 64."""
    if _is_small(a, count) and 0 <= count < 32 and (a | 0) == a:
        return a >> count
    return _normal(BigInt(a) >> (BigInt(count) & BigInt(63)))


def unsigned64_text(value: int, base: int) -> str:
    """The value modulo 2**64, as a decimal numeral."""
    return BigInt.asUintN(64, BigInt(value)).toString(base)


js_quotient = js_raw('(a, b) => (a - a % b) / b + 0')  # exact, where a / b may round up
js_big_quotient = js_raw('(a, b) => a / b')
js_remainder = js_raw('(a, b) => a % b')  # the dialect's % has the sign of b
