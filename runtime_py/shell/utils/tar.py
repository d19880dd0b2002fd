"""tar: c (create), x (extract), t (list), plain or gzip. Archives are read whole and checked before anything is written."""
from __future__ import annotations

from runtime_py.archive.member import FOLDER, HARDLINK, SYMLINK, ArchiveError, Member
from runtime_py.archive.tar import members as read_members
from runtime_py.archive.tar_writer import tar_end, tar_member
from runtime_py.platform.bytes import Bytes, decode
from runtime_py.platform.compress import GzipStream, gunzip
from runtime_py.shell.context import Context
from runtime_py.shell.pattern import matches
from runtime_py.shell.strerror import strerror
from runtime_py.shell.utils.archive_files import Collector, Unpacker
from runtime_py.shell.utils.datetime import Moment, format_time
from runtime_py.shell.utils.options import Options, parse_options
from runtime_py.shell.utils.report import usage_error
from runtime_py.shell.utils.status import mode_text, status_of

_LONG_NAMES = ['create', 'extract', 'get', 'list', 'file=', 'gzip', 'gunzip', 'verbose', 'directory=', 'exclude=', 'strip-components=', 'dereference',
               'keep-old-files', 'skip-old-files', 'to-stdout', 'auto-compress', 'no-same-owner', 'preserve-permissions', 'files-from=']
_WRITE = 0o1 | 0o100 | 0o1000
_FAILED = 2


async def main(context: Context) -> int:
    args = list(context.args)
    if len(args) > 0 and not args[0].startswith('-'):
        args = [*_old_style(args[0], args[1:])]
    options = parse_options(args, 'cxtf:zvC:hkOapjJT:', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem, _FAILED)
    if options.any(['j', 'J']):
        return await _fail(context, 'only gzip is here to compress with')
    modes = [name for name in [['c', 'create'], ['x', 'extract', 'get'], ['t', 'list']] if options.any(name)]
    if len(modes) != 1:
        return await usage_error(context, 'You must specify one of the options c, x and t', _FAILED)
    try:
        if modes[0][0] == 'c':
            return await _create(context, options)
        return await _read(context, options, modes[0][0] == 't')
    except ArchiveError as error:
        return await _fail(context, error.message)


def _old_style(letters: str, rest: list[str]) -> list[str]:
    """`tar xzf FILE -C DIR`: the letters' values follow in their order."""
    out: list[str] = []
    for letter in letters:
        out.append('-' + letter)
        if letter in 'fCT' and len(rest) > 0:
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
    """Where an archive goes: a file, or `-`."""

    def __init__(self, context: Context, name: str, packed: bool) -> None:
        self.context = context
        self.gzip = GzipStream() if packed else None
        self.fd = context.system.open(context.path(name), _WRITE, 0o666) if name != '-' else -1
        self.error = -self.fd if name != '-' and self.fd < 0 else 0

    async def write(self, data: Bytes, last: bool) -> None:
        if self.gzip is not None:
            data = self.gzip.push(data, last)
        if self.fd < 0:
            await self.context.write_bytes(data)
        elif len(data) > 0 and self.error == 0:
            self.error = -min(await self.context.system.write_async(self.fd, data, 0, len(data)), 0)

    def close(self) -> None:
        if self.fd >= 0:
            self.context.system.close(self.fd)


