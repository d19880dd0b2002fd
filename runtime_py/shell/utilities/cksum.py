"""cksum: POSIX's CRC of files, or with -a an older checksum or a digest (GNU coreutils); sum: the two older
checksums."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.digest import md5, sha1, sha256, sha512
from runtime_py.platform.maps import Map
from runtime_py.platform.numbers import u32
from runtime_py.platform.text import pad_left
from runtime_py.shell.context import Context
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import failed_on, usage_error
from runtime_py.shell.utilities.checksum import LONG_NAMES, check_file, digest_lines

_POLYNOMIAL = 0x04C11DB7
_SUMS = ['bsd', 'sysv', 'crc']
_DIGESTS: Map[str, Callable[[Bytes], Bytes]] = Map(
    [['md5', md5], ['sha1', sha1], ['sha256', sha256], ['sha512', sha512]]
)


async def cksum(context: Context) -> int:
    options = parse_options(context.args, 'a:bctwz', [*LONG_NAMES, 'algorithm=', 'untagged', 'debug'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    name = options.value('a', options.value('algorithm', 'crc'))
    digest = _DIGESTS.get(name)
    checks = options.any(['c', 'check'])
    if digest is None and name not in _SUMS:
        return await usage_error(
            context, f"invalid argument '{name}' for '--algorithm' (there are {', '.join([*_SUMS, *_DIGESTS.keys()])})"
        )
    if checks and digest is None and options.any(['a', 'algorithm']):
        await context.error('--check is not supported with --algorithm={bsd,sysv,crc}')
        return 1
    names = options.operands if len(options.operands) > 0 else ['-']
    if checks:
        only = [] if digest is None else [name]
        return await _check(context, options, names, only)
    if digest is None:
        return await _sums(context, names, name, '\0' if options.any(['z', 'zero']) else '\n')
    return await digest_lines(context, options, names, digest, '' if options.has('untagged') else name.upper())


async def sum_main(context: Context) -> int:
    options = parse_options(context.args, 'rs', ['sysv'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    return await _sums(
        context,
        options.operands if len(options.operands) > 0 else ['-'],
        'sysv' if options.any(['s', 'sysv']) else 'bsd',
        '\n',
    )


async def _check(context: Context, options: Options, names: list[str], only: list[str]) -> int:
    """Checks lines that each name their algorithm."""
    status = 0
    for name in names:
        if not await check_file(
            context,
            options,
            name,
            lambda tag: _DIGESTS.get(tag) if len(only) == 0 or tag in only else None,
            _DIGESTS.get(only[0]) if len(only) > 0 else None,
        ):
            status = 1
    return status


async def _sums(context: Context, names: list[str], kind: str, end: str) -> int:
    status = 0
    for name in names:
        source = Input(context, name)
        data = await source.read_all()
        source.close()
        if source.error != 0:
            await failed_on(context, name, source.error)
            status = 1
            continue
        shown = name if name != '-' or len(context.args) > 0 and '-' in context.args else ''
        text = _line(data, kind)
        await context.write((text if shown == '' else f'{text} {shown}') + end)
    return status


def _line(data: Bytes, kind: str) -> str:
    if kind == 'crc':
        return f'{crc(data)} {len(data)}'
    if kind == 'sysv':
        return f'{sysv(data)} {(len(data) + 511) // 512}'
    return f'{pad_left(str(bsd(data)), 5, "0")} {pad_left(str((len(data) + 1023) // 1024), 5, " ")}'


def _make_table() -> list[int]:
    table: list[int] = []
    for n in range(256):
        word = u32(n << 24)
        for _ in range(8):
            word = u32(u32(word << 1) ^ (_POLYNOMIAL if word >= 0x7FFFFFFF + 1 else 0))
        table.append(word)
    return table


def crc(data: Bytes) -> int:
    """POSIX's CRC: the length follows the data, lowest byte first."""
    table = _make_table()
    word = 0
    for octet in data:
        word = u32(u32(word << 8) ^ table[((word >> 24) & 255) ^ octet])
    left = len(data)
    while left > 0:
        word = u32(u32(word << 8) ^ table[((word >> 24) & 255) ^ (left % 256)])
        left = left // 256
    return u32(~word)


def bsd(data: Bytes) -> int:
    total = 0
    for octet in data:
        total = (((total >> 1) | ((total & 1) << 15)) + octet) & 0xFFFF
    return total


def sysv(data: Bytes) -> int:
    total = 0
    for octet in data:
        total = u32(total + octet)
    total = total % 65536 + total // 65536
    return total % 65536 + total // 65536


COMMANDS: list[Any] = [['cksum', cksum], ['sum', sum_main]]
