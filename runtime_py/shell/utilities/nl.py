"""nl: numbers lines. Bodies only: the section marks \\:\\:\\: are text here."""

from __future__ import annotations

from runtime_py.platform.integers import plus
from runtime_py.platform.octets import to_bytes
from runtime_py.platform.text import pad_left, pad_right, repeat
from runtime_py.shell.context import Context
from runtime_py.shell.numerals import decimal
from runtime_py.shell.support.escapes import unescape
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import failed_on, usage_error


async def main(context: Context) -> int:
    options = parse_options(
        context.args,
        'b:n:s:w:v:i:',
        [
            'body-numbering=',
            'number-format=',
            'number-separator=',
            'number-width=',
            'starting-line-number=',
            'line-increment=',
        ],
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    which = options.value('b', options.value('body-numbering', 't'))
    form = options.value('n', options.value('number-format', 'rn'))
    separator = unescape(options.value('s', options.value('number-separator', '\t'))).text
    width = int(options.value('w', options.value('number-width', '6')))
    number = decimal(options.value('v', options.value('starting-line-number', '1')))
    step = decimal(options.value('i', options.value('line-increment', '1')))
    if number is None or step is None:
        await context.error('invalid line number')
        return 1
    if which not in ('a', 't', 'n'):
        await context.error(f"invalid body numbering style: '{which}'")
        return 1
    status = 0
    for name in options.operands if len(options.operands) > 0 else ['-']:
        source = Input(context, name)
        batch = await source.lines()
        while len(batch) > 0:
            text = ''
            for line in batch:
                if which == 'a' or (which == 't' and line != ''):
                    digits = str(number)
                    padded = (
                        pad_right(digits, width, ' ')
                        if form == 'ln'
                        else pad_left(digits, width, '0' if form == 'rz' else ' ')
                    )
                    text += f'{padded}{separator}{line}\n'
                    number = plus(number, step)
                else:
                    text += repeat(' ', width + len(separator)) + line + '\n'
            await context.write_bytes(to_bytes(text))
            batch = await source.lines()
        source.close()
        if source.error != 0:
            await failed_on(context, name, source.error)
            status = 1
    return status
