"""Quotes text so that the shell reads it back."""

from __future__ import annotations

_SAFE = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-'


def quoted(text: str) -> str:
    """Always in single quotes."""
    return "'" + text.replace("'", "'\\''") + "'"


def quoted_if_needed(text: str) -> str:
    for char in text:
        if char not in _SAFE:
            return quoted(text)
    return text if text != '' else "''"
