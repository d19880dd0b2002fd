"""What the editor must give back unchanged of a text file: its byte order mark and how its lines end.

In the editor lines end with LF. A file whose lines all end with CRLF (or all with CR) is written that way again. Where
they end in different ways, the CR characters are part of the editor's text. Must not know the editor."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, decode, encode, equal

LF = '\n'
CRLF = '\r\n'
CR = '\r'
MARK = '\ufeff'
LOOKED_AT = 8192  # octets that tell whether it is text, as git does


class FileText:
    """`text` for the editor; `keeps_returns`: whether CR is a character of the text, not the end of a line."""

    def __init__(self, content: str) -> None:
        self._mark = MARK if content.startswith(MARK) else ''
        self._line_end = LF
        body = content[len(self._mark) :]
        rest = body.replace(CRLF, '')
        self.keeps_returns = False
        if LF not in rest and CR not in rest and CRLF in body:
            self._line_end = CRLF
        elif CR in rest and LF not in rest and CRLF not in body:
            self._line_end = CR
        else:
            self.keeps_returns = CR in body
        self.text = body if self._line_end == LF else body.replace(self._line_end, LF)

    def content(self, text: str) -> str:
        """The file's content when the editor's text is this."""
        return self._mark + (text if self._line_end == LF else text.replace(LF, self._line_end))


def read_content(data: Bytes) -> str | None:
    """The content of a text file in UTF-8; None for anything else, which an editor would damage."""
    if 0 in data[:LOOKED_AT]:
        return None
    content = decode(data)
    return content if equal(encode(content), data) else None
