"""patch: applies differences to files (POSIX XCU patch; GNU patch 2.7 where it specifies more). parser.py reads the
formats, apply.py finds the places.

A new file is written beside the old one and renamed, so that readers see one or the other. Rejected hunks go to
NAME.rej, the old file to NAME.orig."""

from __future__ import annotations

from runtime_py.platform.errno import ENOENT
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.shell.context import Context
from runtime_py.shell.shown_names import shown
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.paths import folder_name
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.status import status_of
from runtime_py.shell.utilities.patch.apply import Placed, Text, fits, most_fuzz_of, place
from runtime_py.shell.utilities.patch.choice import choose_name, stripped
from runtime_py.shell.utilities.patch.parser import (
    FilePatch,
    PatchError,
    has_carriage_returns,
    parse_patch,
    split_lines,
    without_carriage_returns,
)
from runtime_py.shell.utilities.patch.rejects import Rejected, rejects_text

_LONG_NAMES = [
    'strip=',
    'reverse',
    'forward',
    'force',
    'batch',
    'input=',
    'output=',
    'directory=',
    'backup',
    'suffix=',
    'fuzz=',
    'ignore-whitespace',
    'quiet',
    'silent',
    'dry-run',
    'remove-empty-files',
    'reject-file=',
    'unified',
    'context',
    'normal',
    'binary',
    'verbose',
    'posix',
    'no-backup-if-mismatch',
    'backup-if-mismatch',
]
_TROUBLE = 2
_MOST_FUZZ = 2
_RULE = '--------------------------'
_LETTERS = 'p:RNftui:o:d:bz:F:lsEr:cn'


async def main(context: Context) -> int:
    options = parse_options(context.args, _LETTERS, _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem, _TROUBLE)
    if len(options.operands) > 2:
        return await usage_error(context, f'{options.operands[2]}: extra operand', _TROUBLE)
    for names, what in [[['p', 'strip'], 'strip count'], [['F', 'fuzz'], 'fuzz factor']]:
        text = options.value(names[0], options.value(names[1], '0'))
        if not text.isdigit():
            return await _give_up(context, f'{what} {text} is not a number')
    folder = options.value('d', options.value('directory'))
    if folder != '':
        status = status_of(context, folder)
        if not status.is_folder():
            return await _give_up(
                context,
                f"Can't change to directory {folder} : {strerror(status.error) if status.error != 0 else 'Not a directory'}",
            )
    return await _Run(context, options).patch(folder)


async def _give_up(context: Context, text: str) -> int:
    await context.error(f'**** {text}')
    return _TROUBLE


