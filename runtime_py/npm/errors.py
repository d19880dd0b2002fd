"""The one kind of error that npm shows to people: a code and lines of text. The code is explained where it is
raised."""

from __future__ import annotations


class NpmError(Exception):
    """`code` is npm's (E404, ERESOLVE, ...); `message` may have several lines; `path` is the file in question, if
    any."""

    def __init__(self, code: str, message: str, path: str = '') -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.path = path
