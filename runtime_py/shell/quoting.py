"""Quotes text so that the shell reads it back."""

from __future__ import annotations

_SAFE = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-'


def quoted_in_dash(text: str) -> str:
    """As dash prints values: single quotes, and those in the text in double quotes."""
    found = ''
    while True:
        plain = text.partition("'")[0]
        found += f"'{plain}'"
        rest = text[len(plain) :].lstrip("'")
        many = len(text) - len(plain) - len(rest)
        if many > 0:
            found += '"' + text[len(plain) : len(plain) + many] + '"'
        if rest == '':
            return found
        text = rest


def quoted(text: str) -> str:
    """Always in single quotes."""
    return "'" + text.replace("'", "'\\''") + "'"


def quoted_if_needed(text: str) -> str:
    for char in text:
        if char not in _SAFE:
            return quoted(text)
    return text if text != '' else "''"
