"""uniq: merges adjacent equal lines."""

from __future__ import annotations

from runtime_py.platform.octets import to_bytes
from runtime_py.platform.text import pad_left
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import failed_on, usage_error
from runtime_py.vfs.flags import O_CREAT, O_TRUNC, O_WRONLY

_LONG_NAMES = [
    'count',
    'repeated',
    'unique',
    'ignore-case',
    'skip-fields=',
    'skip-chars=',
    'check-chars=',
    'all-repeated',
    'all-repeated=',
    'zero-terminated',
    'group',
    'group=',
]
_SEPARATING = ['prepend', 'append', 'separate', 'both']
_REPEATED_SEPARATING = ['none', 'prepend', 'separate']
_WRITE_NEW = O_WRONLY | O_CREAT | O_TRUNC


class _Groups:
    """Groups equal lines and produces the output."""

    def __init__(self, options: Options) -> None:
        self.counted = options.any(['c', 'count'])
        self.repeated = options.any(['d', 'repeated'])
        self.unique = options.any(['u', 'unique'])
        self.all_repeated = options.any(['D', 'all-repeated'])
        self.fold = options.any(['i', 'ignore-case'])
        self.fields = int(options.value('f', options.value('skip-fields', '0')))
        self.skipped = int(options.value('s', options.value('skip-chars', '0')))
        self.most = int(options.value('w', options.value('check-chars', '-1')))
        self.end = '\0' if options.any(['z', 'zero-terminated']) else '\n'
        if options.has('group'):
            self.separating = options.value('group') or 'separate'
        else:  # of --all-repeated=METHOD, where 'none' is the default
            method = options.value('all-repeated')
            self.separating = '' if method == 'none' else method
        self._is_first = True
        self._key = ''
        self._lines: list[str] = []
        self._count = 0

    def _key_of(self, line: str) -> str:
        at = 0
        for _ in range(self.fields):
            while at < len(line) and line[at] in ' \t':
                at += 1
            while at < len(line) and line[at] not in ' \t':
                at += 1
        key = line[at + self.skipped :]
        if self.most >= 0:
            key = key[: self.most]
        return key.lower() if self.fold else key

    def take(self, line: str) -> str:
        """The output that is ready."""
        key = self._key_of(line)
        if self._count > 0 and key == self._key:
            self._count += 1
            if self.all_repeated or self.separating != '':
                self._lines.append(line)
            return ''
        text = self.finish()
        self._key = key
        self._lines = [line]
        self._count = 1
        return text

    def finish(self) -> str:
        if self._count == 0:
            return ''
        if self.separating != '':
            return self._group() if self._count > 1 or not self.all_repeated else ''
        if self.all_repeated:
            return ''.join([line + self.end for line in self._lines]) if self._count > 1 else ''
        if (self.repeated and self._count == 1) or (self.unique and self._count > 1):
            return ''
        prefix = pad_left(str(self._count), 7, ' ') + ' ' if self.counted else ''
        return prefix + self._lines[0] + self.end

    def _group(self) -> str:
        """All lines, with an empty one between groups, or where --group=METHOD puts it."""
        before = (
            self.separating in ('prepend', 'both')
            and (self.separating == 'prepend' or self._is_first)
            or (self.separating == 'separate' and not self._is_first)
        )
        self._is_first = False
        text = ''.join([line + self.end for line in self._lines])
        return (self.end if before else '') + text + (self.end if self.separating in ('append', 'both') else '')


async def main(context: Context) -> int:
    options = parse_options(context.args, 'cduDif:s:w:z', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) > 2:
        return await usage_error(context, f"extra operand '{options.operands[2]}'")
    for letter, name, what in [
        ['f', 'skip-fields', 'number of fields to skip'],
        ['s', 'skip-chars', 'number of bytes to skip'],
        ['w', 'check-chars', 'number of bytes to compare'],
    ]:
        given = options.value(letter, options.value(name, '0'))
        if not given.isdigit():
            await context.error(f'{given}: invalid {what}')
            return 1
    groups = _Groups(options)
    if groups.counted and groups.all_repeated:
        return await usage_error(context, 'printing all duplicated lines and repeat counts is meaningless')
    if groups.all_repeated and not options.has('group'):
        if groups.separating not in ('', *_REPEATED_SEPARATING):
            return await _wrong_method(context, groups.separating, 'all-repeated', _REPEATED_SEPARATING)
    elif groups.separating != '':
        if groups.separating not in _SEPARATING:
            return await _wrong_method(context, groups.separating, 'group', _SEPARATING)
        if options.any(['c', 'count', 'd', 'repeated', 'D', 'all-repeated', 'u', 'unique']):
            return await usage_error(context, '--group is mutually exclusive with -c/-d/-D/-u')
    target = -1
    if len(options.operands) == 2:
        target = context.system.open(context.path(options.operands[1]), _WRITE_NEW, 0o666)
        if target < 0:
            await context.error(f'{options.operands[1]}: {strerror(-target)}')
            return 1
    source = Input(context, options.operands[0] if len(options.operands) > 0 else '-')
    batch = await source.lines(ord(groups.end))
    while len(batch) > 0:
        text = ''
        for line in batch:
            text += groups.take(line)
        await _write(context, target, text)
        batch = await source.lines(ord(groups.end))
    await _write(context, target, groups.finish())
    source.close()
    if target >= 0:
        context.system.close(target)
    if source.error != 0:
        await failed_on(context, source.name, source.error)
        return 1
    return 0


async def _wrong_method(context: Context, method: str, option: str, valid: list[str]) -> int:
    names = ''.join([f"\n  - '{name}'" for name in valid])
    return await usage_error(context, f"invalid argument '{method}' for '--{option}'\nValid arguments are:{names}")


async def _write(context: Context, target: int, text: str) -> None:
    data = to_bytes(text)
    if target >= 0:
        await context.system.write_async(target, data, 0, len(data))
    else:
        await context.write_bytes(data)
