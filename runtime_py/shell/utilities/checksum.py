"""b2sum, md5sum, sha1sum, sha224sum, sha256sum, sha384sum, sha512sum: digests of files, and checking them (-c)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.bytes import Bytes, alloc, to_hex
from runtime_py.platform.digest import blake2b, md5, sha1, sha224, sha256, sha384, sha512
from runtime_py.platform.text import parse_int
from runtime_py.shell.context import Context
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import failed_on, usage_error

MOST_BITS = 512  # of b2sum
LONG_NAMES = ['binary', 'check', 'text', 'tag', 'status', 'quiet', 'warn', 'ignore-missing', 'strict', 'zero']


async def md5sum(context: Context) -> int:
    return await _run(context, md5, 32)


async def sha1sum(context: Context) -> int:
    return await _run(context, sha1, 40)


async def sha224sum(context: Context) -> int:
    return await _run(context, sha224, 56)


async def sha256sum(context: Context) -> int:
    return await _run(context, sha256, 64)


async def sha384sum(context: Context) -> int:
    return await _run(context, sha384, 96)


async def sha512sum(context: Context) -> int:
    return await _run(context, sha512, 128)


async def b2sum(context: Context) -> int:
    """b2sum [-l bits]: BLAKE2b."""
    options = parse_options(context.args, 'bctwzl:', [*LONG_NAMES, 'length='])
    if options.problem != '':
        return await usage_error(context, options.problem)
    text = options.value('l', options.value('length', '0'))
    bits = parse_int(text, 10)
    if bits is None or bits < 0 or bits % 8 != 0 or bits > MOST_BITS:
        await context.error(f"invalid length: '{text}'")
        if bits is not None and bits > MOST_BITS:
            await context.error(f"maximum digest length for 'BLAKE2b' is {MOST_BITS} bits")
        elif bits is not None and bits > 0:
            await context.error('length is not a multiple of 8')
        return 1
    size = (bits if bits > 0 else MOST_BITS) // 8
    names = options.operands if len(options.operands) > 0 else ['-']
    if not options.any(['c', 'check']):
        tag = 'BLAKE2b' if size == MOST_BITS // 8 else f'BLAKE2b-{size * 8}'
        return await digest_lines(
            context, options, names, lambda data: blake2b(data, size), tag if options.has('tag') else ''
        )
    status = 0
    for name in names:
        if not await check_file(context, options, name, _blake_of, lambda data: blake2b(data, size)):
            status = 1
    return status


def _blake_of(tag: str) -> Callable[[Bytes], Bytes] | None:
    """The digest of a tag such as blake2b-128."""
    name, _, text = tag.partition('-')
    bits = MOST_BITS if text == '' else parse_int(text, 10)
    if name != 'blake2b' or bits is None or bits % 8 != 0 or not 0 < bits <= MOST_BITS:
        return None
    return lambda data: blake2b(data, bits // 8)


async def _run(context: Context, digest: Callable[[Bytes], Bytes], size: int) -> int:
    options = parse_options(context.args, 'bctwz', LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    names = options.operands if len(options.operands) > 0 else ['-']
    own = context.name.removesuffix('sum')
    if not options.any(['c', 'check']):
        return await digest_lines(context, options, names, digest, own.upper() if options.has('tag') else '')
    status = 0
    for name in names:
        if not await check_file(context, options, name, lambda tag: digest if tag == own else None, digest):
            status = 1
    return status


async def digest_lines(
    context: Context, options: Options, names: list[str], digest: Callable[[Bytes], Bytes], tag: str
) -> int:
    """A line for each file: `TAG (file) = digest`, or without a tag `digest  file`."""
    status = 0
    end = '\0' if options.any(['z', 'zero']) else '\n'
    for name in names:
        found = await _digest_of(context, name, digest)
        if found is None:
            status = 1
        else:
            # a line must stay one line: a backslash in front says that the name is escaped
            text = name if end == '\0' else _escaped(name)
            lead = '\\' if text != name else ''
            mark = '*' if options.any(['b', 'binary']) else ' '
            await context.write(lead + (f'{tag} ({text}) = {found}' if tag != '' else f'{found} {mark}{text}') + end)
    return status


def _escaped(name: str) -> str:
    return name.replace('\\', '\\\\').replace('\n', '\\n').replace('\r', '\\r')


def _told(name: str) -> str:
    return '\\' + _escaped(name) if '\n' in name else name


def _unescaped(name: str) -> str:
    text = ''
    k = 0
    while k < len(name):
        at = 'nr\\'.find(name[k + 1 : k + 2]) if name[k] == '\\' and k + 1 < len(name) else -1
        text += '\n\r\\'[at] if at >= 0 else name[k]
        k += 2 if at >= 0 else 1
    return text


async def _digest_of(context: Context, name: str, digest: Callable[[Bytes], Bytes]) -> str | None:
    source = Input(context, name)
    data = await source.read_all()
    source.close()
    if source.error != 0:
        await failed_on(context, name, source.error)
        return None
    return to_hex(digest(data))


class _Expected:
    """One parsed line; `digest` is None when it can't be parsed."""

    def __init__(self, path: str, wanted: str, digest: Callable[[Bytes], Bytes] | None) -> None:
        self.path = path
        self.wanted = wanted.lower()
        self.digest = (
            digest
            if _is_hex(wanted) and path != '' and (digest is None or len(wanted) == 2 * len(digest(alloc(0))))
            else None
        )


