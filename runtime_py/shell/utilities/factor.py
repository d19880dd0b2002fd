"""factor: the prime factors of whole numbers, from arguments or the input; numbers above 2**53 - 1 are refused."""

from __future__ import annotations

from runtime_py.platform.octets import to_text
from runtime_py.shell.context import Context
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error

_MOST_DIGITS = 15
_STEPS = 100000  # steps between two yields


async def main(context: Context) -> int:
    options = parse_options(context.args, 'h', ['exponents'], True)
    if options.problem != '':
        return await usage_error(context, options.problem)
    words = options.operands if len(options.operands) > 0 else to_text(await context.read_all()).split()
    status = 0
    for word in words:
        digits = word[1:] if word.startswith('+') else word
        if digits == '' or not all(['0' <= char <= '9' for char in digits]):
            await context.error(f"'{word}' is not a valid positive integer")
            status = 1
            continue
        digits = digits.lstrip('0')
        if len(digits) > _MOST_DIGITS:
            await context.error(f"'{word}' is too large")
            status = 1
            continue
        number = int(digits) if digits != '' else 0
        await context.write(
            f'{number}:' + _shown(await _factors(context, number), options.any(['h', 'exponents'])) + '\n'
        )
    return status


def _shown(factors: list[int], exponents: bool) -> str:
    if not exponents:
        return ''.join([f' {factor}' for factor in factors])
    text = ''
    for k, factor in enumerate(factors):
        if k > 0 and factors[k - 1] == factor:
            continue
        count = factors.count(factor)
        text += f' {factor}' + (f'^{count}' if count > 1 else '')
    return text


async def _factors(context: Context, number: int) -> list[int]:
    """By trial division: at most 16 million divisions."""
    found: list[int] = []
    divisor = 2
    steps = 0
    while divisor * divisor <= number:
        while number % divisor == 0:
            found.append(divisor)
            number = number // divisor
        divisor += 1 if divisor == 2 else 2
        steps += 1
        if steps % _STEPS == 0:
            await context.breathe()
    if number > 1:
        found.append(number)
    return found
