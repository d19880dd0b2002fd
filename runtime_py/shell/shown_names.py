"""File names for display: characters that a terminal or a page would not draw as themselves are escaped, so that no
name looks like another one.

In the shell's syntax, as GNU's utilities do it: `it's` in double quotes, a line feed as 'a'$'\\n''b'. Must not know
where names are shown."""

from __future__ import annotations

from runtime_py.platform.bytes import encode
from runtime_py.platform.text import code_points, from_code_points, pad_left, to_base
from runtime_py.platform.unseen import is_all_shown, is_shown
from runtime_py.shell.quoting import quoted

_SPECIAL = '!"$&()*;<=>[^`|?\\\' \n\r\t'
_PLAIN_BETWEEN_DOUBLE_QUOTES = "%+,-./:@]_ '"
_NAMED = ['\a', '\\a', '\b', '\\b', '\f', '\\f', '\n', '\\n', '\r', '\\r', '\t', '\\t', '\v', '\\v']


def shown(name: str) -> str:
    """Quoted if a shell would need quotes, or a character isn't drawn as itself."""
    return shown_in_quotes(name) if needs_quotes(name) else name


def needs_quotes(name: str) -> bool:
    return is_special(name) or not is_all_shown(name)


def is_special(name: str) -> bool:
    """Whether it is special to a shell."""
    if name == '' or name in ('{', '}') or name[0] in '#~':
        return True
    for char in name:
        if char in _SPECIAL:
            return True
    return False


def shown_in_quotes(name: str) -> str:
    if "'" in name and _fits_double_quotes(name):
        return f'"{name}"'
    text = "'"
    is_escaping = False
    for code in code_points(name):
        char = from_code_points([code])
        if not is_shown(code):
            text += escape_of(char) if is_escaping else "'$'" + escape_of(char)
            is_escaping = True
        elif char == "'":
            text += "'\\''"
            is_escaping = False
        else:
            text += "''" + char if is_escaping else char
            is_escaping = False
    return text + "'"


def escaped(name: str) -> str:
    """As tar lists names: without quotes, a backslash doubled."""
    text = ''
    for char in name:
        hidden = char < ' ' or char == '\x7f'
        text += '\\\\' if char == '\\' else (escape_of(char) if hidden else char)
    return text


def quoted_unescaped(name: str) -> str:
    """In shell quotes, without escaping hidden characters."""
    return f'"{name}"' if "'" in name and _fits_double_quotes(name) else quoted(name)


def _fits_double_quotes(name: str) -> bool:
    for char in name:
        if not char.isalnum() and char not in _PLAIN_BETWEEN_DOUBLE_QUOTES and ord(char) < 0x80:
            return False
    return is_all_shown(name)


def escape_of(char: str) -> str:
    """The C escape: a letter, or the bytes in octal."""
    if char in _NAMED:
        return _NAMED[_NAMED.index(char) + 1]
    return ''.join(['\\' + pad_left(to_base(octet, 8), 3, '0') for octet in encode(char)])


def in_c(name: str, special: str) -> str:
    """With C escapes only: characters in `special` get a backslash."""
    text = ''
    for code in code_points(name):
        char = from_code_points([code])
        text += '\\' + char if char in special else (char if is_shown(code) else escape_of(char))
    return text


def with_question_marks(name: str) -> str:
    return ''.join([from_code_points([code]) if is_shown(code) else '?' for code in code_points(name)])