def _expected(line: str, by_tag: Callable[[str], Any], untagged: Callable[[Bytes], Bytes] | None) -> _Expected:
    """`digest  file`, `digest *file` or `TAG (file) = digest`."""
    if line.startswith('\\'):
        found = _expected(line[1:], by_tag, untagged)
        found.path = _unescaped(found.path)
        return found
    end = line.rfind(') = ')
    begin = line.find(' (')
    if 0 < begin < end:
        return _Expected(line[begin + 2 : end], line[end + 4 :], by_tag(line[:begin].lower()))
    at = line.find(' ')
    return _Expected(line[at + 2 :], line[: max(at, 0)], untagged if line[at + 1 : at + 2] in (' ', '*') else None)


async def check_file(
    context: Context,
    options: Options,
    name: str,
    by_tag: Callable[[str], Any],
    untagged: Callable[[Bytes], Bytes] | None,
) -> bool:
    """Checks all files against the digests listed in `name`. `by_tag` is the digest for a tag, `untagged` the one for
    lines without a tag."""
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
        expected = _expected(line, by_tag, untagged)
        path = expected.path
        if expected.digest is None:
            malformed += 1
            continue
        if options.has('ignore-missing') and not context.system.exists(context.path(path)):
            continue
        found = await _digest_of(context, path, expected.digest)
        if found is None:
            unreadable += 1
            await context.write('' if options.has('status') else f'{_told(path)}: FAILED open or read\n')
        elif found == expected.wanted:
            good += 1
            await context.write('' if quiet else f'{_told(path)}: OK\n')
        else:
            bad += 1
            await context.write('' if options.has('status') else f'{_told(path)}: FAILED\n')
    if good + bad + unreadable == 0:
        await context.error(f'{name}: no properly formatted checksum lines found')
        return False
    if not options.has('status'):
        await _warn(context, malformed, 'line is improperly formatted', 'lines are improperly formatted')
        await _warn(context, unreadable, 'listed file could not be read', 'listed files could not be read')
        await _warn(context, bad, 'computed checksum did NOT match', 'computed checksums did NOT match')
    return bad + unreadable == 0 and not (options.has('strict') and malformed > 0)


async def _warn(context: Context, count: int, one: str, many: str) -> None:
    if count > 0:
        await context.error(f'WARNING: {count} {one if count == 1 else many}')


def _is_hex(text: str) -> bool:
    return all([char in '0123456789abcdefABCDEF' for char in text])


COMMANDS: list[Any] = [
    ['b2sum', b2sum],
    ['md5sum', md5sum],
    ['sha1sum', sha1sum],
    ['sha224sum', sha224sum],
    ['sha256sum', sha256sum],
    ['sha384sum', sha384sum],
    ['sha512sum', sha512sum],
]
