"""Here-documents that wait for their text (POSIX XCU 2.7.4), and how their delimiters and lines are read."""

from __future__ import annotations

from runtime_py.shell.ast import Redirection


class HereDocument:
    def __init__(self, redirection: Redirection, end: str, strip_tabs: bool, quoted: bool) -> None:
        self.redirection = redirection
        self.end = end
        self.strip_tabs = strip_tabs
        self.quoted = quoted


def without_quotes(written: str) -> str:
    """A word as written, with its quotes removed and nothing expanded."""
    text = ''
    quote = ''
    k = 0
    while k < len(written):
        char = written[k]
        if char == quote:
            quote = ''
        elif quote == '' and (char == '"' or char == "'"):
            quote = char
        elif char == '\\' and quote != "'" and k + 1 < len(written) and (quote == '' or written[k + 1] in '$`"\\'):
            k += 1
            text += written[k]
        else:
            text += char
        k += 1
    return text


def ends_in_backslash(line: str) -> bool:
    """Whether the following newline is quoted."""
    return (len(line) - len(line.rstrip('\\'))) % 2 == 1
