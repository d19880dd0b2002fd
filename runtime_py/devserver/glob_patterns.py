"""Patterns of files as regular expressions. Pure."""

from __future__ import annotations

from runtime_py.platform.regexp import Regexp, compile

_SPECIAL = '\\^$.|+()[]{}'


def pattern_of(glob: str, takes_hidden: bool = False) -> Regexp:
    """The expression for an absolute path with `**`, `*`, `?`, `{a,b}` and `[...]`. Wildcards match no name that begins
    with a dot, unless `takes_hidden`."""
    out: list[str] = ['^']
    start = '' if takes_hidden else '(?!\\.)'
    at = 0
    depth = 0
    while at < len(glob):
        letter = glob[at]
        if glob[at : at + 3] == '**/':
            out.append(f'(?:{start}[^/]+/)*')
            at += 3
            continue
        if glob[at : at + 2] == '**':
            out.append(f'(?:{start}[^/]+/)*{start}[^/]*')
            at += 2
            continue
        if letter in '*?[' and glob[at - 1 : at] == '/':
            out.append(start)
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
            out.append('(?!/)[' + ('^' + inside[1:] if inside.startswith('!') else inside) + ']')
            at = end
        else:
            out.append('\\' + letter if letter in _SPECIAL else letter)
        at += 1
    out.append('$')
    return compile(''.join(out))
