"""Patterns for paths, with the syntax of minimatch as npm uses it: `*`, `**`, `?`, `[a-z]`, `{a,b}`. Names that begin
with a dot need a dot. Pure."""

from __future__ import annotations

from runtime_py.platform.regexp import Regexp, compile

_NOTHING = '(?!)'


def has_magic(pattern: str) -> bool:
    for c in '*?[{':
        if pattern.find(c) >= 0:
            return True
    return False


def matches(path: str, pattern: str) -> bool:
    """Neither has a trailing slash."""
    for plain in expand_braces(pattern):
        if _compiled(plain).test(path):
            return True
    return False


def expand_braces(pattern: str) -> list[str]:
    """Expands `a{b,c}d` to abd and acd; the innermost first."""
    end = pattern.find('}')
    start = pattern.rfind('{', 0, end) if end >= 0 else -1
    if start < 0 or pattern[start:end].find(',') < 0:
        return [pattern]
    out: list[str] = []
    for choice in pattern[start + 1 : end].split(','):
        out.extend(expand_braces(pattern[:start] + choice + pattern[end + 1 :]))
    return out


def _compiled(pattern: str) -> Regexp:
    parts = pattern.split('/')
    out = ''
    for i in range(len(parts)):
        last = i == len(parts) - 1
        if parts[i] == '**':
            out += '(?:(?!\\.)[^/]+(?:/(?!\\.)[^/]+)*)?' if last else '(?:(?!\\.)[^/]+/)*'
        else:
            out += _part(parts[i]) + ('' if last else '/')
    try:
        return compile('^' + out + '$')
    except ValueError:
        return compile(_NOTHING)


def _part(part: str) -> str:
    """Matches one name."""
    out = '' if part.startswith('.') or not has_magic(part) else '(?!\\.)'
    i = 0
    while i < len(part):
        c = part[i]
        end = part.find(']', i + 2) if c == '[' else -1
        if c == '*':
            out += '[^/]*'
        elif c == '?':
            out += '[^/]'
        elif end > 0:
            inner = part[i + 1 : end].replace('\\', '\\\\').replace('[', '\\[')
            out += '[' + ('^' + inner[1:] if inner[0] == '!' else inner) + ']'
            i = end
        elif c in '.+^$(){}|\\[]':
            out += '\\' + c
        else:
            out += c
        i += 1
    return out
