"""zip: packs files into a zip archive (zip [-r0..9qyjx PATTERN] ARCHIVE FILE...). An archive that is there is added to, as Info-ZIP does."""
from __future__ import annotations

from runtime_py.archive.member import FOLDER, ArchiveError, Member
from runtime_py.archive.zip import members as read_members
from runtime_py.archive.zip_writer import ZipWriter
from runtime_py.platform.bytes import Bytes, concat
from runtime_py.platform.maps import Map
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.utils.archive_files import Collector
from runtime_py.shell.utils.options import Options, parse_options
from runtime_py.shell.utils.report import usage_error
from runtime_py.shell.utils.status import status_of

_NOTHING = 12
_UNREADABLE = 18
_BAD_ARCHIVE = 3
_NOT_WRITTEN = 15


async def main(context: Context) -> int:
    args, excludes = _split_excludes(context.args)
    options = parse_options(args, 'r0123456789qyjvuD', ['recurse-paths', 'quiet', 'symlinks', 'junk-paths'])
    if options.problem != '':
        return await usage_error(context, options.problem, 16)
    if len(options.operands) < 2:
        return await usage_error(context, 'name an archive and what to put into it', 16)
    archive = options.operands[0]
    if archive != '-' and archive.find('.', archive.rfind('/') + 1) < 0:
        archive += '.zip'
    try:
        return await _create(context, options, archive, excludes)
    except ArchiveError as error:
        await context.error(error.message)
        return _BAD_ARCHIVE


def _split_excludes(args: list[str]) -> list[list[str]]:
    """[the rest, patterns]: -x takes all that follow, up to the next option."""
    rest: list[str] = []
    excludes: list[str] = []
    taking = False
    for arg in args:
        if arg in ('-x', '--exclude'):
            taking = True
        elif taking and not arg.startswith('-'):
            excludes.append(arg)
        else:
            taking = False
            rest.append(arg)
    return [rest, excludes]


async def _create(context: Context, options: Options, archive: str, excludes: list[str]) -> int:
    quiet = options.any(['q', 'quiet']) or archive == '-'
    level = 6
    for digit in range(10):
        if options.has(str(digit)):
            level = digit
    found: Map[str, Member] = Map()
    if archive != '-' and status_of(context, archive).error == 0:
        data = context.system.read_file(context.path(archive))
        if not isinstance(data, int):
            for member in read_members(data):
                found.set(member.path, member)
    collector = Collector(context, excludes, options.any(['r', 'recurse-paths']), not options.any(['y', 'symlinks']), False)
    collector.skip = status_of(context, archive).ino if archive != '-' and status_of(context, archive).error == 0 else 0
    before = found.size
    for name in options.operands[1:]:
        async for member in collector.members('', name):
            path = member.path.removeprefix('./')
            if options.any(['j', 'junk-paths']):
                path = '' if member.kind == FOLDER else path[path.rfind('/') + 1:]
            if path == '' or path == '.':
                continue
            member.path = path + '/' if member.kind == FOLDER else path
            if not quiet:
                await context.write(f'{"updating" if found.has(member.path) else "  adding"}: {member.path}\n')
            found.set(member.path, member)
    if found.size == before and not collector.failed and before == 0:
        await context.error('Nothing to do!')
        return _NOTHING
    return await _write(context, archive, _packed(found, level), collector)


def _packed(found: Map[str, Member], level: int) -> Bytes:
    writer = ZipWriter(level)
    parts = [writer.add(member) for member in found.values()]
    parts.append(writer.end())
    return concat(parts)


async def _write(context: Context, archive: str, data: Bytes, collector: Collector) -> int:
    if archive == '-':
        await context.write_bytes(data)
    else:
        error = context.system.write_file(context.path(archive), data, 0o666)
        if error < 0:
            await context.error(f'{archive}: {strerror(-error)}')
            return _NOT_WRITTEN
    return _UNREADABLE if collector.failed else 0
