"""zip: packs files into a zip archive (zip [-r0..9qyjmT@] ARCHIVE FILE... [-x PATTERN...] [-i PATTERN...]), or deletes
members from it (-d). Adds to an existing archive, as Info-ZIP does."""

from __future__ import annotations

from runtime_py.archive.member import FOLDER, ArchiveError, Member
from runtime_py.archive.zip import members as read_members
from runtime_py.archive.zip_writer import ZipWriter
from runtime_py.platform.bytes import Bytes, concat
from runtime_py.platform.maps import Map
from runtime_py.shell.context import Context
from runtime_py.shell.pattern import matches
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.archive_files import Collector
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.status import status_of

_NOTHING = 12
_UNREADABLE = 18
_BAD_ARCHIVE = 3
_NOT_WRITTEN = 15


async def main(context: Context) -> int:
    args, excludes, includes = _split_patterns(context.args)
    options = parse_options(
        args,
        'r0123456789qyjvuDdmT@',
        ['recurse-paths', 'quiet', 'symlinks', 'junk-paths', 'delete', 'move', 'test', 'names-stdin'],
    )
    if options.problem != '':
        return await usage_error(context, options.problem, 16)
    named = list(options.operands[1:])
    if options.any(['@', 'names-stdin']):
        async for line in context.lines():
            named.append(line)
    if len(options.operands) < 1 or (len(named) == 0 and not options.any(['T', 'test'])):
        return await usage_error(context, 'name an archive and what to put into it', 16)
    archive = options.operands[0]
    if archive != '-' and archive.find('.', archive.rfind('/') + 1) < 0:
        archive += '.zip'
    try:
        if options.any(['d', 'delete']):
            return await _delete(context, options, archive, named)
        status = await _create(context, options, archive, named, excludes, includes) if len(named) > 0 else 0
        if options.any(['T', 'test']) and status == 0:
            _read(context, archive)  # which checks every member
            await context.write(f'test of {archive} OK\n')
        return status
    except ArchiveError as error:
        await context.error(error.message)
        return _BAD_ARCHIVE


def _split_patterns(args: list[str]) -> list[list[str]]:
    """[the rest, patterns of -x, those of -i]: each takes all following words up to the next option."""
    found: list[list[str]] = [[], [], []]
    into = 0
    for arg in args:
        if arg in ('-x', '--exclude'):
            into = 1
        elif arg in ('-i', '--include'):
            into = 2
        else:
            if arg.startswith('-') and arg not in ('-', '-@'):
                into = 0
            if arg != '-@' or into == 0:
                found[into].append(arg)
            if arg == '-@':
                into = 0  # it ends a list of patterns
    return found


def _read(context: Context, archive: str) -> Map[str, Member]:
    """The archive's members by name; empty when it doesn't exist."""
    found: Map[str, Member] = Map()
    if archive != '-' and status_of(context, archive).error == 0:
        data = context.system.read_file(context.path(archive))
        if not isinstance(data, int):
            for member in read_members(data):
                found.set(member.path, member)
    return found


def _level(options: Options) -> int:
    level = 6
    for digit in range(10):
        if options.has(str(digit)):
            level = digit
    return level


async def _create(
    context: Context, options: Options, archive: str, named: list[str], excludes: list[str], includes: list[str]
) -> int:
    found = _read(context, archive)
    said: Map[str, str] = Map()  # the word printed for further members
    moved: list[str] = []
    collector = Collector(
        context, excludes, options.any(['r', 'recurse-paths']), not options.any(['y', 'symlinks']), False
    )
    collector.report = _not_matched
    collector.skip = status_of(context, archive).ino if archive != '-' and status_of(context, archive).error == 0 else 0
    for name in named:
        async for member in collector.members('', name):
            path = member.path.removeprefix('./')
            moved.append(path)
            if options.any(['j', 'junk-paths']):
                path = '' if member.kind == FOLDER else path[path.rfind('/') + 1 :]
            if path == '' or path == '.' or not _is_included(path, includes):
                continue
            member.path = path + '/' if member.kind == FOLDER else path
            said.set(member.path, 'updating' if found.has(member.path) else '  adding')
            found.set(member.path, member)
    if said.size == 0:
        await _error(context, f'Nothing to do! ({archive})')
        return _NOTHING
    quiet = options.any(['q', 'quiet']) or archive == '-'
    status = await _write(context, archive, await _packed(context, found, _level(options), Map() if quiet else said))
    if status == 0 and options.any(['m', 'move']):
        _remove(context, moved)
    return _UNREADABLE if status == 0 and collector.failed else status


async def _error(context: Context, text: str) -> None:
    await context.flush()
    await context.write_error(f'\nzip error: {text}\n')


async def _not_matched(context: Context, action: str, path: str, error: int) -> None:
    await context.flush()
    why = 'name not matched: ' if action == 'stat' else f'could not open for reading ({strerror(error)}): '
    await context.write_error(f'\tzip warning: {why}{path}\n')


def _is_included(path: str, patterns: list[str]) -> bool:
    return len(patterns) == 0 or len([pattern for pattern in patterns if matches(pattern, path)]) > 0


def _remove(context: Context, paths: list[str]) -> None:
    """-m: removes the packed files, and folders that are empty then."""
    for path in reversed(paths):
        if context.system.unlink(context.path(path)) < 0:
            context.system.rmdir(context.path(path))


async def _delete(context: Context, options: Options, archive: str, patterns: list[str]) -> int:
    left: Map[str, Member] = Map()
    found = _read(context, archive)
    for path, member in found.entries():
        if not _is_included(path, patterns):
            left.set(path, member)
        elif not options.any(['q', 'quiet']):
            await context.write(f'deleting: {path}\n')
    if left.size == found.size:
        await _error(context, f'Nothing to do! ({archive})')
        return _NOTHING
    if left.size == 0:
        context.system.unlink(context.path(archive))
        return 0
    return await _write(context, archive, await _packed(context, left, _level(options), Map()))


async def _packed(context: Context, found: Map[str, Member], level: int, said: Map[str, str]) -> Bytes:
    writer = ZipWriter(level)
    parts: list[Bytes] = []
    for path, member in found.entries():
        parts.append(writer.add(member))
        verb = said.get(path)
        if verb is not None:
            await context.write(
                f'{verb}: {path} ({f"deflated {writer.saved}%" if writer.saved >= 0 else "stored 0%"})\n'
            )
        await context.breathe()
    parts.append(writer.end())
    return concat(parts)


async def _write(context: Context, archive: str, data: Bytes) -> int:
    if archive == '-':
        await context.write_bytes(data)
        return 0
    error = context.system.write_file(context.path(archive), data, 0o666)
    if error < 0:
        await context.error(f'{archive}: {strerror(-error)}')
        return _NOT_WRITTEN
    return 0
