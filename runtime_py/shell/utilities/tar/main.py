"""tar: c (create), r (append), u (update), x (extract), t (list), d (compare), --delete, plain or gzip. Archives are read
completely and checked before anything is written."""

from __future__ import annotations

from typing import Any

from runtime_py.archive.limits import most_from, too_large
from runtime_py.archive.member import FOLDER, HARDLINK, SYMLINK, ArchiveError, Member
from runtime_py.archive.tar import members as read_members
from runtime_py.archive.tar_writer import tar_end, tar_member
from runtime_py.platform.bytes import Bytes, alloc, concat, decode
from runtime_py.platform.compress import GzipStream, TooLarge, gunzip
from runtime_py.platform.errno import ENOTDIR
from runtime_py.shell.context import Context
from runtime_py.shell.shown_names import escaped
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.archive_files import Collector, Unpacker
from runtime_py.shell.support.dates import DateProblem, parse_date
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.paths import join
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.status import status_of
from runtime_py.shell.support.zone import zone_in
from runtime_py.shell.utilities.tar.changes import Changes, source_of
from runtime_py.shell.utilities.tar.comparison import differs
from runtime_py.shell.utilities.tar.member_selection import Choice, line_of
from runtime_py.shell.utilities.tar.names import Names
from runtime_py.vfs.flags import O_CREAT, O_TRUNC, O_WRONLY

# no effect here: owners, formats, orders
_AS_IT_IS = [
    'absolute-names',
    'overwrite',
    'no-same-permissions',
    'same-permissions',
    'same-owner',
    'numeric-owner',
    'format=',
    'sort=',
    'warning=',
    'no-wildcards',
    'no-auto-compress',
    'blocking-factor=',
    'posix',
]
_VCS = ['.git', '.gitignore', '.gitattributes', '.gitmodules', '.svn', '.hg', '.hgignore', 'CVS', '.bzr']
_RECORD = 10240  # archives are padded to whole records
_BUFFER = 262144  # bytes per write
_LETTERS = 'cxtrudf:zvC:hkOapjJT:X:mPo'
_LONG_NAMES = [
    'create',
    'extract',
    'get',
    'list',
    'file=',
    'gzip',
    'gunzip',
    'verbose',
    'directory=',
    'exclude=',
    'strip-components=',
    'dereference',
    'keep-old-files',
    'skip-old-files',
    'to-stdout',
    'auto-compress',
    'no-same-owner',
    'preserve-permissions',
    'files-from=',
    'append',
    'exclude-from=',
    'exclude-vcs',
    'no-recursion',
    'touch',
    'wildcards',
    'mtime=',
    'transform=',
    'xform=',
    'update',
    'delete',
    'diff',
    'compare',
    'owner=',
    'group=',
    'mode=',
    'remove-files',
    *_AS_IT_IS,
]
_MODES = [
    ['c', 'create'],
    ['x', 'extract', 'get'],
    ['t', 'list'],
    ['r', 'append'],
    ['u', 'update'],
    ['d', 'diff', 'compare'],
    ['delete'],
]
_WRITE = O_WRONLY | O_CREAT | O_TRUNC
_FAILED = 2
_USAGE = 64


async def main(context: Context) -> int:
    args = list(context.args)
    if len(args) > 0 and not args[0].startswith('-'):
        args = [*_old_style(args[0], args[1:])]
    options = parse_options(args, _LETTERS, _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem, _USAGE)
    if options.any(['j', 'J']):
        return await _fail(context, 'only gzip compression is supported')
    modes = [name for name in _MODES if options.any(name)]
    if len(modes) != 1:
        words = "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options"
        return await usage_error(context, words, _FAILED)
    try:
        if modes[0][0] in ('c', 'r', 'u'):
            return await _ended(context, await _create(context, options, _placed(args), modes[0][0]))
        if modes[0][0] == 'delete':
            return await _ended(context, await _delete(context, options))
        if modes[0][0] == 'd':
            return 1 if await _compare(context, options) else 0
        return await _ended(context, await _read(context, options, modes[0][0] == 't'))
    except ArchiveError as error:
        return await _fail(context, error.message)


async def _ended(context: Context, failed: bool) -> int:
    if failed:
        await context.error('Exiting with failure status due to previous errors')
    return _FAILED if failed else 0


def _placed(args: list[str]) -> list[list[str]]:
    """[folder, name] of each operand: -C applies to the following ones, and is relative to the previous -C."""
    found: list[list[str]] = []
    folder = ''
    for end in range(1, len(args) + 1):
        before = parse_options(args[:end], _LETTERS, _LONG_NAMES)
        if before.problem == '':
            folder = '.'
            for one in [*before.all_values('C'), *before.all_values('directory')]:
                folder = one if one.startswith('/') else join(folder, one)
            for name in before.operands[len(found) :]:
                found.append([folder, name])
    return found


def _old_style(letters: str, rest: list[str]) -> list[str]:
    """`tar xzf FILE -C DIR`: the letters' values follow in the same order."""
    out: list[str] = []
    for letter in letters:
        out.append('-' + letter)
        if letter in 'fCTX' and len(rest) > 0:
            out.append(rest[0])
            rest = rest[1:]
    return [*out, *rest]


