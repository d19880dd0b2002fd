"""Lines and columns of places in a text, for the few nodes of a tree that need them: a parser that notes them for every
node takes twice the time and memory."""

from __future__ import annotations

_LINE_END = js_regexp('\\r\\n?|[\\n\\u2028\\u2029]', 'g')


def place_nodes(code: str, nodes: list) -> None:
    """Gives each node `loc`, as acorn does with `locations`."""
    end = 0
    for node in nodes:
        end = Math.max(end, node.end)
    starts = line_starts(code[0:end])
    for node in nodes:
        node.loc = {'start': place(starts, node.start), 'end': place(starts, node.end)}


def line_starts(code: str) -> list:
    starts = [0]
    for found in code.matchAll(_LINE_END):
        starts.push(found.index + found[0].length)
    return starts


def line_text(code: str, line: int) -> str:
    return code.split(_LINE_END)[line - 1]


def place(starts: list, offset: int) -> object:
    """`line` counts from 1, `column` from 0."""
    low = 0
    high = starts.length
    while high - low > 1:
        middle = (low + high) // 2
        if starts[middle] <= offset:
            low = middle
        else:
            high = middle
    return {'line': low + 1, 'column': offset - starts[low]}
