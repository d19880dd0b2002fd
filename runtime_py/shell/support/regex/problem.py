"""Errors in patterns, in the GNU C library's words (regerror(3))."""

from __future__ import annotations


class PatternProblem(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
