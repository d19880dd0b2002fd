"""The form of a document's lines: their length, and tables that rewrapping has broken.

A row of a table is one line, however long, and an address can't be broken."""

import re
from collections.abc import Iterator

LONGEST = 120  # characters, as docs/STYLE.md says
_ROW = re.compile(r'\s*\|')
_RULE_INSIDE = re.compile(r'\|\s*\|:?-{2,}')  # the rule below a table's head isn't a line of its own
_ADDRESS = re.compile(r'https?://\S{60,}')


def problems(text: str) -> Iterator[tuple[int, str]]:
    """(line number, what is wrong)."""
    for number, line in enumerate(text.split('\n'), 1):
        if _RULE_INSIDE.search(line):
            yield number, 'a table whose rows are joined'
        elif len(line) > LONGEST and not _ROW.match(line) and not _ADDRESS.search(line):
            yield number, f'{len(line)} characters, more than {LONGEST}'
