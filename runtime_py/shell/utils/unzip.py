"""unzip: unpacks (unzip [-oqj] ARCHIVE [FILE...] [-d DIR]), lists (-l), tests (-t) or prints (-p). Every member is checked against its checksum."""
from __future__ import annotations

from runtime_py.archive.member import FOLDER, ArchiveError
from runtime_py.archive.zip import ZipEntry, entries, read_member
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.text import pad_left
from runtime_py.shell.context import Context
from runtime_py.shell.pattern import matches
from runtime_py.shell.strerror import strerror
from runtime_py.shell.utils.archive_files import Unpacker
from runtime_py.shell.utils.datetime import Moment, format_time
from runtime_py.shell.utils.options import Options, parse_options
from runtime_py.shell.utils.report import usage_error

_BAD_ARCHIVE = 3
_MISSING = 9
_NOT_WRITTEN = 50
_NO_MATCH = 11


async def main(context: Context) -> int:
    options = parse_options(context.args, 'onqltpjd:x:', [])
    if options.problem != '':
        return await usage_error(context, options.problem, 10)
    if len(options.operands) == 0:
        return await usage_error(context, 'name an archive', 10)
    archive = options.operands[0]
    data = context.system.read_file(context.path(archive))
    if isinstance(data, int):
        data = context.system.read_file(context.path(archive + '.zip'))
    if isinstance(data, int):
        await context.error(f'cannot find or open {archive}: {strerror(-data)}')
        return _MISSING
    try:
        return await _run(context, options, archive, data)
    except ArchiveError as error:
        await context.error(f'{archive}: {error.message}')
        return _BAD_ARCHIVE


async def _run(context: Context, options: Options, archive: str, data: Bytes) -> int:
    chosen = [entry for entry in entries(data) if _is_chosen(entry.path, options)]
    if len(chosen) == 0:
        await context.error('nothing in the archive matches')
        return _NO_MATCH
    if options.has('l'):
        return await _list(context, archive, chosen)
    if options.has('t'):
        return await _test(context, archive, data, chosen)
    if options.has('p'):
        for entry in chosen:
            await context.write_bytes(read_member(data, entry).data)
        return 0
    return await _extract(context, options, archive, data, chosen)


def _is_chosen(path: str, options: Options) -> bool:
    for pattern in options.all_values('x'):
        if matches(pattern, path):
            return False
    patterns = options.operands[1:]
    for pattern in patterns:
        if matches(pattern, path):
            return True
    return len(patterns) == 0


async def _extract(context: Context, options: Options, archive: str, data: Bytes, chosen: list[ZipEntry]) -> int:
    quiet = options.has('q')
    if not quiet:
        await context.write(f'Archive:  {archive}\n')
    unpacker = Unpacker(context, options.value('d'), options.has('o'))
    if options.has('d'):
        context.system.mkdir(context.path(options.value('d')), 0o777)
    for entry in chosen:
        context.check()
        member = read_member(data, entry)
        path = entry.path.rstrip('/')
        if options.has('j'):
            path = '' if member.kind == FOLDER else path[path.rfind('/') + 1:]
        written = path != '' and await unpacker.put(member, path)
        if not quiet and path != '':
            verb = 'creating' if member.kind == FOLDER else ('inflating' if written else 'skipping')
            await context.write(f'{pad_left(verb, 11, " ")}: {path}{"/" if member.kind == FOLDER else ""}\n')
        await context.breathe()
    await unpacker.finish()
    return _NOT_WRITTEN if unpacker.failed else 0


async def _list(context: Context, archive: str, chosen: list[ZipEntry]) -> int:
    await context.write(f'Archive:  {archive}\n  Length      Date    Time    Name\n---------  ---------- -----   ----\n')
    total = 0
    for entry in chosen:
        total += entry.size
        when = format_time('%Y-%m-%d %H:%M', Moment(entry.mtime, True))
        await context.write(f'{pad_left(str(entry.size), 9, " ")}  {when}   {entry.path}\n')
    await context.write(f'---------                     -------\n{pad_left(str(total), 9, " ")}                     {len(chosen)} file{"" if len(chosen) == 1 else "s"}\n')
    return 0


async def _test(context: Context, archive: str, data: Bytes, chosen: list[ZipEntry]) -> int:
    for entry in chosen:
        read_member(data, entry)
        await context.write(f'    testing: {entry.path}   OK\n')
    await context.write(f'No errors detected in compressed data of {archive}.\n')
    return 0
