"""The ways in which bash quotes values that it prints: ${x@Q}, `printf %q`, `declare -p`. Pure."""

from __future__ import annotations

from runtime_py.platform.octets import to_bytes
from runtime_py.platform.text import pad_left, to_base
from runtime_py.shell.quoting import quoted

_ESCAPED = "\x07\b\x1b\f\n\r\t\v\\'"
_LETTERS = "abEfnrtv\\'"
# characters before which `printf %q` writes a backslash
_SPECIAL = ' \t\n"\\\'|&;()<>!{}*[]?^$`,'


def is_control(char: str) -> bool:
    return char < ' ' or char == '\x7f'


def has_control(text: str) -> bool:
    """Whether it has characters that only $'...' shows, among them octets that are no text."""
    for char in text:
        if is_control(char) or 0xDC80 <= ord(char) <= 0xDCFF:
            return True
    return False


def dollar_quoted(text: str) -> str:
    """$'...'"""
    made = ''
    for char in text:
        at = _ESCAPED.find(char)
        if at >= 0:
            made += '\\' + _LETTERS[at]
        elif is_control(char):
            made += '\\' + pad_left(to_base(ord(char), 8), 3, '0')
        elif 0xDC80 <= ord(char) <= 0xDCFF:
            made += ''.join(['\\' + pad_left(to_base(octet, 8), 3, '0') for octet in to_bytes(char)])
        else:
            made += char
    return f"$'{made}'"


def shell_quoted(text: str) -> str:
    """As ${x@Q}, `set` and `alias` print."""
    return dollar_quoted(text) if has_control(text) else quoted(text)


def set_quoted(text: str) -> str:
    """As `set` prints a value: quoted only if needed."""
    if text == '':
        return ''
    if text == "'":
        return "\\'"
    for k, char in enumerate(text):
        if char in ' \t\n"\\\'|&;()<>!{}*[]?^$`' or is_control(char) or (char in '~#' and k == 0):
            return shell_quoted(text)
    return text


def backslashed(text: str) -> str:
    """As `printf %q`."""
    if text == '':
        return "''"
    if has_control(text):
        return dollar_quoted(text)
    made = ''
    for k, char in enumerate(text):
        made += '\\' + char if char in _SPECIAL or (k == 0 and char in '~#') else char
    return made


def double_quoted(text: str) -> str:
    """As `declare -p`."""
    if has_control(text):
        return dollar_quoted(text)
    return '"' + ''.join(['\\' + char if char in '"\\$`' else char for char in text]) + '"'


def key_quoted(key: str) -> str:
    """A key of an associative array, as `declare -p` prints it."""
    if has_control(key):
        return dollar_quoted(key)
    for char in key:
        if char in ' \t"\\\'|&;()<>!{}*[]?^$`~#@':
            return double_quoted(key)
    return key if key != '' else '""'


def traced(word: str) -> str:
    """A word as `set -x` shows it."""
    if word == '':
        return "''"
    for k, char in enumerate(word):
        if char in ' \t\n"\\\'|&;()<>!{}*[]?^$`' or is_control(char) or (k == 0 and char in '~#'):
            return quoted(word) if not has_control(word.replace('\n', '').replace('\t', '')) else dollar_quoted(word)
    return word


def traced_assignment(pair: str) -> str:
    """name=value: only the value is quoted, and no list is."""
    name, _, value = pair.partition('=')
    return pair if value == '' or value.startswith('(') else f'{name}={traced(value)}'
