"""unzip: unpacks (unzip [-onuqj] ARCHIVE [FILE...] [-x PATTERN...] [-d DIR]), lists (-l, -v, -Z1), tests (-t) or prints
(-p, -c). Verifies every member's checksum."""

from __future__ import annotations

from runtime_py.archive.member import FOLDER, SYMLINK, ArchiveError
from runtime_py.archive.zip import ZipEntry, check_sizes, entries, read_member
from runtime_py.archive.zip_records import STORED
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.text import pad_left, pad_right
from runtime_py.shell.context import Context
from runtime_py.shell.pattern import matches
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.archive_files import Unpacker
from runtime_py.shell.support.datetime import Moment, format_time
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.paths import join
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.status import status_of
from runtime_py.shell.support.zone import UTC

_BAD_ARCHIVE = 3
_MISSING = 9
_NAME = 22  # columns of a name
_NOT_WRITTEN = 50
_NO_MATCH = 11
_WARNED = 1
_NO_FOLDER = 2


async def main(context: Context) -> int:
    options = parse_options(_split_excludes(context.args), 'onuqltpcvZ1jd:x:', [])
    if options.problem != '':
        return await usage_error(context, options.problem, 10)
    if len(options.operands) == 0:
        return await usage_error(context, 'name an archive', 10)
    archive = options.operands[0]
    data = context.system.read_file(context.path(archive))
    if isinstance(data, int):
        data = context.system.read_file(context.path(archive + '.zip'))
    if isinstance(data, int):
        await context.write_error(f'unzip:  cannot find or open {archive}, {archive}.zip or {archive}.ZIP.\n')
        return _MISSING
    try:
        return await _run(context, options, archive, data)
    except ArchiveError as error:
        await context.error(f'{archive}: {error.message}')
        return _BAD_ARCHIVE


async def _run(context: Context, options: Options, archive: str, data: Bytes) -> int:
    found = entries(data)
    if len(found) == 0:
        await context.write_error(f'warning [{archive}]:  zipfile is empty\n')
        return _WARNED
    chosen = [entry for entry in found if _is_chosen(entry.path, options)]
    status = 0 if len(chosen) > 0 else _NO_MATCH
    for pattern in options.operands[1:]:
        if len([entry for entry in found if matches(pattern, entry.path)]) == 0:
            status = await _no_match(context, f'filename not matched:  {pattern}')
    return max(status, await _take(context, options, archive, data, chosen)) if len(chosen) > 0 else status


async def _no_match(context: Context, text: str) -> int:
    await context.flush()
    await context.write_error(f'caution: {text}\n')
    return _NO_MATCH


async def _take(context: Context, options: Options, archive: str, data: Bytes, chosen: list[ZipEntry]) -> int:
    if options.has('Z') or options.has('1'):
        await context.write(''.join([entry.path + '\n' for entry in chosen]))
        return 0
    if options.any(['l', 'v']):
        return await _list(context, archive, chosen)
    check_sizes(chosen, len(data))
    if options.has('t'):
        return await _test(context, options, archive, data, chosen)
    if options.any(['p', 'c']):
        for entry in chosen:
            if options.has('c'):
                await context.write(f' extracting: {entry.path}\n')
            await context.write_bytes(read_member(data, entry).data)
        return 0
    return await _extract(context, options, archive, data, chosen)


