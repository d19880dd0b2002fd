"""$'...' with backslash escapes (POSIX 2024 XCU 2.2.4, bash)."""

from __future__ import annotations

from runtime_py.platform.octets import octet_text

_LETTERS = 'abeEfnrtv\\\'"?'
_VALUES = '\a\b\x1b\x1b\f\n\r\t\v\\\'"?'
_HEXADECIMAL = '0123456789abcdef'
_OCTAL = '01234567'
_MOST_CODE = 0x10FFFF


class DollarQuoted:
    """Reads from after the opening quote. `end` is after the closing one, -1 when there is none."""

    def __init__(self, source: str, at: int) -> None:
        self._source = source
        self._at = at
        self.text = ''
        self.end = -1
        while self._char() != "'":
            char = self._char()
            if char == '':
                return
            self._at += 1
            self.text += self._escape() if char == '\\' else char
        self.end = self._at + 1
        zero = self.text.find('\0')
        if zero >= 0:
            self.text = self.text[:zero]  # a word can't contain the byte 0: it ends there, as in C

    def _char(self) -> str:
        return self._source[self._at : self._at + 1]

    def _escape(self) -> str:
        char = self._char()
        self._at += 1
        simple = _LETTERS.find(char)
        if char != '' and simple >= 0:
            return _VALUES[simple]
        if char == 'x':
            return octet_text(self._code(_HEXADECIMAL, 2))
        if char == 'u' or char == 'U':
            return chr(min(self._code(_HEXADECIMAL, 4 if char == 'u' else 8), _MOST_CODE))
        if '0' <= char <= '7':
            self._at -= 1
            return octet_text(self._code(_OCTAL, 3) % 256)
        if char == 'c' and self._char() != '':
            self._at += 1
            return chr(ord(self._source[self._at - 1].upper()) % 32)
        return '\\' + char

    def _code(self, digits: str, most: int) -> int:
        value = 0
        for _ in range(most):
            digit = digits.find(self._char().lower()) if self._char() != '' else -1
            if digit < 0:
                break
            value = value * len(digits) + digit
            self._at += 1
        return value
