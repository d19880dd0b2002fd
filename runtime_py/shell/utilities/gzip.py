"""gzip: packs files, replacing each, and unpacks them (-d). gunzip and zcat are the same with other defaults (GNU
gzip)."""

from __future__ import annotations

from typing import Any

from runtime_py.archive.limits import LARGEST
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.compress import TooLarge
from runtime_py.platform.compress import gunzip as unpacked
from runtime_py.platform.compress import gzip as packed
from runtime_py.platform.errno import EEXIST, ENOENT
from runtime_py.platform.text import error_text
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.paths import join
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.status import Status, status_of
from runtime_py.vfs.flags import O_CREAT, O_EXCL, O_WRONLY

O_NEW = O_WRONLY | O_CREAT | O_EXCL
_LETTERS = '123456789cdfhklnNqrS:tv'
_LONG_NAMES = [
    'stdout',
    'to-stdout',
    'decompress',
    'uncompress',
    'force',
    'keep',
    'list',
    'no-name',
    'name',
    'quiet',
    'recursive',
    'suffix=',
    'test',
    'verbose',
    'fast',
    'best',
]
_FAILED = 1
_WARNED = 2


async def gzip(context: Context) -> int:
    return await _run(context, False, False)


async def gunzip(context: Context) -> int:
    return await _run(context, True, False)


async def zcat(context: Context) -> int:
    return await _run(context, True, True)


