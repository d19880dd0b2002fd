"""Unsigned and 32-bit arithmetic, which Python and JavaScript spell differently."""


def u32(x: int) -> int:
    """x modulo 2**32, as an unsigned number."""
    return js_u32(x)


def imul(a: int, b: int) -> int:
    """The low 32 bits of a product, signed."""
    return Math.imul(a, b)


def is_integer(x: object) -> bool:
    return Number.isInteger(x)


def exponential(x: float) -> float:
    return Math.exp(x)


def trunc(x: float) -> int:
    return Math.trunc(x)


js_u32 = js_raw('(x) => x >>> 0')  # Python has no `>>>` operator


_float = Float64Array(1)
_float_bytes = Uint8Array(_float.buffer)


def float_bytes(value: float, target: object, at: int) -> None:
    """Writes a float as eight bytes, little-endian, to target[at:]."""
    _float[0] = value
    target.set(_float_bytes, at)


def float_of(source: object, at: int) -> float:
    """Reads a float from the eight bytes at source[at:]."""
    _float_bytes.set(source.subarray(at, at + 8))
    return _float[0]


def to_fixed(x: float, digits: int) -> str:
    """`3.14` for 3.14159 and 2; ties round away from zero."""
    return js_big_fixed(x, digits) if abs(x) >= 1e21 else x.toFixed(digits)


def to_exponential(x: float, digits: int) -> str:
    """`3.14e+2` for 314.159 and 2."""
    return x.toExponential(digits)


# toFixed doesn't support larger numbers
js_big_fixed = js_raw('(x, digits) => BigInt(x).toString() + (digits > 0 ? "." + "0".repeat(digits) : "")')


def sine(x: float) -> float:
    return Math.sin(x)


def cosine(x: float) -> float:
    return Math.cos(x)


def arc_tangent(y: float, x: float) -> float:
    """The angle of the point (x, y), from -pi to pi."""
    return Math.atan2(y, x)


def logarithm(x: float) -> float:
    """nan below 0, -inf at 0."""
    return Math.log(x)


def square_root(x: float) -> float:
    """nan below 0."""
    return Math.sqrt(x)


def power(x: float, y: float) -> float:
    """nan or inf where the result isn't a finite number."""
    return Math.pow(x, y)


def float_remainder(x: float, y: float) -> float:
    """As C's fmod: it has the sign of x."""
    return js_float_remainder(x, y)


js_float_remainder = js_raw('(a, b) => a % b')  # the dialect's % has the sign of b