async def _fail(context: Context, text: str) -> int:
    await context.error(text)
    return _FAILED


def _folder(options: Options) -> str:
    return options.value('C', options.value('directory'))


def _file(options: Options) -> str:
    return options.value('f', options.value('file', '-'))


class _Output:
    """The archive's destination: a file, or `-`."""

    def __init__(self, context: Context, name: str, packed: bool) -> None:
        self.context = context
        self.gzip = GzipStream() if packed else None
        self.fd = context.system.open(context.path(name), _WRITE, 0o666) if name != '-' else -1
        self.error = -self.fd if name != '-' and self.fd < 0 else 0
        self._written = 0
        self._parts: list[Bytes] = []  # not written yet
        self._waiting = 0

    async def end(self) -> None:
        """Pads with NULs to whole records."""
        await self.write(alloc((_RECORD - self._written % _RECORD) % _RECORD), True)

    async def write(self, data: Bytes, last: bool) -> None:
        self._written += len(data)
        self._waiting += len(data)
        self._parts.append(data)
        if self._waiting >= _BUFFER or last:
            await self._flush(last)

    async def _flush(self, last: bool) -> None:
        data = concat(self._parts)
        self._parts = []
        self._waiting = 0
        if self.gzip is not None:
            data = self.gzip.push(data, last)
        if self.fd < 0:
            await self.context.write_bytes(data)
        elif len(data) > 0 and self.error == 0:
            self.error = -min(await self.context.system.write_async(self.fd, data, 0, len(data)), 0)

    def close(self) -> None:
        if self.fd >= 0:
            self.context.system.close(self.fd)


async def _create(context: Context, options: Options, placed: list[list[str]], mode: str) -> bool:
    """Creates an archive or adds to one; whether something could not be stored. Mode u: only what is newer than in the
    archive."""
    appends = mode != 'c'
    names = Names(options)
    changes = Changes(options)
    listed = await _listed(context, options)
    placed = [*placed, *[[_folder(options), name] for name in listed]]
    if len(placed) == 0 and not appends:
        raise ArchiveError('Cowardly refusing to create an empty archive')
    file = _file(options)
    packed = options.any(['z', 'gzip']) or (
        options.any(['a', 'auto-compress']) and (file.endswith('.gz') or file.endswith('.tgz'))
    )
    older = await _older(context, file, packed) if appends else []
    collector = Collector(
        context,
        await _excludes(context, options),
        not options.has('no-recursion'),
        options.any(['h', 'dereference']),
        True,
    )
    collector.report = _cannot
    collector.in_order = options.value('sort') == 'name'
    output = _Output(context, file, packed)
    if output.error != 0:
        raise ArchiveError(f'{file}: Cannot open: {strerror(output.error)}')
    if file != '-':
        collector.skip = status_of(context, file).ino
    mtime = _mtime(context, options)
    times = [[member.path.rstrip('/'), member.mtime] for member in older] if mode == 'u' else []
    try:
        for member in older:
            await output.write(tar_member(member), False)
        for folder, name in placed:
            prefix = climbing(name)
            if prefix != '':
                await context.error(f"Removing leading `{prefix}' from member names")
            async for member in collector.members(folder, name):
                source = member.path
                member.path = member.path.removeprefix(prefix) if prefix != '/' else member.path
                member.mtime = mtime if mtime is not None else member.mtime
                changes.make(member, source_of(folder, source))
                names.change(member)
                if _is_stored(times, member):
                    continue
                if options.any(['v', 'verbose']):
                    await _say(context, file, escaped(member.path) + ('/' if member.kind == FOLDER else ''))
                await output.write(tar_member(member), False)
        await output.write(tar_end(), False)
        await output.end()
    finally:
        output.close()
    if output.error != 0:
        raise ArchiveError(f'{file}: Cannot write: {strerror(output.error)}')
    return await changes.finish(context) or collector.failed


def _is_stored(times: list[list[Any]], member: Member) -> bool:
    """Whether the archive has it, as new as it is."""
    path = member.path.rstrip('/')
    return any([stored == path and float(int(member.mtime)) <= time for stored, time in times])


async def _delete(context: Context, options: Options) -> bool:
    """Writes the archive again without the named members; whether one was missing."""
    file = _file(options)
    data = await _whole(context, file)
    if len(data) > 2 and data[0] == 31 and data[1] == 139:
        raise ArchiveError('Cannot update compressed archives')
    chosen = Choice(options, [])
    kept = [member for member in read_members(data) if len(chosen.names) == 0 or chosen.path(member) == '']
    output = _Output(context, file, False)
    if output.error != 0:
        raise ArchiveError(f'{file}: Cannot open: {strerror(output.error)}')
    try:
        for member in kept:
            await output.write(tar_member(member), False)
        await output.write(tar_end(), False)
        await output.end()
    finally:
        output.close()
    for name in chosen.missing():
        await context.error(f'{name}: Not found in archive')
    return len(chosen.missing()) > 0


async def _cannot(context: Context, action: str, path: str, error: int) -> None:
    await context.error(f'{path}: Cannot {action}: {strerror(error)}')


