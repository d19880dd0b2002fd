"""expand: converts tabs to spaces. unexpand: converts spaces to tabs."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.text import repeat
from runtime_py.shell.context import Context
from runtime_py.shell.support.input import change_lines
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import usage_error


class TabStops:
    """`8`: every eight columns; `4,10,20`: at these columns, then single spaces."""

    def __init__(self, text: str) -> None:
        parts = [part for part in text.replace(' ', ',').split(',') if part != '']
        self.valid = len(parts) > 0 and all([part.isdigit() and int(part) > 0 for part in parts])
        self.stops = [int(part) for part in parts] if self.valid else [8]

    def next(self, column: int) -> int:
        if len(self.stops) == 1:
            return (column // self.stops[0] + 1) * self.stops[0]
        for stop in self.stops:
            if stop > column:
                return stop
        return column + 1


async def main(context: Context) -> int:
    return await _each_line(context, False)


async def unexpand(context: Context) -> int:
    return await _each_line(context, True)


async def _each_line(context: Context, backwards: bool) -> int:
    args = [f'-t{arg[1:]}' if len(arg) > 1 and arg[0] == '-' and arg[1].isdigit() else arg for arg in context.args]
    options = parse_options(args, 't:ia', ['tabs=', 'initial', 'all', 'first-only'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    stops = TabStops(options.value('t', options.value('tabs', '8')))
    if not stops.valid:
        await context.error(f"tab size contains invalid character(s): '{options.value('t', options.value('tabs'))}'")
        return 1
    everywhere = _everywhere(options)
    initial = options.any(['i', 'initial'])
    return await change_lines(
        context,
        options.operands,
        lambda line: _with_tabs(line, stops, everywhere) if backwards else _without_tabs(line, stops, initial),
    )


def _everywhere(options: Options) -> bool:
    return options.any(['a', 'all', 't', 'tabs']) and not options.has('first-only')


def _without_tabs(line: str, stops: TabStops, initial: bool) -> str:
    text = ''
    column = 0
    leading = True
    for char in line:
        if char == '\t' and (leading or not initial):
            after = stops.next(column)
            text += repeat(' ', after - column)
            column = after
            continue
        leading = leading and char == ' '
        text += char
        column += 1
    return text


def _with_tabs(line: str, stops: TabStops, everywhere: bool) -> str:
    text = ''
    column = 0
    pending = ''  # blanks that may become tabs
    leading = True
    for char in line:
        if char in ' \t' and (leading or everywhere):
            pending += char
            column = stops.next(column) if char == '\t' else column + 1
            if char == '\t' or stops.next(column - 1) == column:
                # a single space before a tab stop stays a space
                pending = (
                    pending if pending == ' ' and char == ' ' and not leading else '\t' if len(pending) > 0 else ''
                )
                text += pending
                pending = ''
            continue
        text += pending + char
        pending = ''
        leading = False
        column += 1
    return text + pending


COMMANDS: list[Any] = [['expand', main], ['unexpand', unexpand]]
