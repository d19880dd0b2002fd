"""Rules that say which files of a package are left out: lines of .npmignore and .gitignore, and the `files` of
package.json turned round. As ignore-walk with minimatch (dot files match, case doesn't matter). Pure."""

from __future__ import annotations

from runtime_py.npm.formats.globs import expand_braces
from runtime_py.platform.regexp import Regexp, compile

_NOTHING = '(?!)'
_SPECIAL = '.+^$(){}|\\[]'


class Rule:
    """`negated`: what matches is taken in again."""

    def __init__(self, line: str) -> None:
        self.negated = False
        while line.startswith('!'):
            self.negated = not self.negated
            line = line[1:]
        while line.find('//') >= 0:
            line = line.replace('//', '/')
        self._whole: list[Regexp] = []
        self._partial: list[Regexp] = []
        for pattern in expand_braces(line):
            # a name without a slash matches at any depth
            parts = pattern.split('/') if pattern.find('/') >= 0 else ['**', pattern]
            self._whole.append(_compiled(_whole_source(parts)))
            self._partial.append(_compiled(_partial_source(parts)))

    def matches(self, path: str, is_folder: bool) -> bool:
        """`path` is relative to the folder of the rules. A folder matches also for what may be below it."""
        if self._any(self._whole, path):
            return True
        if not is_folder:
            return False
        return self._any(self._whole, path + '/') or (self.negated and self._any(self._partial, path))

    def _any(self, patterns: list[Regexp], path: str) -> bool:
        for pattern in patterns:
            if pattern.test('/' + path) or pattern.test(path):
                return True
        return False


def rules_of(lines: list[str]) -> list[Rule]:
    out: list[Rule] = []
    for line in lines:
        text = line.strip()
        if text != '' and not text.startswith('#'):
            out.append(Rule(text))
    return out


def _compiled(source: str) -> Regexp:
    try:
        return compile('^' + source + '$', 'i')
    except ValueError:
        return compile(_NOTHING)


def _whole_source(parts: list[str]) -> str:
    out = ''
    for k, part in enumerate(parts):
        is_last = k == len(parts) - 1
        if part == '**':
            out += '.*' if is_last else '(?:.*/)?'
        else:
            out += _name_source(part) + ('' if is_last else '/')
    return out


def _partial_source(parts: list[str]) -> str:
    """A folder on the way to what the pattern matches."""
    out = ''
    for k in range(len(parts) - 1, -1, -1):
        if parts[k] == '**':
            out = '(?:.*)'
        elif parts[k] == '' and k == 0:
            out = '/?' + out
        else:
            out = '(?:' + _name_source(parts[k]) + '(?:/' + out + ')?)' if out != '' else _name_source(parts[k])
    return out


def _name_source(part: str) -> str:
    out = ''
    k = 0
    while k < len(part):
        char = part[k]
        end = part.find(']', k + 2) if char == '[' else -1
        if char == '*':
            while k + 1 < len(part) and part[k + 1] == '*':
                k += 1
            out += '[^/]*'
        elif char == '?':
            out += '[^/]'
        elif end > 0:
            inner = part[k + 1 : end].replace('\\', '\\\\').replace('[', '\\[')
            out += '[' + ('^' + inner[1:] if inner[0] in '!^' else inner) + ']'
            k = end
        elif char == '\\' and k + 1 < len(part):
            k += 1
            out += ('\\' if part[k] in _SPECIAL + '*?' else '') + part[k]
        elif char in _SPECIAL:
            out += '\\' + char
        else:
            out += char
        k += 1
    return out
