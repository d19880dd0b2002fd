"""sort: sorts lines (POSIX XCU sort with GNU's -h -V -R). Order is by code point, as in the C locale."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.bytes import alloc
from runtime_py.platform.entropy import random_fill
from runtime_py.platform.errno import ENOENT
from runtime_py.platform.octets import to_bytes
from runtime_py.platform.text import compare
from runtime_py.shell.context import Context
from runtime_py.shell.shown_names import shown
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.listed import listed_files
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.sorting import merged, sorted_by
from runtime_py.shell.utilities.sort.keys import Key, KeyProblem, Line, Ordering, compare_lines, parse_key

_LETTERS = 'nrubfdigMhVRk:t:o:csCmzS:T:'
_LONG_NAMES = [
    'numeric-sort',
    'reverse',
    'unique',
    'ignore-leading-blanks',
    'ignore-case',
    'dictionary-order',
    'human-numeric-sort',
    'version-sort',
    'month-sort',
    'random-sort',
    'key=',
    'field-separator=',
    'output=',
    'check',
    'stable',
    'merge',
    'zero-terminated',
    'general-numeric-sort',
    'ignore-nonprinting',
    'parallel=',
    'check=',
    'sort=',
    'buffer-size=',
    'temporary-directory=',
    'compress-program=',
    'batch-size=',
    'random-source=',
    'files0-from=',
    'debug',
]
_SORTS = ['general-numeric', 'human-numeric', 'month', 'numeric', 'random', 'version']
_CHECKS = ['quiet', 'silent', 'diagnose-first']
_ORDER_NAMES = [
    'n',
    'numeric-sort',
    'b',
    'ignore-leading-blanks',
    'f',
    'ignore-case',
    'd',
    'dictionary-order',
    'h',
    'human-numeric-sort',
    'V',
    'version-sort',
    'M',
    'month-sort',
    'g',
    'general-numeric-sort',
    'i',
    'ignore-nonprinting',
]
_TROUBLE = 2


async def main(context: Context) -> int:
    options = parse_options(context.args, _LETTERS, _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem, _TROUBLE)
    if options.has('debug'):
        await context.error('--debug is not supported')
        return _TROUBLE
    how = options.value('sort')
    if how != '':
        if how not in _SORTS:
            return await usage_error(context, f"invalid argument '{how}' for '--sort'", _TROUBLE)
        options.add(how + '-sort', '')
    if options.value('check') not in ('', *_CHECKS):
        return await usage_error(context, f"invalid argument '{options.value('check')}' for '--check'", _TROUBLE)
    names = options.operands if len(options.operands) > 0 else ['-']
    if options.has('files0-from'):
        listed = await listed_files(context, options)
        if listed is None:
            return _TROUBLE
        if len(listed) == 0:
            await context.error(f"no input from '{options.value('files0-from')}'")
            return _TROUBLE
        names = listed
    separator = options.value('t', options.value('field-separator'))
    if separator == '' and options.any(['t', 'field-separator']):
        await context.error('empty tab')
        return _TROUBLE
    if len(separator) > 1 and separator != '\\0':
        await context.error(f"multi-character tab '{separator}'")
        return _TROUBLE
    separator = '\0' if separator == '\\0' else separator
    try:
        keys = _keys(options)
    except KeyProblem as problem:
        await context.error(problem.message)
        return _TROUBLE
    end = '\0' if options.any(['z', 'zero-terminated']) else '\n'
    texts: list[str] = []
    starts: list[int] = []  # where each file's lines begin
    for name in names:
        source = Input(context, name)
        starts.append(len(texts))
        texts.extend(await source.all_lines(ord(end)))
        source.close()
        if source.error != 0:
            await context.error(
                f'{"cannot read" if source.error == ENOENT else "read failed"}: {shown(name)}: {strerror(source.error)}'
            )
            return _TROUBLE
    if options.any(['R', 'random-sort']):
        shuffle(texts)
    lines = [Line(text, keys, separator) for text in texts]
    order = _order(options, keys)
    if options.any(['c', 'C', 'check']):
        return await _check(context, options, lines, order)
    if not options.any(['R', 'random-sort']):
        lines = merged(lines, starts, order) if options.any(['m', 'merge']) else sorted_by(lines, order)
    if options.any(['u', 'unique']):
        lines = _without_equals(lines, keys)
    return await _write(context, options, ''.join([line.text + end for line in lines]))


def _order(options: Options, keys: list[Key]) -> Callable[[Line, Line], int]:
    """Compares two lines; lines with equal keys are compared as a whole, unless sorting is stable."""
    stable = options.any(['s', 'stable', 'u', 'unique'])
    reverse = options.any(['r', 'reverse'])
    orderings = [Ordering(key) for key in keys]

    def order(a: Line, b: Line) -> int:
        found = compare_lines(orderings, a, b)
        if found != 0 or stable:
            return found
        return compare(b.text, a.text) if reverse else compare(a.text, b.text)

    return order


def _keys(options: Options) -> list[Key]:
    """Raises KeyProblem."""
    general = Key()
    for k in range(0, len(_ORDER_NAMES), 2):
        if options.any([_ORDER_NAMES[k], _ORDER_NAMES[k + 1]]):
            general.flags += _ORDER_NAMES[k]
    if options.any(['r', 'reverse']):
        general.flags += 'r'
    keys = [parse_key(text) for text in [*options.all_values('k'), *options.all_values('key')]]
    for key in keys:
        if key.flags == '':
            key.flags = general.flags
    return keys if len(keys) > 0 else [general]


def _without_equals(lines: list[Line], keys: list[Key]) -> list[Line]:
    found: list[Line] = []
    orderings = [Ordering(key) for key in keys]
    for line in lines:
        if len(found) == 0 or compare_lines(orderings, found[-1], line) != 0:
            found.append(line)
    return found


async def _check(context: Context, options: Options, lines: list[Line], order: Callable[[Line, Line], int]) -> int:
    unique = options.any(['u', 'unique'])
    for k in range(1, len(lines)):
        found = order(lines[k - 1], lines[k])
        if found > 0 or (unique and found == 0):
            if not options.has('C') and options.value('check') not in ('quiet', 'silent'):
                name = options.operands[0] if len(options.operands) > 0 else '-'
                await context.error(f'{name}:{k + 1}: disorder: {lines[k].text}')
            return 1
    return 0


async def _write(context: Context, options: Options, text: str) -> int:
    """The output file may be one of the inputs, which were read completely."""
    target = options.value('o', options.value('output'))
    data = to_bytes(text)
    if target == '':
        await context.write_bytes(data)
        return 0
    result = context.system.write_file(context.path(target), data, 0o666)
    if result < 0:
        await context.error(f'open failed: {target}: {strerror(-result)}')
        return _TROUBLE
    return 0


def shuffle(items: list[str]) -> None:
    """Fisher-Yates."""
    noise = alloc(4 * len(items))
    random_fill(noise, 0, len(noise))
    for k in range(len(items) - 1, 0, -1):
        number = (noise[4 * k] | (noise[4 * k + 1] << 8) | (noise[4 * k + 2] << 16)) % (k + 1)
        held = items[k]
        items[k] = items[number]
        items[number] = held
