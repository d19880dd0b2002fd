"""md5sum, sha1sum, sha256sum, sha512sum: digests of files, and checking them (-c)."""
from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.bytes import Bytes, to_hex
from runtime_py.platform.digest import md5, sha1, sha256, sha512
from runtime_py.shell.context import Context
from runtime_py.shell.utils.input import Input
from runtime_py.shell.utils.options import Options, parse_options
from runtime_py.shell.utils.report import failed_on, usage_error


async def md5sum(context: Context) -> int:
    return await _run(context, md5, 32)


async def sha1sum(context: Context) -> int:
    return await _run(context, sha1, 40)


async def sha256sum(context: Context) -> int:
    return await _run(context, sha256, 64)


async def sha512sum(context: Context) -> int:
    return await _run(context, sha512, 128)


async def _run(context: Context, digest: Callable[[Bytes], Bytes], size: int) -> int:
    options = parse_options(context.args, 'bctwz', ['binary', 'check', 'text', 'tag', 'status', 'quiet', 'warn', 'ignore-missing', 'strict', 'zero'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    names = options.operands if len(options.operands) > 0 else ['-']
    status = 0
    for name in names:
        if options.any(['c', 'check']):
            fine = await _check(context, options, name, digest, size)
            status = status if fine else 1
            continue
        found = await _digest_of(context, name, digest)
        if found is None:
            status = 1
        elif options.has('tag'):
            await context.write(f'{context.name.removesuffix("sum").upper()} ({name}) = {found}\n')
        else:
            await context.write(f'{found} {"*" if options.any(["b", "binary"]) else " "}{name}' + ('\0' if options.any(['z', 'zero']) else '\n'))
    return status


async def _digest_of(context: Context, name: str, digest: Callable[[Bytes], Bytes]) -> str | None:
    source = Input(context, name)
    data = await source.read_all()
    source.close()
    if source.error != 0:
        await failed_on(context, name, source.error)
        return None
    return to_hex(digest(data))


async def _check(context: Context, options: Options, name: str, digest: Callable[[Bytes], Bytes], size: int) -> bool:
    source = Input(context, name)
    lines = await source.all_lines()
    source.close()
    if source.error != 0:
        await failed_on(context, name, source.error)
        return False
    quiet = options.any(['quiet', 'status'])
    good = 0
    bad = 0
    unreadable = 0
    malformed = 0
    for line in lines:
        wanted = line[:size]
        path = line[size + 2:]
        if line[size:size + 1] != ' ' or line[size + 1:size + 2] not in (' ', '*') or path == '' or not _is_hex(wanted):
            malformed += 1
            continue
        if options.has('ignore-missing') and not context.system.exists(context.path(path)):
            continue
        found = await _digest_of(context, path, digest)
        if found is None:
            unreadable += 1
            await context.write('' if options.has('status') else f'{path}: FAILED open or read\n')
        elif found == wanted.lower():
            good += 1
            await context.write('' if quiet else f'{path}: OK\n')
        else:
            bad += 1
            await context.write('' if options.has('status') else f'{path}: FAILED\n')
    if good + bad + unreadable == 0:
        await context.error(f'{name}: no properly formatted checksum lines found')
        return False
    if not options.has('status'):
        await _warn(context, malformed, 'line is improperly formatted', 'lines are improperly formatted')
        await _warn(context, unreadable, 'listed file could not be read', 'listed files could not be read')
        await _warn(context, bad, 'computed checksum did NOT match', 'computed checksums did NOT match')
    return bad + unreadable == 0


async def _warn(context: Context, count: int, one: str, many: str) -> None:
    if count > 0:
        await context.error(f'WARNING: {count} {one if count == 1 else many}')


def _is_hex(text: str) -> bool:
    return all([char in '0123456789abcdefABCDEF' for char in text])