async def _create(context: Context, options: Options) -> int:
    names = [*options.operands, *await _listed(context, options)]
    if len(names) == 0:
        return await _fail(context, 'Cowardly refusing to create an empty archive')
    file = _file(options)
    packed = options.any(['z', 'gzip']) or (options.any(['a', 'auto-compress']) and (file.endswith('.gz') or file.endswith('.tgz')))
    collector = Collector(context, options.all_values('exclude'), True, options.any(['h', 'dereference']), True)
    output = _Output(context, file, packed)
    if output.error != 0:
        return await _fail(context, f'{file}: Cannot open: {strerror(output.error)}')
    if file != '-':
        collector.skip = status_of(context, file).ino
    try:
        for name in names:
            if name.startswith('/'):
                await context.error("Removing leading `/' from member names")
            async for member in collector.members(_folder(options), name):
                if options.any(['v', 'verbose']):
                    await _say(context, file, member.path + ('/' if member.kind == FOLDER else ''))
                await output.write(tar_member(member), False)
        await output.write(tar_end(), True)
    finally:
        output.close()
    if output.error != 0:
        return await _fail(context, f'{file}: Cannot write: {strerror(output.error)}')
    return _FAILED if collector.failed else 0


async def _listed(context: Context, options: Options) -> list[str]:
    """The names in the file of -T."""
    name = options.value('T', options.value('files-from'))
    if name == '':
        return []
    text = decode(await _whole(context, name))
    return [line for line in text.split('\n') if line != '']


async def _say(context: Context, file: str, text: str) -> None:
    """What -v says goes to stderr when the archive goes to the output."""
    if file == '-':
        await context.write_error(text + '\n')
    else:
        await context.write(text + '\n')


async def _whole(context: Context, file: str) -> Bytes:
    if file == '-':
        return await context.read_all()
    data = context.system.read_file(context.path(file))
    if isinstance(data, int):
        raise ArchiveError(f'{file}: Cannot open: {strerror(-data)}')
    return data


async def _read(context: Context, options: Options, lists: bool) -> int:
    data = await _whole(context, _file(options))
    if len(data) > 2 and data[0] == 31 and data[1] == 139:
        try:
            data = gunzip(data)
        except ValueError:
            raise ArchiveError('this is not a sound archive: it can not be unpacked')
    chosen = _Choice(options)
    unpacker = Unpacker(context, _folder(options), not options.any(['k', 'keep-old-files', 'skip-old-files']))
    for member in read_members(data):
        context.check()
        path = chosen.path(member)
        if path == '':
            continue
        if lists:
            await context.write(_line(member, options.any(['v', 'verbose'])) + '\n')
            continue
        if options.any(['O', 'to-stdout']):
            await context.write_bytes(member.data)
            continue
        if await unpacker.put(member, path) and options.any(['v', 'verbose']):
            await context.write(member.path + '\n')
    if not lists:
        await unpacker.finish()
    for name in chosen.missing():
        unpacker.failed = True
        await context.error(f'{name}: Not found in archive')
    return _FAILED if unpacker.failed else 0


class _Choice:
    """Which members are meant, and where they go."""

    def __init__(self, options: Options) -> None:
        self.names = [name.rstrip('/') for name in options.operands]
        self.found: list[str] = []
        self.excludes = options.all_values('exclude')
        self.strip = int(options.value('strip-components', '0'))

    def path(self, member: Member) -> str:
        """'' for one that isn't meant."""
        path = member.path.rstrip('/')
        for pattern in self.excludes:
            if matches(pattern, path) or matches(pattern, path[path.rfind('/') + 1:]):
                return ''
        if len(self.names) > 0:
            named = [name for name in self.names if path == name or path.startswith(name + '/')]
            if len(named) == 0:
                return ''
            self.found.extend(named)
        if self.strip == 0:
            return path
        return '/'.join([part for part in path.split('/') if part != '.'][self.strip:])

    def missing(self) -> list[str]:
        return [name for name in self.names if name not in self.found]


def _line(member: Member, long: bool) -> str:
    if not long:
        return member.path
    kind = 0x4000 if member.kind == FOLDER else (0xa000 if member.kind == SYMLINK else 0x8000)
    arrow = f' -> {member.target}' if member.kind == SYMLINK else (f' link to {member.target}' if member.kind == HARDLINK else '')
    return f'{mode_text(kind | member.mode)} user/user {len(member.data)} {format_time("%F %H:%M", Moment(member.mtime, False))} {member.path}{arrow}'
