"""The one kind of error that npm shows to people: a code and lines of text. What the code is for is said where it is raised."""
from __future__ import annotations


class NpmError(Exception):
    """`code` as npm's own (E404, ERESOLVE, ...); `message` may have several lines; `path` where a file is to blame."""

    def __init__(self, code: str, message: str, path: str = '') -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.path = path
