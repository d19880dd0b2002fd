"""Here-documents that wait for their text (POSIX XCU 2.7.4), and how their delimiters and lines are read."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.ast import DoubleQuoted, Literal, Redirection, Word


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


def read_documents(lexer: Any) -> None:
    """The texts of the documents that wait: the lexer is at the begin of a line."""
    pending = lexer.pending
    lexer.pending = []
    for document in pending:
        text = _text(lexer, document)
        redirection = document.redirection
        redirection.document = text
        redirection.marker = document.end
        part = Literal(text, True) if document.quoted else DoubleQuoted(lexer.document_parts(text))
        redirection.word = Word([part], lexer.line)


def _text(lexer: Any, document: HereDocument) -> str:
    text = ''
    while not lexer.at_end():
        line = _line(lexer)
        line = line.lstrip('\t') if document.strip_tabs else line
        if lexer.bash:
            line = _joined(lexer, document, line)
        if line == document.end:
            return text
        text += _joined(lexer, document, line) + '\n'  # in dash a joined line can't be the delimiter
    if not lexer.ends_documents:
        raise lexer.fail(f'here-document without its end marker "{document.end}"', True)
    return text


def _joined(lexer: Any, document: HereDocument, line: str) -> str:
    """With the lines after it, while a backslash continues it."""
    while not document.quoted and ends_in_backslash(line) and not lexer.at_end():
        line = line[:-1] + _line(lexer)
    return line


def _line(lexer: Any) -> str:
    end = lexer.source.find('\n', lexer.at)
    line: str = lexer.source[lexer.at :] if end < 0 else lexer.source[lexer.at : end]
    lexer.at = len(lexer.source) if end < 0 else end + 1
    lexer.line += 1
    return line
