"""Patterns of files as regular expressions. Pure."""

from __future__ import annotations

from runtime_py.platform.regexp import Regexp, compile

_SPECIAL = '\\^$.|+()[]{}'


def pattern_of(glob: str) -> Regexp:
    """The expression for an absolute path with `**`, `*`, `?`, `{a,b}` and `[...]`."""
    out: list[str] = ['^']
    at = 0
    depth = 0
    while at < len(glob):
        letter = glob[at]
        if glob[at : at + 3] == '**/':
            out.append('(?:[^/]+/)*')
            at += 3
            continue
        if glob[at : at + 2] == '**':
            out.append('.*')
            at += 2
            continue
        if letter == '*':
            out.append('[^/]*')
        elif letter == '?':
            out.append('[^/]')
        elif letter == '{':
            depth += 1
            out.append('(?:')
        elif letter == '}' and depth > 0:
            depth -= 1
            out.append(')')
        elif letter == ',' and depth > 0:
            out.append('|')
        elif letter == '[' and ']' in glob[at:]:
            end = glob.find(']', at)
            inside = glob[at + 1 : end].replace('\\', '')
            out.append('[' + ('^' + inside[1:] if inside.startswith('!') else inside) + ']')
            at = end
        else:
            out.append('\\' + letter if letter in _SPECIAL else letter)
        at += 1
    out.append('$')
    return compile(''.join(out))
