"""curl's patterns in URLs: {one,two}, [1-9], [01-10], [a-z], [0-100:10]; and #1 in names of files. Pure."""

from __future__ import annotations

from runtime_py.platform.text import pad_left, repeat
from runtime_py.shell.numerals import count
from runtime_py.shell.utilities.curl.request import CurlProblem

_MOST = 100000


class Expanded:
    """A URL, and what each pattern in it was."""

    def __init__(self, url: str, values: list[str]) -> None:
        self.url = url
        self.values = values

    def named(self, path: str) -> str:
        """#1 in the name of a file."""
        found = ''
        k = 0
        while k < len(path):
            number = count(path[k + 1 : k + 2]) if path[k] == '#' else None
            if number is not None and 0 < number <= len(self.values):
                found += self.values[number - 1]
                k += 2
            else:
                found += path[k]
                k += 1
        return found


def expand_url(text: str) -> list[Expanded]:
    """Raises CurlProblem 3."""
    found = [Expanded('', [])]
    k = 0
    while k < len(text):
        char = text[k]
        if char == '\\' and text[k + 1 : k + 2] in ('{', '}', '[', ']') and k + 1 < len(text):
            found = [Expanded(one.url + text[k + 1], one.values) for one in found]
            k += 2
            continue
        end = -1
        if char == '{':
            end = text.find('}', k)
            if end < 0:
                raise CurlProblem(3, f'unmatched brace in URL position {k + 1}:\n{text}\n{repeat(" ", k)}^')
            found = _times(found, text[k + 1 : end].split(','))
        elif char == '[' and not _is_address(text, k):
            end = text.find(']', k)
            found = _times(found, _range(text[k + 1 : end] if end > 0 else '', k + 2, text))
        if end >= 0:
            k = end + 1
            continue
        found = [Expanded(one.url + char, one.values) for one in found]
        k += 1
    return found


def _is_address(text: str, k: int) -> bool:
    """Whether the bracket holds an address of IPv6."""
    end = text.find(']', k)
    return end > 0 and text[k + 1 : end].count(':') > 1


def _times(found: list[Expanded], choices: list[str]) -> list[Expanded]:
    if len(found) * len(choices) > _MOST:
        raise CurlProblem(3, 'range overflow')
    made: list[Expanded] = []
    for one in found:
        made.extend([Expanded(one.url + choice, [*one.values, choice]) for choice in choices])
    return made


def _range(text: str, at: int, url: str) -> list[str]:
    body, _, step_text = text.partition(':')
    first, dash, last = body.partition('-')
    step = count(step_text) if step_text != '' else 1
    low, high = count(first), count(last)
    if dash == '' or step is None or step < 1:
        raise CurlProblem(3, f'bad range in URL position {at}:\n{url}\n{repeat(" ", at - 1)}^')
    if low is not None and high is not None and low <= high and (high - low) // step < _MOST:
        width = len(first) if first.startswith('0') else 0
        return [pad_left(str(number), width, '0') for number in range(low, high + 1, step)]
    if len(first) == 1 and len(last) == 1 and first.isalpha() and last.isalpha() and first <= last:
        return [chr(code) for code in range(ord(first), ord(last) + 1, step)]
    raise CurlProblem(3, f'bad range specification in URL position {at}:\n{url}\n{repeat(" ", at - 1)}^')