def _split_excludes(args: list[str]) -> list[str]:
    """-x takes all following patterns up to the next option: makes them separate -x options."""
    found: list[str] = []
    taking = False
    for arg in args:
        if arg == '-x':
            taking = True
        elif taking and not arg.startswith('-'):
            found.extend(['-x', arg])
        else:
            taking = False
            found.append(arg)
    return found


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
    folder = options.value('d')
    unpacker = Unpacker(context, folder, True)
    choice = Replacing(context, options)
    warned = False
    if options.has('d'):
        error = context.system.mkdir(context.path(folder), 0o777)
        if not status_of(context, folder).is_folder():
            await context.error(f'cannot create extraction directory: {folder}: {strerror(-error)}')
            return _NO_FOLDER
    for entry in chosen:
        context.check()
        member = read_member(data, entry)
        path = _inner(entry.path)
        if path != entry.path.rstrip('/'):
            warned = True
            await context.flush()
            await context.write_error(f'warning:  stripped the path outside of the folder from {entry.path}\n')
        if options.has('j'):
            path = '' if member.kind == FOLDER else path[path.rfind('/') + 1 :]
        if path == '' or (member.kind == FOLDER and status_of(context, join(folder, path)).is_folder()):
            continue
        path = await choice.place(folder, path, entry.mtime) if member.kind != FOLDER else path
        written = path != '' and await unpacker.put(member, path)
        if written and not quiet:
            verb = (
                'creating'
                if member.kind == FOLDER
                else (
                    'linking' if member.kind == SYMLINK else ('inflating' if entry.method != STORED else 'extracting')
                )
            )
            shown = join(folder, path) + '/' if member.kind == FOLDER else pad_right(join(folder, path), _NAME) + '  '
            await context.write(f'{pad_left(verb, 11, " ")}: {shown}\n')
        await context.breathe()
    await unpacker.finish()
    return _NOT_WRITTEN if unpacker.failed else (_WARNED if warned else 0)


def _inner(path: str) -> str:
    """A member's name without parts that would leave the folder."""
    return '/'.join([part for part in path.split('/') if part not in ('', '.', '..')])


class Replacing:
    """Handling of existing files: -o replaces, -n keeps, -u replaces older ones, otherwise the user is asked; at the
    end of the input all are kept."""

    def __init__(self, context: Context, options: Options) -> None:
        self.context = context
        self.always = options.has('o')
        self.never = options.has('n')
        self.updates = options.has('u')

    async def place(self, folder: str, path: str, mtime: float) -> str:
        """The file's destination, '' for nowhere."""
        status = status_of(self.context, join(folder, path), False)
        if self.updates and status.error == 0 and int(status.mtime) >= int(mtime):
            return ''
        while status.error == 0 and not self.always:
            if self.never:
                return ''
            await self.context.flush()
            await self.context.write_error(f'replace {join(folder, path)}? [y]es, [n]o, [A]ll, [N]one, [r]ename: ')
            answer = await self.context.read_line()
            if answer is None:
                await self.context.write_error(' NULL\n(EOF or read error, treating as "[N]one" ...)\n')
            if answer is None or answer[:1] == 'N':
                self.never = True
            elif answer[:1] == 'A':
                self.always = True
            elif answer[:1] == 'y':
                return path
            elif answer[:1] == 'n':
                return ''
            elif answer[:1] == 'r':
                await self.context.write_error('new name: ')
                path = _inner(await self.context.read_line() or '')
                if path == '':
                    return ''
                status = status_of(self.context, join(folder, path), False)
            else:
                await self.context.write_error(f'error:  invalid response [{answer}]\n')
        return path


async def _list(context: Context, archive: str, chosen: list[ZipEntry]) -> int:
    await context.write(
        f'Archive:  {archive}\n  Length      Date    Time    Name\n---------  ---------- -----   ----\n'
    )
    total = 0
    for entry in chosen:
        total += entry.size
        when = format_time('%Y-%m-%d %H:%M', Moment(entry.mtime, UTC))
        await context.write(f'{pad_left(str(entry.size), 9, " ")}  {when}   {entry.path}\n')
    await context.write(
        f'---------                     -------\n{pad_left(str(total), 9, " ")}                     {len(chosen)} file{"" if len(chosen) == 1 else "s"}\n'
    )
    return 0


async def _test(context: Context, options: Options, archive: str, data: Bytes, chosen: list[ZipEntry]) -> int:
    if not options.has('q'):
        await context.write(f'Archive:  {archive}\n')
    for entry in chosen:
        read_member(data, entry)
        if not options.has('q'):
            await context.write(f'    testing: {pad_right(entry.path, _NAME)}   OK\n')
    await context.write(f'No errors detected in compressed data of {archive}.\n')
    return 0
