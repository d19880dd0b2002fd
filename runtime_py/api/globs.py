"""Globbing patterns of `export`: `*`, `**`, `?`, `[...]` and `{a,b}` on slash-separated paths. Pure.

A pattern without a slash at its start or in its middle matches at any depth; one that matches a folder applies to
everything below it."""

SPECIAL = '\\^$.|+()/'


def compile_glob(pattern: str) -> object:
    """A RegExp for paths without a leading slash."""
    trimmed = pattern.removeprefix('./').removeprefix('/').removesuffix('/')
    anywhere = '/' not in trimmed and not pattern.startswith('/')
    return RegExp('^' + ('(?:.*/)?' if anywhere else '') + _source(trimmed) + '(?:/.*)?$', 's')


def _source(glob: str) -> str:
    source = ''
    at = 0
    depth = 0
    while at < len(glob):
        character = glob[at]
        if glob[at : at + 3] == '**/':
            source += '(?:.*/)?'
            at += 3
            continue
        if glob[at : at + 2] == '**':
            source += '.*'
            at += 2
            continue
        close = glob.find(']', at + 2) if character == '[' else -1
        if close > 0:
            inner = glob[at + 1 : close].replace('\\', '\\\\')
            source += '[' + ('^' + inner[1:] if inner.startswith('!') else inner) + ']'
            at = close + 1
            continue
        if character == '{' and '}' in glob[at:]:
            depth += 1
            source += '(?:'
        elif character == '}' and depth > 0:
            depth -= 1
            source += ')'
        elif character == ',' and depth > 0:
            source += '|'
        elif character == '*':
            source += '[^/]*'
        elif character == '?':
            source += '[^/]'
        else:
            source += '\\' + character if character in SPECIAL or character in '[]{}' else character
        at += 1
    return source


def matches(patterns: list, path: str) -> bool:
    """`patterns`: results of `compile_glob`."""
    for pattern in patterns:
        if pattern.test(path):
            return True
    return False
