"""Numbers of bc: decimal fractions of any length (POSIX XCU bc). Pure.

A number is `value` / 10**`scale`; each operation says how many decimals its result has."""

from __future__ import annotations

from runtime_py.platform.integers import exact, minus, plus, quotient, remainder, times
from runtime_py.platform.text import pad_left, repeat

_DIGITS = '0123456789ABCDEF'
_MOST = 100000  # the most digits of a power


class BcProblem(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def ten_to(n: int) -> int:
    return exact('1' + repeat('0', n), 10)


class Decimal:
    def __init__(self, value: int, scale: int) -> None:
        self.value = value
        self.scale = scale

    def at(self, scale: int) -> int:
        """The value with another scale; further decimals are cut off."""
        if scale >= self.scale:
            return times(self.value, ten_to(scale - self.scale))
        return quotient(self.value, ten_to(self.scale - scale))

    def cut(self, scale: int) -> Decimal:
        return Decimal(self.at(scale), scale)

    def whole(self) -> int:
        return self.at(0)

    def is_zero(self) -> bool:
        return self.value == 0

    def negated(self) -> Decimal:
        return Decimal(minus(0, self.value), self.scale)


def small(value: int) -> Decimal:
    return Decimal(value, 0)


def add(a: Decimal, b: Decimal) -> Decimal:
    scale = max(a.scale, b.scale)
    return Decimal(plus(a.at(scale), b.at(scale)), scale)


def subtract(a: Decimal, b: Decimal) -> Decimal:
    return add(a, b.negated())


def multiply(a: Decimal, b: Decimal, scale: int) -> Decimal:
    full = Decimal(times(a.value, b.value), a.scale + b.scale)
    return full.cut(min(full.scale, max(scale, a.scale, b.scale)))


def divide(a: Decimal, b: Decimal, scale: int) -> Decimal:
    if b.is_zero():
        raise BcProblem('Divide by zero')
    shift = scale + b.scale - a.scale
    if shift >= 0:
        return Decimal(quotient(times(a.value, ten_to(shift)), b.value), scale)
    return Decimal(quotient(a.value, times(b.value, ten_to(-shift))), scale)


def modulo(a: Decimal, b: Decimal, scale: int) -> Decimal:
    if b.is_zero():
        raise BcProblem('Modulo by zero')
    part = divide(a, b, scale)
    product = Decimal(times(part.value, b.value), part.scale + b.scale)
    return subtract(a, product).cut(max(scale + b.scale, a.scale))


def power(a: Decimal, exponent: Decimal, scale: int) -> Decimal:
    n = exponent.whole()
    if n < 0:
        return divide(small(1), _raised(a, minus(0, n)), scale)
    raised = _raised(a, n)
    return raised.cut(min(raised.scale, max(scale, a.scale)))


def _raised(a: Decimal, n: int) -> Decimal:
    if n > _MOST and a.value not in (0, 1, -1):
        raise BcProblem('exponent too large in raise')
    found = 1
    square = a.value
    rest = n
    while rest > 0:
        if remainder(rest, 2) == 1:
            found = times(found, square)
        rest = quotient(rest, 2)
        if rest > 0:
            square = times(square, square)
    return Decimal(found, a.scale * n if a.scale > 0 else 0)


def square_root(a: Decimal, scale: int) -> Decimal:
    if a.value < 0:
        raise BcProblem('Square root of a negative number')
    places = max(scale, a.scale)
    radicand = a.at(2 * places)
    if radicand == 0:
        return Decimal(0, places if a.scale > 0 or scale > 0 else 0)
    # Newton's method from above
    guess = ten_to((len(str(radicand)) + 1) // 2)
    while True:
        better = quotient(plus(guess, quotient(radicand, guess)), 2)
        if better >= guess:
            return Decimal(guess, places)
        guess = better


def compare(a: Decimal, b: Decimal) -> int:
    scale = max(a.scale, b.scale)
    first, second = a.at(scale), b.at(scale)
    return -1 if first < second else (1 if first > second else 0)


def digit_count(a: Decimal) -> int:
    """The number of digits, for `length`."""
    digits = str(a.value).lstrip('-')
    return max(len(digits), a.scale) if a.value != 0 else max(1, a.scale)


def parsed(text: str, base: int) -> Decimal:
    """A numeral in a base from 2 to 16; digits that are too large count as the largest, if there are several."""
    whole, _, fraction = text.partition('.')
    if base == 10 and all([char in '0123456789' for char in whole + fraction]):
        return Decimal(exact(whole + fraction if whole + fraction != '' else '0', 10), len(fraction))
    alone = len(whole) + len(fraction) == 1
    value = 0
    for char in whole + fraction:
        digit = _DIGITS.find(char)
        value = plus(times(value, base), digit if alone else min(digit, base - 1))
    divisor = 1
    for _ in fraction:
        divisor = times(divisor, base)
    return Decimal(quotient(times(value, ten_to(len(fraction))), divisor), len(fraction))


def shown(number: Decimal, base: int) -> str:
    """The text in a base of at least 2; bases over 16 have groups of decimal digits."""
    sign = '-' if number.value < 0 else ''
    size = Decimal(number.value if number.value >= 0 else minus(0, number.value), number.scale)
    if size.value == 0:
        return '0'
    if base == 10:
        digits = pad_left(str(size.value), size.scale + 1, '0')
        whole = digits[: len(digits) - size.scale].lstrip('0')
        return sign + whole + ('.' + digits[len(digits) - size.scale :] if size.scale > 0 else '')
    text = ''
    rest = size.whole()
    while rest > 0:
        text = _digit(int(remainder(rest, base)), base) + text
        rest = quotient(rest, base)
    if size.scale == 0:
        return sign + text
    unit = ten_to(size.scale)
    left = remainder(size.value, unit)
    text += '.'
    reached = 1
    while reached < unit:
        left = times(left, base)
        digit = _digit(int(quotient(left, unit)), base)
        # within the groups of a large base, the point takes the place of the first blank
        text += digit.lstrip(' ') if text.endswith('.') else digit
        left = remainder(left, unit)
        reached = times(reached, base)
    return sign + text


def _digit(value: int, base: int) -> str:
    if base <= 16:
        return _DIGITS[value]
    return ' ' + pad_left(str(value), len(str(base - 1)), '0')