class _Run:
    """One run of patch."""

    def __init__(self, context: Context, options: Options) -> None:
        self.context = context
        self.is_reverse = options.any(['R', 'reverse'])
        self.is_forward = options.any(['N', 'forward'])
        self.is_forced = options.any(['f', 'force'])
        self.is_batch = options.any(['t', 'batch'])
        self.is_dry = options.has('dry-run')
        self.is_quiet = options.any(['s', 'quiet', 'silent'])
        self.removes_empty = options.any(['E', 'remove-empty-files'])
        self.ignores_blanks = options.any(['l', 'ignore-whitespace'])
        self.backs_up = options.any(['b', 'backup'])
        self.is_binary = options.has('binary')
        self.keeps_mismatched = not options.any(['no-backup-if-mismatch', 'posix'])
        self.suffix = options.value('z', options.value('suffix', '.orig'))
        self.strip = int(options.value('p', options.value('strip', '-1')))
        self.fuzz = int(options.value('F', options.value('fuzz', str(_MOST_FUZZ))))
        self.output = options.value('o', options.value('output'))
        self.reject_name = options.value('r', options.value('reject-file'))
        self.given = options.operands[0] if len(options.operands) > 0 else ''
        self.source = options.value(
            'i', options.value('input', options.operands[1] if len(options.operands) > 1 else '-')
        )
        self.status = 0

    async def patch(self, folder: str) -> int:
        context = self.context
        if folder != '':
            context.cwd = context.path(folder)
        source = Input(context, self.source)
        text = to_text(await source.read_all())
        source.close()
        if source.error != 0:
            return await _give_up(context, f"Can't open patch file {self.source} : {strerror(source.error)}")
        lines = split_lines(text)
        if not self.is_binary and has_carriage_returns(lines):
            await self._say('(Stripping trailing CRs from patch; use --binary to disable.)\n')
            lines = without_carriage_returns(lines)
        try:
            patches = parse_patch(lines)
        except PatchError as error:
            return await _give_up(context, str(error).rstrip('\n'))
        if len(patches) == 0 and text != '':
            return await _give_up(context, 'Only garbage was found in the patch input.')
        for one in patches:
            await context.breathe()
            if self.is_reverse:
                one.reverse()
            await self._file(one)
        return self.status

    async def _say(self, text: str) -> None:
        if not self.is_quiet:
            await self.context.write(text)

    async def _file(self, patch: FilePatch) -> None:
        if patch.is_binary:
            await self.context.write(
                f'File {shown(stripped(patch.new_name, max(self.strip, 0)))}: git binary diffs are not supported.\n'
            )
            self.status = 1
            return
        if (
            len(patch.hunks) == 0
            and not patch.is_rename
            and patch.mode < 0
            and not patch.old_is_missing
            and not patch.new_is_missing
        ):
            return
        name = self.given if self.given != '' else choose_name(patch, self.strip, lambda path: self._exists(path))
        if name == '':
            name = await self._ask_name(patch)
        if name == '':
            self.status = 1
            await self.context.write(_summary(len(patch.hunks), len(patch.hunks), 'ignored', ''))
            return
        await self._patch_file(patch, name)

    def _exists(self, path: str) -> bool:
        return status_of(self.context, path).error == 0

    async def _ask_name(self, patch: FilePatch) -> str:
        """Asks for the name of an existing file; '' for none."""
        context = self.context
        wrong = 'used the wrong' if self.strip >= 0 else 'should have used the'
        await context.write(
            f"can't find file to patch at input line {patch.at}\nPerhaps you {wrong} -p or --strip option?\n"
        )
        if len(patch.lead) > 0:
            await context.write(
                f'The text leading up to this was:\n{_RULE}\n'
                + ''.join(['|' + line.rstrip('\n') + '\n' for line in patch.lead])
                + f'{_RULE}\n'
            )
        if self.is_forced or self.is_batch:
            await context.write('No file to patch.  Skipping patch.\n')
            return ''
        answer = await self._ask('File to patch: ')
        if answer != '' and self._exists(answer):
            return answer
        await self._ask('Skip this patch? [y] ')
        await context.write('Skipping patch.\n')
        return ''

    async def _ask(self, question: str) -> str:
        """The answer of the user at the terminal; '' when there is none."""
        await self.context.write(question)
        await self.context.flush()
        terminal = Input(self.context, '/dev/tty')
        answer = await terminal.lines()
        terminal.close()
        if len(answer) == 0:
            await self.context.write('\n')
            return ''
        return answer[0].strip()

    async def _patch_file(self, patch: FilePatch, name: str) -> None:
        """Patches one file, whose name is known."""
        context = self.context
        status = status_of(context, name)
        if status.error not in (0, ENOENT) or (status.error == 0 and not status.is_regular()):
            await context.write(f'File {shown(name)} is not a regular file -- refusing to patch\n')
            self.status = 1
            return
        before = context.system.read_file(context.path(name)) if status.error == 0 else to_bytes('')
        if isinstance(before, int):
            await context.error(f"**** Can't open file {name} : {strerror(-before)}")
            self.status = _TROUBLE
            return
        text = Text(split_lines(to_text(before)), self.ignores_blanks)
        work = _Work(
            patch, name, text, status.mode & 0o7777 if status.error == 0 else 0o666 & ~context.umask, status.error == 0
        )
        await self._doubt(work)
        if work.skipped:
            self.status = max(self.status, 1)
            await context.write(_summary(len(patch.hunks), len(patch.hunks), 'ignored', ''))
            return
        await self._say(
            f'{"checking" if self.is_dry else "patching"} file {shown(self.output or name)}{f" (read from {shown(name)})" if self.output != "" else ""}\n'
        )
        await self._hunks(work)
        if not self.is_dry:
            await self._write(work, to_text(before))

    async def _doubt(self, work: _Work) -> None:
        """A patch that creates an existing file, or empties an empty one, may have been applied already."""
        is_empty = len(work.text.lines) == 0
        patch = work.patch
        if not work.was_there or not (patch.empties if is_empty else patch.old_is_missing):
            return
        work.is_decided = True
        does = 'empty out' if is_empty else 'create'
        is_so = 'is already empty' if is_empty else 'already exists'
        await self._say(
            f'The next patch{", when reversed," if self.is_reverse else ""} would {does} the file {shown(work.name)},\nwhich {is_so}!'
        )
        await self._may_reverse(work)

    async def _hunks(self, work: _Work) -> None:
        patch = work.patch
        for k in range(len(patch.hunks)):
            found = None if work.skipped else await self._place(work, k)
            if found is None or found.where == 0:
                work.rejected.append(Rejected(patch.hunks[k], work.text.grown))
            if found is not None:
                work.is_mismatched = work.is_mismatched or found.text(k + 1) != ''
                await self._say(found.text(k + 1))

    async def _place(self, work: _Work, k: int) -> Placed | None:
        """Tries with more and more fuzz; if the first hunk only fits reversed, the patch may be reversed. None: the
        user declines."""
        text = work.text
        hunk = work.patch.hunks[k]
        may_ask = k == 0 and not self.is_forced and not work.is_decided
        for fuzz in range(most_fuzz_of(hunk, self.fuzz) + 1):
            found = place(text, hunk, fuzz)
            if found is not None:
                return found
            if may_ask and fits(text, hunk.reversed(), fuzz):
                may_ask = False
                work.is_mismatched = True
                await self._say(
                    f'{"Unreversed" if self.is_reverse else "Reversed (or previously applied)"} patch detected!'
                )
                if await self._may_reverse(work):
                    return place(text, work.patch.hunks[0], fuzz)
                if work.skipped:
                    return None
        return Placed(0, 0, hunk.first + text.grown, text.shift)

    async def _may_reverse(self, work: _Work) -> bool:
        if self.is_forced:
            await self._say('  Applying it anyway.\n')
            return False
        if self.is_forward:
            await self._say('  Skipping patch.\n')
            work.skipped = True
            return False
        turned = 'Ignoring -R' if self.is_reverse else 'Assuming -R'
        asked = 'Ignore -R' if self.is_reverse else 'Assume -R'
        if self.is_batch:
            await self._say(f'  {turned}.\n')
        elif await self._ask(f'  {asked}? [n] ') not in ('y', 'Y', 'yes'):
            if await self._ask('Apply anyway? [n] ') not in ('y', 'Y', 'yes'):
                await self._say('Skipping patch.\n')
                work.skipped = True
            return False
        work.patch.reverse()
        return True

    async def _write(self, work: _Work, before: str) -> None:
        """Writes the file, its backup, and the rejects."""
        context = self.context
        patch = work.patch
        after = ''.join(work.text.result())
        target = self.output or work.name
        goes = (
            after == ''
            and (patch.new_is_missing or self.removes_empty)
            and self.output == ''
            and len(work.rejected) == 0
        )
        if (
            work.was_there
            and (self.backs_up or (work.is_mismatched and self.keeps_mismatched))
            and not work.skipped
            and self.output == ''
        ):
            await self._put(work.name + self.suffix, before, work.mode)
        if goes:
            context.system.unlink(context.path(work.name))
            self._remove_empty_folders(work.name)
        elif not work.skipped and (len(work.rejected) < len(patch.hunks) or len(patch.hunks) == 0 or self.output != ''):
            renamed = self._renamed(work)
            await self._put(renamed or target, after, patch.mode if patch.mode >= 0 else work.mode)
            if renamed != '':
                context.system.unlink(context.path(work.name))
            if patch.new_is_missing and after != '':
                await self._say(f'Not deleting file {shown(work.name)} as content differs from patch\n')
                self.status = max(self.status, 1)
        if len(work.rejected) > 0:
            await self._reject(work, target)

    def _renamed(self, work: _Work) -> str:
        """The new name in git's header, '' when it isn't renamed."""
        if not work.patch.is_rename or self.given != '' or self.output != '':
            return ''
        name = stripped(work.patch.new_name, max(self.strip, 0))
        return name if name != work.name else ''

    async def _put(self, path: str, content: str, mode: int) -> None:
        """Writes a file atomically."""
        context = self.context
        self._make_folders(folder_name(path))
        draft = context.path(f'{path}.{context.system.pid}.patch~')
        result = context.system.write_file(draft, to_bytes(content), mode)
        if result >= 0:
            context.system.chmod(draft, mode)
            result = context.system.rename(draft, context.path(path))
        if result < 0:
            context.system.unlink(draft)
            await context.error(f"**** Can't create file {path} : {strerror(-result)}")
            self.status = _TROUBLE

    def _make_folders(self, folder: str) -> None:
        if folder in ('.', '/') or self._exists(folder):
            return
        self._make_folders(folder_name(folder))
        self.context.system.mkdir(self.context.path(folder), 0o777)

    def _remove_empty_folders(self, name: str) -> None:
        folder = folder_name(name)
        while folder not in ('.', '/') and self.context.system.rmdir(self.context.path(folder)) >= 0:
            folder = folder_name(folder)

    async def _reject(self, work: _Work, target: str) -> None:
        name = self.reject_name or target + '.rej'
        self.status = max(self.status, 1)
        where = ''
        if name != '-':
            await self._put(name, rejects_text(work.patch, work.rejected), 0o666 & ~self.context.umask)
            where = f' -- saving rejects to file {shown(name)}'
        await self.context.write(
            _summary(len(work.rejected), len(work.patch.hunks), 'ignored' if work.skipped else 'FAILED', where)
        )


class _Work:
    """A file being patched."""

    def __init__(self, patch: FilePatch, name: str, text: Text, mode: int, was_there: bool) -> None:
        self.patch = patch
        self.name = name
        self.text = text
        self.mode = mode
        self.was_there = was_there
        self.skipped = False
        self.is_decided = False  # whether to reverse the patch
        self.is_mismatched = False
        self.rejected: list[Rejected] = []


def _summary(count: int, total: int, what: str, where: str) -> str:
    return f'{count} out of {total} hunk{"" if total == 1 else "s"} {what}{where}\n'
