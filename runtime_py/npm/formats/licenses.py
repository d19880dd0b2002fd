"""License expressions of SPDX: `MIT`, `(MIT OR Apache-2.0+) AND GPL-2.0-only WITH Classpath-exception-2.0`. Pure."""

from __future__ import annotations

from runtime_py.npm.formats.license_ids import EXCEPTIONS, LICENSES
from runtime_py.platform.regexp import compile

SINGLE = 'single'
COMPOUND = 'compound'
_ID = compile('^[A-Za-z0-9.-]+')
_WORDS = ['WITH', 'AND', 'OR', '(', ')', ':', '+']


class _Token:
    def __init__(self, kind: str, text: str) -> None:
        self.kind = kind
        self.text = text


class License:
    """`kind`: SINGLE, COMPOUND, or '' for anything that isn't an expression; `id` of a single one."""

    def __init__(self, kind: str, id: str) -> None:
        self.kind = kind
        self.id = id


def parse_license(text: str) -> License:
    tokens = _scan(text)
    if tokens is None or len(tokens) == 0:
        return License('', '')
    parser = _Parser(tokens)
    found = parser.expression(True)
    return License('', '') if found is None or parser.at < len(tokens) else found


def _scan(text: str) -> list[_Token] | None:
    out: list[_Token] = []
    at = 0
    while at < len(text):
        if text[at] == ' ':
            at += 1
            continue
        token = _token(text, at)
        if token is None:
            return None
        out.append(token)
        at += len(token.text)
    return out


def _token(text: str, at: int) -> _Token | None:
    rest = text[at:]
    for word in _WORDS:
        if rest.upper().startswith(word):
            return None if word == '+' and text[at - 1 : at] == ' ' else _Token(word, rest[: len(word)])
    for prefix in ['DocumentRef-', 'LicenseRef-']:
        if rest.startswith(prefix):
            name = _ID.exec(rest[len(prefix) :])
            return None if name is None else _Token(prefix, prefix + rest[len(prefix) : len(prefix) + name.end])
    found = _ID.exec(rest)
    word = '' if found is None else rest[: found.end]
    if LICENSES.has(word):
        return _Token('license', word)
    return _Token('exception', word) if EXCEPTIONS.has(word) else None


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def _take(self, kind: str) -> _Token | None:
        if self.at < len(self.tokens) and self.tokens[self.at].kind == kind:
            self.at += 1
            return self.tokens[self.at - 1]
        return None

    def expression(self, is_outer: bool) -> License | None:
        """OR binds weaker than AND; both to the right."""
        left = self.expression(False) if is_outer else self._atom()
        if left is None or self._take('OR' if is_outer else 'AND') is None:
            return left
        return None if self.expression(is_outer) is None else License(COMPOUND, '')

    def _atom(self) -> License | None:
        if self._take('(') is not None:
            inner = self.expression(True)
            return inner if self._take(')') is not None else None
        document = self._take('DocumentRef-')
        if document is not None and self._take(':') is None:
            return None
        reference = self._take('LicenseRef-')
        if reference is not None:
            return License(SINGLE, ('' if document is None else document.text + ':') + reference.text)
        found = self._take('license') if document is None else None
        if found is None:
            return None
        self._take('+')
        if self._take('WITH') is not None and self._take('exception') is None:
            return None
        return License(SINGLE, found.text)
