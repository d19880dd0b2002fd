"""The form of a document's lines: their length, and tables that rewrapping has broken or whose rows have other cells.

A row of a table is one line, however long, and an address can't be broken."""

import re
from collections.abc import Iterator

LONGEST = 120  # characters, as docs/STYLE.md says
_ROW = re.compile(r'\s*\|')
_RULE_INSIDE = re.compile(r'\|\s*\|:?-{2,}')  # the rule below a table's head isn't a line of its own
_BAR = re.compile(r'(?<!\\)\|')
_ADDRESS = re.compile(r'https?://\S{60,}')


def problems(text: str) -> Iterator[tuple[int, str]]:
    """(line number, what is wrong)."""
    cells = 0  # of the table's head
    is_code = False
    for number, line in enumerate(text.split('\n'), 1):
        is_code = is_code != line.lstrip().startswith('```')
        found = len(_BAR.findall(line)) - 1 if _ROW.match(line) and not is_code else 0
        cells = found if cells == 0 or found == 0 else cells
        if found != cells:
            yield number, f'{found} cells in a table with {cells}'
        if _RULE_INSIDE.search(line):
            yield number, 'a table whose rows are joined'
        elif len(line) > LONGEST and not _ROW.match(line) and not _ADDRESS.search(line):
            yield number, f'{len(line)} characters, more than {LONGEST}'
