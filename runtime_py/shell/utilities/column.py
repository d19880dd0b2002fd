"""column: text in columns (util-linux): a table with -t, cut at -s and joined by -o; else lines in as many columns as
fit, or row by row with -x."""

from __future__ import annotations

from runtime_py.platform.json import stringify
from runtime_py.platform.text import code_points, parse_int
from runtime_py.platform.widths import char_width
from runtime_py.shell.context import Context
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import failed_on, usage_error

_TAB = 8
_BLANKS = ' \t'


async def main(context: Context) -> int:
    options = parse_options(
        context.args,
        'ts:o:c:xN:LR:Jn:',
        [
            'table',
            'separator=',
            'output-separator=',
            'output-width=',
            'fillrows',
            'table-columns=',
            'keep-empty-lines',
            'table-right=',
            'json',
            'table-name=',
        ],
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    width = parse_int(options.value('c', options.value('output-width', str(context.columns()))), 10)
    if width is None or width < 0:
        return await usage_error(context, 'invalid columns argument')
    lines: list[str] = []
    status = 0
    for name in options.operands if len(options.operands) > 0 else ['-']:
        source = Input(context, name)
        lines.extend(await source.all_lines())
        source.close()
        if source.error != 0:
            await failed_on(context, name, source.error)
            status = 1
    if not options.any(['L', 'keep-empty-lines']):
        lines = [line for line in lines if line.strip() != '']
    if options.any(['t', 'table', 'J', 'json']):
        separators = options.value('s', options.value('separator', ''))
        rows = [_cells(line, separators) for line in lines]
        names = options.value('N', options.value('table-columns'))
        if options.any(['J', 'json']):
            if names == '':
                await context.error('option --table-columns required for --json')
                return 1
            named = names.split(',')
            for k, row in enumerate(rows):
                if len(row) > len(named):
                    await context.error(f'line {k + 1}: for JSON the name of the column {len(named) + 1} is required')
                    return 1
            await context.write(_json(rows, named, options.value('n', options.value('table-name', 'table'))))
            return status
        if names != '':
            rows.insert(0, names.split(','))
        right = [parse_int(one, 10) for one in options.value('R', options.value('table-right')).split(',')]
        text = _table(rows, options.value('o', options.value('output-separator', '  ')), right)
    else:
        text = _columns(lines, width, options.any(['x', 'fillrows']))
    await context.write(text)
    return status


def width_of(text: str) -> int:
    return sum([char_width(code) for code in code_points(text)])


def _cells(line: str, separators: str) -> list[str]:
    """Each given separator ends a cell; if none is given, runs of blanks do."""
    if separators == '':
        return line.split()
    cells: list[str] = []
    start = 0
    for k in range(len(line)):
        if line[k] in separators:
            cells.append(line[start:k])
            start = k + 1
    cells.append(line[start:])
    return cells


def _blanks(count: int) -> str:
    return ''.join([' ' for _ in range(count)])


def _table(rows: list[list[str]], between: str, right: list[int | None]) -> str:
    widths: list[int] = []
    for row in rows:
        for k, cell in enumerate(row):
            if k >= len(widths):
                widths.append(0)
            widths[k] = max(widths[k], width_of(cell))
    text = ''
    for row in rows:
        for k, width in enumerate(widths):
            cell = row[k] if k < len(row) else ''
            blanks = _blanks(width - width_of(cell))
            is_last = k == len(widths) - 1
            text += (blanks + cell) if (k + 1) in right else cell + ('' if is_last else blanks)
            text += '' if is_last else between
        text += '\n'
    return text


def _json(rows: list[list[str]], names: list[str], table: str) -> str:
    """As util-linux lays it out; what a row lacks is null."""
    shown: list[str] = []
    for row in rows:
        cells = [stringify(row[k]) if k < len(row) else 'null' for k in range(len(names))]
        pairs = [f'         {stringify(name)}: {cells[k]}' for k, name in enumerate(names)]
        shown.append('{\n' + ',\n'.join(pairs) + '\n      }')
    return '{\n   ' + stringify(table) + ': [\n      ' + ','.join(shown) + '\n   ]\n}\n'


def _columns(lines: list[str], width: int, by_rows: bool) -> str:
    """Columns are as wide as the longest line, rounded up to the next tab stop."""
    if len(lines) == 0:
        return ''
    cell = (max([width_of(line) for line in lines]) // _TAB + 1) * _TAB
    count = max(1, width // cell)
    height = (len(lines) + count - 1) // count
    text = ''
    for row in range(height):
        places = [row * count + k for k in range(count)] if by_rows else [row + k * height for k in range(count)]
        shown = [lines[place] for place in places if place < len(lines)]
        for k, line in enumerate(shown):
            tabs = (cell - width_of(line) + _TAB - 1) // _TAB if k < len(shown) - 1 else 0
            text += line + ''.join(['\t' for _ in range(tabs)])
        text += '\n'
    return text