async def _run(context: Context, unpacks: bool, to_output: bool) -> int:
    options = parse_options(context.args, _LETTERS, _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    job = _Job(context, options, unpacks, to_output)
    names = options.operands if len(options.operands) > 0 else ['-']
    for name in names:
        await (job.stream() if name == '-' else job.file(name))
        await context.breathe()
    return job.status


class _Job:
    def __init__(self, context: Context, options: Options, unpacks: bool, to_output: bool) -> None:
        self.context = context
        self.system = context.system
        self.lists = options.any(['l', 'list'])
        self.tests = options.any(['t', 'test'])
        self.unpacks = unpacks or self.lists or self.tests or options.any(['d', 'decompress', 'uncompress'])
        self.to_output = to_output or options.any(['c', 'stdout', 'to-stdout'])
        self.force = options.any(['f', 'force'])
        self.keep = options.any(['k', 'keep'])
        self.quiet = options.any(['q', 'quiet'])
        self.verbose = options.any(['v', 'verbose'])
        self.recursive = options.any(['r', 'recursive'])
        self.suffix = options.value('S', options.value('suffix', '.gz'))
        self.level = _level(options)
        self.status = 0
        self._has_title = False

    async def _fail(self, text: str) -> None:
        self.status = _FAILED
        await self._say(f'gzip: {text}\n')

    async def _warn(self, text: str) -> None:
        """Warns about a file that is skipped."""
        if self.status == 0:
            self.status = _WARNED
        if not self.quiet:
            await self._say(f'gzip: {text}\n')

    async def _spoiled(self, name: str, text: str) -> None:
        self.status = _FAILED
        await self._say(f'\ngzip: {name}: {text}\n')

    async def _say(self, text: str) -> None:
        await self.context.flush()
        await self.context.write_error(text)

    async def stream(self) -> None:
        """From the standard input to the output."""
        out = await self._converted('stdin', await self.context.read_all())
        if out is not None and not self.tests and not self.lists:
            await self.context.write_bytes(out)

    async def file(self, name: str) -> None:
        status = status_of(self.context, name, self.to_output or self.force)
        if status.error == ENOENT and self.unpacks and status_of(self.context, name + self.suffix).error == 0:
            await self.file(name + self.suffix)
        elif status.error != 0:
            packed = self.unpacks and status.error == ENOENT and not name.endswith(self.suffix)
            await self._fail(f'{name}{self.suffix if packed else ""}: {strerror(status.error)}')
        elif status.is_folder():
            await self._folder(name)
        elif not status.is_regular():
            await self._warn(f'{name} is not a directory or a regular file - ignored')
        else:
            await self._regular(name, status)

    async def _folder(self, name: str) -> None:
        if not self.recursive:
            await self._warn(f'{name} is a directory -- ignored')
            return
        names = self.system.readdir(self.context.path(name))
        if isinstance(names, int):
            await self._fail(f'{name}: {strerror(-names)}')
            return
        for inner in names:
            await self.file(join(name, inner))

    async def _regular(self, name: str, status: Status) -> None:
        target = self._target(name)
        if target == '' and not (self.unpacks and (self.to_output or self.tests or self.lists)):
            if self.unpacks:
                await self._warn(f'{name}: unknown suffix -- ignored')
            else:
                await self._say(f'gzip: {name} already has {self.suffix} suffix -- unchanged\n')
            return
        source = Input(self.context, name)
        data = await source.read_all()
        source.close()
        if source.error != 0:
            await self._fail(f'{name}: {strerror(source.error)}')
            return
        out = await self._converted(name, data)
        if out is None:
            return
        if self.lists:
            await self._list(target if target != '' else name, len(data), len(out))
        elif self.to_output:
            await self.context.write_bytes(out)
        elif not self.tests and not await self._replace(name, target, out, status):
            return
        if self.verbose and not self.lists:
            change = (
                'OK'
                if self.tests
                else (_percent(len(out), len(data)) if self.unpacks else _percent(len(data), len(out)))
            )
            made = (
                '' if self.tests or self.to_output else (' -- created ' if self.keep else ' -- replaced with ') + target
            )
            await self.context.write_error(f'{name}:\t{change}{made}\n')

    def _target(self, name: str) -> str:
        """The name of the result; '' when the file's name doesn't suit the operation."""
        if not self.unpacks:
            return '' if name.endswith(self.suffix) and not self.force else name + self.suffix
        for suffix, instead in [[self.suffix, ''], ['.gz', ''], ['.tgz', '.tar'], ['-gz', ''], ['.z', '']]:
            if name.endswith(suffix) and len(name) > len(suffix):
                return name[: len(name) - len(suffix)] + instead
        return ''

    async def _converted(self, name: str, data: Bytes) -> Bytes | None:
        """None when it can't be unpacked; the error was reported."""
        if not self.unpacks:
            return packed(data, self.level)
        if len(data) < 2 or data[0] != 31 or data[1] != 139:
            if self.force and self.to_output:
                return data
            await self._spoiled(name, 'not in gzip format' if len(data) > 1 else 'unexpected end of file')
            return None
        try:
            return unpacked(data, LARGEST)
        except TooLarge:
            await self._spoiled(name, f'EFBIG: it expands to more than {LARGEST // 1048576} MB')
            return None
        except ValueError as error:
            await self._spoiled(
                name,
                'unexpected end of file'
                if 'early' in error_text(error)
                else 'invalid compressed data--format violated',
            )
            return None

    async def _replace(self, name: str, target: str, out: Bytes, status: Status) -> bool:
        path = self.context.path(target)
        if self.force:
            self.system.unlink(path)
        fd = self.system.open(path, O_NEW, 0o600)
        if fd == -EEXIST:
            await self._warn(f'{target} already exists;\tnot overwritten')
            return False
        written = fd if fd < 0 else await self.system.write_async(fd, out, 0, len(out))
        if fd >= 0:
            self.system.close(fd)
        if written < 0:
            self.system.unlink(path)
            await self._fail(f'{target}: {strerror(-written)}')
            return False
        self.system.chmod(path, status.mode & 0o777)
        self.system.utimens(path, True, status.times[0], status.times[1])
        if not self.keep:
            self.system.unlink(self.context.path(name))
        return True

    async def _list(self, target: str, packed: int, plain: int) -> None:
        if not self._has_title and not self.quiet:
            await self.context.write('         compressed        uncompressed  ratio uncompressed_name\n')
        self._has_title = True
        await self.context.write(f'{str(packed).rjust(19)} {str(plain).rjust(19)} {_percent(plain, packed)} {target}\n')


def _percent(before: int, after: int) -> str:
    """How much smaller it became: ` 62.5%`."""
    tenths = 0 if before == 0 else (1000 * (before - after)) // before
    sign = '-' if tenths < 0 else ''
    return f'{sign}{abs(tenths) // 10}.{abs(tenths) % 10}%'.rjust(6)


def _level(options: Options) -> int:
    level = 1 if options.has('fast') else 9 if options.has('best') else 6
    for digit in range(1, 10):
        if options.has(str(digit)):
            level = digit
    return level


COMMANDS: list[Any] = [['gzip', gzip], ['gunzip', gunzip], ['zcat', zcat]]
