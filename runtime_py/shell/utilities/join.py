"""join: joins the lines of two sorted files on a common field (POSIX XCU join, GNU's -i and --header)."""

from __future__ import annotations

from runtime_py.platform.text import compare, parse_int
from runtime_py.shell.context import Context
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import failed_on, usage_error


class _JoinProblem(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class _Line:
    def __init__(self, fields: list[str], key: str) -> None:
        self.fields = fields
        self.key = key


class _Form:
    """How lines are split and written. `places` of -o: [file, field]; 0 is the key."""

    def __init__(self, options: Options) -> None:
        self.separator = options.value('t')
        self.folds = options.any(['i', 'ignore-case'])
        self.empty = options.value('e')
        both = options.value('j')
        self.fields = [
            _number(options.value('1', both if both != '' else '1')),
            _number(options.value('2', both if both != '' else '1')),
        ]
        self.places: list[list[int]] = []
        self.as_first = False  # -o auto: all lines have the fields of the first ones
        self.counts = [0, 0]
        for word in ' '.join(options.all_values('o')).replace(',', ' ').split():
            if word == 'auto':
                self.as_first = True
                continue
            file, _dot, field = word.partition('.')
            if word != '0' and file not in ('1', '2'):
                raise _JoinProblem(f"invalid field specifier: '{word}'")
            self.places.append([0, 0] if word == '0' else [int(file), _number(field)])

    def line(self, text: str, file: int) -> _Line:
        if self.separator != '':
            fields = text.split(self.separator)
        else:
            fields = text.replace('\t', ' ').split()
        place = self.fields[file]
        key = fields[place - 1] if place <= len(fields) else ''
        return _Line(fields, key)

    def order(self, a: _Line, b: _Line) -> int:
        return compare(a.key.lower(), b.key.lower()) if self.folds else compare(a.key, b.key)

    def joined(self, first: _Line | None, second: _Line | None) -> str:
        sides = [first, second]
        key = first.key if first is not None else (second.key if second is not None else '')
        found: list[str] = []
        if len(self.places) > 0:
            for file, place in self.places:
                side = sides[file - 1] if file > 0 else None
                value = (
                    key
                    if file == 0
                    else (side.fields[place - 1] if side is not None and place <= len(side.fields) else '')
                )
                found.append(self.empty if value == '' else value)
        else:
            found.append(key)
            for file, side in enumerate(sides):
                if self.as_first:
                    given = [] if side is None else side.fields
                    others = [k for k in range(self.counts[file]) if k != self.fields[file] - 1]
                    found.extend([given[k] if k < len(given) and given[k] != '' else self.empty for k in others])
                elif side is not None:
                    found.extend(
                        [
                            field if field != '' else self.empty
                            for k, field in enumerate(side.fields)
                            if k != self.fields[file] - 1
                        ]
                    )
        return (' ' if self.separator == '' else self.separator).join(found) + '\n'


def _number(text: str) -> int:
    value = parse_int(text, 10)
    if value is None or value < 1:
        raise _JoinProblem(f"invalid field number: '{text}'")
    return value


async def main(context: Context) -> int:
    options = parse_options(
        context.args, 'a:e:ij:o:t:v:1:2:', ['ignore-case', 'header', 'check-order', 'nocheck-order']
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    names = options.operands
    if len(names) != 2:
        problem = (
            'missing operand'
            if len(names) == 0
            else (f"missing operand after '{names[0]}'" if len(names) == 1 else f"extra operand '{names[2]}'")
        )
        return await usage_error(context, problem)
    try:
        form = _Form(options)
    except _JoinProblem as problem:
        await context.error(problem.message)
        return 1
    files: list[list[_Line]] = []
    for k, name in enumerate(names):
        source = Input(context, name)
        lines = await source.all_lines()
        files.append([form.line(text, k) for text in lines])
        source.close()
        if source.error != 0:
            await failed_on(context, name, source.error)
            return 1
        form.counts[k] = len(files[k][0].fields) if len(files[k]) > 0 else 0
    return await _join(context, options, form, files, names)


async def _join(context: Context, options: Options, form: _Form, files: list[list[_Line]], names: list[str]) -> int:
    first, second = files[0], files[1]
    alone = [*options.all_values('a'), *options.all_values('v')]
    pairs = not options.has('v')
    i = 0
    j = 0
    if options.has('header') and len(first) > 0 and len(second) > 0:
        await context.write(form.joined(first[0], second[0]))
        i = 1
        j = 1
    starts = [i, j]
    unpaired = False
    while i < len(first) or j < len(second):
        order = 1 if i >= len(first) else (-1 if j >= len(second) else form.order(first[i], second[j]))
        if order == 0:
            end_i = _same(form, first, i)
            end_j = _same(form, second, j)
            if pairs:
                for left in first[i:end_i]:
                    for right in second[j:end_j]:
                        await context.write(form.joined(left, right))
            i = end_i
            j = end_j
        else:
            unpaired = True
            if ('1' if order < 0 else '2') in alone:
                await context.write(form.joined(first[i], None) if order < 0 else form.joined(None, second[j]))
            i += 1 if order < 0 else 0
            j += 1 if order > 0 else 0
    return (
        await _check_order(context, options, form, files, names, starts)
        if unpaired or options.has('check-order')
        else 0
    )


def _same(form: _Form, lines: list[_Line], start: int) -> int:
    """The index after the lines with the same key."""
    k = start + 1
    while k < len(lines) and form.order(lines[start], lines[k]) == 0:
        k += 1
    return k


async def _check_order(
    context: Context, options: Options, form: _Form, files: list[list[_Line]], names: list[str], starts: list[int]
) -> int:
    if options.has('nocheck-order'):
        return 0
    status = 0
    for number, lines in enumerate(files):
        for k in range(starts[number] + 1, len(lines)):
            if form.order(lines[k - 1], lines[k]) > 0:
                await context.error(f'{names[number]}:{k + 1}: is not sorted: ' + ' '.join(lines[k].fields))
                status = 1
                break
    if status != 0:
        await context.error('input is not in sorted order')
    return status