async def _older(context: Context, file: str, packed: bool) -> list[Member]:
    """The members of the archive to append to."""
    if packed:
        raise ArchiveError('Cannot update compressed archives')
    return list(read_members(await _whole(context, file))) if status_of(context, file).error == 0 else []


def climbing(name: str) -> str:
    """The prefix to strip from a name: its root, or everything up to its last `..`."""
    parts = name.split('/')
    if '..' in parts:
        end = len(parts) - 1
        while parts[end] != '..':
            end -= 1
        return '/'.join(parts[: end + 1]) + '/'
    return '/' if name.startswith('/') else ''


def _mtime(context: Context, options: Options) -> float | None:
    text = options.value('mtime')
    if text == '':
        return None
    try:
        return parse_date(text, zone_in(context))
    except DateProblem:
        raise ArchiveError(f"Invalid date '{text}'")


async def _excludes(context: Context, options: Options) -> list[str]:
    found = [*options.all_values('exclude'), *(_VCS if options.has('exclude-vcs') else [])]
    for name in [*options.all_values('X'), *options.all_values('exclude-from')]:
        text = decode(await _whole(context, name))
        found.extend([line for line in text.split('\n') if line != ''])
    return found


async def _listed(context: Context, options: Options) -> list[str]:
    """The names listed in the file of -T."""
    name = options.value('T', options.value('files-from'))
    if name == '':
        return []
    text = decode(await _whole(context, name))
    return [line for line in text.split('\n') if line != '']


async def _say(context: Context, file: str, text: str) -> None:
    """-v prints to stderr when the archive goes to the output."""
    if file == '-':
        await context.write_error(text + '\n')
    else:
        await context.write(text + '\n')


async def _whole(context: Context, file: str) -> Bytes:
    if file == '-':
        return await context.read_all()
    data = context.system.read_file(context.path(file))
    if not isinstance(data, int):
        return data
    read = Input(context, file)  # a pipe or device
    found = await read.read_all()
    read.close()
    if read.error != 0:
        raise ArchiveError(f'{file}: Cannot open: {strerror(read.error)}')
    return found


async def _members(context: Context, options: Options) -> list[Member]:
    data = await _whole(context, _file(options))
    if len(data) > 2 and data[0] == 31 and data[1] == 139:
        try:
            data = gunzip(data, most_from(len(data)))
        except TooLarge:
            raise too_large(len(data))
        except ValueError:
            raise ArchiveError("the archive is damaged: it can't be unpacked")
    if len(data) == 0:
        raise ArchiveError('This does not look like a tar archive')
    return read_members(data)


async def _compare(context: Context, options: Options) -> bool:
    """Whether files differ from the archive's."""
    chosen = Choice(options, await _excludes(context, options))
    found = False
    for member in await _members(context, options):
        context.check()
        path = chosen.path(member)
        if path != '':
            found = await differs(context, member, source_of(_folder(options), path)) or found
    for name in chosen.missing():
        found = True
        await context.error(f'{name}: Not found in archive')
    return found


async def _read(context: Context, options: Options, lists: bool) -> bool:
    """Extracts or lists; whether something failed."""
    found = await _members(context, options)
    chosen = Choice(options, await _excludes(context, options))
    unpacker = Unpacker(
        context, _unpacked_into(context, options, lists), not options.any(['k', 'keep-old-files', 'skip-old-files'])
    )
    unpacker.keeps_times = not options.any(['m', 'touch'])
    said: list[str] = []
    names = Names(options)
    keeps = not lists and options.any(['k', 'keep-old-files'])
    for member in found:
        context.check()
        path = chosen.path(member)
        if path == '':
            continue
        if not lists:
            path = names.changed(path)
            member.target = names.changed(member.target) if member.kind in (SYMLINK, HARDLINK) else member.target
        if lists:
            await context.write(line_of(member, options.any(['v', 'verbose']), zone_in(context)) + '\n')
        elif options.any(['O', 'to-stdout']):
            await context.write_bytes(member.data)
        elif (
            keeps and member.kind != FOLDER and status_of(context, source_of(_folder(options), path), False).error == 0
        ):
            unpacker.failed = True
            await context.error(f'{path}: Cannot open: File exists')
        elif '..' in path.split('/'):
            unpacker.failed = True
            await context.error(f"{path}: Member name contains '..'")
        else:
            if path.startswith('/') and len(said) == 0:
                said.append(path)
                await context.error("Removing leading `/' from member names")
            if await unpacker.put(member, path.lstrip('/')) and options.any(['v', 'verbose']):
                await context.write(escaped(member.path) + '\n')
    if not lists:
        await unpacker.finish()
    for name in chosen.missing():
        unpacker.failed = True
        await context.error(f'{name}: Not found in archive')
    return unpacker.failed


def _unpacked_into(context: Context, options: Options, lists: bool) -> str:
    folder = _folder(options)
    if folder != '' and not lists and not status_of(context, folder).is_folder():
        raise ArchiveError(f'{folder}: Cannot open: {strerror(status_of(context, folder).error or ENOTDIR)}')
    return folder
