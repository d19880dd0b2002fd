"""Patterns of pathname expansion and case (POSIX XCU 2.13): * ? [...] with ranges, classes and negation.

A pattern is text in which a backslash quotes the next character; expansion puts one before every quoted character."""

from __future__ import annotations

from runtime_py.platform.text import unit_count

_CLASSES = ['alpha', 'digit', 'alnum', 'upper', 'lower', 'space', 'blank', 'punct', 'xdigit', 'cntrl', 'graph', 'print']


def has_magic(pattern: str) -> bool:
    """Whether it can match anything but itself."""
    k = 0
    while k < len(pattern):
        if pattern[k] == '\\':
            k += 1
        elif pattern[k] in '*?' or (pattern[k] == '[' and bracket_end(pattern, k) > 0):
            return True
        k += 1
    return False


def unquote(pattern: str) -> str:
    """The text that a pattern without magic matches."""
    text = ''
    k = 0
    while k < len(pattern):
        if pattern[k] == '\\' and k + 1 < len(pattern):
            k += 1
        text += pattern[k]
        k += 1
    return text


def quote(text: str) -> str:
    """A pattern that matches only this text."""
    quoted = ''
    for char in text:
        quoted += '\\' + char if char in '*?[]\\-!^&()|' else char
    return quoted


def quote_regexp(text: str) -> str:
    """A regular expression that matches only this text."""
    quoted = ''
    for char in text:
        quoted += '\\' + char if char in '*?[]\\^$.+(){}|' else char
    return quoted


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text matches. Greedy with one backtracking point: linear in practice, never exponential."""
    p = 0
    t = 0
    star = -1
    mark = 0
    while t < len(text):
        size = unit_count(text, t)
        after = match_one(pattern, p, text[t : t + size]) if p < len(pattern) and pattern[p] != '*' else -1
        if after >= 0:
            p = after
            t += size
        elif p < len(pattern) and pattern[p] == '*':
            star = p
            mark = t
            p += 1
        elif star >= 0:
            mark += unit_count(text, mark)
            t = mark
            p = star + 1
        else:
            return False
    while p < len(pattern) and pattern[p] == '*':
        p += 1
    return p == len(pattern)


def match_one(pattern: str, p: int, char: str) -> int:
    """The position after the pattern's next item if that matches this character, else -1."""
    item = pattern[p]
    if item == '?':
        return p + 1
    if item == '[':
        end = bracket_end(pattern, p)
        if end > 0:
            return end if _in_bracket(pattern[p + 1 : end - 1], char) else -1
    if item == '\\' and p + 1 < len(pattern):
        p += 1
    size = unit_count(pattern, p)
    return p + size if pattern[p : p + size] == char else -1


def bracket_end(pattern: str, p: int) -> int:
    """The position after the ] that closes the [ at p; -1 when there is none, and the [ is literal."""
    k = p + 1
    if pattern[k : k + 1] in ('!', '^'):
        k += 1
    if pattern[k : k + 1] == ']':
        k += 1
    while k < len(pattern) and pattern[k] != ']':
        if pattern[k] == '\\':
            k += 1
        elif pattern.startswith('[:', k):
            end = pattern.find(':]', k + 2)
            if end > 0:
                k = end + 1
        k += 1
    return k + 1 if k < len(pattern) else -1


def _in_bracket(body: str, char: str) -> bool:
    negated = body[:1] in ('!', '^')
    k = 1 if negated else 0
    found = False
    while k < len(body):
        if body.startswith('[:', k) and body.find(':]', k + 2) > 0:
            end = body.find(':]', k + 2)
            found = found or in_class(body[k + 2 : end], char)
            k = end + 2
            continue
        if body[k] == '\\' and k + 1 < len(body):
            k += 1
        low = body[k : k + unit_count(body, k)]
        high = low
        k += len(low)
        if k + 1 < len(body) and body[k] == '-':
            k += 1
            if body[k] == '\\' and k + 1 < len(body):
                k += 1
            high = body[k : k + unit_count(body, k)]
            k += len(high)
        found = found or low <= char <= high
    return found != negated


def in_class(name: str, char: str) -> bool:
    """[:name:], in the C locale; an unknown class matches nothing."""
    if name not in _CLASSES:
        return False
    code = ord(char)
    upper = 'A' <= char <= 'Z'
    lower = 'a' <= char <= 'z'
    digit = '0' <= char <= '9'
    if name == 'alpha':
        return upper or lower
    if name == 'digit':
        return digit
    if name == 'alnum':
        return upper or lower or digit
    if name == 'upper':
        return upper
    if name == 'lower':
        return lower
    if name == 'space':
        return char in ' \t\n\r\v\f'
    if name == 'blank':
        return char in ' \t'
    if name == 'xdigit':
        return digit or 'a' <= char <= 'f' or 'A' <= char <= 'F'
    if name == 'cntrl':
        return code < 32 or code == 127
    if name == 'print':
        return code >= 32 and code != 127
    if name == 'graph':
        return code > 32 and code != 127
    return 32 < code < 127 and not (upper or lower or digit)
