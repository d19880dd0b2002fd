"""tput: a terminal's capabilities, by terminfo's names; reset: restores a terminal that a program left in disorder. The
only terminal type here is xterm-256color."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.shell.context import Context
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error

_TERMINALS = [
    'xterm',
    'xterm-256color',
    'xterm-color',
    'screen',
    'screen-256color',
    'tmux',
    'tmux-256color',
    'vt100',
    'linux',
    'ansi',
]
_USAGE = 2
_UNKNOWN_TERMINAL = 3
_UNKNOWN_NAME = 4
_COLOURS = 256
_PLAIN = ['am', 'bce', 'ccc', 'km', 'mc5i', 'mir', 'msgr', 'npc', 'xenl']  # flags that are set
_RESET = '\x1bc\x1b]104\x07\x1b[!p\x1b[?3;4l\x1b[4l\x1b>'

# A number replaces {1}, {2}; {+1} counts from 1.
_SEQUENCES: Map[str, str] = Map()
for _name, _sequence in [
    ['bel', '\x07'],
    ['blink', '\x1b[5m'],
    ['bold', '\x1b[1m'],
    ['cbt', '\x1b[Z'],
    ['civis', '\x1b[?25l'],
    ['clear', '\x1b[H\x1b[2J\x1b[3J'],
    ['cnorm', '\x1b[?12l\x1b[?25h'],
    ['cr', '\r'],
    ['csr', '\x1b[{+1};{+2}r'],
    ['cub', '\x1b[{1}D'],
    ['cub1', '\x08'],
    ['cud', '\x1b[{1}B'],
    ['cud1', '\n'],
    ['cuf', '\x1b[{1}C'],
    ['cuf1', '\x1b[C'],
    ['cup', '\x1b[{+1};{+2}H'],
    ['cuu', '\x1b[{1}A'],
    ['cuu1', '\x1b[A'],
    ['cvvis', '\x1b[?12;25h'],
    ['dch', '\x1b[{1}P'],
    ['dch1', '\x1b[P'],
    ['dim', '\x1b[2m'],
    ['dl', '\x1b[{1}M'],
    ['dl1', '\x1b[M'],
    ['ech', '\x1b[{1}X'],
    ['ed', '\x1b[J'],
    ['el', '\x1b[K'],
    ['el1', '\x1b[1K'],
    ['home', '\x1b[H'],
    ['hpa', '\x1b[{+1}G'],
    ['ht', '\t'],
    ['ich', '\x1b[{1}@'],
    ['il', '\x1b[{1}L'],
    ['il1', '\x1b[L'],
    ['ind', '\n'],
    ['indn', '\x1b[{1}S'],
    ['invis', '\x1b[8m'],
    ['op', '\x1b[39;49m'],
    ['rc', '\x1b8'],
    ['rev', '\x1b[7m'],
    ['ri', '\x1bM'],
    ['rin', '\x1b[{1}T'],
    ['ritm', '\x1b[23m'],
    ['rmcup', '\x1b[?1049l\x1b[23;0;0t'],
    ['rmkx', '\x1b[?1l\x1b>'],
    ['rmso', '\x1b[27m'],
    ['rmul', '\x1b[24m'],
    ['sc', '\x1b7'],
    ['sgr0', '\x1b(B\x1b[m'],
    ['sitm', '\x1b[3m'],
    ['smcup', '\x1b[?1049h\x1b[22;0;0t'],
    ['smkx', '\x1b[?1h\x1b='],
    ['smso', '\x1b[7m'],
    ['smul', '\x1b[4m'],
    ['vpa', '\x1b[{+1}d'],
]:
    _SEQUENCES.set(_name, _sequence)


async def main(context: Context) -> int:
    options = parse_options(context.args, 'T:Sx', [], False)
    if options.problem != '':
        return await usage_error(context, options.problem, _USAGE)
    terminal = options.value('T', context.env.get('TERM') or '')
    if terminal not in _TERMINALS:
        await context.error(
            f'unknown terminal "{terminal}"' if terminal != '' else 'No value for $TERM and no -T specified'
        )
        return _UNKNOWN_TERMINAL if terminal != '' else _USAGE
    if options.has('S'):
        status = 0
        async for line in context.lines():
            words = line.split()
            status = await _do(context, words) if len(words) > 0 else status
        return status
    if len(options.operands) == 0:
        return await usage_error(context, 'missing capability name', _USAGE)
    return await _do(context, options.operands)


async def _do(context: Context, words: list[str]) -> int:
    name = words[0]
    numbers = [int(word) if word.isdigit() else 0 for word in words[1:]]
    if name in ('cols', 'lines'):
        size = context.system.get_winsize(context.stdout)
        if size[0] <= 0:
            size = context.system.get_winsize(context.stderr)
        await context.write(f'{size[0 if name == "cols" else 1] if size[0] > 0 else (80 if name == "cols" else 24)}\n')
    elif name in ('reset', 'init'):
        await context.write(_RESET)
    elif name == 'colors':
        await context.write(f'{_COLOURS}\n')
    elif name == 'longname':
        await context.write('xterm with 256 colors')
    elif name in ('setaf', 'setab'):
        await context.write(_colour(numbers[0] if len(numbers) > 0 else 0, name == 'setab'))
    elif name in _PLAIN:
        return 0
    else:
        found = _SEQUENCES.get(name)
        if found is None:
            await context.error(f"unknown terminfo capability '{name}'")
            return _UNKNOWN_NAME
        await context.write(_filled(found, numbers))
    return 0


def _colour(number: int, is_background: bool) -> str:
    base = 40 if is_background else 30
    if number < 8:
        return f'\x1b[{base + number}m'
    if number < 16:
        return f'\x1b[{base + 60 + number - 8}m'
    return f'\x1b[{base + 8};5;{number}m'


def _filled(sequence: str, numbers: list[int]) -> str:
    for k in range(2):
        number = numbers[k] if k < len(numbers) else 0
        sequence = sequence.replace('{' + str(k + 1) + '}', str(number)).replace(
            '{+' + str(k + 1) + '}', str(number + 1)
        )
    return sequence


async def reset(context: Context) -> int:
    """Also resets the line discipline, as `stty sane` does."""
    if context.system.isatty(context.stdout):
        status = await context.run(['stty', 'sane'])
        if status != 0:
            return status
    await context.write(_RESET)
    return 0


COMMANDS: list[Any] = [['tput', main], ['reset', reset]]
