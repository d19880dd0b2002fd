"""Character classes as the inside of a host bracket: [[:alpha:]], \\w and the like. Letters are Latin, Greek, Cyrillic,
Hebrew, Arabic, kana, Han and Hangul: whole blocks, not Unicode's exact lists, which differ between the two hosts."""

from __future__ import annotations

_OTHER_LOWER = '\\u00b5\\u00df-\\u00f6\\u00f8-\\u00ff\\u03ac-\\u03ce\\u0430-\\u045f'
_OTHER_UPPER = '\\u00c0-\\u00d6\\u00d8-\\u00de\\u0386-\\u03ab\\u0400-\\u042f'
_OTHER_LETTERS = (
    '\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02c1\\u0370-\\u0373\\u0376-\\u037d\\u0386-\\u0481\\u048a-\\u0587'
    '\\u05d0-\\u05ea\\u0620-\\u064a\\u1e00-\\u1fff\\u3041-\\u3096\\u30a1-\\u30fa\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3'
)
WORD = 'A-Za-z0-9_' + _OTHER_LETTERS
SPACE = ' \\t\\n\\r\\v\\f'
_PUNCTUATION = '!-\\/:-@\\[-`\\{-~'


def class_body(name: str) -> str:
    """'' for an unknown name."""
    if name == 'alpha':
        return 'A-Za-z' + _OTHER_LETTERS
    if name == 'digit':
        return '0-9'
    if name == 'alnum':
        return 'A-Za-z0-9' + _OTHER_LETTERS
    if name == 'upper':
        return 'A-Z' + _OTHER_UPPER
    if name == 'lower':
        return 'a-z' + _OTHER_LOWER
    if name == 'space':
        return SPACE
    if name == 'blank':
        return ' \\t'
    if name == 'punct':
        return _PUNCTUATION
    if name == 'xdigit':
        return '0-9A-Fa-f'
    if name == 'cntrl':
        return '\\x00-\\x1f\\x7f'
    if name == 'print':
        return ' -~\\u00a0-\\ud7ff\\ue000-\\uffff'
    return '!-~\\u00a1-\\ud7ff\\ue000-\\uffff' if name == 'graph' else ''
