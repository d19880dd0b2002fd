"""tree: draws folders as a tree."""

from __future__ import annotations

from runtime_py.platform.bytes import decode
from runtime_py.shell.context import Context
from runtime_py.shell.gitignore import IgnoreRules, root_of
from runtime_py.shell.pattern import matches
from runtime_py.shell.shown_names import with_question_marks
from runtime_py.shell.support.file_listing import Entry, Style, coloured, mark
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.paths import join
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.sizes import human
from runtime_py.shell.support.status import status_of


async def main(context: Context) -> int:
    options = parse_options(context.args, 'adfL:I:P:FhsnCiNq', ['dirsfirst', 'noreport', 'gitignore', 'prune'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    level = options.value('L')
    if options.has('L') and (not level.isdigit() or int(level) < 1):
        await context.error('Invalid level, must be greater than 0.')
        return 1
    drawing = _Drawing(context, options, int(level) if options.has('L') else -1)
    for path in options.operands if len(options.operands) > 0 else ['.']:
        status = status_of(context, path)
        if not status.is_folder():
            await context.write(f'{path}  [error opening dir]\n')
            drawing.failed = True
            continue
        drawing.begin(path)
        await context.write(coloured(path, Entry(path, status), drawing.style) + '\n')
        await drawing.folder(path, '', 1)
    if not options.has('noreport'):
        folders = f'{drawing.folders} director{"y" if drawing.folders == 1 else "ies"}'
        files = '' if options.has('d') else f', {drawing.files} file{"" if drawing.files == 1 else "s"}'
        await context.write(f'\n{folders}{files}\n')
    return 2 if drawing.failed else 0


class _Drawing:
    def __init__(self, context: Context, options: Options, level: int) -> None:
        self.context = context
        self.options = options
        self.level = level
        self.folders = 0
        self.files = 0
        self.failed = False
        self.style = Style()
        self.style.colour = (options.has('C') or context.is_terminal()) and not options.has('n')
        self.style.marks = 'all' if options.has('F') else ''
        self._ignored: IgnoreRules | None = None

    def begin(self, path: str) -> None:
        """Loads the ignore files of the repository that contains the folder."""
        if self.options.has('gitignore'):
            system = self.context.system
            root = root_of(self.context.path(path), lambda name: system.mode_of(name) >= 0)
            self._ignored = IgnoreRules(root, lambda name: self._text(name))

    def _text(self, path: str) -> str:
        found = self.context.system.read_file(path)
        return '' if isinstance(found, int) else decode(found)

    def _is_ignored(self, path: str, is_folder: bool) -> bool:
        return self._ignored is not None and self._ignored.leaves_out(self.context.path(path), is_folder)

    def _shown(self, name: str) -> str:
        return with_question_marks(name) if self.context.is_terminal() and not self.options.has('N') else name

    def _entries(self, path: str) -> list[Entry]:
        names = self.context.system.readdir(self.context.path(path))
        found: list[Entry] = []
        for name in [] if isinstance(names, int) else sorted(names):
            if name.startswith('.') and not self.options.has('a') or self._matches('I', name):
                continue
            entry = Entry(name, status_of(self.context, join(path, name), False))
            folder = entry.status.is_folder()
            if self._is_ignored(join(path, name), folder):
                continue
            if not folder and (self.options.has('d') or (self.options.has('P') and not self._matches('P', name))):
                continue
            target = self.context.system.readlink(self.context.path(join(path, name))) if entry.status.is_link() else ''
            entry.target = target if isinstance(target, str) else ''
            found.append(entry)
        if self.options.has('dirsfirst'):
            return [
                *[entry for entry in found if entry.status.is_folder()],
                *[entry for entry in found if not entry.status.is_folder()],
            ]
        return found

    def _matches(self, option: str, name: str) -> bool:
        """`a|b`: any of the patterns."""
        for value in self.options.all_values(option):
            for pattern in value.split('|'):
                if matches(pattern.rstrip('/'), name):
                    return True
        return False

    async def folder(self, path: str, prefix: str, depth: int) -> None:
        await self.context.breathe()
        entries = self._entries(path)
        flat = self.options.has('i')
        for k, entry in enumerate(entries):
            last = k == len(entries) - 1
            inner = join(path, entry.name)
            name = coloured(self._shown(inner if self.options.has('f') else entry.name), entry, self.style)
            if entry.target != '':
                found = Entry(entry.target, status_of(self.context, inner))
                name += f' -> {entry.target}' + (mark(found, self.style.marks) if found.status.error == 0 else '')
            else:
                name += mark(entry, self.style.marks)
            branch = '' if flat else prefix + ('\u2514\u2500\u2500 ' if last else '\u251c\u2500\u2500 ')
            await self.context.write(f'{branch}{self._size(entry)}{name}\n')
            if entry.status.is_folder():
                self.folders += 1
                if self.level < 0 or depth < self.level:
                    await self.folder(inner, prefix + ('    ' if last else '\u2502\u00a0\u00a0 '), depth + 1)
            else:
                self.files += 1

    def _size(self, entry: Entry) -> str:
        if self.options.has('h'):
            return f'[{human(entry.status.size).rjust(4)}]  '
        return f'[{str(entry.status.size).rjust(11)}]  ' if self.options.has('s') else ''
